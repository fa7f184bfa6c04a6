"""Products and SKUs: listed, brought up to date, and what to keep of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from saas.kit import arrays, db, search
from saas.kit.context import tenant
from saas.kit.errors import DomainError
from saas.kit.events import Event, record
from saas.kit.inputs import NotAnAmount
from saas.kit.money import NotMoney, to_minor
from saas.kit.operations import Outcome, operation
from tenants.catalogue import tracking
from tenants.catalogue.errors import UnknownSku
from tenants.catalogue.inputs import NewProduct, ReorderPoint
from tenants.catalogue.standing import completed

_PRODUCTS = """
INSERT INTO product (handle, title) SELECT h, t FROM unnest(%s::text[], %s::text[]) AS n(h, t) ORDER BY h
ON CONFLICT (handle) DO UPDATE SET title = excluded.title WHERE product.title <> excluded.title"""
_SKUS = """
INSERT INTO sku AS s (product_id, code, title, option, barcode, price, tax_bp, weight_g, active, sort_key, grams, tracking,
                      safety_stock, reorder_point, reorder_quantity)
SELECT p.id, n.code, n.title, n.option, n.barcode, coalesce(n.price, was.price, 0),
       coalesce(n.tax_bp, was.tax_bp, 0), coalesce(n.weight_g, was.weight_g), n.active, n.sort_key,
       string_to_array(n.grams, chr(31)), coalesce(n.tracking, was.tracking, 'none'), coalesce(n.safety, was.safety_stock, 0),
       coalesce(n.point, was.reorder_point), coalesce(n.quantity, was.reorder_quantity)
  FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::int[], %s::int[], %s::bool[],
              %s::text[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[])
       AS n(handle, code, title, option, barcode, price, tax_bp, weight_g, active, sort_key, grams, tracking, safety, point, quantity)
  JOIN product p ON p.handle = n.handle LEFT JOIN sku was ON was.code = n.code ORDER BY n.code
ON CONFLICT (code) DO UPDATE SET product_id = excluded.product_id, title = excluded.title, option = excluded.option,
  barcode = excluded.barcode, price = excluded.price, tax_bp = excluded.tax_bp, weight_g = excluded.weight_g,
  active = excluded.active, sort_key = excluded.sort_key, grams = excluded.grams, tracking = excluded.tracking,
  safety_stock = excluded.safety_stock, reorder_point = excluded.reorder_point, reorder_quantity = excluded.reorder_quantity,
  version = s.version + 1
WHERE (s.product_id, s.title, s.option, s.barcode, s.price, s.tax_bp, s.weight_g, s.active, s.tracking, s.safety_stock,
       s.reorder_point, s.reorder_quantity) IS DISTINCT FROM
  (excluded.product_id, excluded.title, excluded.option, excluded.barcode, excluded.price, excluded.tax_bp,
   excluded.weight_g, excluded.active, excluded.tracking, excluded.safety_stock, excluded.reorder_point, excluded.reorder_quantity)
RETURNING id, code"""
_REORDER_POINT = """
WITH was AS (SELECT id, safety_stock FROM sku WHERE code = %s FOR NO KEY UPDATE)
UPDATE sku s SET reorder_point = %s, reorder_quantity = %s, safety_stock = %s, version = s.version + 1 FROM was WHERE s.id = was.id
RETURNING s.id, s.code, was.safety_stock AS kept_back"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A SKU in the catalogue: its id and code."""

    id: int
    code: str


