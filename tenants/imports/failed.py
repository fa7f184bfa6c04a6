"""The rows that were refused, as a file like the one that came, with the reasons in one more column: corrected there, it
can be imported as it is."""

import csv
from pathlib import Path

from saas.kit import files
from saas.kit.i18n import _
from tenants.imports import source
from tenants.imports.models import Import
from tenants.imports.queries import reasons
from tenants.imports.reading import tables

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def failed_rows_file(the: Import) -> tuple[Path, str]:
    """(path, name to download) of a CSV with every row of every refused record."""
    told = reasons(the.id)
    how, path = source.reading_of(the), files.path_of(the.file_key)
    encoding = how.encoding or "utf-8-sig"
    with files.new_file() as (_key, target), target.open("w", encoding=encoding, errors="replace", newline="") as out:
        writer = csv.writer(out, delimiter=how.delimiter or ",")
        columns = tables.columns(path, how)
        writer.writerow([*columns, _("What is wrong")])
        for row_no, cells in tables.rows(path, how):
            if row_no in told:
                padded = [*cells, *[""] * (len(columns) - len(cells))]
                writer.writerow([*map(guarded, padded), " ".join(told[row_no])])
    stem = Path(the.filename).stem or "import"
    return target, f"{stem}-{_('to-correct')}.csv"


def guarded(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe, which reading takes away again; numbers stay."""
    if cell.startswith(DANGEROUS) and not cell.lstrip("+-").replace(".", "").replace(",", "").isdecimal():
        return f"'{cell}"
    return cell
