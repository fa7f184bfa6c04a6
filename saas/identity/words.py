"""What roles and permissions are called, and what a role is for, in the reader's language."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import get_timezone_location
from babel.numbers import get_currency_name
from flask_babel import get_locale

from saas.identity.inputs import zones
from saas.kit.i18n import _, _l, _lp

ROLES = {
    "owner": _lp("role", "Owner"), "manager": _lp("role", "Manager"), "clerk": _lp("role", "Clerk"), "viewer": _lp("role", "Viewer"),
    "operator": _lp("role", "Operator"), "broker": _lp("role", "Broker"), "account_admin": _lp("role", "Account admin"),
    "root": _lp("role", "Platform owner"),
}
MAY = {
    "owner": _l("Everything, and decides who else may."),
    "manager": _l("Everything but the owners: orders, stock, imports, people and tokens."),
    "clerk": _l("Works orders, stock, products and imports."),
    "viewer": _l("Looks at everything, changes nothing."),
}
# In the order a person reads them: room by room, looking before changing.
SCOPES = {
    "orders:read": _l("Read orders"),
    "orders:place": _l("Place orders"),
    "orders:change": _l("Change orders"),
    "orders:hold": _l("Hold and release orders"),
    "orders:cancel": _l("Cancel orders"),
    "fulfilment:read": _l("Read parcels"),
    "fulfilment:pick": _l("Pick orders"),
    "fulfilment:ship": _l("Ship orders"),
    "returns:read": _l("Read returns"),
    "returns:request": _l("Ask for returns"),
    "returns:authorise": _l("Authorise and decline returns"),
    "returns:receive": _l("Receive returns"),
    "returns:decide": _l("Accept and reject what came back"),
    "returns:settle": _l("Refund, exchange and close returns"),
    "customers:read": _l("Read customers"),
    "customers:edit": _l("Change customers"),
    "catalogue:read": _l("Read products"),
    "catalogue:edit": _l("Change products"),
    "inventory:read": _l("Read stock"),
    "inventory:adjust": _l("Change stock"),
    "inventory:prove": _l("Check the stock ledger"),
    "inventory:setup": _l("Set up warehouses"),
    "stocktakes:read": _l("Read stocktakes"),
    "stocktakes:count": _l("Open stocktakes and count"),
    "stocktakes:review": _l("Review and post stocktakes"),
    "transfers:read": _l("Read transfers"),
    "transfers:plan": _l("Plan transfers between warehouses"),
    "transfers:move": _l("Send and receive transfers"),
    "policy:edit": _l("Change how stock is promised and routed"),
    "lists:keep": _l("Save views of lists"),
    "lists:share": _l("Save views for everyone"),
    "lists:run": _l("Act on whole lists"),
    "imports:read": _l("Read imports"),
    "imports:run": _l("Import files"),
    "purchasing:read": _l("Read purchase orders"),
    "purchasing:order": _l("Order from suppliers"),
    "purchasing:receive": _l("Receive deliveries"),
}
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("YaBrowser", "Yandex Browser"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))


def role_name(role: str) -> str:
    return str(ROLES.get(role, role))


def role_choices(roles: Iterable[str]) -> list[tuple[str, str, str]]:
    """(value, label, what it is for) for a field."""
    return [(role, role_name(role), str(MAY[role])) for role in roles]


def scope_choices(scopes: Iterable[str]) -> list[tuple[str, str]]:
    offered = set(scopes)
    return [(scope, str(name)) for scope, name in SCOPES.items() if scope in offered]


def scope_names(scopes: Iterable[str]) -> list[str]:
    return [name for _scope, name in scope_choices(scopes)]


def zone_choices() -> tuple[tuple[str, str], ...]:
    """Every time zone with its place in the reader's language."""
    return _zones_in(str(get_locale()))


@cache
def _zones_in(language: str) -> tuple[tuple[str, str], ...]:
    return tuple((zone, get_timezone_location(zone, locale=language)) for zone in sorted(zones()))


def currency_title(code: str) -> str:
    return get_currency_name(code, locale=get_locale())


def country_name(code: str) -> str:
    return (get_locale() or Locale("en")).territories.get(code, code)


def browser_name(agent: str) -> str:
    """What a person recognises of a browser: its name and the device's system."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or system or _("An unknown browser")


def words() -> dict[str, Any]:
    """For identity's templates."""
    return {"role_name": role_name, "role_choices": role_choices, "scope_choices": scope_choices, "scope_names": scope_names,
            "zone_choices": zone_choices, "currency_title": currency_title, "country_name": country_name, "browser_name": browser_name}
