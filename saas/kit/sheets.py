"""Rows as CSV that spreadsheets open rightly and safely."""

import csv
import io
from collections.abc import Iterable, Sequence

# A byte order mark, or Excel reads the file in the machine's own code page.
BOM = "\ufeff"
# What a text begins with that a spreadsheet takes for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV; texts that look like formulas are made harmless, numbers stay numbers, None is empty."""
    out = io.StringIO()
    csv.writer(out).writerows([[_safe(cell) for cell in row] for row in rows])
    return out.getvalue()


def _safe(cell: object) -> object:
    """An apostrophe goes before a text that a spreadsheet would take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
