"""Pages of transfers and stocktakes, with goods on the road and shelves half counted."""

from saas.kit.operations import only
from tenants.inventory.inputs import NewWarehouse
from tenants.inventory.operations import add_warehouse
from tenants.stocktakes.inputs import Count, NewStocktake
from tenants.stocktakes.operations import enter_counts, open_stocktake, to_review
from tenants.transfers.inputs import Arrival, ArrivedLine, NewTransfer, PlannedLine, Sending, SentLine
from tenants.transfers.operations import plan_transfers, receive_transfers, send_transfers
from tests.cast import Member

SHELF_PAGES = (
    "stock/transfers/", "stock/transfers/?view=late&q=x", "stock/transfers/new?sku=MUG", "stock/transfers/{moving}", "stock/transfers/{moving}/send?by=scan",
    "stock/transfers/{moving}/receive", "stock/transfers/{moving}/receive?by=scan", "stock/transfers/{moving}/lose", "stock/transfers/{moving}/cancel",
    "stock/stocktakes/", "stock/stocktakes/?view=posted&q=x", "stock/stocktakes/new", "stock/stocktakes/new?scope=skus", "stock/stocktakes/{counting}",
    "stock/stocktakes/{counting}?by=list", "stock/stocktakes/{counting}/review?view=all", "stock/stocktakes/{reviewing}",
    "stock/stocktakes/{reviewing}/lines/1", "stock/stocktakes/{reviewing}/post", "stock/stocktakes/{reviewing}/cancel")


def shelve(ann: Member) -> dict[str, int]:
    """A transfer half sent and half arrived, a count half done, another under review; the numbers the addresses above need."""
    with ann.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East"))
        moving = only(plan_transfers([NewTransfer(from_warehouse="MAIN", to_warehouse="EAST", lines=[
            PlannedLine(sku="MUG", quantity=6), PlannedLine(sku="MUG-0", quantity=2)])])).number
        only(send_transfers([Sending(number=moving, lines=[SentLine(line=1, quantity=4)])]))
        only(receive_transfers([Arrival(number=moving, lines=[ArrivedLine(line=1, quantity=1), ArrivedLine(line=1, quantity=1, status="damaged")])]))
        counting, reviewing = (open_stocktake(NewStocktake(scope="skus", skus=skus)).result().number for skus in (["MUG", "CUP"], ["MUG-0", "MUG-1"]))
        for number, sku, pieces in ((counting, "MUG", 3), (reviewing, "MUG-0", 8), (reviewing, "MUG-1", 9)):
            only(enter_counts([Count(number=number, code=sku, quantity=pieces)]))
        to_review(reviewing)
    return {"moving": moving, "counting": counting, "reviewing": reviewing}
