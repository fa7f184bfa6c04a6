"""What can go wrong at sign-in and with people."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class WrongPassword(DomainError):
    status, code, sentence = 422, "wrong_password", _l("E-mail address and password don't match.")


class SlowDown(DomainError):
    status, code, sentence = 429, "slow_down", _l("Too many failed sign-ins. Try again in %(minutes)s minutes.")


class EmailTaken(DomainError):
    status, code, sentence = 409, "email_taken", _l("Someone signs in with this address already.")


class WeakPassword(DomainError):
    status, code, sentence = 422, "weak_password", _l("Use at least 12 characters; a few words in a row are good.")
