"""How a text table is written: its delimiter, whether it quotes, and on which row the column names stand."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Dialect:
    """`header` is the number of the row (from 1) that names the columns."""

    delimiter: str
    quoting: bool
    header: int


def find_dialect(text: str) -> Dialect:
    """The dialect of a table from its first characters."""
    lines = text.splitlines()
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5 and lines[0][4] not in '" ':
        return Dialect(lines[0][4], True, header_row(split(text, lines[0][4], True)))
    best = max(DELIMITERS, key=lambda d: _evenness(split(text, d, True), d))
    quoting = not (best == "\t" and _stray_quotes(text))
    return Dialect(best, quoting, header_row(split(text, best, quoting)))


def split(text: str, delimiter: str, quoting: bool) -> list[list[str]]:
    """The first rows of a text, cut by a delimiter."""
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter,
                        quoting=csv.QUOTE_MINIMAL if quoting else csv.QUOTE_NONE)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) >= LOOKED_AT:
                break
    except csv.Error:
        pass
    return rows


def _evenness(rows: list[list[str]], delimiter: str) -> float:
    """How much this looks like a table: the width most rows share, by how many share it."""
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    if not widths:
        return 0.0
    width, share = max(widths.items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]))
    return 0.0 if width < 2 else share / sum(widths.values()) * 10 + min(width, 50) / 50 + (delimiter != "|") * 0.1


def _stray_quotes(text: str) -> bool:
    """Amazon's reports don't quote: a quote stands within a cell or opens one that never closes."""
    return any(cell.count('"') % 2 or ('"' in cell and not cell.startswith('"'))
               for line in text.splitlines()[:LOOKED_AT] for cell in line.split("\t"))


def header_row(rows: list[list[str]]) -> int:
    """The row that names the columns: the first wide one whose cells are filled, different, and no numbers."""
    widest = max((sum(bool(c.strip()) for c in row) for row in rows), default=0)
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row if cell.strip()]
        wide = len(cells) >= max(2, widest * 0.6) or (widest < 2 and cells)
        if wide and len(set(cells)) > len(cells) * 0.7 and sum(_numeric(c) for c in cells) <= len(cells) * 0.2:
            return number
    return 1


def _numeric(cell: str) -> bool:
    return cell.replace(".", "").replace(",", "").replace("-", "").replace(" ", "").replace("/", "").replace(":", "").isdecimal()
