"""What a customer is known by, and the words they are found by."""

from saas.kit import search


def key_of(email: str, phone: str) -> str:
    """The folded e-mail, or the phone's digits where there is none; empty for someone who gave neither."""
    return search.fold(email).strip() if email else digits_of(phone)


def digits_of(phone: str) -> str:
    return "".join(filter(str.isdecimal, search.fold(phone)))


def words_of(name: str, email: str, phone: str) -> str:
    """Folded name, e-mail and phone, and the phone's digits without anything between them: its last four find it."""
    return search.fold(f"{name} {email} {phone} {digits_of(phone)}")
