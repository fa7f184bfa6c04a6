"""The reads of the catalogue: lists walk an index at any length, words are found in any script."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from saas.kit import arrays, db, search
from saas.kit.errors import NotFound
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line
from saas.kit.operations import query
from saas.kit.web.paging import Page, page_of
from saas.kit.web.paging import after as place_after
from tenants.catalogue.queries.free import free_kits, usable

LIMIT = 1000
# Titles are kept folded as the sort key; codes, options and barcodes are folded here.
_WORDS = "s.sort_key || ' ' || " + search.folded("s.code || ' ' || s.option || ' ' || coalesce(s.barcode, '')")
# What is free is inventory's to know; a list of products wants it beside the price, so it is read by the table's name.
_ROWS = """
SELECT s.id, s.code AS sku, s.title, s.option, p.handle AS product, s.barcode, s.price, s.tax_bp, s.weight_g, s.active, s.reorder_point,
       s.reorder_quantity, s.safety_stock, s.tracking, s.is_kit,
       coalesce((SELECT sum(b.on_hand - b.allocated) FILTER (WHERE {usable}) FROM balance b WHERE b.sku_id = s.id), 0)::bigint
         AS available, s.sort_key, s.version
  FROM sku s JOIN product p ON p.id = s.product_id WHERE {where} ORDER BY s.sort_key, s.id LIMIT %s"""
_VIEWS = {"all": "true", "active": "s.active", "off": "NOT s.active"}


class FindProducts(Input):
    """What a list of products shows."""

    view: Literal["active", "off", "all"] = Field("all", title=_l("View"))
    q: Line = Field("", title=_l("Search"))


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A SKU with its product: `price` in minor units of the company's currency, `tax_bp` in basis points, `available`
    pieces in good condition, not expired, that no order holds; of a kit, how many its parts make."""

    id: int
    sku: str
    title: str
    option: str
    product: str
    barcode: str | None
    price: int
    tax_bp: int
    weight_g: int | None
    active: bool
    reorder_point: int | None
    reorder_quantity: int | None
    safety_stock: int
    tracking: str
    is_kit: bool
    available: int
    sort_key: str
    version: int


def _rows(where: str, values: list[Any]) -> list[ProductRow]:
    rows = [ProductRow(*row) for row in db.rows(_ROWS.format(where=where, usable=usable()), values)]
    free = free_kits(row.id for row in rows if row.is_kit)
    return [replace(row, available=free.get(row.id, 0)) if row.is_kit else row for row in rows]


def found_by_words(wish: str) -> tuple[str, list[Any]]:
    """A condition on `sku s` and its values: every word stands somewhere in title, code, option or barcode. The index
    answers in pairs of characters; one character alone finds nothing."""
    words = search.fold(wish).split()
    pairs = search.grams(" ".join(words))
    if not words:
        return "true", []
    if not pairs:
        return "false", []
    likes = [search.pattern(word) for word in words]
    return "s.grams @> %s::text[]" + f" AND {_WORDS} LIKE %s" * len(likes), [arrays.texts(pairs), *likes]


@query("catalogue:read")
def list_products(search: str = "", after: str | None = None, limit: int = 50, view: str = "all") -> Page[ProductRow]:
    """SKUs by title, one page after the cursor."""
    place = place_after(after, str, int)
    words, values = found_by_words(search)
    where = f"{words} AND {_VIEWS[view]}" + (" AND (s.sort_key, s.id) > (%s, %s)" if place else "")
    return page_of(_rows(where, [*values, *(place or ()), limit + 1]), limit, lambda row: (row.sort_key, row.id))


@query("catalogue:read")
def count_products(search: str = "") -> dict[str, int]:
    """How many SKUs each view holds, each counted up to LIMIT + 1."""
    words, values = found_by_words(search)
    each = [f"(SELECT count(*) FROM (SELECT FROM sku s WHERE {words} AND {view} LIMIT %s) c)" for view in _VIEWS.values()]
    return dict(zip(_VIEWS, db.rows(f"SELECT {', '.join(each)}", [*values, LIMIT + 1] * len(_VIEWS))[0], strict=True))


@query("catalogue:read")
def sku_codes(find: FindProducts, most: int) -> list[str]:
    """The codes of up to so many SKUs the filter finds, by title."""
    words, values = found_by_words(find.q)
    return [row.code for row in db.rows(f"SELECT s.code FROM sku s WHERE {words} AND {_VIEWS[find.view]} ORDER BY s.sort_key, s.id LIMIT %s", [*values, most])]


@query("catalogue:read")
def get_sku(code: str) -> ProductRow:
    """One SKU by its code; NotFound if the catalogue has none."""
    found = _rows("s.code = %s", [code, 1])
    if not found:
        raise NotFound()
    return found[0]


@query("catalogue:read")
def variants_of(product: str) -> list[ProductRow]:
    """The SKUs of one product, by title; at most 200."""
    return _rows("p.handle = %s", [product, 200])
