"""Do something to all that a list finds: look at what it would do, start it, watch it, stop it, take what was refused away."""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Response, g, redirect, render_template, request, send_file, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from saas.kit import db
from saas.kit.errors import NotFound
from saas.kit.i18n import _
from saas.kit.inputs import read
from saas.kit.sheets import csv_pieces, xlsx_file
from saas.kit.web import Form, Page
from saas.kit.web.doors import without_unit
from tenants.lists.acts import ACTS, known_act
from tenants.lists.exporting import MOST_ROWS, chunks_of
from tenants.lists.inputs import NewRun
from tenants.lists.known import LISTS, Listed, filter_of
from tenants.lists.operations import cancel_run, preview_run, start_run
from tenants.lists.queries import RefusedItem, Run, get_run, list_refused, list_runs
from tenants.lists.views.door import door

AT_ONCE = 100


def beyond_a_page(list_name: str, act_name: str) -> ResponseReturnValue | None:
    """The page that asks first, when someone chose all that match and those are too many to be done while they wait; None
    where the view does it itself. What the form says of the act is kept."""
    if not request.form.get("all"):
        return None
    listed, _act = known_act(list_name, act_name)
    query = filter_of(listed, request.form)
    assert listed.subjects is not None
    found = listed.subjects(read(listed.find, query), AT_ONCE + 1)
    return _asked(list_name, act_name, query, request.form) if len(found) > AT_ONCE else None


@door.post("/<list_name>/run/<act_name>")
def ask_run(list_name: str, act_name: str) -> ResponseReturnValue:
    listed, _act = known_act(list_name, act_name)
    query = dict(parse_qsl(request.form["query"])) if "query" in request.form else request.form
    return _asked(list_name, act_name, filter_of(listed, query), request.form)


@door.post("/<list_name>/run/<act_name>/start")
def start(list_name: str, act_name: str) -> ResponseReturnValue:
    listed, act = known_act(list_name, act_name)
    query = filter_of(listed, dict(parse_qsl(request.form.get("query", ""))))
    typed = _typed(act.asks, request.form)
    new = NewRun(list=list_name, act=act_name, query=query, parameters=typed, key=request.form.get("key", "")[:200])
    form = Form(act.takes, typed)
    started = form.submit(lambda _given: start_run(new))
    if started is None:
        return _page(list_name, act_name, query, form)
    return redirect(url_for("lists.show_run", run_id=started.value), 303)


@door.get("/runs")
def runs() -> ResponseReturnValue:
    return render_template("lists/runs.html", page=list_runs(request.args.get("after")), says=_says)


@door.get("/runs/<int:run_id>")
def show_run(run_id: int) -> ResponseReturnValue:
    run = get_run(run_id)
    return render_template("lists/run.html", run=run, refused=list_refused(run_id, request.args.get("after")), says=_says(run),
                           way=_way(run.list), back=_back(run.list, run.query))


@door.post("/runs/<int:run_id>/cancel")
def cancel(run_id: int) -> ResponseReturnValue:
    cancel_run(run_id)
    return redirect(url_for("lists.show_run", run_id=run_id), 303)


@door.get("/runs/<int:run_id>/refused.<file_kind>")
@without_unit
def refused_file(run_id: int, file_kind: str) -> ResponseReturnValue:
    if file_kind not in MOST_ROWS:
        raise NotFound()
    with db.unit_of_work(g.entry.tenant, g.entry.actor, door="page", read_only=True):
        get_run(run_id)
    listed = Listed("", "", NewRun, "lists:run", lambda: [_("Number"), _("Code"), _("Why")], lambda _find, cursor: _refused(run_id, cursor),
                    lambda item: [item.subject, item.code, item.why])
    chunks = chunks_of(listed, g.entry.tenant, g.entry.actor, None, MOST_ROWS[file_kind])
    if file_kind == "xlsx":
        return send_file(xlsx_file(listed.heads(), chunks), as_attachment=True, download_name=f"refused-{run_id}.xlsx")
    return Response(stream_with_context(csv_pieces(listed.heads(), chunks)), mimetype="text/csv",
                    headers={"Content-Disposition": f"attachment; filename=refused-{run_id}.csv"})


def _refused(run_id: int, cursor: str | None) -> Page[RefusedItem]:
    return list_refused(run_id, cursor, 2000)


def _asked(list_name: str, act_name: str, query: Mapping[str, str], sent: Mapping[str, str]) -> ResponseReturnValue:
    act = ACTS[list_name, act_name]
    return _page(list_name, act_name, query, Form(act.takes, _typed(act.asks, sent)))


def _page(list_name: str, act_name: str, query: Mapping[str, str], form: Form[Any]) -> ResponseReturnValue:
    """What it would do, with what was said of it so far; nothing is looked at while that is wrong."""
    act = ACTS[list_name, act_name]
    new = NewRun(list=list_name, act=act_name, query=dict(query), parameters=_typed(act.asks, form.typed))
    seen = form.submit(lambda _given: preview_run(new))
    return render_template("lists/ask_run.html", act=act, form=form, seen=seen, way=_way(list_name), back=_back(list_name, query),
                           query=urlencode(query), key=secrets.token_hex(8)), form.status


def _typed(asks: tuple[str, ...], sent: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name in asks if (value := str(sent.get(name, "")).strip())}


def _says(run: Run) -> str:
    """What a run does, as its button said; its bare name where the act is known no more."""
    act = ACTS.get((run.list, run.act))
    return act.says(run.total) if act else run.act


def _way(list_name: str) -> Any:
    listed = LISTS.get(list_name)
    return listed.way if listed and listed.way else lambda _subject: ""


def _back(list_name: str, query: Mapping[str, str]) -> str:
    return url_for(LISTS[list_name].endpoint, **query) if list_name in LISTS else url_for("lists.runs")
