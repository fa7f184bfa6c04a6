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


class LotNeeded(DomainError):
    status, code, sentence = 422, "lot_needed", _l("Pieces of %(sku)s are told apart: say which lot or serial number.")


class OnePiecePerSerial(DomainError):
    status, code, sentence = 422, "one_piece_per_serial", _l("Every piece of %(sku)s has a serial number of its own: one piece at a time.")


class SerialIsElsewhere(DomainError):
    status, code, sentence = 409, "serial_is_elsewhere", _l("A piece with this serial number is in stock already.")


class LotExpiresOtherwise(DomainError):
    status, code, sentence = 409, "lot_expires_otherwise", _l("Lot %(lot)s expires on %(known)s. Change the lot first if that is wrong.")


class UnknownLot(DomainError):
    status, code, sentence = 422, "unknown_lot", _l("There is no lot %(lot)s of %(sku)s.")


class KitHoldsNoStock(DomainError):
    status, code, sentence = 409, "kit_holds_no_stock", _l("%(sku)s is a kit: its parts are stocked, it isn't.")


class NowhereToMove(DomainError):
    status, code, sentence = 422, "nowhere_to_move", _l("These pieces are there already, in this condition.")


class LocationTaken(DomainError):
    status, code, sentence = 409, "location_taken", _l("Warehouse %(warehouse)s has a location %(location)s already.")


class LocationInUse(DomainError):
    status, code, sentence = 409, "location_in_use", _l("Stock lies at %(location)s. Move it first.")


class LocationStays(DomainError):
    status, code, sentence = 409, "location_stays", _l("This is the warehouse as a whole: it keeps its name and stays in use.")


class UnknownMovement(DomainError):
    status, code, sentence = 404, "unknown_movement", _l("The ledger has no movement %(movement)s.")


class ReversedAlready(DomainError):
    status, code, sentence = 409, "reversed_already", _l("Movement %(movement)s was taken back already.")


class ReversalStays(DomainError):
    status, code, sentence = 409, "reversal_stays", _l("Movement %(movement)s took another one back. Adjust the stock if that was wrong.")


class MovementOfADocument(DomainError):
    status, code, sentence = 409, "movement_of_a_document", _l(
        "Movement %(movement)s belongs to a parcel, a transfer or another document. Correct it there, so that both agree.")


class CostTooLarge(DomainError):
    status, code, sentence = 422, "cost_too_large", _l("So many pieces at this cost are worth more than can be counted.")


class WarehouseTaken(DomainError):
    status, code, sentence = 409, "warehouse_taken", _l("There is a warehouse %(warehouse)s already.")


class LastWarehouse(DomainError):
    status, code, sentence = 409, "last_warehouse", _l("Warehouse %(warehouse)s is the only one open; open another one first.")


class NotABuffer(DomainError):
    status, code, sentence = 422, "not_a_buffer", _l("Write a channel and its pieces on each line, such as Rakuten: 2.")
