"""What can go wrong with purchasing."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class UnknownSupplier(DomainError):
    status, code, sentence = 422, "unknown_supplier", _l("There is no supplier %(supplier)s.")


class SupplierOff(DomainError):
    status, code, sentence = 422, "supplier_off", _l("Nothing is bought from %(supplier)s any more. Make the supplier active again first.")


class UnknownPurchaseOrder(DomainError):
    status, code, sentence = 404, "unknown_purchase_order", _l("There is no purchase order %(number)s.")


class UnknownNotice(DomainError):
    status, code, sentence = 404, "unknown_notice", _l("There is no advance notice %(number)s.")


class UnknownReceipt(DomainError):
    status, code, sentence = 404, "unknown_receipt", _l("There is no receipt %(number)s.")


class UnknownPurchaseLine(DomainError):
    status, code, sentence = 422, "unknown_purchase_line", _l("Purchase order %(number)s has no line %(line)s.")


class PurchaseOver(DomainError):
    status, code, sentence = 409, "purchase_over", _l("Purchase order %(number)s is closed or cancelled; nothing more happens to it.")


class NotSentYet(DomainError):
    status, code, sentence = 409, "purchase_not_sent", _l("Purchase order %(number)s is a draft. Send it to the supplier first.")


class SomeArrived(DomainError):
    status, code, sentence = 409, "purchase_arrived", _l(
        "Goods of purchase order %(number)s have arrived, so it can't be cancelled. Close it: what is still open won't come.")


class BelowArrived(DomainError):
    status, code, sentence = 409, "below_arrived", _l("%(arrived)s of line %(line)s have arrived; it can't be fewer.")


class CostSettled(DomainError):
    status, code, sentence = 409, "cost_settled", _l("Goods of line %(line)s have arrived at its cost, so the cost stays.")


class LineInUse(DomainError):
    status, code, sentence = 409, "purchase_line_in_use", _l("Line %(line)s was announced or received, so it can't be taken out. Close the order for what won't come.")


class NoLineStays(DomainError):
    status, code, sentence = 409, "no_line_stays", _l("Nothing would be left on purchase order %(number)s. Cancel it instead.")


class RateNeeded(DomainError):
    status, code, sentence = 422, "rate_needed", _l("Say how much one %(currency)s is in %(own)s.")


class NotARate(DomainError):
    status, code, sentence = 422, "not_a_rate", _l("Write a rate above zero such as 1.0845, with at most 12 decimals.")


class RateOfOwnCurrency(DomainError):
    status, code, sentence = 422, "rate_of_own_currency", _l("%(currency)s is your company's own currency; its rate is 1.")


class UnknownCurrency(DomainError):
    status, code, sentence = 422, "unknown_currency", _l("%(currency)s isn't a currency we know.")


class NoticeOver(DomainError):
    status, code, sentence = 409, "notice_over", _l("Advance notice %(number)s has arrived or was cancelled.")


class AnotherSupplier(DomainError):
    status, code, sentence = 422, "another_supplier", _l("Purchase order %(number)s is with another supplier.")


class AnotherOrder(DomainError):
    status, code, sentence = 422, "another_order", _l("Advance notice %(number)s belongs to another purchase order.")


class FromWhom(DomainError):
    status, code, sentence = 422, "from_whom", _l("Say from which supplier, or for which purchase order or advance notice.")


class NothingReceived(DomainError):
    status, code, sentence = 422, "nothing_received", _l("Count at least one piece, good or damaged.")


class TooManyArrived(DomainError):
    status, code, sentence = 409, "too_many_arrived", _l(
        "%(most)s more of %(sku)s may be taken in: its supplier delivers at most %(percent)s percent more than ordered.")


class ReceiptUsed(DomainError):
    status, code, sentence = 409, "receipt_used", _l(
        "Goods of receipt %(number)s have left the shelf or are held for orders, so it can't be reversed: only %(free)s of %(sku)s are free.")


class NotOffered(DomainError):
    status, code, sentence = 404, "not_offered", _l("%(supplier)s doesn't offer %(sku)s.")


class WorthTooMuch(DomainError):
    status, code, sentence = 422, "worth_too_much", _l("So many pieces at this cost are worth more than can be counted.")
