"""What can go wrong with lists."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class NameTaken(DomainError):
    status, code, sentence = 409, "name_taken", _l("There is a view of this name already. Choose another name.")


class TooManyViews(DomainError):
    status, code, sentence = 409, "too_many_views", _l("A list can have %(most)s saved views. Remove one first.")
