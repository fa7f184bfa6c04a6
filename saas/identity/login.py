"""Flask-Login, fed from the door: `current_user` is whoever the server-side session names. It keeps no session of its own."""

from flask import Flask, Request, g
from flask_login import LoginManager

from saas.identity.sessions import SignedInPerson


def init_login(app: Flask) -> None:
    """Make `current_user` the person at the door, anonymous for programs and strangers.

    Flask's signed cookie carries nothing but what is to be said on the next page: it can't be taken back."""
    secure = app.config["SECURE"]
    app.config.update(SESSION_COOKIE_NAME="__Host-quayside-said" if secure else "quayside-said", SESSION_COOKIE_HTTPONLY=True,
                      SESSION_COOKIE_SECURE=secure, SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_PATH="/")
    manager = LoginManager()
    manager.session_protection = None
    manager.request_loader(_at_the_door)
    manager.init_app(app)


def _at_the_door(_request: Request) -> SignedInPerson | None:
    entry = g.get("entry")
    return entry.subject if entry and isinstance(entry.subject, SignedInPerson) else None
