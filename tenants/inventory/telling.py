"""The ledger in sentences, and the words of inventory: conditions, reasons, questions of the proof."""

from collections.abc import Callable
from dataclasses import dataclass

from saas.kit.i18n import _, _l, _lp
from tenants.inventory.queries import End, Move

CONDITIONS = {
    "good": _lp("condition of goods", "Good"),
    "damaged": _lp("condition of goods", "Damaged"),
    "blocked": _lp("condition of goods", "Blocked"),
}
POLICY = {
    "strategy": [
        ("priority", _l("By priority"), _l("The warehouse with the lowest priority first, then the next.")),
        ("fewest", _l("Fewest parcels"), _l("As few warehouses as can serve the order.")),
        ("nearest", _l("Nearest"), _l("Warehouses of the same region first, then of the same country, then by priority.")),
        ("most", _l("Most stock"), _l("The warehouse with the most of a SKU first."))],
    "removal": [
        ("fefo", _l("What expires first"), _l("Where nothing expires, the nearest place first.")),
        ("fifo", _l("What came first"), "")],
    "costing": [("average", _l("Moving average"), ""), ("fifo", _l("First in, first out"), "")],
}
REASONS = {
    "correction": _lp("reason of an adjustment", "Correction"),
    "count": _lp("reason of an adjustment", "Stocktake"),
    "damage": _lp("reason of an adjustment", "Damage"),
    "expired": _lp("reason of an adjustment", "Expired"),
    "loss": _lp("reason of an adjustment", "Loss"),
    "theft": _lp("reason of an adjustment", "Theft"),
    "found": _lp("reason of an adjustment", "Found"),
    "opening": _lp("reason of an adjustment", "Opening stock"),
    "own_use": _lp("reason of an adjustment", "Own use"),
    "sample": _lp("reason of an adjustment", "Sample"),
}
RETURNED_AS = {
    "as_new": _lp("condition of returned goods", "As new"),
    "opened": _lp("condition of returned goods", "Opened"),
    "damaged": _lp("condition of returned goods", "Damaged"),
    "faulty": _lp("condition of returned goods", "Faulty"),
    "wrong_item": _lp("condition of returned goods", "Something else"),
}
QUESTIONS = {
    "ledger_balance": _l("Does the ledger add up to the stock on hand?"),
    "balance_allocations": _l("Is as much held at the shelf as the orders hold?"),
    "line_allocations": _l("Does the order line show what is held for it?"),
    "order_lines": _l("Do the order's figures add up to its lines?"),
    "order_goods": _l("Does the catalogue have the SKU of the order line?"),
    "order_amounts": _l("Do the order's lines add up to what its goods cost?"),
    "order_kits": _l("Are the kit's parts ordered as often as the kit needs them?"),
    "order_holds": _l("Does the order have as many open holds as it says?"),
    "shipped_lines": _l("Do the parcels add up to what the order line says has shipped?"),
    "shipped_ledger": _l("Does the ledger add up to what was in the parcels?"),
    "ledger_value": _l("Do the ledger's costs add up to the stock's value?"),
    "value_layers": _l("Do the layers of cost add up to the value by FIFO?"),
    "ledger_transit": _l("Does the ledger add up to what is on the way between warehouses?"),
    "transfer_lines": _l("Do the transfers' figures add up to their lines?"),
    "return_lines": _l("Do the goods that came back add up to the return's lines?"),
    "return_sums": _l("Do the return's figures add up to its lines?"),
    "order_returns": _l("Do the returns add up to what the order line says came back and is awaited?"),
    "order_refunds": _l("Do the refunds add up to what the order says was paid back?"),
    "return_refunds": _l("Do the refunds add up to what the return says was paid back?"),
    "purchase_receipts": _l("Do the receipts add up to what the purchase order's line says has arrived?"),
    "purchase_lines": _l("Do the purchase order's figures add up to its lines?"),
    "receipt_ledger": _l("Does the ledger add up to what the receipts took in?"),
    "stocktake_ledger": _l("Does the ledger add up to what the stocktakes posted?"),
    "customer_orders": _l("Has the customer as many orders as it says?"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A movement as a person reads it: what happened where, the words given with it, what caused it, who did it."""

    icon: str
    text: str
    quote: str
    by: str


METHODS = {"average": _lp("way of counting costs", "moving average"), "fifo": _lp("way of counting costs", "first in, first out")}
CAME = {
    "adjusted": _lp("how goods came", "Adjustment"), "counted": _lp("how goods came", "Stocktake"), "moved": _lp("how goods came", "Transfer"),
    "received": _lp("how goods came", "Receipt"), "returned": _lp("how goods came", "Customer return"),
    "reversed": _lp("how goods came", "Taken back"), "": _lp("how goods came", "Before costs were kept"),
}


def tell(move: Move) -> Sentence:
    """One row of the ledger in the reader's language."""
    icon, sentence = _SENTENCES[move.cause]
    return Sentence(icon, sentence(move), _quote(move), _by(move))


def place(end: End, lot: str | None = None) -> str:
    """A shelf by warehouse and code, with lot and condition where they tell it apart; the outside world by its name."""
    if end.kind != "shelf":
        return str(_OUTSIDE[end.kind])
    parts = [end.warehouse or "", end.code if end.code != "-" else ""]
    parts += [_("lot %(lot)s", lot=lot) if lot else "", str(CONDITIONS[end.status]) if end.status != "good" else ""]
    return " · ".join(filter(None, parts))


_OUTSIDE = {
    "supplier": _lp("place", "supplier"),
    "customer": _lp("place", "customer"),
    "adjustment": _lp("place", "adjustment"),
    "transit": _lp("place", "in transit"),
}


def _shelf(move: Move) -> str:
    return place(move.target if move.target.kind == "shelf" else move.source, move.lot)


def _adjusted(move: Move) -> str:
    if move.net > 0:
        return _("Added to %(place)s by an adjustment.", place=_shelf(move))
    return _("Taken off %(place)s by an adjustment.", place=_shelf(move))


def _counted(move: Move) -> str:
    if move.net > 0:
        return _("Counted at %(place)s: more than the ledger said.", place=_shelf(move))
    return _("Counted at %(place)s: fewer than the ledger said.", place=_shelf(move))


def _reversed(move: Move) -> str:
    return _("Movement %(id)s taken back: from %(source)s to %(target)s.", id=move.reverses, source=place(move.source, move.lot),
             target=place(move.target, move.lot))


def _moved(move: Move) -> str:
    if move.target.kind == "transit":
        return _("Left %(place)s for another warehouse.", place=_shelf(move))
    if move.source.kind == "transit":
        return _("Arrived at %(place)s from another warehouse.", place=_shelf(move))
    return _("Moved from %(source)s to %(target)s.", source=place(move.source, move.lot), target=place(move.target, move.lot))


def _returned(move: Move) -> str:
    if move.target.kind == "customer":
        return _("Sent back to the customer from %(place)s.", place=_shelf(move))
    return _("Came back from the customer to %(place)s.", place=_shelf(move))


def _written_off(move: Move) -> str:
    if move.source.kind == "transit":
        return _("Lost on the way to another warehouse.")
    if move.source.kind == "customer":
        return _("Came back from the customer and was thrown away.")
    return _("Written off at %(place)s.", place=_shelf(move))


_SENTENCES: dict[str, tuple[str, Callable[[Move], str]]] = {
    "adjusted": ("pencil", _adjusted),
    "counted": ("list-checks", _counted),
    "moved": ("arrow-left-right", _moved),
    "received": ("arrow-down-left", lambda m: _("Received from the supplier at %(place)s.", place=_shelf(m))),
    "returned": ("undo-2", _returned),
    "reversed": ("rotate-ccw", _reversed),
    "shipped": ("arrow-up-right", lambda m: _("Left %(place)s for the customer.", place=_shelf(m))),
    "written_off": ("trash-2", _written_off),
}


def _quote(move: Move) -> str:
    """The reason in words; adjustments keep theirs as a code with the person's note behind it."""
    if move.subject[0] == "return" and move.reason in RETURNED_AS:
        return str(RETURNED_AS[move.reason])
    code, _colon, note = move.reason.partition(": ")
    if code not in REASONS or move.cause not in ("adjusted", "counted"):
        return move.reason
    return _("%(reason)s: %(note)s", reason=REASONS[code], note=note) if note else str(REASONS[code])


def _by(move: Move) -> str:
    name = str(move.actor.get("name", ""))
    match move.actor.get("kind"):
        case "person":
            return name
        case "token":
            return _("API, token “%(name)s”", name=name)
        case _kind:
            return _("Quayside, by itself")
