"""What can go wrong with picking and shipping."""

from saas.kit.errors import DomainError
from saas.kit.i18n import _l


class OnHold(DomainError):
    status, code, sentence = 409, "on_hold", _l("Order %(number)s is on hold. Release it first.")


class NothingToShip(DomainError):
    status, code, sentence = 409, "nothing_to_ship", _l("No stock is held for order %(number)s, so nothing can be shipped.")


class NothingToPick(DomainError):
    status, code, sentence = 409, "nothing_to_pick", _l("Everything held for order %(number)s is picked already.")


class MoreThanHeld(DomainError):
    status, code, sentence = 409, "more_than_held", _l("Line %(line)s has %(held)s held; %(wanted)s can't be taken.")


class NothingToPack(DomainError):
    status, code, sentence = 409, "nothing_to_pack", _l("Nothing of order %(number)s is picked and not packed yet.")


class MoreThanToPack(DomainError):
    status, code, sentence = 409, "more_than_to_pack", _l("Line %(line)s has %(there)s picked and not packed; %(wanted)s can't be packed.")


class NothingPicked(DomainError):
    status, code, sentence = 409, "nothing_picked", _l("Nothing of order %(number)s is picked, so nothing can be put back.")


class MoreThanPicked(DomainError):
    status, code, sentence = 409, "more_than_picked", _l("Line %(line)s has %(there)s picked; %(wanted)s can't be put back.")


class UnknownParcel(DomainError):
    status, code, sentence = 404, "unknown_parcel", _l("There is no parcel %(parcel)s.")
