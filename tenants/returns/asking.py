"""What a person says line by line and unit by unit, and what is wrong with it where they said it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from saas.kit.inputs import Input
from saas.kit.web import Form
from tenants.returns.inputs import Decision, Exchange, ReceivedUnit
from tenants.returns.queries import OneReturn

M = TypeVar("M", bound=Input)
ROWS = 3
_LINE, _UNIT = re.compile(r"line-[1-9][0-9]{0,5}"), re.compile(r"unit-([1-9][0-9]{0,17})-decision")
_SAID = ("decision", "quantity", "goes_to", "reason")


@dataclass(frozen=True, slots=True)
class Askable:
    """A line of which pieces may be named, and how many at most."""

    line_no: int
    sku: str
    title: str
    most: int
    kit: str | None = None


class _Rows(Form[M]):
    """A form with fields of its own (`rows`), each standing for a place in a list of the input (`places`, by pointer)."""

    rows: dict[str, str]
    places: dict[str, str]

    def value(self, name: str) -> Any:
        return self.rows[name] if name in self.rows else super().value(name)

    def error(self, name: str) -> str | None:
        return next((one["text"] for one in self.summary if one["field"] == name), None)

    @property
    def summary(self) -> list[dict[str, str]]:
        return [{"field": "", "text": text} for text in self.general] + [{"field": self._field(e.pointer), "text": str(e)} for e in self.errors]

    def _field(self, pointer: str) -> str:
        return next((name for place, name in self.places.items() if pointer.startswith(place)), pointer.strip("/").split("/")[0])


class LinesForm(_Rows[M]):
    """A quantity for each line (fields line-1, line-2 …), all of them at first. What was sent for a line of which nothing
    is left counts as well: the same click may come twice."""

    def __init__(self, model: type[M], lines: Iterable[Askable], data: Mapping[str, str] | None = None, **given: Any) -> None:
        self.lines = list(lines)
        self.rows = {f"line-{one.line_no}": str(one.most) if data is None else "" for one in self.lines}
        self.rows |= {name: value.strip() for name, value in (data or {}).items() if _LINE.fullmatch(name)}
        chosen = [name for name, quantity in self.rows.items() if quantity not in ("", "0")]
        self.places = {f"/lines/{n}/": name for n, name in enumerate(chosen)} | {"/lines": next(iter(self.rows), "")}
        super().__init__(model, data, **given, lines=[{"line": name.removeprefix("line-"), "quantity": self.rows[name]} for name in chosen])


class ScanForm(_Rows[ReceivedUnit]):
    """One unit that came; the verb takes it as the first of a list."""

    def __init__(self, data: Mapping[str, str] | None = None, **given: Any) -> None:
        self.rows, self.places = {}, {f"/units/0/{name}": name for name in ReceivedUnit.model_fields}
        super().__init__(ReceivedUnit, data, **given)


class UnitsForm(_Rows[Decision]):
    """For each unit that isn't decided: a decision, about how many of it, where they go and why (fields unit-7-decision,
    unit-7-quantity …)."""

    def __init__(self, it: OneReturn, data: Mapping[str, str] | None = None) -> None:
        self.units = it.undecided
        ids = dict.fromkeys([str(unit.id) for unit in self.units] + [found[1] for name in data or () if (found := _UNIT.fullmatch(name))])
        self.rows = {f"unit-{i}-{name}": (data or {}).get(f"unit-{i}-{name}", "").strip() for i in ids for name in _SAID}
        if data is None:
            self.rows |= {f"unit-{unit.id}-quantity": str(unit.quantity) for unit in self.units}
        said = [i for i in ids if self.rows[f"unit-{i}-decision"]]
        self.places = {f"/units/{n}/{place}": f"unit-{i}-{name}" for n, i in enumerate(said)
                       for place, name in (("goes_to", "goes_to"), ("reason", "reason"), ("quantity", "quantity"), ("", "decision"))}
        self.places |= {"/units": f"unit-{next(iter(ids), '')}-decision"}
        super().__init__(Decision, None, number=it.number, units=[
            {"unit": i, **{name: value for name in _SAID if (value := self.rows[f"unit-{i}-{name}"])}} for i in said])


class ExchangeForm(_Rows[Exchange]):
    """What is sent in exchange: a SKU and a quantity in each row (fields sku-0, quantity-0 …), at first what may come back."""

    def __init__(self, it: OneReturn, data: Mapping[str, str] | None = None) -> None:
        same = [(line.sku, line.authorised - line.rejected) for line in it.lines if line.authorised > line.rejected]
        self.count = max(ROWS, len(same) + 1)
        self.rows = {f"{name}-{n}": data.get(f"{name}-{n}", "").strip() if data is not None else str(same[n][at]) if n < len(same) else ""
                     for n in range(self.count) for at, name in enumerate(("sku", "quantity"))}
        said = [n for n in range(self.count) if self.rows[f"sku-{n}"] or self.rows[f"quantity-{n}"]]
        self.places = {f"/lines/{m}/{name}": f"{name}-{n}" for m, n in enumerate(said) for name in ("sku", "quantity")} | {"/lines": "sku-0"}
        lines = [{"sku": self.rows[f"sku-{n}"], "quantity": self.rows[f"quantity-{n}"] or "1"} for n in said]
        super().__init__(Exchange, data, number=it.number, lines=lines)
