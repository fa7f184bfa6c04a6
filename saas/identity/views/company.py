"""A company's settings: what it is, its people, and the tokens of its programs."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.identity import operations
from saas.identity.inputs import ChangeRole, NewPerson, NewToken
from saas.identity.queries import people_of, tokens_of
from saas.identity.roles import SCOPES, TENANT_ROLES
from saas.identity.views.own import open_own_settings
from saas.identity.views.plane import control_plane
from saas.identity.views.ways import ways
from saas.kit.inputs import read
from saas.identity.words import words
from saas.kit.i18n import _
from saas.kit.web import Door, Form
from saas.kit.web.doors import without_unit

door = Door("settings", "saas.identity", "member", url_prefix="/t/<company>/settings", template_folder="templates")
door.context_processor(words)
door.context_processor(ways)
open_own_settings(door)


@door.get("/company")
@without_unit
def company() -> ResponseReturnValue:
    return render_template("settings/company.html", company=g.entry.tenant)


@door.get("/people")
@without_unit
def people() -> ResponseReturnValue:
    return _people(Form(NewPerson, role="clerk"))


@door.post("/people")
@without_unit
def add_person() -> ResponseReturnValue:
    form = Form(NewPerson, request.form)
    with control_plane():
        added = form.submit(lambda given: operations.add_person(g.entry.tenant, given))
    return _people(form if added is None else Form(NewPerson, role="clerk"), added, form.status)


@door.post("/people/<int:person>")
@without_unit
def change_role(person: int) -> ResponseReturnValue:
    with control_plane():
        operations.change_role(g.entry.tenant, person, read(ChangeRole, {"role": request.form.get("role", "")}))
    flash(_("The role was changed."))
    return redirect(url_for("settings.people"), 303)


@door.post("/people/<int:person>/remove")
@without_unit
def remove_person(person: int) -> ResponseReturnValue:
    with control_plane():
        operations.remove_person(g.entry.tenant, person)
    flash(_("Removed from the company."))
    return redirect(url_for("settings.people"), 303)


@door.get("/tokens")
@without_unit
def tokens() -> ResponseReturnValue:
    return _tokens(Form(NewToken))


@door.post("/tokens")
@without_unit
def create_token() -> ResponseReturnValue:
    form = Form(NewToken, {"name": request.form.get("name", "")}, scopes=tuple(request.form.getlist("scopes")))
    with control_plane():
        token = form.submit(lambda given: operations.create_token(g.entry.tenant, given))
    return _tokens(form if token is None else Form(NewToken), token, form.status)


@door.post("/tokens/<int:token>/revoke")
@without_unit
def revoke_token(token: int) -> ResponseReturnValue:
    with control_plane():
        operations.revoke_token(g.entry.tenant, token)
    flash(_("The token was revoked."))
    return redirect(url_for("settings.tokens"), 303)


def _people(form: Form[NewPerson], added: operations.AddedPerson | None = None, status: int = 200) -> ResponseReturnValue:
    """The page; `added` carries a first password, which is shown this once."""
    with control_plane(read_only=True):
        found = people_of(g.entry.tenant)
    roles = [role for role in TENANT_ROLES if role != "owner" or g.entry.actor.role == "owner"]
    return render_template("settings/people.html", people=found, form=form, added=added, roles=roles), status


def _tokens(form: Form[NewToken], token: str | None = None, status: int = 200) -> ResponseReturnValue:
    """The page; `token` in full is shown this once."""
    with control_plane(read_only=True):
        found = tokens_of(g.entry.tenant)
    scopes = [scope for scope in SCOPES if g.entry.actor.may(scope)]
    return render_template("settings/tokens.html", tokens=found, form=form, token=token, scopes=scopes), status
