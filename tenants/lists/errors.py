"""What can go wrong with lists."""

from saas.kit.errors import DomainError, NotFound
from saas.kit.i18n import _l


class UnknownList(NotFound):
    code, sentence = "unknown_list", _l("There is no such list.")


class UnknownAct(NotFound):
    code, sentence = "unknown_act", _l("This can't be done to a whole list.")


class NameTaken(DomainError):
    status, code, sentence = 409, "name_taken", _l("There is a view of this name already. Choose another name.")


class TooManyViews(DomainError):
    status, code, sentence = 409, "too_many_views", _l("A list can have %(most)s saved views. Remove one first.")


class NothingFound(DomainError):
    status, code, sentence = 422, "nothing_found", _l("The list finds nothing now, so there is nothing to do.")


class TooManyFound(DomainError):
    status, code, sentence = 422, "too_many_found", _l("At most %(most)s at once. Narrow the filter.")


class ListChanged(DomainError):
    status, code, sentence = 409, "list_changed", _l("The list has changed in the meantime: it finds %(now)s now, not %(then)s. Look at it again.")


class UnknownRun(DomainError):
    status, code, sentence = 404, "unknown_run", _l("There is no such work on a list.")


class RunOver(DomainError):
    status, code, sentence = 409, "run_over", _l("This work is over. What was done stays.")
