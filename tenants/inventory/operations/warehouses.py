"""Setting up warehouses. Every change raises the policy's version: what a process remembers of them is old then."""

from saas.kit import db
from saas.kit.events import Event, record
from saas.kit.operations import operation
from tenants.inventory.errors import LastWarehouse, UnknownWarehouse, WarehouseTaken
from tenants.inventory.inputs import NewWarehouse, WarehouseChange
from tenants.inventory.policy import RAISE

_ADD = """INSERT INTO warehouse (code, name, country, region, priority) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (code) DO NOTHING RETURNING id"""
_FIND = "SELECT id, code, name, country, region, priority, active FROM warehouse ORDER BY id FOR NO KEY UPDATE"
_CHANGE = "UPDATE warehouse SET name = %s, country = %s, region = %s, priority = %s, active = %s, version = version + 1 WHERE id = %s"
# Balances are locked in everyone's order before their copy of the priority is written.
_REPEAT = """
UPDATE balance b SET priority = n.priority FROM (
  SELECT k.id, l.priority + %s * 1000 AS priority FROM balance k JOIN location l ON l.id = k.location_id WHERE k.warehouse_id = %s
   ORDER BY k.sku_id, k.location_id, k.lot FOR NO KEY UPDATE OF k) n WHERE b.id = n.id"""


@operation("inventory:setup")
def add_warehouse(new: NewWarehouse) -> int:
    """Open a warehouse with one location for everything; its id."""
    added = db.rows(_ADD, (new.code, new.name, new.country.upper(), new.region, new.priority))
    if not added:
        raise WarehouseTaken("/code", warehouse=new.code)
    db.run("INSERT INTO location (warehouse_id, kind, code) VALUES (%s, 'shelf', '-')", (added[0].id,))
    db.run(RAISE)
    return added[0].id


@operation("inventory:setup")
def change_warehouse(change: WarehouseChange) -> bool:
    """Bring a warehouse up to date; False where it was so already. A closed one keeps its goods and gives none to orders."""
    every = db.rows(_FIND)
    now = next((row for row in every if row.code == change.code), None)
    if now is None:
        raise UnknownWarehouse("/code", warehouse=change.code)
    if now.active and not change.active and not any(row.active for row in every if row.id != now.id):
        raise LastWarehouse("/active", warehouse=change.code)
    wanted = (change.name, change.country.upper(), change.region, change.priority, change.active)
    if tuple(now[2:]) == wanted:
        return False
    if change.priority != now.priority:
        db.run(_REPEAT, (change.priority, now.id))
    db.run(_CHANGE, (*wanted, now.id))
    db.run(RAISE)
    record(Event("warehouse.changed", ("warehouse", now.id), {"code": change.code, "active": change.active, "priority": change.priority}))
    return True
