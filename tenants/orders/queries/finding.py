"""Which orders a list shows: its filter, as it stands in the address, turned into SQL that walks an index.

Newest-first pages never sort a million rows: a view of several states asks each state's own index for one page and
merges them; words go through pairs of characters (two are enough in any script) and are checked again with LIKE."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from saas.kit import arrays, clock, db, search
from saas.kit.context import tenant
from saas.kit.i18n import _l
from saas.kit.inputs import Day, Field, Input, Line
from tenants.orders.inputs import AnyKind

LIMIT = 1000
_SKUS = "SELECT id FROM sku WHERE grams @> %s::text[]"
NO_CHANNEL = "-"
VIEWS: dict[str, tuple[str, ...]] = {
    "person": ("on_hold", "waiting"),
    "ready": ("ready",),
    "open": ("waiting", "on_hold", "ready", "picking", "part_shipped"),
    "shipped": ("shipped", "delivered", "closed"),
    "drafts": ("draft",),
    "all": ("draft", "waiting", "on_hold", "ready", "picking", "part_shipped", "shipped", "delivered", "closed", "cancelled"),
}
State = Literal["draft", "waiting", "on_hold", "ready", "picking", "part_shipped", "shipped", "delivered", "closed", "cancelled"]


class FindOrders(Input):
    """What a list of orders shows. `state` narrows the view; days are business days of the company's zone."""

    view: Literal["person", "ready", "open", "shipped", "drafts", "all"] = Field("all", title=_l("View"))
    state: State | None = Field(None, title=_l("State"))
    channel: Line | None = Field(None, title=_l("Channel"))
    hold: AnyKind | None = Field(None, title=_l("Hold"))
    placed_from: Day | None = Field(None, title=_l("Placed from"))
    placed_to: Day | None = Field(None, title=_l("Placed to"))
    sku: Line | None = Field(None, title=_l("SKU"))
    import_id: int | None = Field(None, ge=1, le=1 << 62, title=_l("Import"))
    q: Line = Field("", title=_l("Search"))
    sort: Literal["newest", "oldest"] = Field("newest", title=_l("Sort"))

    @property
    def states(self) -> tuple[str, ...]:
        """The states to show; none when the state asked for isn't in the view."""
        return tuple(s for s in VIEWS[self.view] if self.state in (None, s))

    @property
    def narrows(self) -> bool:
        """It asks for less than its view holds."""
        return bool(self.model_fields_set - {"view", "sort"})

    @property
    def words(self) -> list[str]:
        """The words sought, folded."""
        return search.fold(self.q).split()

    @property
    def too_short(self) -> bool:
        """One character finds nothing but an order's number."""
        return bool(self.words) and all(len(word) < 2 for word in self.words)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: the row before it, and whether it is read backwards."""

    placed_at: datetime
    id: int
    backwards: bool = False


@dataclass(slots=True)
class Sql:
    """A piece of SQL and its values, in the order they stand in it."""

    text: str
    values: list[Any]

    def __add__(self, other: "Sql") -> "Sql":
        return Sql(f"{self.text} AND {other.text}", self.values + other.values)


def page_sql(find: FindOrders, place: Place | None, limit: int, columns: str) -> Sql:
    """A statement for these columns (placed_at and id among them) of one page's orders, in the order they are read.

    Words are looked for while the list is walked by date, which is right for words that many orders have; for
    rare ones collect them with `some_sql` first."""
    forward = (find.sort == "newest") != bool(place and place.backwards)
    order = "ORDER BY placed_at DESC, id DESC" if forward else "ORDER BY placed_at, id"
    start = [] if place is None else [Sql(f"(placed_at, id) {'<' if forward else '>'} (%s, %s)", [place.placed_at, place.id])]
    branches = [_branch(columns, source, where, start, order, limit) for source, where in _sources(find, True)]
    if len(branches) == 1:
        return branches[0]
    text = " UNION ".join(f"({branch.text})" for branch in branches)
    return Sql(f"SELECT * FROM ({text}) u {order} LIMIT %s", [v for b in branches for v in b.values] + [limit])


def some_sql(find: FindOrders, limit: int) -> Sql:
    """A statement for (id, placed_at) of up to so many orders found, whichever come first."""
    branches = [_branch("o.id, o.placed_at", source, where, [], "", limit) for source, where in _sources(find, False)]
    text = " UNION ".join(f"({branch.text})" for branch in branches)
    return Sql(f"SELECT id, placed_at FROM ({text}) u LIMIT %s", [v for b in branches for v in b.values] + [limit])


def _branch(columns: str, source: str, where: list[Sql], start: list[Sql], order: str, limit: int) -> Sql:
    conditions = sum(where[1:] + start, where[0]) if where else sum(start[1:], start[0]) if start else Sql("true", [])
    return Sql(f"SELECT {columns} FROM {source} WHERE {conditions.text} {order} LIMIT %s", [*conditions.values, limit])


def _sources(find: FindOrders, walking: bool) -> list[tuple[str, list[Sql]]]:
    """Where orders come from: a branch for each way a word may find one, and for each state whose index is walked."""
    where = _conditions(find)
    every = find.view == "all" and not find.state
    walked = [[]] if every else [[Sql("o.state = %s", [state])] for state in find.states] or [[Sql("false", [])]]
    if not find.words:
        return [("orders o", state + where) for state in walked]
    among = [[]] if every else [[Sql("o.state = ANY (%s::text[])", [arrays.texts(find.states)])]]
    return [(source, state + where + [found]) for source, found in _found_by(find, walking)
            for state in (walked if walking and source == "orders o" else among)]


def _conditions(find: FindOrders) -> list[Sql]:
    zone, found = tenant().zone, []
    if find.channel:
        found.append(Sql("o.channel = %s", ["" if find.channel == NO_CHANNEL else find.channel]))
    if find.import_id:
        found.append(Sql("o.import_id = %s", [find.import_id]))
    if find.placed_from:
        found.append(Sql("o.placed_at >= %s", [clock.day_bounds(find.placed_from, zone)[0]]))
    if find.placed_to:
        found.append(Sql("o.placed_at < %s", [clock.day_bounds(find.placed_to, zone)[1]]))
    if find.hold:
        found.append(Sql("o.id IN (SELECT order_id FROM hold WHERE kind = %s AND lifted_at IS NULL)", [find.hold]))
    if find.sku:
        found.append(_containing([row.id for row in db.rows("SELECT id FROM sku WHERE code = %s", (find.sku,))]))
    return found


def _found_by(find: FindOrders, walking: bool) -> list[tuple[str, Sql]]:
    """An order is found by its number, by its customer's words, or by a SKU it contains."""
    ways = []
    if find.q.isdecimal() and len(find.q) < 19:
        ways.append(("orders o", Sql("o.number = %s", [int(find.q)])))
    grams = search.grams(" ".join(find.words))
    if grams:
        pairs, likes = arrays.texts(grams), [search.pattern(word) for word in find.words]
        like = "s.words LIKE %s" + " AND s.words LIKE %s" * (len(likes) - 1)
        ways.append(("orders o", Sql(f"(SELECT {like} FROM order_search s WHERE s.order_id = o.id)", likes)) if walking else
                    ("orders o JOIN order_search s ON s.order_id = o.id", Sql(f"s.grams @> %s::text[] AND {like}", [pairs, *likes])))
        if skus := [row.id for row in db.rows(_SKUS + f" AND {search.folded('code')} LIKE %s" * len(likes) + " LIMIT 100", [pairs, *likes])]:
            ways.append(("orders o", _containing(skus)))
    return ways or [("orders o", Sql("false", []))]


def _containing(sku_ids: list[int]) -> Sql:
    """Orders with a line or kit of these SKUs. Their ids stand in the statement, so that the planner knows how many sell."""
    ids = arrays.ints(sku_ids)
    return Sql("o.id IN (SELECT order_id FROM order_line WHERE sku_id = ANY (%s::bigint[]) UNION ALL"
               " SELECT order_id FROM order_kit WHERE sku_id = ANY (%s::bigint[]))", [ids, ids])
