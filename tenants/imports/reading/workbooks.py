"""Workbooks: what sheets there are, and the rows of one. What it takes to open one is taken by a process of its own."""

import marshal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tenants.imports.reading.errors import Damaged, Locked, TooBig

PROGRAM = Path(__file__).with_name("unpacking.py")
LARGEST_WORKBOOK, LARGEST_INSIDE, MOST_ENTRIES = 100 << 20, 1 << 30, 2_000
ALL = 1 << 30
_WRONG = {"locked": Locked, "damaged": Damaged, "too_big": TooBig}


def sheets(path: Path) -> list[tuple[str, int]]:
    """(name, rows) of the sheets a person sees; rows are counted of the first 20 of them."""
    return [tuple(sheet) for kind, found in _told(path, "", 0) if kind == "sheets" for sheet in found]


def rows(path: Path, sheet: str, most: int = ALL) -> Iterator[list[str]]:
    """The rows of a sheet as texts, at most so many."""
    for _kind, part in _told(path, sheet, most):
        yield from part


def _told(path: Path, sheet: str, most: int) -> Iterator[tuple[str, list[Any]]]:
    """What the process says; Locked, Damaged or TooBig where it can't."""
    _refuse_large(path)
    command = [sys.executable, "-P", str(PROGRAM), str(path), sheet, str(most)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        try:
            while (message := _next(process.stdout))[0] not in ("done", *_WRONG):
                yield message
        finally:
            process.kill()
    if message[0] in _WRONG:
        raise _WRONG[message[0]]()


def _next(stream: Any) -> tuple[Any, ...]:
    try:
        return tuple(marshal.load(stream))
    except (EOFError, ValueError):
        return ("too_big",)


def _refuse_large(path: Path) -> None:
    if path.stat().st_size > LARGEST_WORKBOOK:
        raise TooBig()
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Damaged() from None
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > LARGEST_INSIDE:
        raise TooBig()
