"""Suppliers: the list, one, and names for forms."""

from dataclasses import dataclass
from typing import Any

from saas.kit import db, search
from saas.kit.errors import NotFound
from saas.kit.operations import query
from saas.kit.web.paging import Page, page_of
from saas.kit.web.paging import after as place_after

_ROWS = """
SELECT s.id, s.code, s.name, s.email, s.phone, s.country, s.lead_days, s.note, s.active, s.version, t.orders, t.coming
  FROM supplier s CROSS JOIN LATERAL (SELECT count(*) AS orders, coalesce(sum(p.open_pieces) FILTER (WHERE p.state IN ('ordered', 'part_received')), 0)::bigint
         AS coming FROM purchase_order p WHERE p.supplier_id = s.id) t
 WHERE {where} ORDER BY s.code LIMIT %(limit)s"""


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
    note: str
    active: bool
    version: int
    orders: int
    coming: int


@query("purchasing:read")
def list_suppliers(q: str = "", after: str | None = None, limit: int = 50) -> Page[OneSupplier]:
    """One page of suppliers by code."""
    where, values = ["true"], dict[str, Any](limit=limit + 1)
    for i, word in enumerate(search.fold(q).split()):
        where.append(f"translate(lower(normalize(s.code || ' ' || s.name || ' ' || s.email, NFKC)), 'ё', 'е') LIKE %(word{i})s")
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


def _some(where: str, values: dict[str, Any]) -> list[OneSupplier]:
    return [OneSupplier(*row) for row in db.rows(_ROWS.format(where=where), values)]


@query("purchasing:read")
def supplier_names() -> dict[str, str]:
    """Names by code of those we buy from, for forms; at most 1,000."""
    return dict(map(tuple, db.rows("SELECT code, name FROM supplier WHERE active ORDER BY name, code LIMIT 1000")))
