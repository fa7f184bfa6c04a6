"""A file as rows of text, in constant memory: CSV in any of our encodings, or a workbook's sheet."""

import csv
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TextIO

from tenants.imports.reading import workbooks
from tenants.imports.reading.dialect import LOOKED_AT, find_dialect, header_row, split
from tenants.imports.reading.encodings import NAMES, decoded, detect
from tenants.imports.reading.errors import CellTooLong, NoRows, NotATable, TooManyColumns, UnknownEncoding, WrongEncoding

SAMPLE = 256 << 10
MOST_COLUMNS, LONGEST_CELL, LONGEST_LINE = 500, 32_767, 1 << 20
_MAGIC = ((b"%PDF", "PDF"), (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"Rar!", "RAR"),
          (b"7z\xbc\xaf", "7-Zip"), (b"\x1f\x8b", "gzip"), (b"<!DOCTYPE html", "HTML"), (b"<html", "HTML"), (b"<?xml", "XML"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
csv.field_size_limit(LONGEST_LINE)


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read one file; plain enough for JSON. `header` counts rows from 1."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    quoting: bool = True
    header: int = 1
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    confidence: float = 1.0

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def sniff(path: Path, language: str = "", encoding: str = "", delimiter: str = "", header: int | None = None, sheet: str = "") -> Reading:
    """How to read this file; what is given is taken, the rest is found out. A coded DomainError if it isn't a table."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    if sample[:4] == b"PK\x03\x04" or sample[:8] == _OLE:
        return _sniff_workbook(path, sheet, header)
    _refuse_others(sample)
    found = detect(sample, language)
    name, sure = (known(encoding), 1.0) if encoding else (found.encoding, found.confidence)
    text = decoded(sample, name)
    if text is None:
        raise WrongEncoding("/encoding", row=1, encoding=name)
    dialect = find_dialect(_whole_lines(text, len(sample) == SAMPLE))
    if delimiter:
        rows = split(text, delimiter, True)
        return Reading("csv", name, delimiter, True, header or header_row(rows), confidence=sure)
    return Reading("csv", name, dialect.delimiter, dialect.quoting, header or dialect.header, confidence=sure)


def known(encoding: str) -> str:
    """Python's name of an encoding a person named; UnknownEncoding at its field where there is none."""
    name = encoding.lower().replace("_", "-").replace("shift-jis", "cp932").replace("windows-", "cp").replace("gbk", "gb18030").replace("gb2312", "gb18030")
    if name not in NAMES and name not in ("utf-8-sig", "utf-16-le", "utf-16-be"):
        raise UnknownEncoding("/encoding", encoding=encoding)
    return name


def _refuse_others(sample: bytes) -> None:
    start = sample.lstrip()[:40]
    for magic, name in _MAGIC:
        if start.lower().startswith(magic.lower()):
            raise NotATable(found=name)
    if sample.count(0) > len(sample) // 10 and not sample.startswith((b"\xff\xfe", b"\xfe\xff")) and sample[1::2].count(0) < len(sample) // 5:
        raise NotATable(found="binary")


def _whole_lines(text: str, cut: bool) -> str:
    return text.rpartition("\n")[0] if cut and "\n" in text else text


def _sniff_workbook(path: Path, sheet: str, header: int | None) -> Reading:
    heights = dict(workbooks.sheets(path))
    if not heights:
        raise NoRows()
    chosen = sheet if sheet in heights else max(heights, key=heights.__getitem__)
    first = list(workbooks.rows(path, chosen, LOOKED_AT))
    return Reading("sheet", header=header or header_row(first), sheet=chosen, sheets=list(heights))


def rows(path: Path, how: Reading) -> Iterator[tuple[int, list[str]]]:
    """(row number as a person counts, cells) of every row after the header; blank rows are left out."""
    every = _sheet_rows(path, how) if how.kind == "sheet" else _text_rows(path, how)
    for number, cells in every:
        if number > how.header and any(cells):
            yield number, cells


def columns(path: Path, how: Reading) -> list[str]:
    """The column names, trimmed; a name that stands twice gets its number: Price, Price (2)."""
    every = _sheet_rows(path, how) if how.kind == "sheet" else _text_rows(path, how, by_record=True)
    names = next((cells for number, cells in every if number == how.header), None)
    if names is None:
        raise NoRows()
    if len(names) > MOST_COLUMNS:
        raise TooManyColumns(max=MOST_COLUMNS)
    seen: dict[str, int] = {}
    out = []
    for name in (clean(name) for name in names):
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
    return out


def clean(cell: str) -> str:
    """A cell without the blanks and marks that only Excel needs: ="123", a leading apostrophe, tabs, a stray mark."""
    cell = cell.strip("\ufeff \t\r\n\u3000\xa0")
    if cell.startswith('="') and cell.endswith('"'):
        cell = cell[2:-1]
    return cell[1:] if cell.startswith("'") and len(cell) > 1 else cell


def _sheet_rows(path: Path, how: Reading) -> Iterator[tuple[int, list[str]]]:
    yield from enumerate(workbooks.rows(path, how.sheet), 1)


def _text_rows(path: Path, how: Reading, by_record: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Records with the number of the line they begin on; the header is counted in records, as people see rows."""
    with path.open(encoding=how.encoding, newline="", errors="strict") as file:
        taken = [0]
        reader = csv.reader(_lines(file, taken), delimiter=how.delimiter, quoting=csv.QUOTE_MINIMAL if how.quoting else csv.QUOTE_NONE)
        number, begins = 0, 1
        try:
            for cells in reader:
                number, taken[0] = number + 1, 0
                if len(cells) > MOST_COLUMNS:
                    raise TooManyColumns(max=MOST_COLUMNS)
                yield (number if by_record or number <= how.header else begins), cells
                begins = reader.line_num + 1
        except UnicodeError:
            raise WrongEncoding(row=reader.line_num + 1, encoding=how.encoding) from None
        except csv.Error:
            raise CellTooLong(row=begins, max=LONGEST_CELL) from None


def _lines(file: TextIO, taken: list[int]) -> Iterator[str]:
    """Lines without NUL. A row that never ends, in one line or in many, isn't waited for: `taken` is what it has so far."""
    while line := file.readline(LONGEST_LINE):
        taken[0] += len(line)
        if taken[0] >= LONGEST_LINE:
            raise csv.Error("a row too long")
        yield line.replace("\x00", "") if "\x00" in line else line
