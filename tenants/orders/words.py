"""The words an order is found by."""

from collections.abc import Mapping

from saas.kit import search


def order_words(reference: str, name: str, email: str, phone: str, place: Mapping[str, str]) -> str:
    """Reference, customer and address, folded; SKUs are looked for among its lines."""
    parts = [reference, name, email, phone, *(place.get(field) for field in ("name", "city", "postcode", "phone"))]
    return search.fold(" ".join(filter(None, parts)))
