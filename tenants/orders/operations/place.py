"""Placing orders: one path for one and for hundreds of thousands.

Three round trips whatever the batch's length (one more while pieces that just came are handed out): lock and read stock, insert orders (the only statement that may find
one placed before), and the children in one string. Stock is locked before orders are inserted, everywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import DataError, IntegrityError

from saas.kit import arrays, db
from saas.kit.errors import DomainError
from saas.kit.operations import Outcome, operation
from tenants.catalogue.errors import UnknownSku
from tenants.orders.errors import KitIncomplete, Unplaceable
from tenants.orders.holding import Shelf, lock_stock
from tenants.orders.inputs import NewOrder
from tenants.orders.operations.settle import note_paid
from tenants.orders.pricing import price
from tenants.orders.recording import Decided, Key, PlacedOrder, decide, insert_orders, write_down
from tenants.orders.repeating import hold_what_differs, read_again
from tenants.orders.routing import Routed
from tenants.orders.turns import leave_to_others

_BEFORE = """SELECT channel, reference FROM orders
 JOIN unnest(%s::text[], %s::text[]) AS w(channel, reference) USING (channel, reference)"""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an order would do: pieces ordered, pieces that could be held now, lines, and why a person would have to look."""

    pieces: int
    held: int
    lines: int
    holds: list[str] = field(default_factory=list)


@operation("orders:place")
def place_orders(batch: Sequence[NewOrder | DomainError], import_id: int | None = None) -> list[Outcome[PlacedOrder]]:
    """Take orders whole and hold their stock; what is missing is back-ordered. Asked twice, placed once."""
    wanted: dict[Key, NewOrder] = {}
    for new in batch:
        if not isinstance(new, DomainError):
            wanted.setdefault((new.channel, new.reference), new)
    orders = list(wanted.values())
    alone = len(batch) == 1 and len(orders) == 1 and not orders[0].triage
    results = _alone(orders[0], import_id) if alone else _safely(orders, import_id)
    _compare([new for new in batch if not isinstance(new, DomainError) and new is not wanted[new.channel, new.reference]])
    return list(_in_order(batch, results))


def _in_order(batch: Sequence[NewOrder | DomainError], results: dict[Key, Outcome[PlacedOrder]]) -> Iterator[Outcome[PlacedOrder]]:
    """Outcomes as they were asked for; a twin within the batch is its first, again."""
    seen: set[Key] = set()
    for new in batch:
        if isinstance(new, DomainError):
            yield Outcome.refused(new)
            continue
        key = (new.channel, new.reference)
        outcome = results[key]
        yield Outcome.again(outcome.value) if key in seen and outcome.value else outcome
        seen.add(key)


class _PlacedBefore(Exception):
    """Some of a batch were there already: nothing of the batch may count, or they'd have taken others' stock."""

    def __init__(self, keys: set[Key]) -> None:
        self.keys = keys


def _alone(new: NewOrder, import_id: int | None) -> dict[Key, Outcome[PlacedOrder]]:
    """A batch of one needs no savepoint: if the database refuses it, the whole unit of work was only this."""
    try:
        return _place([new], import_id)
    except _PlacedBefore as known:
        _compare([new])  # its stock is locked before its order: a deadlock that this causes is tried again knowingly
        return read_again(known.keys)
    except (DataError, IntegrityError) as error:
        raise _unforeseen(error) from error


def _safely(orders: list[NewOrder], import_id: int | None) -> dict[Key, Outcome[PlacedOrder]]:
    """A batch in a savepoint: what the database refuses for its data is halved until the one order is found."""
    if not orders:
        return {}
    try:
        with db.session().begin_nested():
            return _place(orders, import_id)
    except _PlacedBefore as known:
        rest = [new for new in orders if (new.channel, new.reference) not in known.keys]
        _compare([new for new in orders if (new.channel, new.reference) in known.keys])
        return read_again(known.keys) | _safely(rest, import_id)
    except (DataError, IntegrityError) as error:
        if len(orders) == 1:
            return {(orders[0].channel, orders[0].reference): Outcome.refused(_unforeseen(error))}
    middle = len(orders) // 2
    return _safely(orders[:middle], import_id) | _safely(orders[middle:], import_id)


