"""What can go wrong with transfers."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class UnknownTransfer(DomainError):
    status, code, sentence = 404, "unknown_transfer", _l("There is no transfer %(number)s.")


class SameWarehouse(DomainError):
    status, code, sentence = 422, "same_warehouse", _l("Choose another warehouse: goods can't be sent to where they are.")


class UnknownTransferLine(DomainError):
    status, code, sentence = 422, "unknown_transfer_line", _l("Transfer %(number)s has no line %(line)s.")


class OtherLot(DomainError):
    status, code, sentence = 422, "other_lot", _l("Line %(line)s is for lot %(lot)s.")


class LotDidNotLeave(DomainError):
    status, code, sentence = 422, "lot_did_not_leave", _l("Of line %(line)s no lot %(lot)s has left. Name one that has.")


class WhichLot(DomainError):
    status, code, sentence = 422, "which_lot", _l("Several lots of line %(line)s have left. Name the one these pieces belong to.")


class SurplusSerial(DomainError):
    status, code, sentence = 422, "surplus_serial", _l("%(sku)s has serial numbers: one that wasn't sent can't arrive. Count the place it lies in.")


class MoreThanPlanned(DomainError):
    status, code, sentence = 409, "more_than_planned", _l("Line %(line)s has %(left)s left to send; %(wanted)s can't leave.")


class MoreThanOnTheWay(DomainError):
    status, code, sentence = 409, "more_than_on_the_way", _l("Line %(line)s has %(left)s on the way; %(wanted)s can't arrive or be lost.")


class NothingToSend(DomainError):
    status, code, sentence = 409, "nothing_to_send", _l("Nothing of transfer %(number)s is left to send.")


class NothingOnTheWay(DomainError):
    status, code, sentence = 409, "nothing_on_the_way", _l("Nothing of transfer %(number)s is on the way.")


class TransferCancelled(DomainError):
    status, code, sentence = 409, "transfer_cancelled", _l("Transfer %(number)s was cancelled.")
