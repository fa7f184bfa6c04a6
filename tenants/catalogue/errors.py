"""What can go wrong in the catalogue."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class UnknownSku(DomainError):
    status, code, sentence = 422, "unknown_sku", _l("There is no SKU %(sku)s in the catalogue.")


class CodeTaken(DomainError):
    status, code, sentence = 409, "sku_taken", _l("There is a SKU %(sku)s already.")


class TrackingHeld(DomainError):
    status, code, sentence = 409, "tracking_held", _l(
        "How pieces of %(sku)s are told apart can change only when none is in stock or on the way between warehouses.")


class KitIsNotTracked(DomainError):
    status, code, sentence = 409, "kit_is_not_tracked", _l("%(sku)s is a kit: its parts have lots and serial numbers, it has none.")
