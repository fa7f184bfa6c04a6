"""A program of its own: opens one workbook and sends its sheets, or the rows of one, as marshalled messages.

A workbook of a few kilobytes can ask for terabytes of cells, and a broken one can end the process that opens it. So it is
opened here, where there is so much memory and no more, and nothing else to lose.

Messages: ("sheets", [(name, rows)]), ("rows", [cells]), at last ("done",), ("locked",), ("damaged",) or ("too_big",). One
that ends without a last message was ended for what it took."""

import marshal
import resource
import sys
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import python_calamine as calamine

MEMORY, SECONDS = 300 << 20, 120  # bytes; of the processor's time
AT_ONCE, LOOKED_AT = 200, 20


def main(path: str, sheet: str, most: str) -> None:
    """The rows of a sheet, at most so many; of no sheet, what sheets there are."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        _send(calamine.CalamineWorkbook.from_path(path), sheet, int(most))
        _say("done")
    except BaseException as error:  # the library's panics are no Exception
        _say(_last_word(error))


def _last_word(error: BaseException) -> str:
    told = str(error).lower()
    if isinstance(error, calamine.PasswordError) or "password" in told or "encrypt" in told:
        return "locked"
    return "too_big" if isinstance(error, MemoryError) or "capacity overflow" in told else "damaged"


def _send(book: calamine.CalamineWorkbook, sheet: str, most: int) -> None:
    if not sheet:
        _say("sheets", _sheets(book))
        return
    rows = iter(book.get_sheet_by_name(sheet).iter_rows())
    while part := [[text(cell) for cell in row] for row in islice(rows, min(AT_ONCE, most))]:
        _say("rows", part)
        most -= len(part)


def _sheets(book: calamine.CalamineWorkbook) -> list[tuple[str, int]]:
    """The names of the sheets a person sees, with how many rows each of the first of them has."""
    shown = [s.name for s in book.sheets_metadata if s.visible == calamine.SheetVisibleEnum.Visible and s.typ == calamine.SheetTypeEnum.WorkSheet]
    return [(name, book.get_sheet_by_name(name).total_height if n < LOOKED_AT else 0) for n, name in enumerate(shown or book.sheet_names) if "\0" not in name]


def _say(*message: object) -> None:
    marshal.dump(message, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def text(cell: Any) -> str:
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


if __name__ == "__main__":
    main(*sys.argv[1:])
