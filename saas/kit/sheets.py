"""Rows as files that spreadsheets open rightly and safely: CSV in pieces, XLSX written row by row.

A cell is a plain value: text, a whole number, a Decimal (an amount), a moment, a day, a yes or no, or None. What stands in
the file depends on nobody's locale: decimal points, ISO days and moments, in UTC."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

# A byte order mark, or Excel reads the file in the machine's own code page.
BOM = "\ufeff"
# What a text begins with that a spreadsheet takes for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767  # characters a cell of a workbook can hold
Row = Sequence[object]
_SETTINGS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_SHAPES = {"moment": {"num_format": "yyyy-mm-dd hh:mm:ss"}, "day": {"num_format": "yyyy-mm-dd"}, "head": {"bold": True}}


def csv_text(rows: Iterable[Row]) -> str:
    """Rows as CSV; texts that look like formulas are made harmless, numbers stay numbers, None is empty."""
    out = io.StringIO()
    csv.writer(out).writerows([[_safe(cell) for cell in row] for row in rows])
    return out.getvalue()


def csv_pieces(heads: Row, chunks: Iterable[Iterable[Row]]) -> Iterator[str]:
    """A file's text, piece by piece."""
    yield BOM + csv_text([heads])
    for rows in chunks:
        yield csv_text(rows)


def _safe(cell: object) -> object:
    """An apostrophe goes before a text that a spreadsheet would take for a formula."""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA) else cell
    if isinstance(cell, datetime):
        return f"{_utc(cell):%Y-%m-%d %H:%M:%S}"
    return f"{cell:f}" if isinstance(cell, Decimal) else cell


def xlsx_file(heads: Row, chunks: Iterable[Iterable[Row]]) -> IO[bytes]:
    """A workbook of one sheet, on disk and not in memory; closed, it is gone. Texts stay texts, whatever they begin with."""
    made: IO[bytes] = TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    book = Workbook(made, _SETTINGS)
    shapes = {name: book.add_format(shape) for name, shape in _SHAPES.items()}
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, str(head), shapes["head"])
    for number, row in enumerate((row for rows in chunks for row in rows), 1):
        for column, cell in enumerate(row):
            _put(sheet, number, column, cell, shapes)
    book.close()
    made.seek(0)
    return made


def _put(sheet: Worksheet, row: int, column: int, cell: object, shapes: Mapping[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | Decimal):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, _utc(cell), shapes["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, shapes["day"])
    else:
        sheet.write_string(row, column, str(cell)[:LONGEST_CELL])


def _utc(moment: datetime) -> datetime:
    """A moment as UTC says it, without the zone: spreadsheets know none."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
