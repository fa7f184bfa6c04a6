"""The API of lists: views that everyone keeps, and acts on all that a list finds: looked at, started, watched, stopped."""

from typing import Any

from pydantic import BaseModel

from saas.kit.api import Api, Paging, listing
from saas.kit.api.answers import page_of_model
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line
from tenants.lists.inputs import NewRun, NewView, WholeList
from tenants.lists.known import known
from tenants.lists.operations import Preview, cancel_run, drop_view, preview_run, share_view, start_run
from tenants.lists.queries import Run, RunItem, Status, View, get_run, list_items, list_runs, list_views

api = Api("lists", __name__)


class ViewsAsked(Input):
    """Views of which list."""

    list: Line = Field(title=_l("List"), min_length=1)


class ViewIn(Input):
    """A list's filter to keep for everyone of the company."""

    list: Line = Field(title=_l("List"), description=_l("Such as orders, products or parcels."))
    name: Line = Field(min_length=1, max_length=60, title=_l("Name"))
    query: dict[str, str] = Field({}, title=_l("Filter"))


class ItemsAsked(Paging):
    """Which outcomes of a run."""

    status: Status | None = Field(None, title=_l("Only with this outcome"))


class Nothing(Input):
    """An empty object."""


class ViewOut(BaseModel):
    """A list's filter under a name."""

    id: int
    list: str
    name: str
    query: dict[str, str]


class DroppedOut(BaseModel):
    """The list whose view was removed."""

    list: str


class ReasonOut(BaseModel):
    """Why some would be refused, how many, and a few of them."""

    code: str
    detail: str
    count: int
    sample: list[str]


class PreviewOut(BaseModel):
    """What an act would do to all that the list finds now; the first `checked` of them were looked at."""

    total: int
    checked: int
    done: int
    again: int
    refused: int
    sample: list[str]
    reasons: list[ReasonOut]


class RunOut(BaseModel):
    """An act on all that a list found when it was started: `total` things, and what came of them so far."""

    id: int
    list: str
    act: str
    query: dict[str, str]
    parameters: dict[str, str]
    state: str
    total: int
    done: int
    again: int
    refused: int
    by: str
    started_at: str
    finished_at: str | None


class ItemOut(BaseModel):
    """What came of one thing."""

    subject: str
    status: str
    code: str
    detail: str


def shown_view(list_name: str, view: View) -> dict[str, Any]:
    return {"id": view.id, "list": list_name, "name": view.name, "query": view.query}


def shown_preview(seen: Preview) -> dict[str, Any]:
    reasons = [{"code": code, "detail": why.text, "count": why.count, "sample": why.sample} for code, why in seen.reasons.items()]
    return {"total": seen.total, "checked": seen.checked, "done": seen.can, "again": seen.again, "refused": seen.cannot, "sample": seen.sample,
            "reasons": reasons}


def shown_run(run: Run) -> dict[str, Any]:
    told = {name: getattr(run, name) for name in ("id", "list", "act", "query", "parameters", "state", "total", "done", "again", "refused")}
    return told | {"by": run.created_by["name"], "started_at": run.created_at.isoformat(),
                   "finished_at": run.finished_at.isoformat() if run.finished_at else None}


def shown_item(item: RunItem) -> dict[str, Any]:
    return {"subject": item.subject, "status": item.status, "code": item.code, "detail": item.why}


@api.endpoint("GET", "/views", asks=ViewsAsked, gives=page_of_model(ViewOut), permission="lists:keep", summary=_l("Views of a list that everyone has"))
def views(asked: ViewsAsked) -> Any:
    known(asked.list)
    return listing((shown_view(asked.list, view) for view in list_views(asked.list)), None)


@api.endpoint("POST", "/views", takes=ViewIn, gives=ViewOut, permission="lists:share", status=201, summary=_l("Keep a list's filter as a view for everyone"))
def keep(new: ViewIn) -> Any:
    view = share_view(NewView(list=new.list, name=new.name, query=new.query, everyone=True))
    return shown_view(new.list, view), 201


@api.endpoint("DELETE", "/views/<int:view_id>", gives=DroppedOut, permission="lists:share", summary=_l("Remove a view that everyone has"))
def drop(view_id: int) -> Any:
    return {"list": drop_view(view_id)}


@api.endpoint("POST", "/runs/preview", takes=WholeList, gives=PreviewOut, permission="lists:run", summary=_l("What an act on all that a list finds would do"))
def preview(what: WholeList) -> Any:
    return shown_preview(preview_run(what))


@api.endpoint("POST", "/runs", takes=NewRun, gives=RunOut, permission="lists:run", status=201,
              summary=_l("Do something to all that a list finds, with an outcome for each"))
def start(new: NewRun) -> Any:
    outcome = start_run(new)
    return shown_run(get_run(outcome.result())), 201 if outcome.status == "done" else 200


@api.endpoint("GET", "/runs", asks=Paging, gives=page_of_model(RunOut), permission="lists:run", errors=(), summary=_l("List acts on whole lists, newest first"))
def index(asked: Paging) -> Any:
    page = list_runs(asked.after, asked.limit)
    return listing(map(shown_run, page.rows), page.next)


@api.endpoint("GET", "/runs/<int:run_id>", gives=RunOut, permission="lists:run", summary=_l("One act on a whole list"))
def one(run_id: int) -> Any:
    return shown_run(get_run(run_id))


@api.endpoint("GET", "/runs/<int:run_id>/outcomes", asks=ItemsAsked, gives=page_of_model(ItemOut), permission="lists:run",
              summary=_l("What came of each thing"))
def outcomes(asked: ItemsAsked, run_id: int) -> Any:
    get_run(run_id)
    page = list_items(run_id, asked.status, asked.after, asked.limit)
    return listing(map(shown_item, page.rows), page.next)


@api.endpoint("POST", "/runs/<int:run_id>/cancel", takes=Nothing, gives=RunOut, permission="lists:run", summary=_l("Stop an act on a whole list"))
def cancel(_nothing: Nothing, run_id: int) -> Any:
    cancel_run(run_id)
    return shown_run(get_run(run_id))
