"""Triage on arrival: the reasons a new order waits for a person, decided once and kept as holds of the house."""

from tenants.orders.inputs import NewOrder


def open_reasons(new: NewOrder) -> list[str]:
    """Kinds of hold a new order starts with: an address that can't be reached, a customer's comment, no payment."""
    reasons = []
    if (to := new.ship_to) is not None and not is_reachable(to.line1, to.city, to.postcode):
        reasons.append("address")
    if new.note:
        reasons.append("comment")
    if new.paid is False:
        reasons.append("payment")
    return reasons


def is_reachable(line1: str, city: str, postcode: str) -> bool:
    """Enough for a carrier: a street and either a town or a postcode."""
    return bool(line1 and (city or postcode))
