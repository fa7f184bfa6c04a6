"""Triage on arrival: the reasons a new order waits for a person, decided once and kept as holds of the house."""

from tenants.orders.inputs import Address, NewOrder


def open_reasons(new: NewOrder) -> list[str]:
    """Kinds of hold a new order starts with: an address that can't be reached, a customer's comment, no payment."""
    reasons = []
    if new.ship_to is not None and not _reachable(new.ship_to):
        reasons.append("address")
    if new.note:
        reasons.append("comment")
    if new.paid is False:
        reasons.append("payment")
    return reasons


def _reachable(place: Address) -> bool:
    """Enough for a carrier: a street and either a town or a postcode."""
    return bool(place.line1 and (place.city or place.postcode))
