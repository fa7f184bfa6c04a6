"""What a person asks for when they plan, send, receive or write off: codes typed or scanned, quantities line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from saas.kit.i18n import _
from saas.kit.inputs import Input
from saas.kit.web import Form
from tenants.transfers.inputs import NewTransfer
from tenants.transfers.queries import OneTransfer

M = TypeVar("M", bound=Input)


class PlanForm(Form[NewTransfer]):
    """A transfer to plan; its lines are typed or pasted, a SKU and its quantity on each, a lot between them. What is wrong with
    a line is told with its number."""

    def __init__(self, data: Mapping[str, str] | None = None, **initial: Any) -> None:
        super().__init__(NewTransfer, data, **initial)
        self.text = str(self.typed.get("lines", ""))
        self.typed["lines"] = [_line(words) for row in self.text.splitlines() if (words := _words(row))]

    def value(self, name: str) -> Any:
        return self.text if name == "lines" else super().value(name)

    def error(self, name: str) -> str | None:
        return next((one["text"] for one in self.summary if one["field"] == name), None)

    @property
    def summary(self) -> list[dict[str, str]]:
        said = [(error, error.pointer.strip("/").split("/")) for error in self.errors]
        return [{"field": "", "text": text} for text in self.general] + [
            {"field": parts[0], "text": _("Line %(line)s: %(problem)s", line=int(parts[1]) + 1, problem=str(error)) if parts[1:] else str(error)}
            for error, parts in said]


def _words(row: str) -> list[str]:
    """Cells of a sheet where tabs part them, else words."""
    return [word for cell in row.split("\t") if (word := cell.strip())] if "\t" in row else row.split()


def _line(words: list[str]) -> dict[str, str]:
    """SKU, lot, quantity; a SKU alone is one piece."""
    return {"sku": words[0], "quantity": words[-1] if len(words) > 1 else "1", **({"lot": " ".join(words[1:-1])} if len(words) > 2 else {})}


@dataclass(frozen=True, slots=True)
class Askable:
    """Pieces that can be sent, received or written off: at most so many, asked for in fields of these names."""

    id: int
    line_no: int
    sku: str
    title: str
    barcode: str | None
    lot: str | None
    most: int
    serial: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A quantity asked of every row: to which part of the input it goes, what it says of its pieces, and whether there may be
    more of them than there are."""

    part: str = "lines"
    says: Mapping[str, str] = field(default_factory=dict)
    beyond: bool = False


class MovingForm(Form[M]):
    """A quantity for each row and column (fields such as good-17), all there is at first, or nothing when scanning begins."""

    def __init__(self, model: type[M], rows: Sequence[Askable], columns: Mapping[str, Column], data: Mapping[str, str] | None, *,
                 scanning: bool, number: int, **initial: Any) -> None:
        parts = {column.part for column in columns.values()}
        super().__init__(model, {k: v for k, v in (data or {}).items() if k not in parts}, number=number, **initial)
        self.rows, self.columns, self.scanning = rows, columns, scanning
        self.first = next(iter(columns))
        self.asked = {f"{column}-{row.id}": _given(data, f"{column}-{row.id}", row.most if column == self.first and not scanning else 0)
                      for row in rows for column in columns}
        self.told, self.lost = "", ""
        self._choose()

    def _choose(self) -> None:
        """What is asked for, by the part of the input it goes to; `chosen` are the fields it stands in."""
        by_id = {row.id: row for row in self.rows}
        self.chosen: dict[str, list[str]] = {column.part: [] for column in self.columns.values()}
        for name, quantity in self.asked.items():
            if quantity not in ("", "0"):
                self.chosen[self._column(name).part].append(name)
        for part, names in self.chosen.items():
            self.typed[part] = [self._wish(name, by_id[int(name.rpartition("-")[2])]) for name in names]
            if not names and any(self.chosen.values()):
                del self.typed[part]

    def _column(self, name: str) -> Column:
        return self.columns[name.rpartition("-")[0]]

    def _wish(self, name: str, row: Askable) -> dict[str, str | int]:
        return {"line": row.line_no, "quantity": self.asked[name], **({"lot": row.lot} if row.lot else {}), **self._column(name).says}

    def scan(self, code: str) -> None:
        """One more piece of what was scanned: a SKU, a barcode, a lot or a serial number; beyond what there is, where that may be."""
        for row in (row for row in self.rows if code in (row.sku, row.barcode, row.lot)):
            for name, column in self.columns.items():
                count = self._count(f"{name}-{row.id}")
                if column.beyond and not row.serial or name == self.first and count < row.most:
                    self.asked[f"{name}-{row.id}"] = str(count + 1)
                    self.told = f"{row.sku} {self._count(f'{self.first}-{row.id}')}/{row.most}" + (f" +{count + 1}" if column.beyond else "")
                    self._choose()
                    return
        self.lost = code

    def _count(self, name: str) -> int:
        return int(self.asked[name]) if self.asked[name].isdecimal() else 0

    def value(self, name: str) -> Any:
        return self.asked[name] if name in self.asked else super().value(name)

    def error(self, name: str) -> str | None:
        return next((one["text"] for one in self.summary if one["field"] == name), None)

    @property
    def summary(self) -> list[dict[str, str]]:
        return [{"field": "", "text": text} for text in self.general] + [{"field": self._field(e.pointer), "text": str(e)} for e in self.errors]

    def _field(self, pointer: str) -> str:
        """/lines/0/quantity → the field of that quantity."""
        parts = pointer.strip("/").split("/")
        names = self.chosen.get(parts[0])
        if names is None:
            return parts[0]
        return names[int(parts[1])] if len(parts) > 1 and parts[1].isdecimal() and int(parts[1]) < len(names) else ""


def _given(data: Mapping[str, str] | None, name: str, at_first: int) -> str:
    return str(at_first) if data is None else data.get(name, "").strip()


def to_send(transfer: OneTransfer) -> list[Askable]:
    """Lines of which something hasn't left."""
    return [Askable(line.line_no, line.line_no, line.sku, line.title, line.barcode, line.lot, line.to_send)
            for line in transfer.lines if line.to_send and transfer.state != "cancelled"]


def on_the_way(transfer: OneTransfer) -> list[Askable]:
    """What is on the way, lot by lot."""
    return [Askable(part.id, line.line_no, line.sku, line.title, line.barcode, part.lot, part.on_the_way, line.tracking == "serial")
            for line in transfer.lines for part in line.parts if part.on_the_way]
