"""What can be imported: for each kind, how a record of the file becomes inputs, and which verb takes them.

Checking runs the verb's own rules in a savepoint that is undone, so nothing is checked by a second set of rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, db
from saas.kit.ahead import in_spare_time
from saas.kit.errors import DomainError
from saas.kit.inputs import read
from saas.kit.operations import Outcome
from tenants.catalogue.inputs import NewProduct
from tenants.catalogue.operations import upsert_products
from tenants.imports.errors import CancelledInShop, RowsApart
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock
from tenants.orders.inputs import NewOrder
from tenants.orders.operations import place_orders, preview_orders

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Options:
    """What a person chose for this import, and the SKUs found in the catalogue so far: none ever leaves it."""

    import_id: int
    channel: str
    create_skus: bool
    triage: bool = True
    known: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Kind:
    """One importable thing. `size` records make a chunk, which is a unit of work."""

    size: int
    to_input: Callable[[Record, Options], Any]
    apply: Callable[[Sequence[Any], Options], list[Outcome[Any]]]
    check: Callable[[Sequence[Any], Options], list[Outcome[Any]]]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Records of a file with the verb's inputs made of those the reader made sense of."""

    records: Sequence[Record]
    inputs: Sequence[Any]
    options: Options

    @property
    def rows_read(self) -> int:
        """How many rows of data the file has up to the end of them."""
        return int(self.records[-1]["read"])

    def considered(self) -> "Chunk":
        """Itself, with what its orders say by themselves worked out, so that applying it needn't."""
        for new in in_spare_time(self.inputs):
            if isinstance(new, NewOrder):
                new.consider()
        return self


def chunk_of(kind: Kind, records: Sequence[Record], options: Options) -> Chunk:
    """Each sound record as the verb's input, or as the error it is. Needs no unit of work."""
    return Chunk(records, [_as_input(kind, record, options) for record in in_spare_time(records) if not record.get("errors")], options)


def _as_input(kind: Kind, record: Record, options: Options) -> Any:
    try:
        return kind.to_input(record, options)
    except DomainError as error:
        return error


def _order(record: Record, options: Options) -> NewOrder:
    if record.get("again"):
        raise RowsApart()
    if record.get("cancelled"):
        raise CancelledInShop()
    given = {key: record[key] for key in ("reference", "placed_at", "currency", "customer", "ship_to", "note", "paid", "shipping",
                                          "discount", "tax", "total", "prices_include_tax", "shipping_method") if record.get(key) not in (None, "")}
    lines = [{k: v for k, v in line.items() if v not in (None, "")} for line in record["lines"]]
    return read(NewOrder, {**given, "channel": options.channel or record.get("channel") or "", "lines": lines,
                           "triage": options.triage})


def _product(record: Record, _options: Options) -> NewProduct:
    return read(NewProduct, {k: v for k, v in record.items() if k in NewProduct.model_fields and v not in (None, "")})


def _stock(record: Record, _options: Options) -> StockChange:
    given = {k: record.get(k) for k in ("sku", "warehouse", "location", "lot", "expires_on", "unit_cost") if record.get(k)}
    return read(StockChange, {**given, "counted": record.get("quantity"), "reason": "count"})


def _place(inputs: Sequence[Any], options: Options) -> list[Outcome[Any]]:
    if options.create_skus:
        _list_unknown(inputs, options.known)
    return place_orders(inputs, options.import_id)


def _preview(inputs: Sequence[Any], options: Options) -> list[Outcome[Any]]:
    with db.undone():
        if options.create_skus:
            _list_unknown(inputs, options.known)
        return preview_orders(inputs)


def _list_unknown(inputs: Sequence[Any], known: set[str]) -> None:
    """SKUs the catalogue doesn't know yet, listed with the title of the file."""
    titles = {line.sku: line.title for new in inputs if isinstance(new, NewOrder) for line in new.lines if line.sku not in known}
    if titles:
        known.update(code for (code,) in db.rows("SELECT code FROM sku WHERE code = ANY (%s::text[])", [arrays.texts(titles)]))
    if fresh := [NewProduct(sku=code, title=title or code) for code, title in titles.items() if code not in known]:
        upsert_products(fresh)


def _check(apply: Callable[[Sequence[Any], Options], list[Outcome[Any]]]) -> Callable[[Sequence[Any], Options], list[Outcome[Any]]]:
    def check(inputs: Sequence[Any], options: Options) -> list[Outcome[Any]]:
        with db.undone():
            return apply(inputs, options)

    return check


def _upsert(inputs: Sequence[Any], _options: Options) -> list[Outcome[Any]]:
    return upsert_products(inputs)


def _count(inputs: Sequence[Any], options: Options) -> list[Outcome[Any]]:
    return adjust_stock(inputs, ("import", options.import_id))


KINDS = {
    "orders": Kind(200, _order, _place, _preview),
    "products": Kind(500, _product, _upsert, _check(_upsert)),
    "stock": Kind(500, _stock, _count, _check(_count)),
}
