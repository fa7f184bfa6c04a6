"""How an address is written: the way its own country's carriers read it."""

from typing import Any

from babel import Locale
from flask_babel import get_locale

_LARGEST_FIRST = {"CN", "JP", "KR", "TW"}
_POSTCODE_LAST = {"AU", "CA", "GB", "RU", "US"}
_WHO, _STREET = ("name", "company"), ("line1", "line2")


def address_lines(place: dict[str, Any], home: str) -> list[str]:
    """The lines of an address, without the empty ones. The country is named only where it isn't `home`, the company's own."""
    part = {name: place.get(name) or "" for name in ("name", "company", "line1", "line2", "city", "region", "postcode", "country", "phone")}
    land = part["country"].upper() or home
    abroad = (get_locale() or Locale("en")).territories.get(land, part["country"]) if land != home else ""
    who = [part["company"], part["name"]] if land in _LARGEST_FIRST else [part["name"], part["company"]]
    street = [part["line1"], part["line2"]]
    lines = _WRITTEN.get(land, _western)(part, street)
    return [line for line in (*who, *lines, abroad, part["phone"]) if line]


def address_line(place: dict[str, Any], home: str) -> str:
    """The same in one line, as a letter's text would name it."""
    land = (place.get("country") or "").upper() or home
    return (" " if land in _LARGEST_FIRST else ", ").join(address_lines(place, home))


def address_fields(land: str) -> tuple[str, ...]:
    """The parts of an address in the order its country asks for them: from the largest to the smallest, or the other way."""
    if land in _LARGEST_FIRST:
        return (*_WHO, "postcode", "region", "city", *_STREET, "country", "phone")
    settled = ("city", "region", "postcode") if land in _POSTCODE_LAST else ("postcode", "city", "region")
    return (*_WHO, *_STREET, *settled, "country", "phone")


def _japanese(part: dict[str, str], street: list[str]) -> list[str]:
    return [part["postcode"] and f"〒{part['postcode']}", part["region"] + part["city"], *street]


def _chinese(part: dict[str, str], street: list[str]) -> list[str]:
    district = part["city"].replace(" ", "")
    return [district if district.startswith(part["region"]) else part["region"] + district, *street, part["postcode"]]


def _american(part: dict[str, str], street: list[str]) -> list[str]:
    return [*street, ", ".join(filter(None, (part["city"], " ".join(filter(None, (part["region"], part["postcode"]))))))]


def _russian(part: dict[str, str], street: list[str]) -> list[str]:
    return [*street, ", ".join(filter(None, (part["city"], part["region"]))), part["postcode"]]


def _western(part: dict[str, str], street: list[str]) -> list[str]:
    return [*street, " ".join(filter(None, (part["postcode"], part["city"], part["region"])))]


_WRITTEN = {"AU": _american, "CA": _american, "CN": _chinese, "JP": _japanese, "RU": _russian, "TW": _chinese, "US": _american}
