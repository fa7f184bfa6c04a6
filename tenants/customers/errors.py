"""What can go wrong with customers."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class UnknownCustomer(DomainError):
    status, code, sentence = 404, "unknown_customer", _l("There is no such customer.")


class Unreachable(DomainError):
    status, code, sentence = 422, "unreachable", _l("Enter an e-mail address or a phone number.")
