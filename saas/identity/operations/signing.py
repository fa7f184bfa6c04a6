"""Signing in and out. These verbs need no permission: they decide who someone is, or take that away again."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from saas.identity.errors import WrongPassword
from saas.identity.inputs import SignIn
from saas.identity.passwords import hashed, matches, outdated
from saas.identity.sessions import digest, open_session
from saas.identity.throttling import Try, give_back, take_a_try
from saas.kit import db
from saas.kit.context import Actor

NOBODY = Actor("nobody", None, "")

_PERSON = text("SELECT id, password_hash FROM saas.person WHERE email = :email AND disabled_at IS NULL")
_REHASH = text("UPDATE saas.person SET password_hash = :hash WHERE id = :id")
_SPEAK = text("UPDATE saas.person SET language = :language WHERE id = :id AND language IS NULL")
_CLOSE = text("DELETE FROM saas.session WHERE id = :id")
_CLOSE_ONE = text("DELETE FROM saas.session WHERE id = :id AND person_id = :person")
_CLOSE_ALL = text("DELETE FROM saas.session WHERE person_id = :person")
_CLOSE_OTHERS = text("DELETE FROM saas.session WHERE person_id = :person AND id <> :kept")


@dataclass(frozen=True, slots=True)
class Proven:
    """Someone who knew the password: `person` has id and password_hash."""

    person: Any
    mine: Try


def sign_in(given: SignIn, address: str, agent: str, former: str = "") -> str:
    """The token for the cookie of a new sign-in, the browser's former one closed; WrongPassword or SlowDown otherwise.

    Opens units of work of its own: a failure is counted for good before the password is looked at."""
    proven = prove(given.email, given.password, address)
    with db.unit_of_work(None, NOBODY, door="page") as session:
        give_back(proven.mine)
        if outdated(proven.person.password_hash):
            session.execute(_REHASH, {"id": proven.person.id, "hash": hashed(given.password)})
        if given.language:
            session.execute(_SPEAK, {"id": proven.person.id, "language": given.language})
        if former:
            session.execute(_CLOSE, {"id": digest(former)})
        return open_session(proven.person.id, address, agent)


def prove(email: str, password: str, address: str) -> Proven:
    """Who knows this password; takes the same time whether or not someone has this address."""
    with db.unit_of_work(None, NOBODY, door="page") as session:
        mine = take_a_try(email, address)
        person = session.execute(_PERSON, {"email": email}).one_or_none()
    if not matches(person and person.password_hash, password):
        raise WrongPassword()
    return Proven(person, mine)


def sign_out(token: str) -> None:
    """This browser's session ends; a copied cookie is worth nothing from now on."""
    db.session().execute(_CLOSE, {"id": digest(token)})


def end_session(person_id: int, session_id: bytes) -> None:
    """One session of the person ends, wherever it is; someone else's is left alone."""
    db.session().execute(_CLOSE_ONE, {"id": session_id, "person": person_id})


def sign_out_everywhere(person_id: int, kept: bytes | None = None) -> None:
    """Every session of the person ends, but for the one kept."""
    statement = _CLOSE_OTHERS if kept else _CLOSE_ALL
    db.session().execute(statement, {"person": person_id, "kept": kept} if kept else {"person": person_id})
