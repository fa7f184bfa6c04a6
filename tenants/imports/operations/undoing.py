"""Undoing an import: its orders are cancelled as far as they haven't left, its counts are reversed."""

import json

from saas.kit import db
from saas.kit.events import Event, record
from saas.kit.jobs import later
from saas.kit.jobs.registry import LeaseLost
from saas.kit.operations import operation
from tenants.imports.errors import NotUndoable
from tenants.imports.models import Import
from tenants.imports.operations.starting import locked
from tenants.inventory.operations import reverse_movements
from tenants.orders.inputs import Cancellation
from tenants.orders.operations import cancel_orders

_ORDERS = "SELECT number, id FROM orders WHERE import_id = %s AND id > %s ORDER BY id LIMIT 200"
_ADVANCE = "UPDATE import SET summary = %s::jsonb WHERE id = %s AND runner = %s AND state = 'undoing'"


@operation("imports:run")
def undo_import(import_id: int) -> None:
    """Ask for everything this import did to be taken back, as far as that is still possible."""
    the = locked(import_id, ("applied", "cancelled"))
    if the.kind == "products":
        raise NotUndoable()
    db.run("UPDATE import SET state = 'undoing', cancel_asked = false, summary = summary - 'undo' WHERE id = %s", (import_id,))
    later("imports.undo", {"import_id": import_id})
    record(Event("import.undo_asked", ("import", import_id)))


@operation("imports:run")
def undo_chunk(the: Import) -> bool:
    """Take back the next part; True when nothing is left."""
    undo = the.summary.setdefault("undo", {"last": 0, "done": 0, "refused": 0})
    over = _orders(the.id, undo) if the.kind == "orders" else _counts(the.id, undo)
    if db.run(_ADVANCE, (json.dumps(the.summary), the.id, the.runner)) != 1:
        raise LeaseLost(the.runner)
    return over


def _orders(import_id: int, undo: dict[str, int]) -> bool:
    found = db.rows(_ORDERS, (import_id, undo["last"]))
    outcomes = cancel_orders([Cancellation(number=row.number, reason="import") for row in found])
    undo["done"] += sum(o.status == "done" for o in outcomes)
    undo["refused"] += sum(o.status == "refused" for o in outcomes)
    undo["last"] = found[-1].id if found else undo["last"]
    return not found


def _counts(import_id: int, undo: dict[str, int]) -> bool:
    part = reverse_movements("import", import_id, undo["last"])
    undo["done"] += part.done
    undo["refused"] += part.refused
    undo["last"] = part.last or undo["last"]
    return part.last == 0
