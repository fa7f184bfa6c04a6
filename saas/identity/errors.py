"""What can go wrong at sign-in and with people."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class WrongPassword(DomainError):
    status, code, sentence = 422, "wrong_password", _l("E-mail address and password don't match.")


class WrongCurrentPassword(DomainError):
    status, code, sentence = 422, "wrong_current_password", _l("This isn't your current password.")


class SlowDown(DomainError):
    status, code, sentence = 429, "slow_down", _l("Too many failed sign-ins. Try again in %(minutes)s minutes.")


class EmailTaken(DomainError):
    status, code, sentence = 409, "email_taken", _l("This address is already in use.")


class NotAnAddress(DomainError):
    status, code, sentence = 422, "not_an_address", _l("Enter an e-mail address such as ann@acme.example.")


class WeakPassword(DomainError):
    status, code, sentence = 422, "weak_password", _l("Use at least 12 characters; a few words in a row are good.")


class UnknownZone(DomainError):
    status, code, sentence = 422, "unknown_zone", _l("Choose a time zone from the list, such as Asia/Tokyo.")


class LastOwner(DomainError):
    status, code, sentence = 409, "last_owner", _l("The company needs at least one owner. Make someone else an owner first.")


class OwnersOnly(DomainError):
    status, code, sentence = 403, "owners_only", _l("Only an owner may give or take the role of an owner.")


class BeyondYourRights(DomainError):
    status, code, sentence = 403, "beyond_your_rights", _l("A token can't be allowed more than you may do yourself.")
