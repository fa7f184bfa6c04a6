"""A file as rows of text, in constant memory: CSV in any of our encodings, or a workbook's sheet."""

import csv
import itertools
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine as calamine

from tenants.imports.reading.dialect import find_dialect, header_row, split
from tenants.imports.reading.encodings import NAMES, decoded, detect
from tenants.imports.reading.errors import (CellTooLong, Damaged, Locked, NoRows, NotATable, TooBig, TooManyColumns, UnknownEncoding,
                                            WrongEncoding)

SAMPLE = 256 << 10
MOST_COLUMNS, LONGEST_CELL = 500, 32_767
LARGEST_WORKBOOK, LARGEST_INSIDE, MOST_ENTRIES = 100 << 20, 1 << 30, 2_000
LARGEST_AREA = 12_000_000
_CELL, _LONGEST_ADDRESS = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']"""), 64
_MAGIC = ((b"%PDF", "PDF"), (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"Rar!", "RAR"),
          (b"7z\xbc\xaf", "7-Zip"), (b"\x1f\x8b", "gzip"), (b"<!DOCTYPE html", "HTML"), (b"<html", "HTML"), (b"<?xml", "XML"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
csv.field_size_limit(1 << 20)


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
    name, sure = (_known(encoding), 1.0) if encoding else (found.encoding, found.confidence)
    text = decoded(sample, name)
    if text is None:
        raise WrongEncoding(row=1, encoding=name)
    dialect = find_dialect(_whole_lines(text, len(sample) == SAMPLE))
    if delimiter:
        rows = split(text, delimiter, True)
        return Reading("csv", name, delimiter, True, header or header_row(rows), confidence=sure)
    return Reading("csv", name, dialect.delimiter, dialect.quoting, header or dialect.header, confidence=sure)


def _known(encoding: str) -> str:
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
    book = _book(path)
    _refuse_sparse(path)
    visible = [s.name for s in book.sheets_metadata if s.visible == calamine.SheetVisibleEnum.Visible
               and s.typ == calamine.SheetTypeEnum.WorkSheet]
    names = visible or book.sheet_names
    if not names:
        raise NoRows()
    chosen = sheet if sheet in names else max(names[:20], key=lambda name: book.get_sheet_by_name(name).total_height)
    rows = [[_text(cell) for cell in row] for row in itertools.islice(book.get_sheet_by_name(chosen).iter_rows(), 60)]
    return Reading("sheet", header=header or header_row(rows), sheet=chosen, sheets=names)


def _book(path: Path) -> calamine.CalamineWorkbook:
    if path.stat().st_size > LARGEST_WORKBOOK:
        raise TooBig()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > LARGEST_INSIDE:
                raise TooBig()
    try:
        return calamine.CalamineWorkbook.from_path(path)
    except calamine.PasswordError:
        raise Locked() from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise (Locked() if "password" in str(error).lower() or "encrypt" in str(error).lower() else Damaged()) from None


def _refuse_sparse(path: Path) -> None:
    """The reader takes memory for every cell up to the last: one at XFD1048576, in a workbook of 2 kB, would end the process."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            if any(_area(archive, entry) > LARGEST_AREA for entry in archive.infolist()):
                raise TooBig()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError):
        raise Damaged() from None


def _area(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """Rows × columns that the cells of a sheet span; 0 for what is no sheet."""
    bottom, right, rest = 0, 0, b""
    with archive.open(entry) as sheet:
        while part := sheet.read(1 << 20):
            for letters, digits in _CELL.findall(rest + part):
                bottom, right = max(bottom, int(digits)), max(right, _column(letters))
            rest = part[-_LONGEST_ADDRESS:]
    return bottom * right


def _column(letters: bytes) -> int:
    """A → 1, Z → 26, XFD → 16384."""
    return sum((letter - 64) * 26 ** place for place, letter in enumerate(reversed(letters)))


def _text(cell: Any) -> str:
    """A workbook's cell as the text a person sees: 12.0 is 12, a date is ISO, text keeps its leading zeros."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, (date, time, timedelta)):
        return str(cell)
    return str(cell)


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
    sheet = _book(path).get_sheet_by_name(how.sheet)
    for number, row in enumerate(sheet.iter_rows(), 1):
        yield number, [_text(cell) for cell in row]


def _text_rows(path: Path, how: Reading, by_record: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Records with the number of the line they begin on; the header is counted in records, as people see rows."""
    with path.open(encoding=how.encoding, newline="", errors="strict") as file:
        reader = csv.reader(_without_nul(file), delimiter=how.delimiter, quoting=csv.QUOTE_MINIMAL if how.quoting else csv.QUOTE_NONE)
        number, begins = 0, 1
        try:
            for cells in reader:
                number += 1
                if len(cells) > MOST_COLUMNS:
                    raise TooManyColumns(max=MOST_COLUMNS)
                yield (number if by_record or number <= how.header else begins), cells
                begins = reader.line_num + 1
        except UnicodeError:
            raise WrongEncoding(row=reader.line_num + 1, encoding=how.encoding) from None
        except csv.Error:
            raise CellTooLong(row=begins, max=LONGEST_CELL) from None


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    return (line.replace("\x00", "") if "\x00" in line else line for line in lines)
