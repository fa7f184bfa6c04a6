"""Passwords cost the same whoever they belong to, and are made again when the parameters grow."""

from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import text

from saas.identity import passwords
from saas.identity.inputs import SignIn
from saas.identity.operations import sign_in
from saas.kit import db
from tests.cast import PASSWORD, Member
from tests.conftest import World


def test_nobodys_hash_is_a_real_one() -> None:
    assert extract_parameters(passwords._nobodys()) == extract_parameters(passwords.hashed("anything"))
    assert not passwords.matches(None, "anything")


def test_spaces_in_a_password_count() -> None:
    assert SignIn(email=" Ann@Acme.example ", password=" padded ").password == " padded "
    assert SignIn(email=" Ann@Acme.example ", password="x").email == "ann@acme.example"


def _stored(person_id: int) -> str:
    with db.unit_of_work(None) as session:
        return session.execute(text("SELECT password_hash FROM saas.person WHERE id = :id"), {"id": person_id}).scalar_one()


def test_a_weak_hash_is_made_again_at_sign_in(world: World, ben: Member) -> None:
    former, weak = _stored(ben.actor.id or 0), PasswordHasher(time_cost=1, memory_cost=64).hash(PASSWORD)
    statement = text("UPDATE saas.person SET password_hash = :hash WHERE id = :id")
    with db.unit_of_work(None) as session:
        session.execute(statement, {"hash": weak, "id": ben.actor.id})
    sign_in(SignIn(email=ben.email, password=PASSWORD), "203.0.113.7", "")
    assert passwords.outdated(weak) and not passwords.outdated(_stored(ben.actor.id or 0))
    with db.unit_of_work(None) as session:
        session.execute(statement, {"hash": former, "id": ben.actor.id})
