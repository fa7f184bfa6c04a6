"""Jobs of imports: thin loops; every chunk is a unit of work that moves the cursor it resumes from."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from saas.kit import files
from saas.kit.ahead import ahead, in_spare_time
from saas.kit.jobs import Run, job
from saas.kit.jobs.registry import LeaseLost
from tenants.imports.kinds import KINDS, Chunk, Record, chunk_of
from tenants.imports.models import Import
from tenants.imports.operations import apply_chunk, begin, check_chunk, fail, finish, undo_chunk
from tenants.imports.source import options_of, records_of


def _parked(run: Run, error: dict[str, Any]) -> None:
    """A person sees on the import's page what stopped it."""
    with run.unit():
        fail(run.args["import_id"], error["code"], error.get("data", {}))


@job("imports.check", queue="imports", parked=_parked)
def check(run: Run) -> None:
    """Look at every record by the verb's own rules; nothing but problems is written."""
    _pass(run, "checking", check_chunk, "checked")


@job("imports.apply", queue="imports", parked=_parked)
def apply(run: Run) -> None:
    """Put every record through the verb."""
    _pass(run, "applying", apply_chunk, "applied")


@job("imports.undo", queue="imports", parked=_parked)
def undo(run: Run) -> None:
    """Take back what an import did, as far as it is still possible."""
    the, _path = _begin(run, "undoing")
    over = False
    while not over:
        with run.unit():
            over = undo_chunk(the)
    with run.unit():
        finish(the, "undone")


def _begin(run: Run, state: str) -> tuple[Import, Path]:
    with run.unit():
        the = begin(run.args["import_id"], f"{run.id}:{run.fence}", state)
        return the, files.path_of(the.file_key)


def _pass(run: Run, state: str, step: Callable[[Import, Chunk], bool], end: str) -> None:
    try:
        the, path = _begin(run, state)
    except LeaseLost:
        return  # finished, cancelled or started over since this job was asked for
    for chunk in ahead(_chunks(the, records_of(the, path, run.tenant), the.next_record)):
        with run.unit(resumable=True):
            stop = step(the, chunk)
        if stop:
            end = "cancelled"
            break
    with run.unit():
        finish(the, end)


def _chunks(the: Import, records: Iterator[Record], done: int) -> Iterator[Chunk]:
    """Records not yet committed, in chunks; as much of the work as needs no database is done with them."""
    kind, options, remaining = KINDS[the.kind], options_of(the), islice(in_spare_time(records), done, None)
    while part := list(islice(remaining, kind.size)):
        chunk = chunk_of(kind, part, options)
        yield chunk.considered() if the.state == "applying" else chunk
