"""What stands around every page: company, rooms with what waits in them, person, and the palette's entries."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from flask import current_app, g, request, url_for
from flask_login import current_user

from saas.kit import db
from saas.kit.context import Actor, Tenant, current, in_unit
from saas.kit.i18n import LANGUAGES, _, current_locale, html_lang, speaking
from saas.kit.web import Entry
from saas.kit.web.guarding import csrf_token
from saas.kit.web.links import way
from saas.shell.places import LAST_ROOMS, MORE, ROOM_OF, ROOMS, VERBS, Place
from saas.shell.queries import Counts, what_waits
from saas.ui import frame as ui


def frame() -> ui.Frame:
    """The frame of this request's page, made once; a bare one for strangers, people of the house, and error pages."""
    if "frame" not in g:
        entry: Entry | None = g.get("entry")
        framed = entry and entry.tenant and not g.get("bare")
        g.frame = _of_company(entry, entry.tenant) if framed else _bare(entry)  # type: ignore[union-attr, arg-type]
    return g.frame


def _bare(entry: Entry | None) -> ui.Frame:
    """No company around it, and nothing read to make it."""
    return ui.Frame(**_look(), **_account()) if entry else ui.Frame(**_look())


def _of_company(entry: Entry, tenant: Tenant) -> ui.Frame:
    waits = _counts(entry, tenant)
    home = _url("reports.dashboard") or _url("settings.index")
    return ui.Frame(
        **_look(), **_account(), home_url=home,
        tenant=ui.Company(tenant.name, tenant.slug, home), companies=_companies(entry),
        rooms=tuple(_room(place, waits) for place in _open(entry.actor, ROOMS)),
        last_rooms=tuple(_room(place, waits) for place in _open(entry.actor, LAST_ROOMS)),
        crumbs=_crumbs(entry), search_url=url_for("shell.search"),
        create=tuple(ui.Creation(str(verb.label), _url(verb.endpoint), verb.icon) for verb in _open(entry.actor, VERBS)),
        palette=_palette(entry, tenant))


def _look() -> dict[str, Any]:
    """Language, theme and density of the person; the browser's wishes for strangers."""
    known = current_user.is_authenticated
    return {"lang": html_lang(), "theme": current_user.theme if known else "system",
            "density": current_user.density if known else "comfortable", "csrf": csrf_token(g.get("entry")), "nonce": g.get("nonce", "")}


def _account() -> dict[str, Any]:
    """The person's menu: settings, what it changes at once, and the way out."""
    door = "settings" if g.get("company") and g.entry.tenant else "account"
    settings = url_for(f"{door}.index")
    onward = request.full_path.rstrip("?") if request.method == "GET" else settings
    return {"person": ui.Person(current_user.name, initials(current_user.name), settings), "sign_out_url": url_for("identity.sign_out"),
            "switch_url": url_for(f"{door}.switch"), "switches": tuple(_switches(onward))}


def _switches(onward: str) -> Iterator[ui.Switch]:
    """The themes and languages that aren't on now; a language is called by its own name."""
    themes = (("light", _("Light theme"), "sun"), ("dark", _("Dark theme"), "moon"), ("system", _("Theme of the device"), "monitor"))
    for theme, label, icon in themes:
        if theme != current_user.theme:
            yield ui.Switch(label, icon, {"theme": theme, "next": onward})
    for language, name in LANGUAGES.items():
        if language != current_locale():
            yield ui.Switch(name, "languages", {"language": language, "next": onward})


def initials(name: str) -> str:
    """Two letters of a name: first and last word's, or the first two characters where a name has no spaces."""
    words = name.split()
    return (words[0][0] + words[-1][0]).upper() if len(words) > 1 else name[:2].upper() if name.isascii() else name[:1]


def _counts(entry: Entry, tenant: Tenant) -> Counts:
    """What waits: read in the page's own unit of work, or in one of the frame's where the page has none of the company's."""
    if not entry.actor.may("orders:read"):
        return Counts(0, 0)
    if in_unit() and current().tenant == tenant:
        return what_waits()
    with db.unit_of_work(tenant, entry.actor, door="page", read_only=True):
        return what_waits()


def _open(actor: Actor, places: Iterable[Place]) -> list[Place]:
    """Places that exist and that the person may see: no link of the frame is dead."""
    return [place for place in places if place.endpoint in current_app.view_functions
            and (not place.permission or actor.may(place.permission))]


def _url(endpoint: str) -> str:
    return way(endpoint) if endpoint in current_app.view_functions else ""


def _room(place: Place, waits: Counts) -> ui.Room:
    count = {"orders": waits.orders, "imports": waits.imports}.get(place.key) or None
    return ui.Room(place.key, str(place.label), place.icon, _url(place.endpoint), count, place.key == _here(), place.on_phone, place.keys)


def _here() -> str:
    """The room this page stands in."""
    return "people" if (request.endpoint or "").startswith("settings.people") else ROOM_OF.get(request.blueprint or "", "")


def _crumbs(entry: Entry) -> tuple[ui.Crumb, ...]:
    """The room, the part of it this page is of, and the one thing the address names: an order's number, a SKU."""
    if request.blueprint == "shell":
        return (ui.Crumb(_("Search")),)
    room = next((place for place in _open(entry.actor, ROOMS + LAST_ROOMS) if place.key == _here()), None)
    named = [str(value) for name, value in (request.view_args or {}).items() if name != "reason"]  # a word of ours, not a thing's name
    if room is None:
        return ()
    part = next((place for place in _open(entry.actor, MORE) if place.endpoint in (request.endpoint, f"{request.blueprint}.index")), None)
    return (ui.Crumb(str(room.label), _url(room.endpoint)), *([ui.Crumb(str(part.label), _url(part.endpoint))] if part else []),
            *(ui.Crumb(name) for name in named[:1]))


def _companies(entry: Entry) -> tuple[ui.Company, ...]:
    """Every company the person may enter now, by name; the one they are in among them."""
    endpoint = "reports.dashboard" if "reports.dashboard" in current_app.view_functions else "settings.index"
    return tuple(ui.Company(company["name"], company["slug"], url_for(endpoint, company=company["slug"]))
                 for company in entry.companies if company["state"] == "active")


@lru_cache(maxsize=None)
def _in_english(place: Place) -> str:
    """The place's name to people who type English whatever they read."""
    with speaking("en"):
        return str(place.label)


def _palette(entry: Entry, tenant: Tenant) -> tuple[ui.Entry, ...]:
    """Everywhere one may go and everything one may begin, in the person's words, in English, and as typed in Latin letters."""
    others = (company for company in _companies(entry) if company.slug != tenant.slug)
    return (_entries(current_locale(), request.script_root, tenant.slug, entry.actor)
            + tuple(ui.Entry(other.name, "", other.url, other.slug, "building-2") for other in others))


@lru_cache(maxsize=1024)
def _entries(_language: str, _root: str, _company: str, actor: Actor) -> tuple[ui.Entry, ...]:
    """The same on every page of a company, to everyone who reads the same language and may do the same."""
    return tuple(ui.Entry(str(place.label), place.keys, _url(place.endpoint), f"{_in_english(place)} {place.typed}".strip(), place.icon)
                 for place in _open(actor, VERBS + ROOMS + LAST_ROOMS + MORE))
