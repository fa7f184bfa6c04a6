"""Lists of transfers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from saas.kit import clock, db, search
from saas.kit.context import tenant
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line
from saas.kit.operations import query
from saas.kit.web.paging import Page, page_of
from saas.kit.web.paging import after as place_after

LIMIT = 1000
_FROM = """FROM transfer t JOIN warehouse f ON f.id = t.from_warehouse_id JOIN warehouse w ON w.id = t.to_warehouse_id
  CROSS JOIN (SELECT %s::date AS today) d"""
VIEWS = {
    "all": "true",
    "planned": "t.state = 'planned'",
    "on_the_way": "t.sent > t.received + t.lost",
    "late": "t.expected_on < d.today AND t.state IN ('planned', 'in_transit', 'part_received')",
    "arrived": "t.state = 'received'",
    "cancelled": "t.state = 'cancelled'",
}
# A number, the beginning of a SKU, or words of the note.
_WORDS = f"""(t.number::text = %s OR position(%s IN {search.folded('t.note')}) > 0 OR EXISTS (
  SELECT FROM transfer_line l JOIN sku s ON s.id = l.sku_id WHERE l.transfer_id = t.id AND starts_with({search.folded('s.code')}, %s)))"""


class FindTransfers(Input):
    """What the list of transfers shows."""

    view: Literal["all", "planned", "on_the_way", "late", "arrived", "cancelled"] = Field("all", title=_l("View"))
    warehouse: Line = Field("", title=_l("Warehouse"))
    sku: Line = Field("", title=_l("SKU"))
    q: Line = Field("", title=_l("Search"))


@dataclass(frozen=True, slots=True)
class Listed:
    """A transfer in a list; quantities in pieces over its lines."""

    id: int
    number: int
    state: str
    source: str
    source_name: str
    target: str
    target_name: str
    planned: int
    sent: int
    received: int
    lost: int
    surplus: int
    expected_on: date | None
    late: bool
    created_at: datetime
    version: int


@query("transfers:read")
def list_transfers(find: FindTransfers, after: str | None = None, limit: int = 50) -> Page[Listed]:
    """One page of the transfers, newest first."""
    where, values = _where(find)
    if place := place_after(after, int):
        where, values = f"{where} AND t.id < %s", [*values, *place]
    rows = db.rows(f"""SELECT t.id, t.number, t.state, f.code, f.name, w.code, w.name, t.planned, t.sent, t.received, t.lost, t.surplus, t.expected_on,
 coalesce({VIEWS['late']}, false), t.created_at, t.version {_FROM} WHERE {VIEWS[find.view]} AND {where} ORDER BY t.id DESC LIMIT %s""",
                   [clock.today(tenant().zone), *values, limit + 1])
    return page_of([Listed(*row) for row in rows], limit, lambda row: (row.id,))


@query("transfers:read")
def count_transfers(find: FindTransfers) -> dict[str, int]:
    """How many transfers each view holds with the rest of the filter, never told beyond LIMIT + 1."""
    where, values = _where(find)
    counts = ", ".join(f"(SELECT count(*) FROM (SELECT {_FROM} WHERE {view} AND {where} LIMIT {LIMIT + 1}) c)" for view in VIEWS.values())
    return dict(zip(VIEWS, db.rows(f"SELECT {counts}", [clock.today(tenant().zone), *values] * len(VIEWS))[0], strict=True))


def _where(find: FindTransfers) -> tuple[str, list[Any]]:
    parts, values = ["true"], []
    if find.warehouse:
        parts.append("%s IN (f.code, w.code)")
        values.append(find.warehouse)
    if find.sku:
        parts.append("EXISTS (SELECT FROM transfer_line l JOIN sku s ON s.id = l.sku_id WHERE l.transfer_id = t.id AND s.code = %s)")
        values.append(find.sku)
    if find.q:
        parts.append(_WORDS)
        values += [search.fold(find.q)] * 3
    return " AND ".join(parts), values
