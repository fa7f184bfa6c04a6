"""How much of everything there is: lists of SKUs with what lies there, what is held, what is free, who waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from saas.kit import arrays, clock, db
from saas.kit.context import tenant
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line
from saas.kit.operations import query
from saas.kit.web.paging import Page, page_of
from saas.kit.web.paging import after as place_after
from tenants.catalogue.queries import found_by_words, free_kits, usable
from tenants.inventory.queries.lots import SOON

LIMIT = 1000
# Lines that wait belong to orders; whoever looks at stock wants to know, so they are read by their tables' names. Drafts ask
# for no stock, and closed and cancelled orders no longer do.
UNSERVED = """order_line l JOIN orders o ON o.id = l.order_id
 WHERE l.allocated + l.shipped + l.cancelled < l.ordered AND o.state NOT IN ('draft', 'closed', 'cancelled')"""
WAITING = f"coalesce((SELECT sum(l.ordered - l.cancelled - l.allocated - l.shipped) FROM {UNSERVED} AND l.sku_id = s.id), 0)::bigint"
IN_TRANSIT = """coalesce((SELECT sum(x.sent - x.received - x.lost) FROM transfer_line x WHERE x.sku_id = s.id AND x.sent > x.received + x.lost), 0)::bigint"""
_LEVELS = f"""
SELECT s.id, s.code AS sku, s.title, s.option, s.active, s.reorder_point, s.reorder_quantity, s.safety_stock, s.tracking,
       s.is_kit, s.sort_key, coalesce(b.on_hand, 0)::bigint AS on_hand,
       coalesce(b.allocated, 0)::bigint AS allocated, coalesce(b.available, 0)::bigint AS available,
       {WAITING} AS waiting, {IN_TRANSIT} AS in_transit, coalesce(b.warehouses, '{{{{}}}}') AS warehouses
  FROM sku s LEFT JOIN LATERAL (
    SELECT sum(b.on_hand) AS on_hand, sum(b.allocated) AS allocated,
           sum(b.on_hand - b.allocated) FILTER (WHERE {{usable}}) AS available,
           array_agg(DISTINCT w.code) FILTER (WHERE b.on_hand > 0) AS warehouses
      FROM balance b JOIN location p ON p.id = b.location_id JOIN warehouse w ON w.id = p.warehouse_id
     WHERE b.sku_id = s.id{{there}}) b ON true"""
# What is free of each SKU, asked one by one where few rows are looked at, or added up for all of them at once.
_FREE = "SELECT {sku} AS sku_id, sum(b.on_hand - b.allocated) FILTER (WHERE {usable}) AS available FROM balance b{house}"
_ONE_BY_ONE = f"sku s LEFT JOIN LATERAL ({_FREE} WHERE b.sku_id = s.id) b ON true"
_AT_ONCE = f"sku s LEFT JOIN ({_FREE} GROUP BY b.sku_id) b ON b.sku_id = s.id"
_HOUSE = " JOIN location p ON p.id = b.location_id JOIN warehouse w ON w.id = p.warehouse_id AND w.code = %s"
VIEWS = {
    "all": "true",
    "low": f"s.reorder_point IS NOT NULL AND s.active AND NOT s.is_kit AND coalesce(b.available, 0) - {WAITING} <= s.reorder_point",
    "oversubscribed": f"s.id IN (SELECT l.sku_id FROM {UNSERVED})",
    "none": "NOT s.is_kit AND coalesce(b.available, 0) <= 0",
    "expiring": "s.id IN (SELECT e.sku_id FROM balance e WHERE e.expires_on < '{soon}' AND e.on_hand > 0)",
}
# Where a page begins: columns in the order of the list, and the types of a cursor's parts.
_SORTS: dict[str, tuple[tuple[str, ...], tuple[type, ...]]] = {
    "code": (("s.code",), (str,)),
    "title": (("s.sort_key", "s.id"), (str, int)),
    "free": (("coalesce(b.available, 0)", "s.id"), (int, int)),
}


class FindStock(Input):
    """What the stock list shows. With a warehouse, figures are those of that warehouse."""

    view: Literal["all", "low", "oversubscribed", "none", "expiring"] = Field("all", title=_l("View"))
    warehouse: Line = Field("", title=_l("Warehouse"))
    q: Line = Field("", title=_l("Search"))
    sort: Literal["code", "title", "free"] = Field("code", title=_l("Sort"))


@dataclass(frozen=True, slots=True)
class StockLevel:
    """A SKU's stock in pieces: `available` are good, not expired and held by nobody, `waiting` are ordered and have no
    stock yet, `in_transit` are on the road between two warehouses; `safety_stock` of what is available is promised to nobody."""

    id: int
    sku: str
    title: str
    option: str
    active: bool
    reorder_point: int | None
    reorder_quantity: int | None
    safety_stock: int
    tracking: str
    is_kit: bool
    sort_key: str
    on_hand: int
    allocated: int
    available: int
    waiting: int
    in_transit: int
    warehouses: list[str]

    @property
    def state(self) -> str:
        """off, out, low or enough, as saas.ui.states names them."""
        if not self.active:
            return "off"
        if self.available <= 0:
            return "out"
        return "low" if self.reorder_point is not None and self.available - self.waiting <= self.reorder_point else "enough"


@query("inventory:read")
def list_stock(find: FindStock, after: str | None = None, limit: int = 50) -> Page[StockLevel]:
    """One page of the stock list."""
    columns, kinds = _SORTS[find.sort]
    order = ", ".join(columns)
    found, values = _found(find, find.view == "none" or find.sort == "free")
    found += f" AND {_view(find.view)}"
    if place := place_after(after, *kinds):
        found += f" AND ({order}) > ({', '.join(['%s'] * len(columns))})"
        values += place
    there, house = (" AND w.code = %s", [find.warehouse]) if find.warehouse else ("", [])
    picked = f"SELECT s.id FROM {found} ORDER BY {order} LIMIT %s"
    rows = db.rows(f"{_LEVELS.format(there=there, usable=usable())} WHERE s.id = ANY (ARRAY({picked})) ORDER BY {order}", [*house, *values, limit + 1])
    return _page(rows, limit, find.sort)


def _page(rows: Sequence[Any], limit: int, sort: str) -> Page[StockLevel]:
    """A page with its cursor; a kit, which has no stock of its own, then shows how many its parts make."""
    page = page_of([StockLevel(*row) for row in rows], limit, _PLACES[sort])
    free = free_kits(row.id for row in page.rows if row.is_kit)
    return Page([replace(row, available=free.get(row.id, 0)) if row.is_kit else row for row in page.rows], page.next)


_PLACES = {"code": lambda row: (row.sku,), "title": lambda row: (row.sort_key, row.id), "free": lambda row: (row.available, row.id)}


def _view(name: str) -> str:
    return VIEWS[name].format(soon=clock.today(tenant().zone) + SOON)


def _found(find: FindStock, every: bool) -> tuple[str, list[Any]]:
    """SKUs with what is free of them, narrowed to words and warehouse. `every`: most of the catalogue will be looked at."""
    words, values = found_by_words(find.q)
    if find.warehouse:
        return f"{_AT_ONCE.format(sku='b.sku_id', house=_HOUSE, usable=usable())} WHERE {words} AND b.sku_id IS NOT NULL", [find.warehouse, *values]
    pool = _AT_ONCE if every and not values else _ONE_BY_ONE
    pool = pool.format(sku="b.sku_id" if pool is _AT_ONCE else "max(b.sku_id)", house="", usable=usable())
    return f"{pool} WHERE {words}", values


@query("inventory:read")
def count_stock(find: FindStock) -> dict[str, int]:
    """How many SKUs each view holds with the rest of the filter, never told beyond LIMIT + 1: one statement, one pass."""
    found, values = _found(find, True)
    counts = ", ".join(f"least(count(*) FILTER (WHERE {_view(view)}), %s)" for view in VIEWS)
    return dict(zip(VIEWS, db.rows(f"SELECT {counts} FROM {found}", [*[LIMIT + 1] * len(VIEWS), *values])[0], strict=True))


@query("inventory:read")
def stock_levels(codes: Iterable[str] | None = None, search: str = "", after: str | None = None, limit: int = 50) -> Page[StockLevel]:
    """Stock by code: of these SKUs, or of those whose words are found, one page after the cursor."""
    if codes is None:
        return list_stock(FindStock(q=search), after, limit)
    place = place_after(after, str)
    sql = _LEVELS.format(there="", usable=usable()) + " WHERE s.code = ANY (%s::text[])" + (" AND s.code > %s" if place else "")
    rows = db.rows(f"{sql} ORDER BY s.code LIMIT %s", [arrays.texts(codes), *(place or ()), limit + 1])
    return _page(rows, limit, "code")
