"""Orders that arrive again: told as they stand now; with other content, held until a person has compared the two, whoever
sent them and however they asked to be taken."""

from collections.abc import Iterable, Mapping
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.events import Event
from saas.kit.operations import Outcome
from tenants.orders.inputs import BESIDE, NewOrder
from tenants.orders.models import OPEN_STATES
from tenants.orders.recording import HOLDS, Key, PlacedLine, PlacedOrder, whole_kits

_KNOWN = """
SELECT o.id, o.number, o.channel, o.reference, o.state, o.currency, o.total, l.line_no, l.sku_code, l.ordered, l.allocated, l.kit_no, l.per_kit
  FROM orders o JOIN unnest(%s::text[], %s::text[]) AS w(channel, reference) USING (channel, reference)
  JOIN order_line l ON l.order_id = o.id ORDER BY o.id, l.line_no"""
_KITS = "SELECT order_id, kit_no, sku_code, ordered FROM order_kit WHERE order_id = ANY (%s::bigint[]) ORDER BY order_id, kit_no"
_HOLDABLE = {*OPEN_STATES, "draft"}
# The other content is noted with the hold: arriving a third time, it holds nothing again.
_OTHER = """
SELECT o.id, o.number, o.channel, o.reference, o.state, w.f FROM orders o JOIN unnest(%s::text[], %s::text[], %s::text[]) AS w(channel, reference, f) USING (channel, reference)
 WHERE o.fingerprint NOT IN ('', w.f) ORDER BY o.id FOR NO KEY UPDATE OF o"""
_HELD = "SELECT order_id FROM hold WHERE order_id = ANY (%s::bigint[]) AND kind = 'duplicate' AND lifted_at IS NULL"
_HOLD = db.stacked(
    "UPDATE orders o SET fingerprint = n.f FROM unnest(%s::bigint[], %s::text[]) AS n(id, f) WHERE o.id = n.id",
    HOLDS, "UPDATE orders SET open_holds = open_holds + 1, version = version + 1 WHERE id = ANY (%s::bigint[])",
    events.HISTORY, events.ERRANDS)


def read_again(known: Iterable[Key]) -> dict[Key, Outcome[PlacedOrder]]:
    """Orders that were there already, as they stand now: one statement, two where there are kits."""
    keys = sorted(known)
    found: dict[Key, PlacedOrder] = {}
    for row in db.rows(_KNOWN, [arrays.texts(k[0] for k in keys), arrays.texts(k[1] for k in keys)]):
        order = found.setdefault((row.channel, row.reference), PlacedOrder(
            row.id, row.number, row.reference, row.state, row.currency, row.total, []))
        order.lines.append(PlacedLine(row.line_no, row.sku_code, row.ordered, row.allocated, row.kit_no, row.per_kit))
    by_id = {order.id: order for order in found.values()}
    if any(line.kit_no for order in by_id.values() for line in order.lines):
        for kit in db.rows(_KITS, [arrays.ints(by_id)]):
            order = by_id[kit.order_id]
            held = whole_kits((line.allocated, line.per_kit) for line in order.lines if line.kit_no == kit.kit_no)
            order.kits.append(PlacedLine(kit.kit_no, kit.sku_code, kit.ordered, held))
    return {key: Outcome.again(order) for key, order in found.items()}


def hold_what_differs(again: Iterable[NewOrder]) -> None:
    """Hold open orders and drafts whose reference has arrived again with other content; what is over tells of it in its
    story. One statement where nothing differs, and nothing is locked then. Orders come before balances: the caller holds no
    stock, or finds a deadlock tried again."""
    came = {(new.channel, new.reference): new for new in again}
    other: Mapping[Key, str] = {key: new.fingerprint for key, new in came.items()}
    if not other:
        return
    found = db.rows(_OTHER, [arrays.texts(k[0] for k in other), arrays.texts(k[1] for k in other), arrays.texts(other.values())])
    held = {row.order_id for row in db.rows(_HELD, [arrays.ints(row.id for row in found)])} if found else set()
    fresh = [row for row in found if row.id not in held and row.state in _HOLDABLE]
    if found:
        _hold(found, fresh, came)


def _hold(found: list[Any], fresh: list[Any], came: Mapping[Key, NewOrder]) -> None:
    """What came is kept with the story, so that a person can compare the two; what comes otherwise once more, too."""
    ids = arrays.ints(row.id for row in fresh)
    content = {row.id: came[row.channel, row.reference].model_dump(mode="json", exclude=BESIDE, exclude_defaults=True) for row in found}
    facts = [Event("order.held", ("order", row.id), {"number": row.number, "kind": "duplicate", "reason": "", "until": None, "arrived": content[row.id]})
             if row in fresh else Event("order.came_again", ("order", row.id), {"number": row.number, "arrived": content[row.id]}) for row in found]
    db.run(_HOLD, [arrays.ints(row.id for row in found), arrays.texts(row.f for row in found), clock.now(), ids,
                   arrays.texts("duplicate" for _row in fresh), ids, *events.parameters(facts)])
