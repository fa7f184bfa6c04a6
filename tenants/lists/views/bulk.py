"""Do something to all that a list finds: look at what it would do, start it, watch it, stop it, take its outcomes away."""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Response, flash, g, redirect, render_template, request, send_file, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from saas.kit import db
from saas.kit.context import Actor, Tenant
from saas.kit.errors import NotFound
from saas.kit.i18n import _
from saas.kit.inputs import Input, read
from saas.kit.sheets import csv_pieces, xlsx_file
from saas.kit.web import Form
from saas.kit.web.doors import without_unit, writes
from tenants.lists.acts import ACTS, known_act
from tenants.lists.exporting import MOST_ROWS, chunks_of
from tenants.lists.inputs import NewRun, WholeList
from tenants.lists.known import LISTS, Listed, filter_of
from tenants.lists.operations import cancel_run, preview_run, start_run
from tenants.lists.queries import Run, RunItem, Status, get_run, list_items, list_runs
from tenants.lists.views.door import door
from tenants.lists.wording import STATUS

AT_ONCE, CHUNK = 100, 2000


class FindItems(Input):
    """Which things of a run."""

    status: Status | None = None


def beyond_a_page(list_name: str, act_name: str) -> ResponseReturnValue | None:
    """Where to ask first, when someone chose all that match and those are too many to be done while they wait; None where
    the view does it itself."""
    if not request.form.get("all"):
        return None
    listed, _act = known_act(list_name, act_name)
    query = filter_of(listed, request.form)
    assert listed.subjects is not None
    many = len(listed.subjects(read(listed.find, query), AT_ONCE + 1)) > AT_ONCE
    return redirect(url_for("lists.ask_run", list_name=list_name, act_name=act_name, **query), 303) if many else None


@door.get("/<list_name>/run/<act_name>")
@writes
def ask_run(list_name: str, act_name: str) -> ResponseReturnValue:
    """What it would do is found by doing it and taking it back, so this one may write."""
    listed, act = known_act(list_name, act_name)
    return _page(list_name, act_name, filter_of(listed, request.args), Form(act.takes))


@door.post("/<list_name>/run/<act_name>")
def start(list_name: str, act_name: str) -> ResponseReturnValue:
    listed, act = known_act(list_name, act_name)
    query = filter_of(listed, dict(parse_qsl(request.form.get("query", ""))))
    form = Form(act.takes, request.form)
    expected = request.form.get("expected", "")
    new = NewRun(list=list_name, act=act_name, query=query, parameters=_said(form), key=request.form.get("key", "")[:200],
                 expected=int(expected) if expected.isdecimal() and len(expected) < 19 and int(expected) else None)
    started = form.submit(lambda _given: start_run(new).result())
    if started is None:
        return _page(list_name, act_name, query, form)
    return redirect(url_for("lists.show_run", run_id=started), 303)


@door.get("/runs")
def runs() -> ResponseReturnValue:
    return render_template("lists/runs.html", page=list_runs(request.args.get("after")), says=_says)


@door.get("/runs/<int:run_id>")
def show_run(run_id: int) -> ResponseReturnValue:
    run, find = get_run(run_id), _wanted()
    page = list_items(run_id, find.status, request.args.get("after"))
    return render_template("lists/run.html", run=run, page=page, status=find.status, STATUS=STATUS, says=_says(run), way=_way(run.list),
                           back=_back(run.list, run.query))


@door.post("/runs/<int:run_id>/cancel")
def cancel(run_id: int) -> ResponseReturnValue:
    cancel_run(run_id)
    flash(_("Stopped. What was done until then stays."))
    return redirect(url_for("lists.show_run", run_id=run_id), 303)


@door.get("/runs/<int:run_id>/outcomes.<file_kind>")
@without_unit
def outcomes_file(run_id: int, file_kind: str) -> ResponseReturnValue:
    if file_kind not in MOST_ROWS:
        raise NotFound()
    chunks = chunks_of(_file_of(run_id, g.entry.tenant, g.entry.actor), g.entry.tenant, g.entry.actor, _wanted(), MOST_ROWS[file_kind])
    if file_kind == "xlsx":
        return send_file(xlsx_file(_heads(), chunks), as_attachment=True, download_name=f"outcomes-{run_id}.xlsx")
    return Response(stream_with_context(csv_pieces(_heads(), chunks)), mimetype="text/csv",
                    headers={"Content-Disposition": f"attachment; filename=outcomes-{run_id}.csv"})


def _file_of(run_id: int, tenant: Tenant, actor: Actor) -> Listed:
    """The outcomes of a run as a list that is written as a file; UnknownRun where there is none."""
    with db.unit_of_work(tenant, actor, door="page", read_only=True):
        get_run(run_id)
    return Listed("outcomes", "lists.show_run", FindItems, "lists:run", _heads, lambda find, cursor: list_items(run_id, find.status, cursor, CHUNK), _cells)


def _heads() -> list[str]:
    return [_("Number"), _("Outcome"), _("Code"), _("Why")]


def _cells(item: RunItem) -> list[str]:
    return [item.subject, str(STATUS[item.status]), item.code, item.why]


def _wanted() -> FindItems:
    return read(FindItems, {"status": request.args.get("status") or None})


def _page(list_name: str, act_name: str, query: Mapping[str, str], form: Form[Any]) -> ResponseReturnValue:
    """What it would do, with what was said of it so far; nothing is looked at while that is wrong."""
    act, wrong = ACTS[list_name, act_name], list(form.general)
    asked = WholeList(list=list_name, act=act_name, query=dict(query), parameters=_said(form))
    seen = form.submit(lambda _given: preview_run(asked))
    form.general = wrong + [text for text in form.general if text not in wrong]
    return render_template("lists/ask_run.html", act=act, form=form, seen=seen, way=_way(list_name), back=_back(list_name, query),
                           query=urlencode(query), key=secrets.token_hex(8)), form.status


def _said(form: Form[Any]) -> dict[str, str]:
    return {name: value for name, typed in form.typed.items() if (value := str(typed).strip())}


def _says(run: Run) -> str:
    """What a run does, as its button said; its bare name where the act is known no more."""
    act = ACTS.get((run.list, run.act))
    return act.says(run.total) if act else run.act


def _way(list_name: str) -> Any:
    listed = LISTS.get(list_name)
    return listed.way if listed and listed.way else lambda _subject: ""


def _back(list_name: str, query: Mapping[str, str]) -> str:
    return url_for(LISTS[list_name].endpoint, **query) if list_name in LISTS else url_for("lists.runs")
