"""How near a warehouse is to where an order goes: the same region, the same country, or elsewhere."""

from functools import lru_cache
from typing import NamedTuple

from babel import Locale

from saas.kit import search
from saas.kit.i18n import LANGUAGES
from tenants.inventory.policy import House
from tenants.orders.inputs import Address

REGION, COUNTRY, ELSEWHERE = range(3)


class Place(NamedTuple):
    """Where an order goes: a country's two letters, and the region, folded."""

    country: str
    region: str


def place_of(ship_to: Address | None, home: str) -> Place:
    """Where an address is; in the company's own country where it names none."""
    return place_named(ship_to.country, ship_to.region, home) if ship_to else Place(home, "")


def place_named(country: str, region: str, home: str) -> Place:
    """The same from what the customer typed: JP, Japan, 日本."""
    return Place(_code_of(country) if country else home, _folded(region))


def distance(place: Place, house: House) -> int:
    """REGION, COUNTRY or ELSEWHERE."""
    if place.country != house.country:
        return ELSEWHERE
    return REGION if place.region and place.region == _folded(house.region) else COUNTRY


def _folded(text: str) -> str:
    return search.fold(text).strip()


@lru_cache(maxsize=4096)
def _code_of(country: str) -> str:
    """Two letters, or a country's name in any of our languages; what is neither is nowhere near."""
    return country.upper() if len(country) == 2 and country.isascii() else _names().get(_folded(country), "?")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {_folded(name): code for language in LANGUAGES for code, name in Locale.parse(language).territories.items() if len(code) == 2}
