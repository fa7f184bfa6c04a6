"""Setting up warehouses."""

from saas.kit import db
from saas.kit.operations import operation
from tenants.inventory.errors import WarehouseTaken
from tenants.inventory.inputs import NewWarehouse
from tenants.inventory.policy import RAISE

_ADD = """INSERT INTO warehouse (code, name, country, priority) VALUES (%s, %s, %s, %s)
ON CONFLICT (code) DO NOTHING RETURNING id"""


@operation("inventory:setup")
def add_warehouse(new: NewWarehouse) -> int:
    """Open a warehouse with one location for everything; its id."""
    added = db.rows(_ADD, (new.code, new.name, new.country.upper(), new.priority))
    if not added:
        raise WarehouseTaken("/code", warehouse=new.code)
    db.run("INSERT INTO location (warehouse_id, kind, code) VALUES (%s, 'shelf', '-')", (added[0].id,))
    db.run(RAISE)
    return added[0].id
