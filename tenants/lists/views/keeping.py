"""Keep a view of a list, drop one, take all of it away as a file."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Response, flash, g, redirect, render_template, request, send_file, stream_with_context, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from saas.kit.context import actor
from saas.kit.errors import NotFound
from saas.kit.i18n import _
from saas.kit.inputs import read
from saas.kit.sheets import csv_pieces, xlsx_file
from saas.kit.web import Form
from saas.kit.web.doors import without_unit
from tenants.lists.acts import acts_of
from tenants.lists.exporting import MOST_ROWS, chunks_of
from tenants.lists.inputs import NewView
from tenants.lists.known import LISTS, filter_of, known
from tenants.lists.operations import drop_view, keep_view, share_view
from tenants.lists.queries import list_views
from tenants.lists.views.door import door


@door.get("/<list_name>/views/new")
def ask_view(list_name: str) -> ResponseReturnValue:
    return _asked(list_name, Form(NewView, query=filter_of(known(list_name), request.args)))


@door.post("/<list_name>/views/new")
def keep(list_name: str) -> ResponseReturnValue:
    query = filter_of(known(list_name), dict(parse_qsl(request.form.get("query", ""))))
    everyone = "everyone" in request.form
    form = Form(NewView, {"name": request.form.get("name", "")}, list=list_name, query=query, everyone=everyone)
    kept = form.submit(share_view if everyone else keep_view)
    if kept is None:
        return _asked(list_name, form)
    flash(_("View saved."))
    return redirect(_address(list_name, kept.query), 303)


def _asked(name: str, form: Form[NewView]) -> ResponseReturnValue:
    query = form.typed["query"]
    return render_template("lists/keep.html", form=form, name=name, query=urlencode(query), back=_address(name, query)), form.status


@door.post("/views/<int:view_id>/drop")
def drop(view_id: int) -> ResponseReturnValue:
    name = drop_view(view_id)
    flash(_("View removed."))
    return redirect(_address(name, {}), 303)


@door.get("/<list_name>/export.<file_kind>")
@without_unit
def export(list_name: str, file_kind: str) -> ResponseReturnValue:
    listed = LISTS.get(list_name)
    if listed is None or file_kind not in MOST_ROWS:
        raise NotFound()
    chunks = chunks_of(listed, g.entry.tenant, g.entry.actor, read(listed.find, filter_of(listed, request.args)), MOST_ROWS[file_kind])
    if file_kind == "xlsx":
        return send_file(xlsx_file(listed.heads(), chunks), as_attachment=True, download_name=f"{list_name}.xlsx")
    body = stream_with_context(csv_pieces(listed.heads(), chunks))
    return Response(body, mimetype="text/csv", headers={"Content-Disposition": f"attachment; filename={list_name}.csv"})


def _address(name: str, query: Mapping[str, Any]) -> str:
    return url_for(LISTS[name].endpoint, **query)


def _views_of(name: str, filters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The kept views of a list as its page shows them, read once a page; the one whose filter stands in the address is
    current."""
    if name not in (known_here := g.setdefault("kept_views", {})):
        known_here[name] = list_views(name)
    said, may_share = {key: str(value) for key, value in filters.items()}, actor().may("lists:share")
    return [{"id": view.id, "label": view.name, "url": _address(name, view.query), "current": view.query == said,
             "removable": may_share or not view.everyone} for view in known_here[name]]


def _acts_of(name: str) -> list[dict[str, str]]:
    """What can be done to all that a list finds, as its menu names it: the button's words for many, without a number."""
    return [{"label": str(act.title), "name": act.name, "icon": act.icon} for act in acts_of(name)]


@door.record_once
def _bring_macros(state: BlueprintSetupState) -> None:
    """What lists/parts.html asks for; macros see globals and nothing of a page."""
    state.app.jinja_env.globals.update(kept_views=_views_of, acts_of=_acts_of)
