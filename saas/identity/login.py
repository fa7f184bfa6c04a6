"""Flask-Login, fed from the door: `current_user` is whoever the server-side session names. It keeps no session of its own."""

from typing import Any

from flask import Flask, Request, g
from flask.sessions import SessionInterface, SessionMixin
from flask_login import LoginManager

from saas.identity.sessions import SignedInPerson


class _Nothing(dict[str, Any], SessionMixin):
    """What Flask-Login finds where other apps keep a session in the cookie."""


class NoCookieSession(SessionInterface):
    """Sessions are rows of ours; Flask's signed cookie, which sign-out can't take back, is never written or read."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        return _Nothing()

    def save_session(self, app: Flask, session: SessionMixin, response: Any) -> None:
        return None


def init_login(app: Flask) -> None:
    """Make `current_user` the person at the door, anonymous for programs and strangers."""
    app.session_interface = NoCookieSession()
    manager = LoginManager()
    manager.session_protection = None
    manager.request_loader(_at_the_door)
    manager.init_app(app)


def _at_the_door(_request: Request) -> SignedInPerson | None:
    entry = g.get("entry")
    return entry.subject if entry and isinstance(entry.subject, SignedInPerson) else None
