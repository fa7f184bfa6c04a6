"""What can go wrong with an import as a whole; what is wrong with a row stands in reading/errors.py."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class NotNow(DomainError):
    status, code, sentence = 409, "import_not_now", _l("This import has moved on, so that can't be done now. Load its page again.")


class EmptyUpload(DomainError):
    status, code, sentence = 422, "empty_upload", _l("Choose a file first; this one is empty.")


class UnknownProfile(DomainError):
    status, code, sentence = 422, "unknown_profile", _l("There is no file format called %(profile)s.")


class NotUndoable(DomainError):
    status, code, sentence = 409, "not_undoable", _l("An import of products can't be undone; import the earlier file instead.")


class RowsApart(DomainError):
    status, code, sentence = 422, "rows_apart", _l(
        "More rows of this order stand further up in the file. Sort the file by order number.")


class CancelledInShop(DomainError):
    status, code, sentence = 422, "cancelled_in_shop", _l("The shop says this order is cancelled; it isn't imported.")


class NoColumn(DomainError):
    status, code, sentence = 422, "no_column", _l("Choose the column that holds this.")
