"""An order written by hand: the fields of its form, named by their place in the order (lines/0/sku), and back again."""

import secrets
from collections.abc import Mapping
from typing import Any

from saas.kit import clock
from saas.kit.context import tenant
from saas.kit.inputs import figure
from saas.kit.web import Form
from tenants.orders.inputs import NewOrder

ROWS = 3
MORE = 5
_LINE = ("sku", "quantity", "unit_price")
_AMOUNTS = ("unit_price", "shipping", "discount")


class OrderForm(Form[NewOrder]):
    """The form of a new order. `rows` are its lines as typed, empty ones last; nobody's words are lost."""

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(NewOrder)
        self.flat = _compact(data) if data is not None else {"reference": _suggested()}
        self.typed = _nested(self.flat)
        self.rows = range(len(self.typed.get("lines", [])) + (MORE if data and "more" in data else 0) or ROWS)

    def value(self, name: str) -> Any:
        return self.flat.get(name, "")

    def error(self, name: str) -> str | None:
        return next((str(e) for e in self.errors if e.pointer == f"/{name}"), None)

    @property
    def summary(self) -> list[dict[str, str]]:
        return [{"field": "", "text": text} for text in self.general] + [
            {"field": e.pointer.strip("/"), "text": str(e)} for e in self.errors]


def _suggested() -> str:
    """A reference nobody else has; sent twice, it places one order."""
    return f"H-{clock.today(tenant().zone):%y%m%d}-{secrets.token_hex(2).upper()}"


def _compact(data: Mapping[str, str]) -> dict[str, str]:
    """What was typed, in fields of our own; lines nobody filled in are left out and the others move up."""
    flat = {name: value.strip() for name, value in data.items() if not name.startswith("lines/") and value.strip()}
    filled = 0
    for n in range(sum(name.endswith("/sku") for name in data)):
        line = {field: data.get(f"lines/{n}/{field}", "").strip() for field in _LINE}
        if line["sku"] or line["unit_price"]:
            flat |= {f"lines/{filled}/{field}": value for field, value in line.items() if value}
            filled += 1
    return flat


def _nested(flat: Mapping[str, str]) -> dict[str, Any]:
    """{"lines/0/sku": "MUG"} → {"lines": [{"sku": "MUG"}]}, of fields the form has; figures as a program writes them."""
    order: dict[str, Any] = {"lines": []}
    for name, value in flat.items():
        match name.split("/"):
            case ["lines", row, field] if field in _LINE:
                while len(order["lines"]) <= int(row):
                    order["lines"].append({})
                order["lines"][int(row)][field] = figure(value) if field != "sku" else value
            case ["customer" | "ship_to" as part, field]:
                order.setdefault(part, {})[field] = value
            case ["draft"]:
                order["draft"] = True
            case [field] if field in ("reference", "channel", "note", "shipping_method", *_AMOUNTS):
                order[field] = figure(value) if field in _AMOUNTS else value
    return order
