"""An import's file: looked at when it comes, looked at again when a person corrects how, and read as records."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from saas.kit import db
from saas.kit.context import Tenant, tenant
from saas.kit.errors import DomainError, FieldError, Invalid, NotFound
from tenants.imports.columns import prepare
from tenants.imports.errors import NoColumn, UnknownProfile
from tenants.imports.inputs import NewImport, Reading
from tenants.imports.kinds import Options
from tenants.imports.mapping import guess, missing
from tenants.imports.models import Import
from tenants.imports.profiles import PROFILES, Profile, generic, recognise
from tenants.imports.reading import tables
from tenants.imports.records import BUILDERS, Record

MOST_COUNTED = 2_000


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found out about a file: plain data for the import's row."""

    profile: str = ""
    reading: dict[str, Any] = field(default_factory=dict)
    mapping: dict[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    rows: int | None = None

    @classmethod
    def nothing(cls) -> "Looked":
        return cls()


def profiles(kind: str = "") -> list[Profile]:
    """The formats we know, of one kind or all."""
    return [profile for profile in PROFILES.values() if not kind or profile.kind == kind]


def look(path: Path, new: NewImport) -> Looked:
    """Find out encoding, delimiter, header and format of a new file; a coded DomainError where it can't be read."""
    how = tables.sniff(path, tenant().language, new.encoding, new.delimiter)
    columns = tuple(tables.columns(path, how))
    profile = PROFILES[new.profile] if new.profile else recognise(columns, new.kind)
    return Looked(profile.key if profile else "", how.as_data(), {}, columns, _rough_rows(path, how))


def refuse_strange(profile: str, kind: str, encoding: str) -> None:
    """What a person names must be there: a format of what the file is said to hold, an encoding we can read."""
    if profile and (profile not in PROFILES or PROFILES[profile].kind != kind):
        raise UnknownProfile("/profile", profile=profile)
    if encoding:
        tables.known(encoding)


def suggested(columns: list[str], kind: str) -> dict[str, str]:
    """What the mapping page proposes."""
    return guess(columns, kind)


def _rough_rows(path: Path, how: tables.Reading) -> int | None:
    """How many rows of data there are about, for the progress bar: its lines, as many to a row as where the file begins.
    A short file's are counted, and so does the pass itself."""
    if how.kind == "sheet":
        return None
    try:
        begun = [row_no for row_no, _cells in islice(tables.rows(path, how), MOST_COUNTED)]
    except DomainError:
        begun = []  # its pass will say what is wrong
    if 0 < len(begun) < MOST_COUNTED:
        return len(begun)
    with path.open("rb") as file:
        lines = sum(chunk.count(b"\n") or chunk.count(b"\r") for chunk in iter(lambda: file.read(1 << 20), b""))
    each = (begun[-1] - begun[0]) / (len(begun) - 1) if begun else 1
    return max(1, round((lines - how.header) / each))


def reading_of(the: Import) -> tables.Reading:
    return tables.Reading(**the.reading)


def choose(path: Path, the: Import, how: Reading) -> Looked:
    """Read the file as a person says; Invalid on the field that can't be."""
    refuse_strange(how.profile, the.kind, how.encoding)
    known = the.reading or {}
    found = tables.sniff(path, tenant().language, how.encoding or known.get("encoding", ""), how.delimiter or "",
                         how.header_row, how.sheet or known.get("sheet", ""))
    columns = tuple(tables.columns(path, found))
    if how.profile:
        return Looked(how.profile, found.as_data(), {}, columns, _rough_rows(path, found))
    mapping = {name: column for name, column in how.columns.items() if column in columns}
    if gaps := missing(the.kind, mapping):
        raise Invalid([FieldError(f"/columns/{gap.name}", NoColumn.code) for gap in gaps])
    return Looked("", found.as_data(), {"columns": mapping, "currency": how.currency}, columns, _rough_rows(path, found))


def records_of(the: Import, path: Path, into: Tenant | None) -> Iterator[Record]:
    """Every record of the file in its order. `read` says how many rows of data there are up to its end: those that are
    left out count too, and an order is over when the next one's first row was seen."""
    how = reading_of(the)
    profile = profile_of(the)
    source = prepare(profile, tables.columns(path, how), into.zone if into else "UTC")
    counted, ahead, last = Counted(tables.rows(path, how)), the.kind == "orders", None
    for record in BUILDERS[the.kind](source, counted):
        if the.kind == "orders" and not record.get("currency"):
            record["currency"] = the.mapping.get("currency", "")
        if last:
            yield last
        last, record["read"] = record, counted.count - ahead
    if last:
        last["read"] = counted.count
        yield last


class Counted:
    """Rows on their way, and how many have gone by."""

    def __init__(self, rows: Iterator[tuple[int, list[str]]]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        for row in self.rows:
            self.count += 1
            yield row


def options_of(the: Import) -> Options:
    """What a person chose for this import."""
    return Options(the.id, the.options.get("channel", ""), bool(the.options.get("create_skus", True)), bool(the.options.get("triage", True)))


def profile_of(the: Import) -> Profile:
    """The format a file is read as: a known one, or the columns a person named."""
    return PROFILES[the.profile] if the.profile else generic(the.kind, the.mapping.get("columns", {}))


def find(import_id: int) -> Import:
    if found := db.session().get(Import, import_id):
        return found
    raise NotFound()
