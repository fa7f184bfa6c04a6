"""What can go wrong with stock."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class UnknownWarehouse(DomainError):
    status, code, sentence = 422, "unknown_warehouse", _l("There is no warehouse %(warehouse)s.")


class UnknownLocation(DomainError):
    status, code, sentence = 422, "unknown_location", _l("Warehouse %(warehouse)s has no location %(location)s.")


class NotEnough(DomainError):
    status, code, sentence = 409, "not_enough_stock", _l(
        "Only %(free)s of %(sku)s are free there; %(allocated)s are held for orders.")


class CostTooLarge(DomainError):
    status, code, sentence = 422, "cost_too_large", _l("So many pieces at this cost are worth more than can be counted.")


class WarehouseTaken(DomainError):
    status, code, sentence = 409, "warehouse_taken", _l("There is a warehouse %(warehouse)s already.")
