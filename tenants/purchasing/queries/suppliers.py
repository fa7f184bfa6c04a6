"""Suppliers: the list, one with what they offer, and names for forms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from saas.kit import db, search
from saas.kit.errors import NotFound
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line
from saas.kit.operations import query
from saas.kit.web.paging import Page, page_of
from saas.kit.web.paging import after as place_after

_WORDS = search.folded("s.code || ' ' || s.name || ' ' || s.email")
_ROWS = """
SELECT s.id, s.code, s.name, s.email, s.phone, s.country, s.lead_days, s.over_percent, s.note, s.active, s.version, t.orders, t.coming
  FROM supplier s CROSS JOIN LATERAL (SELECT count(*) AS orders, coalesce(sum(p.open_pieces) FILTER (WHERE p.state IN ('ordered', 'part_received')), 0)::bigint
         AS coming FROM purchase_order p WHERE p.supplier_id = s.id) t
 WHERE {where} ORDER BY s.code LIMIT %(limit)s"""

VIEWS = {"all": "true", "active": "s.active", "off": "NOT s.active", "coming": "t.coming > 0"}
_OFFERS = """
SELECT k.code AS sku, k.title, o.code, o.currency, o.unit_cost, o.lead_days, o.updated_at
  FROM supplier_offer o JOIN sku k ON k.id = o.sku_id JOIN supplier s ON s.id = o.supplier_id
 WHERE s.code = %(supplier)s AND k.code > %(after)s ORDER BY k.code LIMIT %(limit)s"""


@dataclass(frozen=True, slots=True)
class OneSupplier:
    """Whom we buy from, how many orders there were, and how many pieces of theirs are coming."""

    id: int
    code: str
    name: str
    email: str
    phone: str
    country: str
    lead_days: int | None
    over_percent: int | None
    note: str
    active: bool
    version: int
    orders: int
    coming: int


class FindSuppliers(Input):
    """What a list of suppliers shows."""

    view: Literal["all", "active", "off", "coming"] = Field("all", title=_l("View"))
    sku: Line = Field("", title=_l("SKU"))
    q: Line = Field("", title=_l("Search"))


@dataclass(frozen=True, slots=True)
class Offer:
    """What a supplier takes for a piece of a SKU, in minor units of `currency`; how long it takes them where that is not
    the usual time; what they call it."""

    sku: str
    title: str
    code: str
    currency: str
    unit_cost: int
    lead_days: int | None
    updated_at: datetime


@query("purchasing:read")
def list_suppliers(find: FindSuppliers, after: str | None = None, limit: int = 50) -> Page[OneSupplier]:
    """One page of suppliers by code."""
    where, values = [VIEWS[find.view]], dict[str, Any](limit=limit + 1, sku=find.sku)
    if find.sku:
        where.append("s.id IN (SELECT o.supplier_id FROM supplier_offer o JOIN sku k ON k.id = o.sku_id WHERE k.code = %(sku)s)")
    for i, word in enumerate(search.fold(find.q).split()):
        where.append(f"{_WORDS} LIKE %(word{i})s")
        values[f"word{i}"] = search.pattern(word)
    if place := place_after(after, str):
        where, values["after"] = [*where, "s.code > %(after)s"], place[0]
    return page_of(_some(" AND ".join(where), values), limit, lambda row: (row.code,))


@query("purchasing:read")
def get_supplier(code: str) -> OneSupplier:
    """The supplier of this code; NotFound where there is none."""
    found = _some("s.code = %(code)s", {"code": code, "limit": 1})
    if not found:
        raise NotFound()
    return found[0]


@query("purchasing:read")
def list_offers(supplier: str, after: str | None = None, limit: int = 200) -> Page[Offer]:
    """One page of what a supplier offers, by SKU."""
    place = place_after(after, str)
    rows = db.rows(_OFFERS, {"supplier": supplier, "after": place[0] if place else "", "limit": limit + 1})
    return page_of([Offer(*row) for row in rows], limit, lambda row: (row.sku,))


def _some(where: str, values: dict[str, Any]) -> list[OneSupplier]:
    return [OneSupplier(*row) for row in db.rows(_ROWS.format(where=where), values)]


@query("purchasing:read")
def supplier_names() -> dict[str, str]:
    """Names by code of those we buy from, for forms; at most 1,000."""
    return dict(map(tuple, db.rows("SELECT code, name FROM supplier WHERE active ORDER BY name, code LIMIT 1000")))