@operation("catalogue:edit")
def upsert_products(batch: Sequence[NewProduct | DomainError]) -> list[Outcome[Listed]]:
    """Bring SKUs and their products up to date: new ones are listed, known ones changed, equal ones left alone. What a
    product leaves out stays as it is."""
    wanted: dict[str, NewProduct] = {}
    outcomes: list[Outcome[Listed] | None] = []
    for new in batch:
        refused = new if isinstance(new, DomainError) else _refusal(new)
        outcomes.append(Outcome.refused(refused) if refused else None)
        if not refused:
            wanted[new.sku] = new
    barred, retracked = tracking.changes(wanted.values())
    changed = _write([new for new in wanted.values() if new.sku not in barred])
    tracking.relabel(retracked)
    known = {row.code: Listed(row.id, row.code) for row in db.rows(
        "SELECT id, code FROM sku WHERE code = ANY (%s::text[])", [arrays.texts(wanted)])}
    record(*_facts({code: listed for code, listed in known.items() if code in changed}))
    return [done or _outcome(new.sku, barred, changed, known) for new, done in zip(batch, outcomes, strict=True)]


def _outcome(sku: str, barred: dict[str, DomainError], changed: set[str], known: dict[str, Listed]) -> Outcome[Listed]:
    if sku in barred:
        return Outcome.refused(barred[sku])
    return (Outcome.done if sku in changed else Outcome.again)(known[sku])


def _facts(changed: dict[str, Listed]) -> list[Event]:
    """Each SKU's own story, and one errand for the batch: whoever waits for a SKU looks once, not once for each."""
    told = [Event("product.listed", ("sku", listed.id), {"sku": code}) for code, listed in changed.items()]
    return told + [Event("catalogue.listed", ("catalogue", 0), {"skus": len(told)})] if told else []


def _refusal(new: NewProduct) -> DomainError | None:
    for pointer, amount in (("/price", _price), ("/tax_rate", _rate)):
        try:
            amount(new)
        except NotMoney:
            return NotAnAmount(pointer)
    return None


def _price(new: NewProduct) -> int | None:
    return None if new.price is None else to_minor(new.price, tenant().currency)


def _rate(new: NewProduct) -> int | None:
    """Basis points of a rate in per cent."""
    if new.tax_rate is None:
        return None
    rate = Decimal(new.tax_rate) * 100
    if rate != int(rate) or not 0 <= rate <= 10000:
        raise NotMoney(new.tax_rate)
    return int(rate)


def _write(wanted: list[NewProduct]) -> set[str]:
    """The codes that are new or changed."""
    if not wanted:
        return set()
    kept = completed(wanted)
    wanted = [new for new, _renames in kept]
    titles = {new.product or new.sku: new.title for new, renames in reversed(kept) if renames}
    db.run(_PRODUCTS, [arrays.texts(titles), arrays.texts(titles.values())])
    words = [search.fold(f"{new.sku} {new.title} {new.option} {new.barcode or ''}") for new in wanted]
    rows = db.rows(_SKUS, [
        arrays.texts(new.product or new.sku for new in wanted), arrays.texts(new.sku for new in wanted),
        arrays.texts(new.title for new in wanted), arrays.texts(new.option for new in wanted),
        arrays.texts(new.barcode or None for new in wanted), arrays.ints(map(_price, wanted)), arrays.ints(map(_rate, wanted)),
        arrays.ints(new.weight_g for new in wanted), arrays.bools(new.active for new in wanted),
        arrays.texts(search.fold(new.title) for new in wanted), arrays.texts(map(search.joined, words)),
        arrays.texts(new.tracking for new in wanted), arrays.ints(new.safety_stock for new in wanted),
        arrays.ints(new.reorder_point for new in wanted), arrays.ints(new.reorder_quantity for new in wanted)])
    return {row.code for row in rows}


@operation("catalogue:edit")
def set_reorder_point(new: ReorderPoint) -> Listed:
    """Say from how many on a SKU counts as low (None: never), how many to order then, and how many to promise nobody."""
    found = db.rows(_REORDER_POINT, (new.sku, new.quantity, new.reorder_quantity, new.safety_stock))
    if not found:
        raise UnknownSku("/sku", sku=new.sku)
    (row,) = found
    if new.safety_stock < row.kept_back:  # what is no longer kept back is for who waits
        record(Event("stock.wanted", ("sku", row.id), {}))
    return Listed(row.id, row.code)
