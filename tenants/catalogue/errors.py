"""What can go wrong in the catalogue."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class UnknownSku(DomainError):
    status, code, sentence = 422, "unknown_sku", _l("There is no SKU %(sku)s in the catalogue.")


class CodeTaken(DomainError):
    status, code, sentence = 409, "sku_taken", _l("There is a SKU %(sku)s already.")
