"""What everyone may do about themselves."""

from sqlalchemy import text

from saas.identity.errors import WrongCurrentPassword, WrongPassword
from saas.identity.inputs import NewPassword, OwnSettings
from saas.identity.operations.signing import prove, sign_out_everywhere
from saas.identity.passwords import hashed
from saas.identity.sessions import SignedInPerson
from saas.identity.throttling import give_back
from saas.kit import db
from saas.kit.context import Actor

_PASSWORD = text("UPDATE saas.person SET password_hash = :hash WHERE id = :id")
_SETTINGS = text("""UPDATE saas.person SET language = nullif(:language, ''), zone = nullif(:zone, ''), theme = :theme,
 density = :density WHERE id = :id""")


def change_password(who: SignedInPerson, actor: Actor, given: NewPassword, address: str) -> SignedInPerson:
    """A new password, and every other session ended; guesses at the current one are counted like sign-ins.

    Opens units of work of its own, as signing in does."""
    try:
        proven = prove(who.email, given.current, address)
    except WrongPassword:
        raise WrongCurrentPassword("/current") from None
    secret = hashed(given.new)
    with db.unit_of_work(None, actor, door="page") as session:
        give_back(proven.mine)
        session.execute(_PASSWORD, {"id": who.id, "hash": secret})
        sign_out_everywhere(who.id, kept=who.session_id)
    return who


def change_settings(person_id: int, given: OwnSettings) -> OwnSettings:
    """Language, zone, theme and density of one person."""
    db.session().execute(_SETTINGS, {"id": person_id, **given.model_dump()})
    return given
