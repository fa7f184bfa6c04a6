"""The rows that were refused, as a file like the one that came, with the reasons in one more column: corrected there, it
can be imported as it is."""

import csv
import io
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

from saas.kit import files
from saas.kit.i18n import _, together
from saas.kit.sheets import FORMULA
from tenants.imports import source
from tenants.imports.models import Import
from tenants.imports.queries import reasons
from tenants.imports.reading import tables


def failed_rows_file(the: Import) -> tuple[BinaryIO, str]:
    """(file, name to download) of a CSV with every row of every refused record; the file is gone once it is closed."""
    how, out = source.reading_of(the), tempfile.TemporaryFile()
    text = io.TextIOWrapper(out, encoding=how.encoding or "utf-8-sig", errors="replace", newline="")
    _write(csv.writer(text, delimiter=how.delimiter or ","), files.path_of(the.file_key), how, reasons(the.id))
    text.detach()
    out.seek(0)
    return out, f"{Path(the.filename).stem or 'import'}-{_('to-correct')}.csv"


def _write(writer: Any, path: Path, how: tables.Reading, told: dict[int, list[str]]) -> None:
    columns = tables.columns(path, how)
    writer.writerow([*map(guarded, columns), _("What is wrong")])
    for row_no, cells in tables.rows(path, how):
        if row_no in told:
            padded = [*cells, *[""] * (len(columns) - len(cells))]
            writer.writerow([*map(guarded, padded), together(told[row_no])])


def guarded(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe, which reading takes away again; numbers stay."""
    if cell.startswith(FORMULA) and not cell.lstrip("+-").replace(".", "").replace(",", "").isdecimal():
        return f"'{cell}"
    return cell
