"""What can go wrong with returns."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class UnknownReturn(DomainError):
    status, code, sentence = 404, "unknown_return", _l("There is no return %(number)s.")


class NothingToReturn(DomainError):
    status, code, sentence = 409, "nothing_to_return", _l("Nothing of order %(number)s can come back: only what was shipped and isn't announced or returned yet.")


class MoreThanShipped(DomainError):
    status, code, sentence = 409, "more_than_shipped", _l("Line %(line)s has %(there)s that can come back; %(wanted)s can't.")


class MoreThanRequested(DomainError):
    status, code, sentence = 409, "more_than_requested", _l("The customer asked for %(there)s of line %(line)s; %(wanted)s can't be authorised.")


class MoreThanAuthorised(DomainError):
    status, code, sentence = 409, "more_than_authorised", _l("%(there)s of line %(line)s are still awaited; %(wanted)s can't be received.")


class NotInReturn(DomainError):
    status, code, sentence = 422, "not_in_return", _l("Return %(number)s has no line %(line)s.")


class NotAwaited(DomainError):
    status, code, sentence = 422, "not_awaited", _l("Return %(number)s awaits no %(sku)s.")


class LotNotSent(DomainError):
    status, code, sentence = 422, "lot_not_sent", _l("No %(sku)s of lot %(lot)s left with order %(order)s. Receive it as the wrong item if it is what came.")


class MoreThanLotSent(DomainError):
    status, code, sentence = 409, "more_than_lot_sent", _l("%(there)s of lot %(lot)s can still come back; %(wanted)s can't be received.")


class NothingArrived(DomainError):
    status, code, sentence = 409, "nothing_arrived", _l("Nothing of return %(number)s has arrived yet.")


class NotAuthorisedYet(DomainError):
    status, code, sentence = 409, "not_authorised_yet", _l("Return %(number)s isn't authorised yet.")


class DecidedOtherwise(DomainError):
    status, code, sentence = 409, "decided_otherwise", _l("This was decided otherwise already.")


class ReturnOver(DomainError):
    status, code, sentence = 409, "return_over", _l("Return %(number)s was declined, cancelled or closed; nothing more happens to it.")


class GoodsArrived(DomainError):
    status, code, sentence = 409, "goods_arrived", _l("Goods of return %(number)s arrived, or money went back. Close it instead.")


class StillUndecided(DomainError):
    status, code, sentence = 409, "still_undecided", _l("Accept or reject all that came back with return %(number)s first.")


class NotFitForStock(DomainError):
    status, code, sentence = 422, "not_fit_for_stock", _l("Only goods that are as new or opened go back to stock.")


class UnknownUnit(DomainError):
    status, code, sentence = 422, "unknown_unit", _l("Return %(number)s has no unit %(unit)s.")


class MoreThanInUnit(DomainError):
    status, code, sentence = 409, "more_than_in_unit", _l("There are %(there)s in this unit; %(wanted)s can't be decided about.")


class WrongWay(DomainError):
    status, code, sentence = 422, "wrong_way", _l("Accepted goods go to stock, to the damaged ones or away; only rejected ones go back to the customer.")


class NothingThere(DomainError):
    status, code, sentence = 409, "nothing_there", _l("These goods lie on no shelf any more, so they can't be moved.")


class NotPaid(DomainError):
    status, code, sentence = 409, "not_paid", _l("Order %(number)s isn't paid, so there is nothing to refund.")


class MoreThanPaid(DomainError):
    status, code, sentence = 409, "more_than_paid", _l("At most %(most)s can be refunded: what was paid less what went back already.")


class NothingSuggested(DomainError):
    status, code, sentence = 422, "nothing_suggested", _l("Nothing was accepted that isn't refunded yet. Write the amount.")


class AlreadyExchanged(DomainError):
    status, code, sentence = 409, "already_exchanged", _l("Return %(number)s has its exchange already: order %(order)s.")


class NothingToExchange(DomainError):
    status, code, sentence = 422, "nothing_to_exchange", _l("All of return %(number)s was rejected. Name what is sent in exchange.")


class ReferenceTaken(DomainError):
    status, code, sentence = 409, "reference_taken", _l("There is an order %(reference)s in this channel already. Choose another reference.")
