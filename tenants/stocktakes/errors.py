"""What can go wrong with stocktakes."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class UnknownStocktake(DomainError):
    status, code, sentence = 404, "unknown_stocktake", _l("There is no stocktake %(number)s.")


class NothingToCount(DomainError):
    status, code, sentence = 422, "nothing_to_count", _l("Nothing lies there that another stocktake isn't counting already.")


class NotCounting(DomainError):
    status, code, sentence = 409, "not_counting", _l("Stocktake %(number)s isn't being counted now.")


class NotUnderReview(DomainError):
    status, code, sentence = 409, "not_under_review", _l("Stocktake %(number)s isn't under review.")


class StocktakeOver(DomainError):
    status, code, sentence = 409, "stocktake_over", _l("Stocktake %(number)s was posted or cancelled, so it can't be changed.")


class StocktakeBegun(DomainError):
    status, code, sentence = 409, "stocktake_posted_in_part", _l("Stocktake %(number)s is posted in part, so it can't be cancelled.")


class UnknownCode(DomainError):
    status, code, sentence = 422, "unknown_code", _l("No SKU, barcode or lot reads %(code)s.")


class SharedBarcode(DomainError):
    status, code, sentence = 422, "shared_barcode", _l("More than one SKU has the barcode %(code)s. Enter the SKU.")


class SharedLot(DomainError):
    status, code, sentence = 422, "shared_lot", _l("More than one SKU has a lot %(code)s. Enter the SKU and the lot.")


class WhichPlace(DomainError):
    status, code, sentence = 422, "which_place", _l("%(sku)s lies in more than one place of this list. Name the location, and the lot if there is one.")


class CountedElsewhere(DomainError):
    status, code, sentence = 409, "counted_elsewhere", _l("Another stocktake is counting %(sku)s there. One of them has to end first.")


class UnknownStocktakeLine(DomainError):
    status, code, sentence = 422, "unknown_stocktake_line", _l("Stocktake %(number)s has no line %(line)s that was counted and isn't posted yet.")


class NothingCounted(DomainError):
    status, code, sentence = 409, "nothing_counted", _l("Nothing was counted yet.")


class RecountsWaiting(DomainError):
    status, code, sentence = 409, "recounts_waiting", _l("Lines to count again: %(lines)s. Count them first.")


class Undecided(DomainError):
    status, code, sentence = 409, "undecided", _l("Differences nobody has decided on: %(lines)s. Accept them or keep the book.")
