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


class KitInItself(DomainError):
    status, code, sentence = 422, "kit_in_itself", _l("%(sku)s would be a part of itself.")


class KitTooDeep(DomainError):
    status, code, sentence = 422, "kit_too_deep", _l("Kits may stand in kits at most %(max)s levels deep.")


class KitTooLarge(DomainError):
    status, code, sentence = 422, "kit_too_large", _l("Each kit would be more than %(max)s pieces.")


class KitHasStock(DomainError):
    status, code, sentence = 409, "kit_has_stock", _l("%(sku)s has stock of its own. A kit has none: adjust it away first.")
