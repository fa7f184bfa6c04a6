"""The form of a kit: a line for each part (fields parts/0/sku, parts/0/quantity), and back again."""

from collections.abc import Mapping, Sequence
from typing import Any

from saas.kit.web import Form
from tenants.catalogue.inputs import Recipe
from tenants.catalogue.queries import KitPart

ROWS = 3


class KitForm(Form[Recipe]):
    """`rows` are the parts as typed, empty lines last; emptied lines are left out and the others move up."""

    def __init__(self, sku: str, known: Sequence[KitPart] = (), data: Mapping[str, str] | None = None) -> None:
        super().__init__(Recipe)
        lines = [(part.sku, str(part.quantity)) for part in known] if data is None else _lines(data)
        self.flat = {f"parts/{n}/{name}": text for n, line in enumerate(lines) for name, text in zip(("sku", "quantity"), line, strict=True)}
        self.typed = {"sku": sku, "parts": [{"sku": code, **({"quantity": pieces} if pieces else {})} for code, pieces in lines]}
        self.rows = range(len(lines) + (ROWS if data is None or "more" in data or not lines else 1))

    def value(self, name: str) -> Any:
        return self.flat.get(name, "")

    def error(self, name: str) -> str | None:
        return next((str(e) for e in self.errors if e.pointer == f"/{name}"), None)

    @property
    def summary(self) -> list[dict[str, str]]:
        return [{"field": "", "text": text} for text in self.general] + [
            {"field": e.pointer.strip("/") if e.pointer.count("/") > 1 else "", "text": str(e)} for e in self.errors]


def _lines(data: Mapping[str, str]) -> list[tuple[str, str]]:
    found = [(data.get(f"parts/{n}/sku", "").strip(), data.get(f"parts/{n}/quantity", "").strip()) for n in range(len(data))]
    return [line for line in found if line[0]]
