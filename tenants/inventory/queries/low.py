"""What is low: at or below its reorder point once everybody who waits is served; what is coming, and how many to order.

Purchase orders belong to a room above; what of them is a draft is read by its table's name, like what is coming."""

from dataclasses import dataclass

from saas.kit import arrays, db
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line
from saas.kit.operations import query
from saas.kit.web.paging import Page
from tenants.inventory.queries.levels import FindStock, StockLevel, list_stock
from tenants.inventory.queries.promise import available_to_promise

_DRAFTED = """
SELECT l.sku_id, sum(l.ordered)::bigint AS pieces FROM purchase_line l JOIN purchase_order p ON p.id = l.purchase_id
 WHERE l.sku_id = ANY (%s::bigint[]) AND l.received + l.closed < l.ordered AND p.state = 'draft' GROUP BY 1"""


class FindLow(Input):
    """Which of the SKUs that are low a list shows."""

    q: Line = Field("", title=_l("Search"))


@dataclass(frozen=True, slots=True)
class LowSku:
    """A SKU that is low, in pieces; `coming` are ordered, announced or on the road, `drafted` stand on purchase orders
    that only wait to be sent."""

    level: StockLevel
    coming: int
    drafted: int = 0

    @property
    def suggested(self) -> int:
        """How many to order: what it takes to be low no longer with everything that comes or is drafted, never less than the
        usual quantity; 0 where that suffices."""
        level, point = self.level, self.level.reorder_point or 0
        left = level.available - level.waiting + self.coming + self.drafted
        return 0 if left > point else max(point + 1 - left, level.reorder_quantity or 1)

    @property
    def state(self) -> str:
        """out, coming, drafted or low, as saas.ui.states names them."""
        if not self.suggested:
            return "coming" if self.coming else "drafted"
        return "out" if self.level.available <= 0 else "low"


@query("inventory:read")
def list_low(q: str = "", after: str | None = None, limit: int = 50) -> Page[LowSku]:
    """SKUs that are low, by code, one page after the cursor: the same few statements however many."""
    page = list_stock(FindStock(view="low", q=q), after, limit)
    drafted = dict(map(tuple, db.rows(_DRAFTED, [arrays.ints(row.id for row in page.rows)])))
    coming = {promise.sku: sum(one.pieces for one in promise.coming) for promise in available_to_promise([row.sku for row in page.rows])}
    return Page([LowSku(row, coming.get(row.sku, 0), drafted.get(row.id, 0)) for row in page.rows], page.next)