def _compare(again: list[NewOrder]) -> None:
    """Orders that arrive again: other content holds them until a person has decided, being paid lets them go on. For a batch,
    a savepoint has let go of all stock, so that orders are locked first."""
    hold_what_differs(again)
    _pay(again)


def _pay(again: list[NewOrder]) -> None:
    """What arrives again paid, asked for a person or not, waits for its payment no longer."""
    if paid := {(new.channel, new.reference) for new in again if new.paid}:
        note_paid([outcome.value.number for outcome in read_again(paid).values() if outcome.value])


def _unforeseen(error: DataError | IntegrityError) -> DomainError:
    return Unplaceable(sqlstate=getattr(error.orig, "pgcode", "?"))


def _place(orders: list[NewOrder], import_id: int | None) -> dict[Key, Outcome[PlacedOrder]]:
    shelf = _shelf(orders)
    decided: dict[Key, Decided] = {}
    results: dict[Key, Outcome[PlacedOrder]] = {}
    for new in orders:
        try:
            decided[new.channel, new.reference] = _decided(new, shelf)
        except DomainError as error:
            results[new.channel, new.reference] = Outcome.refused(error)
    if decided:
        rows = insert_orders(decided, import_id)
        if len(rows) < len(decided):
            raise _PlacedBefore(decided.keys() - rows.keys())
        results |= {key: Outcome.done(placed) for key, placed in write_down(decided, rows).items()}
    return results


def _shelf(orders: Sequence[NewOrder]) -> Shelf:
    """The locked stock of what they ask for, without what just came for those who wait already."""
    shelf = lock_stock(line.sku for new in orders for line in new.lines)
    leave_to_others(shelf)
    return shelf


def _decided(new: NewOrder, shelf: Shelf) -> Decided:
    """What an order adds up to and gets; a draft gets nothing yet."""
    _all_known(new, shelf)
    order = price(new, shelf.skus, shelf.kits)
    return decide(order, [Routed([], None)] * len(order.lines) if new.draft else shelf.serve(order))


@operation("orders:place")
def preview_orders(batch: Sequence[NewOrder | DomainError]) -> list[Outcome[Preview]]:
    """What `place_orders` would say to each, by the same rules; writes nothing and burns no order number."""
    orders = [new for new in batch if not isinstance(new, DomainError)]
    shelf = _shelf(orders)
    keys = sorted({(new.channel, new.reference) for new in orders})
    known = {tuple(row) for row in db.rows(_BEFORE, [arrays.texts(k[0] for k in keys), arrays.texts(k[1] for k in keys)])}
    return [_preview(new, shelf, known) for new in batch]


def _preview(new: NewOrder | DomainError, shelf: Shelf, known: set[Key]) -> Outcome[Preview]:
    if isinstance(new, DomainError):
        return Outcome.refused(new)
    if (new.channel, new.reference) in known:
        return Outcome.again(Preview(0, 0, len(new.lines)))
    known.add((new.channel, new.reference))
    try:
        would = _decided(new, shelf)
    except DomainError as error:
        return Outcome.refused(error)
    return Outcome.done(Preview(would.order.ordered, sum(would.got), len(would.order.lines), would.holds))


def _all_known(new: NewOrder, shelf: Shelf) -> None:
    """A SKU nobody knows, or a kit that can't be put together, refuses the order unless a person is to decide."""
    if new.triage:
        return
    for n, line in enumerate(new.lines):
        if line.sku not in shelf.skus:
            raise (KitIncomplete if line.sku in shelf.kits else UnknownSku)(f"/lines/{n}/sku", sku=line.sku)
