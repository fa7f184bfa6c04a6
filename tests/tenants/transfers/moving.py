"""Two warehouses and goods to bring from one to the other."""

from saas.kit.operations import only
from tenants.inventory.inputs import NewWarehouse, StockChange
from tenants.inventory.operations import add_warehouse, adjust_stock
from tenants.transfers.inputs import NewTransfer, PlannedLine
from tenants.transfers.operations import plan_transfers
from tenants.transfers.queries import OneTransfer, get_transfer
from saas.kit.owner import execute, owner
from tests.cast import Member, stocked
from tests.conftest import World


def two_houses(who: Member, **pieces: int) -> None:
    """So many pieces of each SKU lie in MAIN; EAST stands empty."""
    with who.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East"))
    stocked(who, **pieces)


def planned(who: Member, **pieces: int) -> int:
    """The number of a transfer of these pieces from MAIN to EAST."""
    lines = [PlannedLine(sku=sku, quantity=n) for sku, n in pieces.items()]
    with who.at_work():
        return only(plan_transfers([NewTransfer(from_warehouse="MAIN", to_warehouse="EAST", lines=lines)])).number


def read(who: Member, number: int) -> OneTransfer:
    with who.at_work(read_only=True):
        return get_transfer(number)


def lots(world: World, who: Member, sku: str, **days: str | None) -> None:
    """Lots of a SKU by the day they expire, five pieces of each in MAIN."""
    with owner(world.url) as conn:
        for lot, day in days.items():
            execute(conn, f"INSERT INTO {who.tenant.schema}.lot (sku_id, code, expires_on) SELECT id, %s, %s FROM {who.tenant.schema}.sku"
                          " WHERE code = %s ON CONFLICT DO NOTHING", (lot, day, sku))
    with who.at_work():
        for lot in days:
            only(adjust_stock([StockChange(sku=sku, change=5, lot=lot)]))
