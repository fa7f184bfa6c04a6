"""Bringing a file in: kept, sniffed, its format recognised, and either checked at once or waiting for its columns."""

import hashlib
import json
from collections.abc import Iterable
from typing import BinaryIO

from saas.kit import clock, db, files
from saas.kit.context import actor
from saas.kit.errors import DomainError
from saas.kit.events import Event, record
from saas.kit.jobs import later
from saas.kit.operations import operation
from tenants.imports import source
from tenants.imports.errors import EmptyUpload, NotNow
from tenants.imports.inputs import NewImport, Reading
from tenants.imports.models import Import

LARGEST = 1 << 30  # bytes
_ADD = """INSERT INTO import (kind, state, filename, file_key, file_size, file_hash, profile, reading, mapping, options, rows_total,
 created_by, failure) VALUES (%s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s::jsonb, %s::jsonb, %s, %s::jsonb, %s::jsonb) RETURNING id"""
_LOCK = "SELECT FROM import WHERE id = %s FOR UPDATE"
_REMEMBERED = "SELECT mapping FROM import_mapping WHERE kind = %s AND columns_hash = %s"
_REMEMBER = """INSERT INTO import_mapping (kind, columns_hash, mapping, used_at) VALUES (%s, %s, %s::jsonb, %s)
ON CONFLICT (kind, columns_hash) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at"""
_START = """UPDATE import SET state = %s, next_record = 0, rows_read = 0, done = 0, again = 0, refused = 0, summary = '{}', runner = '',
 failure = NULL, cancel_asked = false, started_at = NULL, finished_at = NULL WHERE id = %s"""
READABLE_AGAIN = ("mapping", "checked", "failed", "cancelled")


@operation("imports:run")
def start_import(stream: BinaryIO, filename: str, new: NewImport) -> int:
    """Keep the file and look at it; its import's id. A file that can't be read says why on its own page; what is named
    and isn't known is refused before anything is kept."""
    source.refuse_strange(new.profile, new.kind, new.encoding)
    key, size = files.store(stream, LARGEST)
    path = files.path_of(key)
    if size == 0:
        path.unlink()
        raise EmptyUpload("/file")
    filename = named(filename)
    options = {"channel": new.channel, "create_skus": new.create_skus, "triage": new.triage}
    try:
        found, failure = source.look(path, new), None
    except DomainError as error:
        found, failure = source.Looked.nothing(), {"code": error.code, "data": error.data}
    mapping = found.mapping or _remembered(new.kind, found.columns)
    state = "failed" if failure else "checking" if found.profile or mapping else "mapping"
    ((import_id,),) = db.rows(_ADD, (
        new.kind, state, filename, key, size, _hash(path), found.profile, json.dumps(found.reading), json.dumps(mapping),
        json.dumps(options), found.rows, json.dumps(actor().as_data()), json.dumps(failure) if failure else None))
    record(Event("import.started", ("import", import_id), {"filename": filename, "kind": new.kind}))
    if state == "checking":
        later("imports.check", {"import_id": import_id})
    return import_id


def named(filename: str) -> str:
    """A file's name as it can be kept, shown and sent back: one line that prints, of at most 200 characters."""
    return "".join(c for c in filename if c.isprintable()).strip()[:200] or "?"


def _hash(path) -> str:  # type: ignore[no-untyped-def]
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def columns_hash(columns: Iterable[str]) -> str:
    """The same columns in the same order are the same kind of file."""
    return hashlib.sha256("\x1f".join(columns).encode()).hexdigest()


def _remembered(kind: str, columns: Iterable[str]) -> dict[str, object]:
    found = db.rows(_REMEMBERED, (kind, columns_hash(columns)))
    return found[0].mapping if found else {}


def locked(import_id: int, states: tuple[str, ...]) -> Import:
    """The import, locked and then read, in one of these states; NotFound or NotNow otherwise."""
    db.rows(_LOCK, (import_id,))
    the = source.find(import_id)
    if the.state not in states:
        raise NotNow()
    return the


@operation("imports:run")
def read_as(import_id: int, how: Reading) -> None:
    """Read the file another way (encoding, separator, header, format, columns) and check it again."""
    the = locked(import_id, READABLE_AGAIN)
    chosen = source.choose(files.path_of(the.file_key), the, how)
    options = {**the.options, "channel": how.channel, "create_skus": how.create_skus, "triage": how.triage}
    db.run("UPDATE import SET profile = %s, reading = %s::jsonb, mapping = %s::jsonb, options = %s::jsonb, rows_total = %s WHERE id = %s",
           (chosen.profile, json.dumps(chosen.reading), json.dumps(chosen.mapping), json.dumps(options), chosen.rows, import_id))
    if chosen.mapping:
        db.run(_REMEMBER, (the.kind, columns_hash(chosen.columns), json.dumps(chosen.mapping), clock.now()))
    _run(import_id, "checking", "imports.check")


@operation("imports:run")
def apply_import(import_id: int) -> None:
    """Let the checked file take effect; rows that are wrong are left out and kept for correction."""
    locked(import_id, ("checked", "cancelled"))
    _run(import_id, "applying", "imports.apply")


def _run(import_id: int, state: str, job: str) -> None:
    db.run("DELETE FROM import_problem WHERE import_id = %s", (import_id,))
    db.run(_START, (state, import_id))
    later(job, {"import_id": import_id})
    record(Event(f"import.{state}", ("import", import_id)))


@operation("imports:run")
def cancel_import(import_id: int) -> None:
    """Stop after the chunk being worked on; what was committed stays and can be undone."""
    the = locked(import_id, ("mapping", "checking", "checked", "applying"))
    if the.state in ("mapping", "checked"):
        db.run("UPDATE import SET state = 'cancelled', finished_at = %s WHERE id = %s", (clock.now(), import_id))
    else:
        db.run("UPDATE import SET cancel_asked = true WHERE id = %s", (import_id,))
    record(Event("import.cancelled", ("import", import_id)))
