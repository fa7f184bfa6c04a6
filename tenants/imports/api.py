"""The API of imports: a multipart upload, then looked at, applied and undone like on the page."""

from typing import Any

from flask import request
from pydantic import BaseModel

from saas.kit.api import Api, Paging, listing
from saas.kit.api.answers import page_of_model
from saas.kit.errors import sentence
from saas.kit.i18n import _l
from saas.kit.inputs import Input, read
from saas.kit.web.doors import takes_files
from tenants.imports.errors import EmptyUpload
from tenants.imports.inputs import NewImport, Reading
from tenants.imports.models import Import
from tenants.imports.operations import LARGEST, apply_import, cancel_import, read_as, start_import, undo_import
from tenants.imports.queries import get_import, list_imports, list_problems

api = Api("imports", __name__)


class ImportOut(BaseModel):
    """An import: where it stands, what came of its rows, and the first of what is wrong."""

    id: int
    state: str
    kind: str
    filename: str
    profile: str
    rows: int | None
    encoding: str | None
    delimiter: str | None
    summary: dict[str, Any]
    counts: dict[str, int]
    errors: list[dict[str, Any]]


class Nothing(Input):
    """An empty object."""


def shown(the: Import, problems: list[Any] = []) -> dict[str, Any]:
    failure = [{"code": the.failure["code"], "detail": sentence(the.failure["code"], the.failure.get("data") or {})}] if the.failure else []
    return {"id": the.id, "state": the.state, "kind": the.kind, "filename": the.filename, "profile": the.profile, "rows": the.rows_read or the.rows_total,
            "encoding": the.reading.get("encoding"), "delimiter": the.reading.get("delimiter"), "summary": _summary(the),
            "counts": {"done": the.done, "again": the.again, "refused": the.refused, "records": the.next_record},
            "errors": failure + [{"row": p.row_no, "reference": p.reference, "column": p.column, "detail": p.text, "value": p.value} for p in problems]}


def _summary(the: Import) -> dict[str, Any]:
    """What came of it; how far an undo has walked is for its next attempt alone."""
    return the.summary if "undo" not in the.summary else the.summary | {"undo": {k: v for k, v in the.summary["undo"].items() if k != "last"}}


def _answer(import_id: int, status: int = 200) -> tuple[dict[str, Any], int]:
    return shown(get_import(import_id), list_problems(import_id, limit=100).rows), status


@api.endpoint("POST", "/imports", gives=ImportOut, permission="imports:run", status=202, summary=_l("Upload a file: multipart with file, kind, and optionally profile, encoding, delimiter, channel, create_skus, triage"))
@takes_files(LARGEST)
def create() -> Any:
    sent = request.files.get("file")
    if sent is None:
        raise EmptyUpload("/file")
    new = read(NewImport, {name: value for name, value in request.form.items() if value})
    return _answer(start_import(sent.stream, sent.filename or "", new), 202)


@api.endpoint("GET", "/imports", asks=Paging, gives=page_of_model(ImportOut), permission="imports:read", errors=(), summary=_l("List imports, newest first"))
def index(asked: Paging) -> Any:
    page = list_imports(cursor=asked.after, limit=asked.limit)
    return listing(map(shown, page.rows), page.next)


@api.endpoint("GET", "/imports/<int:import_id>", gives=ImportOut, permission="imports:read", summary=_l("One import with what is wrong in it"))
def one(import_id: int) -> Any:
    return _answer(import_id)


@api.endpoint("POST", "/imports/<int:import_id>/reading", takes=Reading, gives=ImportOut, permission="imports:run", status=202, summary=_l("Set how the file is read, and check it again"))
def reading(how: Reading, import_id: int) -> Any:
    read_as(import_id, how)
    return _answer(import_id, 202)


@api.endpoint("POST", "/imports/<int:import_id>/apply", takes=Nothing, gives=ImportOut, permission="imports:run", status=202, summary=_l("Let a checked file take effect"))
def apply(_nothing: Nothing, import_id: int) -> Any:
    apply_import(import_id)
    return _answer(import_id, 202)


@api.endpoint("POST", "/imports/<int:import_id>/cancel", takes=Nothing, gives=ImportOut, permission="imports:run", status=202, summary=_l("Stop an import"))
def cancel(_nothing: Nothing, import_id: int) -> Any:
    cancel_import(import_id)
    return _answer(import_id, 202)


@api.endpoint("POST", "/imports/<int:import_id>/undo", takes=Nothing, gives=ImportOut, permission="imports:run", status=202, summary=_l("Undo an import"))
def undo(_nothing: Nothing, import_id: int) -> Any:
    undo_import(import_id)
    return _answer(import_id, 202)
