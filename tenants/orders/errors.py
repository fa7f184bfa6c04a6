"""What can go wrong with orders."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class UnknownOrder(DomainError):
    status, code, sentence = 404, "unknown_order", _l("There is no order %(number)s.")


class ChangedTwice(DomainError):
    status, code, sentence = 409, "changed_twice", _l("Order %(number)s is changed in this call already. Send the other change when this one is done.")


class WrongCurrency(DomainError):
    status, code, sentence = 422, "wrong_currency", _l("%(currency)s isn't a currency we know.")


class DiscountTooLarge(DomainError):
    status, code, sentence = 422, "discount_too_large", _l("The discount is larger than what it is taken from.")


class TotalDiffers(DomainError):
    status, code, sentence = 422, "total_differs", _l("The total says %(given)s, the lines add up to %(computed)s.")


class NothingLeft(DomainError):
    status, code, sentence = 409, "nothing_left", _l("Nothing in order %(number)s can be cancelled any more: everything has shipped.")


class MoreThanCanCancel(DomainError):
    status, code, sentence = 409, "more_than_can_cancel", _l("Line %(line)s has %(free)s that can be cancelled; %(wanted)s can't. Put picked pieces back first.")


class AlreadyPicked(DomainError):
    status, code, sentence = 409, "already_picked", _l("Order %(number)s is being picked. Put the goods back first.")


class NotYourHold(DomainError):
    status, code, sentence = 403, "not_your_hold", _l("The client set this hold; only the client can release it.")


class DesksHold(DomainError):
    status, code, sentence = 403, "desks_hold", _l("The order desk set this hold; only the order desk can release it.")


class ClientsKind(DomainError):
    status, code, sentence = 403, "clients_kind", _l("Only the client can hold an order for a reason of its own. Choose another kind.")


class DesksKind(DomainError):
    status, code, sentence = 403, "desks_kind", _l("Only the order desk can hold an order for a reason of its own. Choose another kind.")


class InThePast(DomainError):
    status, code, sentence = 422, "in_the_past", _l("This moment has passed. Enter a later one, or leave it empty.")


class UnknownHold(DomainError):
    status, code, sentence = 404, "unknown_hold", _l("There is no such hold any more. Open the order to see what stops it.")


class TooLateToTakeBack(DomainError):
    status, code, sentence = 409, "too_late_to_take_back", _l("The release of order %(number)s can't be taken back any more. Hold the order again.")


class NothingHeld(DomainError):
    status, code, sentence = 409, "nothing_on_hold", _l("Order %(number)s isn't on hold.")


class OrderOver(DomainError):
    status, code, sentence = 409, "order_over", _l("Order %(number)s has shipped or was cancelled, so it can't be changed.")


class UnknownLine(DomainError):
    status, code, sentence = 422, "unknown_line", _l("Order %(number)s has no line %(line)s.")


class Unplaceable(DomainError):
    status, code, sentence = 422, "unplaceable", _l("The database refused this order (%(sqlstate)s). Nothing of it was written.")


class NotOpen(DomainError):
    status, code, sentence = 409, "not_open", _l("Order %(number)s isn't open any more, so this can't be changed.")


class PartOfAKit(DomainError):
    status, code, sentence = 422, "part_of_a_kit", _l("Line %(line)s is part of a kit. Name the kit's line instead.")


class MoreThanCanMove(DomainError):
    status, code, sentence = 409, "more_than_can_move", _l("Line %(line)s has %(free)s that can move; %(wanted)s can't. Picked and shipped pieces stay.")


class NothingStays(DomainError):
    status, code, sentence = 409, "nothing_stays", _l("At least one piece must stay with order %(number)s.")


class SameOrder(DomainError):
    status, code, sentence = 422, "same_order", _l("An order can't be merged into itself.")


class OtherCustomer(DomainError):
    status, code, sentence = 409, "other_customer", _l("Order %(number)s is from another customer.")


class OtherAddress(DomainError):
    status, code, sentence = 409, "other_address", _l("Order %(number)s goes to another address.")


class OtherChannel(DomainError):
    status, code, sentence = 409, "other_channel", _l("Order %(number)s came from another channel.")


class OtherCurrency(DomainError):
    status, code, sentence = 409, "other_currency", _l("Order %(number)s is in another currency.")


class OtherMethod(DomainError):
    status, code, sentence = 409, "other_method", _l("Order %(number)s is shipped by another method.")


class OtherTax(DomainError):
    status, code, sentence = 409, "other_tax", _l("Order %(number)s counts its tax another way.")


class OtherPayment(DomainError):
    status, code, sentence = 409, "other_payment", _l("Only one of the two is paid: order %(number)s differs.")


class BegunAlready(DomainError):
    status, code, sentence = 409, "begun_already", _l("Order %(number)s is being picked or has left in part.")


class HeldBack(DomainError):
    status, code, sentence = 409, "held_back", _l("Order %(number)s is on hold. Release it first.")


class MoreThanLeft(DomainError):
    status, code, sentence = 409, "more_than_left", _l("Line %(line)s has %(there)s on the way; %(wanted)s can't be written off.")


class NotOverYet(DomainError):
    status, code, sentence = 409, "not_over_yet", _l("Order %(number)s hasn't left whole, so it can't be closed.")


class NothingToReopen(DomainError):
    status, code, sentence = 409, "nothing_to_reopen", _l("Nothing of order %(number)s is cancelled or closed.")


class MergedAway(DomainError):
    status, code, sentence = 409, "merged_away", _l("Order %(number)s became part of another order.")


class LessThanLeft(DomainError):
    status, code, sentence = 409, "less_than_left", _l("%(there)s pieces of line %(line)s are picked or shipped; it can't be fewer.")


class MoreRefunded(DomainError):
    status, code, sentence = 409, "more_refunded", _l("More has been refunded than order %(number)s would add up to.")


class KitIncomplete(DomainError):
    status, code, sentence = 422, "kit_incomplete", _l("Kit %(sku)s can't be put together: it has no parts, or one of them isn't sold.")
