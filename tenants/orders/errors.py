"""What can go wrong with orders."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class UnknownOrder(DomainError):
    status, code, sentence = 404, "unknown_order", _l("There is no order %(number)s.")


class WrongCurrency(DomainError):
    status, code, sentence = 422, "wrong_currency", _l("%(currency)s isn't a currency we know.")


class DiscountTooLarge(DomainError):
    status, code, sentence = 422, "discount_too_large", _l("The discount is larger than what it is taken from.")


class TotalDiffers(DomainError):
    status, code, sentence = 422, "total_differs", _l("The total says %(given)s, the lines add up to %(computed)s.")


class NothingLeft(DomainError):
    status, code, sentence = 409, "nothing_left", _l("Nothing of order %(number)s can be cancelled any more; it has left.")


class AlreadyPicked(DomainError):
    status, code, sentence = 409, "already_picked", _l("Order %(number)s is being picked. Put the goods back first.")


class NotYourHold(DomainError):
    status, code, sentence = 403, "not_your_hold", _l("The client set this hold; only the client can release it.")


class NothingHeld(DomainError):
    status, code, sentence = 409, "nothing_on_hold", _l("Order %(number)s isn't on hold.")


class OrderOver(DomainError):
    status, code, sentence = 409, "order_over", _l("Order %(number)s has left or was cancelled; nothing more happens to it.")


class UnknownLine(DomainError):
    status, code, sentence = 422, "unknown_line", _l("Order %(number)s has no line %(line)s.")


class Unplaceable(DomainError):
    status, code, sentence = 422, "unplaceable", _l("The database refused this order (%(sqlstate)s). Nothing of it was written.")
