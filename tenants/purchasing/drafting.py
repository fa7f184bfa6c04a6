"""Forms with lines: fields named by their place (lines/0/sku), and back again; nobody's words are lost."""

from collections.abc import Mapping
from typing import Any, TypeVar

from saas.kit.inputs import Input, figure
from saas.kit.web import Form

M = TypeVar("M", bound=Input)
ROWS = 3
MORE = 5
_FIGURES = ("quantity", "unit_cost", "rate", "good", "damaged")


class LinedForm(Form[M]):
    """The form of an input with `lines`. `rows` are its lines as typed, empty ones last."""

    def __init__(self, model: type[M], fields: tuple[str, ...], data: Mapping[str, str] | None = None, flat: Mapping[str, str] | None = None) -> None:
        super().__init__(model)
        self.fields = fields
        self.flat = dict(flat or {}) if data is None else _compact(data, fields)
        self.typed = self.nested()
        filled = len(self.typed["lines"])
        self.rows = range(filled + MORE if data and "more" in data else filled or ROWS)

    def nested(self) -> dict[str, Any]:
        """{"lines/0/sku": "MUG"} → {"lines": [{"sku": "MUG"}]}, of fields the input has; figures as a program writes them."""
        lines: dict[int, dict[str, str]] = {}
        wanted: dict[str, Any] = {}
        for name, value in self.flat.items():
            match name.split("/"):
                case ["lines", row, field] if field in self.fields and row.isdecimal() and value:
                    lines.setdefault(int(row), {})[field] = figure(value) if field in _FIGURES else value
                case [field] if field in self.model.model_fields:
                    wanted[field] = figure(value) if field in _FIGURES else value
        return {**wanted, "lines": [lines[row] for row in sorted(lines)]}

    def value(self, name: str) -> Any:
        return self.flat.get(name, "")

    def error(self, name: str) -> str | None:
        return next((str(e) for e in self.errors if e.pointer == f"/{name}"), None)

    @property
    def summary(self) -> list[dict[str, str]]:
        return [{"field": "", "text": text} for text in self.general] + [{"field": e.pointer.strip("/"), "text": str(e)} for e in self.errors]


def _compact(data: Mapping[str, str], fields: tuple[str, ...]) -> dict[str, str]:
    """What was typed, in fields of our own; lines without a SKU are left out and the others move up."""
    flat = {name: value.strip() for name, value in data.items() if not name.startswith("lines/")}
    filled = 0
    for n in range(sum(name.startswith("lines/") and name.endswith("/sku") for name in data)):
        line = {field: data.get(f"lines/{n}/{field}", "").strip() for field in fields}
        if line["sku"]:
            flat |= {f"lines/{filled}/{field}": value for field, value in line.items()}
            filled += 1
    return flat
