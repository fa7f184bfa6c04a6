"""One's own settings: under every company's settings, and at /settings for people of the house."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from saas.identity import operations
from saas.identity.inputs import NewPassword, OwnSettings
from saas.identity.queries import sessions_of
from saas.identity.views.front import own_path, speak
from saas.identity.views.plane import control_plane
from saas.identity.words import words
from saas.kit.i18n import _
from saas.kit.web import Door, Form
from saas.kit.web.doors import without_unit

account = Door("account", "saas.identity", "person", url_prefix="/settings", template_folder="templates")
account.context_processor(words)


def index() -> ResponseReturnValue:
    return _page(_mine(), Form(NewPassword))


def save() -> ResponseReturnValue:
    form = Form(OwnSettings, request.form)
    with control_plane():
        saved = form.submit(lambda given: operations.change_settings(current_user.id, given))
    if saved is None:
        return _page(form, Form(NewPassword))
    speak(saved.language)
    return _said(_("Settings saved."))


def password() -> ResponseReturnValue:
    form = Form(NewPassword, request.form)
    done = form.attempt(lambda given: operations.change_password(current_user, g.entry.actor, given, request.remote_addr or ""))
    return _said(_("Password changed. Your other browsers are signed out.")) if done else _page(_mine(), form)


def switch() -> ResponseReturnValue:
    """One setting from the person menu, and back to where they were."""
    form = Form(OwnSettings, request.form, **_now())
    with control_plane():
        form.submit(lambda given: operations.change_settings(current_user.id, given)) or abort(400)
    return redirect(own_path(request.form.get("next", "")), 303)


def end_session(session: str) -> ResponseReturnValue:
    with control_plane():
        operations.end_session(current_user.id, _bytes(session))
    return _said(_("Signed out there."))


def sign_out_everywhere() -> ResponseReturnValue:
    with control_plane():
        operations.sign_out_everywhere(current_user.id, kept=current_user.session_id)
    return _said(_("Signed out everywhere else."))


def open_own_settings(door: Blueprint) -> None:
    """The same pages behind another door."""
    door.get("")(without_unit(index))
    door.post("")(without_unit(save))
    door.post("/password")(without_unit(password))
    door.post("/switch")(without_unit(switch))
    door.post("/sessions/<session>")(without_unit(end_session))
    door.post("/sessions")(without_unit(sign_out_everywhere))


def _said(sentence: str) -> ResponseReturnValue:
    """Back to the settings, with what was done told there."""
    flash(sentence)
    return redirect(url_for(".index"), 303)


def _now() -> dict[str, str]:
    """The settings as they are."""
    return {"language": current_user.language or "", "zone": current_user.zone or "", "theme": current_user.theme,
            "density": current_user.density}


def _mine() -> Form[OwnSettings]:
    return Form(OwnSettings, **_now())


def _page(form: Form[OwnSettings], secret: Form[NewPassword]) -> ResponseReturnValue:
    with control_plane(read_only=True):
        sessions = sessions_of(current_user.id)
    page = render_template("settings/own.html", form=form, secret=secret, sessions=sessions)
    return page, max(form.status, secret.status)


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        abort(404)


open_own_settings(account)
