"""Planning transfers: what shall go from where to where. Nothing is held for it and nothing moves yet."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.context import actor
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.keys import once_more
from saas.kit.operations import Outcome, operation
from tenants.catalogue.errors import UnknownSku
from tenants.inventory.errors import KitHoldsNoStock, UnknownWarehouse
from tenants.transfers.errors import SameWarehouse
from tenants.transfers.inputs import NewTransfer

_KNOWN = """
SELECT 'warehouse' AS kind, code, id, false AS is_kit FROM warehouse WHERE code = ANY (%s::text[])
UNION ALL SELECT 'sku', code, id, is_kit FROM sku WHERE code = ANY (%s::text[])"""
# A key that another planned with in the meantime isn't inserted; whoever comes second finds the first one's transfer.
_PLAN = """
INSERT INTO transfer (from_warehouse_id, to_warehouse_id, planned, expected_on, note, key, fingerprint, created_by, created_at)
SELECT n.f, n.t, n.planned, n.expected_on, n.note, n.key, n.fingerprint, %s::jsonb, %s
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::date[], %s::text[], %s::text[], %s::text[]) WITH ORDINALITY
       AS n(f, t, planned, expected_on, note, key, fingerprint, place)
 ORDER BY n.place ON CONFLICT (key) DO NOTHING RETURNING id, number, key"""
_LINES = db.stacked("""
INSERT INTO transfer_line (transfer_id, line_no, sku_id, lot, planned)
SELECT n.* FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::bigint[]) AS n""", events.HISTORY, events.ERRANDS)
_BY_KEY = "SELECT id, number, key, fingerprint FROM transfer WHERE key = ANY (%s::text[])"


@dataclass(frozen=True, slots=True)
class Planned:
    """A transfer that now stands in the plan."""

    id: int
    number: int


@dataclass(frozen=True, slots=True)
class _Known:
    warehouses: dict[str, int]
    skus: dict[str, Any]


@operation("transfers:plan")
def plan_transfers(batch: Sequence[NewTransfer | DomainError]) -> list[Outcome[Planned]]:
    """Plan transfers between warehouses. The same key again is the same transfer, planned once."""
    items = [item for item in batch if not isinstance(item, DomainError)]
    known = _known(items)
    wrong = [_wrong(item, known) for item in batch]
    keys = [getattr(item, "key", "") or uuid.uuid4().hex for item in batch]
    there = _planned(keys)
    new = {key: item for key, item, error in reversed(list(zip(keys, batch, wrong, strict=True))) if error is None and key not in there}
    made = _insert(new, known)
    if len(made) < len(new):
        there |= {key: found for key, found in _planned(keys).items() if key not in made}
    outcomes: list[Outcome[Planned]] = []
    for key, item, error in zip(keys, batch, wrong, strict=True):
        if error or isinstance(item, DomainError):
            outcomes.append(Outcome.refused(error))
        elif key in there:
            outcomes.append(once_more(item, *there[key]))
        else:
            outcomes.append(Outcome.done(made[key]))
            there[key] = item.fingerprint, made[key]
    return outcomes


def _known(items: Sequence[NewTransfer]) -> _Known:
    houses = {code for item in items for code in (item.from_warehouse, item.to_warehouse)}
    rows = db.rows(_KNOWN, [arrays.texts(houses), arrays.texts({line.sku for item in items for line in item.lines})])
    return _Known({r.code: r.id for r in rows if r.kind == "warehouse"}, {r.code: r for r in rows if r.kind == "sku"})


def _wrong(item: NewTransfer | DomainError, known: _Known) -> DomainError | None:
    """The first thing that keeps this transfer from being planned."""
    if isinstance(item, DomainError):
        return item
    for name in ("from_warehouse", "to_warehouse"):
        if getattr(item, name) not in known.warehouses:
            return UnknownWarehouse(f"/{name}", warehouse=getattr(item, name))
    if item.from_warehouse == item.to_warehouse:
        return SameWarehouse("/to_warehouse")
    for place, line in enumerate(item.lines):
        sku = known.skus.get(line.sku)
        if sku is None:
            return UnknownSku(f"/lines/{place}/sku", sku=line.sku)
        if sku.is_kit:
            return KitHoldsNoStock(f"/lines/{place}/sku", sku=line.sku)
    return None


def _planned(keys: Sequence[str]) -> dict[str, tuple[str, Planned]]:
    """What these keys stand for already, with its fingerprint."""
    return {row.key: (row.fingerprint, Planned(row.id, row.number)) for row in db.rows(_BY_KEY, [arrays.texts(keys)])}


def _insert(new: dict[str, NewTransfer], known: _Known) -> dict[str, Planned]:
    """By key those that are planned now: one that somebody else has just planned with the same key isn't among them."""
    if not new:
        return {}
    items = new.values()
    made = {row.key: Planned(row.id, row.number) for row in db.rows(_PLAN, [
        json.dumps(actor().as_data(), ensure_ascii=False), clock.now(),
        arrays.ints(known.warehouses[item.from_warehouse] for item in items), arrays.ints(known.warehouses[item.to_warehouse] for item in items),
        arrays.ints(sum(line.quantity for line in item.lines) for item in items),
        arrays.texts(item.expected_on and item.expected_on.isoformat() for item in items),
        arrays.texts(item.note for item in items), arrays.texts(new), arrays.texts(item.fingerprint for item in items)])}
    lines = [(made[key].id, n, known.skus[line.sku].id, line.lot or None, line.quantity)
             for key, item in new.items() if key in made for n, line in enumerate(item.lines, 1)]
    facts = [Event("transfer.planned", ("transfer", made[key].id), {"pieces": sum(line.quantity for line in item.lines)})
             for key, item in new.items() if key in made]
    db.run(_LINES, [arrays.ints(x[0] for x in lines), arrays.ints(x[1] for x in lines), arrays.ints(x[2] for x in lines),
                    arrays.texts(x[3] for x in lines), arrays.ints(x[4] for x in lines), *events.parameters(facts)])
    return made
