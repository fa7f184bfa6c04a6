"""What a person asks for line by line (to pick, ship, split, write off): the quantities they typed, and what is wrong with them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from saas.kit.inputs import Input
from saas.kit.web import Form
from tenants.orders.queries import OneKit, OneLine, OneOrder

M = TypeVar("M", bound=Input)


@dataclass(frozen=True, slots=True)
class Askable:
    """A line or a kit of which something can be taken, and how much at most."""

    line: OneLine | OneKit
    most: int


def askable(lines: Iterable[OneLine | OneKit], most: Callable[[Any], int]) -> list[Askable]:
    """The lines that have something to take."""
    return [Askable(line, there) for line in lines if (there := most(line)) > 0]


class PiecesForm(Form[M]):
    """Some pieces of an order: a quantity for each line (fields line-1, line-2 …), which the input calls `named`; `first`
    tells what stands there before anything was typed."""

    def __init__(self, model: type[M], order: OneOrder, lines: list[Askable], data: Mapping[str, str] | None = None,
                 first: Callable[[Askable], int] = lambda one: one.most, named: str = "lines") -> None:
        kept = {name: value for name, value in (data or {}).items() if name in model.model_fields and name not in ("number", "lines", named)}
        self.lines, self.named = lines, named
        self.asked = {a.line.line_no: str(first(a)) for a in lines} if data is None else _asked(data)
        self.chosen = [{"line": line, "quantity": q} for line, q in self.asked.items() if q not in ("", "0")]
        super().__init__(model, kept, number=order.number, **{named: self.chosen})

    def value(self, name: str) -> Any:
        return self.asked.get(int(name.removeprefix("line-")), "") if name.startswith("line-") else super().value(name)

    def error(self, name: str) -> str | None:
        return next((one["text"] for one in self.summary if one["field"] == name), None)

    @property
    def summary(self) -> list[dict[str, str]]:
        return [{"field": "", "text": text} for text in self.general] + [
            {"field": self._field(e.pointer, e.data), "text": str(e)} for e in self.errors]

    def _field(self, pointer: str, data: Mapping[str, Any]) -> str:
        """/lines/0/quantity, or an error about a line by its number → the field of that line."""
        parts = pointer.strip("/").split("/")
        if parts[0] != self.named:
            return parts[0]
        if len(parts) > 1 and parts[1].isdecimal():
            return f"line-{self.chosen[int(parts[1])]['line']}"
        return f"line-{data.get('line', self.lines[0].line.line_no if self.lines else 1)}"


def _asked(data: Mapping[str, str]) -> dict[int, str]:
    """Every quantity sent, also of lines of which nothing is left: the same click may come twice."""
    lines = {name.removeprefix("line-"): value.strip() for name, value in data.items() if name.startswith("line-")}
    return {int(line): value for line, value in sorted(lines.items()) if line.isdecimal() and len(line) < 6}
