"""The front door: signing in and out, and where someone belongs after that."""

from flask import Response, current_app, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import refresh
from flask_login import current_user

from saas.identity import operations
from saas.identity.inputs import SignIn
from saas.identity.sessions import LONGEST
from saas.kit.i18n import LANGUAGES, current_locale
from saas.identity.words import words
from saas.kit.web import Door, Form
from saas.kit.web.doors import without_unit
from saas.kit.web.guarding import cookie_name

door = Door("identity", "saas.identity", "public", template_folder="templates")
door.context_processor(words)


@door.get("/sign-in")
@without_unit
def sign_in() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(own_path(request.args.get("next", "")))
    speak(request.args.get("language", ""))
    return _page(Form(SignIn), own_path(request.args.get("next", "")))


@door.post("/sign-in")
@without_unit
def enter() -> ResponseReturnValue:
    speak(request.form.get("language", ""))
    form, onward = Form(SignIn, request.form), own_path(request.form.get("next", ""))
    token = form.attempt(lambda given: operations.sign_in(given, request.remote_addr or "", request.user_agent.string, _cookie()))
    if token is None:
        return _page(form, onward)
    return _with_cookie(redirect(onward, 303), token)


@door.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    if g.entry:
        operations.sign_out(g.entry.session_key)
    session.clear()
    return _without_cookie(redirect(url_for("identity.sign_in"), 303))


@door.get("/")
@without_unit
def home() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return redirect(url_for("identity.sign_in"))
    open_ones = [company for company in g.entry.companies if company["state"] == "active"]
    if open_ones:
        return redirect(url_for("reports.dashboard", company=open_ones[0]["slug"]))
    return render_template("identity/home.html", person=current_user, suspended=g.entry.companies)


def _page(form: Form[SignIn], onward: str) -> ResponseReturnValue:
    """The page, with its languages; each keeps the way onward."""
    languages = [{"lang": key.replace("_", "-"), "label": label, "url": url_for("identity.sign_in", language=key, next=onward),
                  "current": key == current_locale()} for key, label in LANGUAGES.items()]
    return render_template("identity/sign_in.html", form=form, next=onward, languages=languages), form.status


def own_path(wish: str) -> str:
    """Where to go after signing in: a path of ours, and nothing a browser could read as another host."""
    ours = wish.startswith("/") and not wish.startswith("//")
    return wish if ours and "\\" not in wish and wish.isprintable() else "/"


def speak(language: str) -> None:
    """From here on this request speaks the language just chosen; an unknown one changes nothing."""
    if language in LANGUAGES:
        g.language = language
        refresh()


def _cookie() -> str:
    return request.cookies.get(cookie_name(current_app.config["SECURE"]), "")


def _with_cookie(response: object, token: str) -> Response:
    answer = make_response(response)
    answer.set_cookie(cookie_name(current_app.config["SECURE"]), token, max_age=LONGEST, path="/", httponly=True,
                      secure=current_app.config["SECURE"], samesite="Lax")
    return answer


def _without_cookie(response: object) -> Response:
    answer = make_response(response)
    answer.delete_cookie(cookie_name(current_app.config["SECURE"]), path="/", httponly=True,
                         secure=current_app.config["SECURE"], samesite="Lax")
    return answer
