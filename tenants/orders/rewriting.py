"""The form that changes an order: its lines, money, customer and address as they stand, what a person wrote over them, and
nothing else: what they left alone isn't sent."""

from collections.abc import Iterator, Mapping
from typing import Any

from saas.kit.inputs import figure
from saas.kit.money import to_text
from saas.kit.web import Form
from tenants.orders.inputs import Address, Customer, OrderChange
from tenants.orders.queries import OneOrder

MORE = 3
_LINE = ("quantity", "unit_price", "discount")
_ADDED = ("sku", "quantity", "unit_price")
_PARTS = {"customer": tuple(Customer.model_fields), "ship_to": tuple(Address.model_fields)}


class ChangeForm(Form[OrderChange]):
    """`flat` holds every field as shown: 1/quantity, add/0/sku, ship_to/city, shipping."""

    def __init__(self, order: OneOrder, data: Mapping[str, str] | None = None) -> None:
        super().__init__(OrderChange)
        self.order, self.now = order, dict(_fields(order))
        self.flat = {**self.now, **({name: value.strip() for name, value in data.items()} if data is not None else {})}
        self.sent = list(self._lines())
        self.typed = self._nested()
        self.rows = range(len(self.typed.get("add", [])) + MORE)

    def value(self, name: str) -> Any:
        return self.flat.get(name, "")

    def error(self, name: str) -> str | None:
        return next((one["text"] for one in self.summary if one["field"] == name), None)

    @property
    def summary(self) -> list[dict[str, str]]:
        return [{"field": "", "text": text} for text in self.general] + [
            {"field": self._field(e.pointer), "text": str(e)} for e in self.errors]

    def _field(self, pointer: str) -> str:
        """/lines/0/quantity → the field of that line; the others are called as they are sent."""
        match pointer.strip("/").split("/"):
            case ["lines", n, *rest] if n.isdecimal():
                return f"{self.sent[int(n)]['line']}/{rest[0] if rest else 'quantity'}"
            case parts:
                return "/".join(parts)

    def _differs(self, name: str) -> bool:
        return self.flat.get(name, "") != self.now.get(name, "")

    def _lines(self) -> Iterator[dict[str, Any]]:
        """The lines something was written over."""
        for line in self.order.entries:
            told = {field: figure(self.flat[f"{line.line_no}/{field}"]) or "0" for field in _LINE if self._differs(f"{line.line_no}/{field}")}
            if told:
                yield {"line": line.line_no, **told}

    def _nested(self) -> dict[str, Any]:
        found: dict[str, Any] = {"number": self.order.number, "key": self.flat.get("key", ""), "reason": self.flat.get("reason", "")}
        if version := self.flat.get("version"):
            found["version"] = version
        if self.sent:
            found["lines"] = self.sent
        if added := list(self._added()):
            found["add"] = added
        for part, fields in _PARTS.items():
            if any(self._differs(f"{part}/{field}") for field in fields):
                found[part] = {field: self.flat.get(f"{part}/{field}", "") for field in fields}
        found |= {name: figure(self.flat[name]) or "0" for name in ("shipping", "discount") if self._differs(name)}
        return found | ({"shipping_method": self.flat["shipping_method"]} if self._differs("shipping_method") else {})

    def _added(self) -> Iterator[dict[str, str]]:
        for n in range(sum(name.startswith("add/") and name.endswith("/sku") for name in self.flat)):
            line = {field: self.flat.get(f"add/{n}/{field}", "") for field in _ADDED}
            if line["sku"]:
                yield {field: value if field == "sku" else figure(value) for field, value in line.items() if value}


def _fields(order: OneOrder) -> Iterator[tuple[str, str]]:
    """Every field of the form as the order stands."""
    def money(minor: int) -> str:
        return to_text(minor, order.currency)

    for line in order.entries:
        yield from ((f"{line.line_no}/quantity", str(line.wanted)), (f"{line.line_no}/unit_price", money(line.unit_price)),
                    (f"{line.line_no}/discount", money(line.discount)))
    yield from (("shipping", money(order.shipping)), ("discount", money(order.discount)), ("shipping_method", order.shipping_method),
                ("version", str(order.version)), ("customer/name", order.customer_name), ("customer/email", order.customer_email),
                ("customer/phone", order.customer_phone))
    yield from ((f"ship_to/{field}", order.ship_to.get(field, "")) for field in Address.model_fields)
