"""What can be imported: for each kind, how a record of the file becomes inputs, and which verb takes them.

Checking runs the verb's own rules in a savepoint that is undone, so nothing is checked by a second set of rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, db
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
    """What a person chose for this import."""

    import_id: int
    channel: str
    create_skus: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """One importable thing. `chunk` records make a unit of work."""

    chunk: int
    to_input: Callable[[Record, Options], Any]
    apply: Callable[[Sequence[Record], Sequence[Any], Options], list[Outcome[Any]]]
    check: Callable[[Sequence[Record], Sequence[Any], Options], list[Outcome[Any]]]


def as_inputs(kind: Kind, records: Sequence[Record], options: Options) -> list[Any]:
    """Each record as the verb's input, or as the error it is."""
    return [_as_input(kind, record, options) for record in records]


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
                                          "discount", "tax", "prices_include_tax", "shipping_method") if record.get(key) not in (None, "")}
    lines = [{k: v for k, v in line.items() if v not in (None, "")} for line in record["lines"]]
    return read(NewOrder, {**given, "channel": options.channel or record.get("channel") or "", "lines": lines})


def _product(record: Record, _options: Options) -> NewProduct:
    return read(NewProduct, {k: v for k, v in record.items() if k in NewProduct.model_fields and v not in (None, "")})


def _stock(record: Record, _options: Options) -> StockChange:
    given = {k: record.get(k) for k in ("sku", "warehouse", "location", "lot") if record.get(k)}
    return read(StockChange, {**given, "counted": record.get("quantity"), "reason": "count"})


def _place(records: Sequence[Record], inputs: Sequence[Any], options: Options) -> list[Outcome[Any]]:
    if options.create_skus:
        _list_unknown(inputs)
    return place_orders(inputs, options.import_id)


def _preview(records: Sequence[Record], inputs: Sequence[Any], options: Options) -> list[Outcome[Any]]:
    with undone():
        if options.create_skus:
            _list_unknown(inputs)
        return preview_orders(inputs)


def _list_unknown(inputs: Sequence[Any]) -> None:
    """SKUs the catalogue doesn't know yet, listed with the title of the file."""
    titles = {line.sku: line.title for new in inputs if isinstance(new, NewOrder) for line in new.lines}
    known = {code for (code,) in db.rows("SELECT code FROM sku WHERE code = ANY (%s::text[])", [arrays.texts(titles)])}
    upsert_products([NewProduct(sku=code, title=title or code) for code, title in titles.items() if code not in known])


class undone:
    """A savepoint that is always rolled back: rules run for real, nothing stays."""

    def __enter__(self) -> None:
        self.savepoint = db.session().begin_nested()

    def __exit__(self, *_error: object) -> None:
        self.savepoint.rollback()


def _check(apply: Callable[[Sequence[Record], Sequence[Any], Options], list[Outcome[Any]]]) -> Callable[
        [Sequence[Record], Sequence[Any], Options], list[Outcome[Any]]]:
    def check(records: Sequence[Record], inputs: Sequence[Any], options: Options) -> list[Outcome[Any]]:
        with undone():
            return apply(records, inputs, options)

    return check


def _upsert(_records: Sequence[Record], inputs: Sequence[Any], _options: Options) -> list[Outcome[Any]]:
    return upsert_products(inputs)


def _count(_records: Sequence[Record], inputs: Sequence[Any], options: Options) -> list[Outcome[Any]]:
    return adjust_stock(inputs, ("import", options.import_id))


KINDS = {
    "orders": Kind(200, _order, _place, _preview),
    "products": Kind(500, _product, _upsert, _check(_upsert)),
    "stock": Kind(500, _stock, _count, _check(_count)),
}
