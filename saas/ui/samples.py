"""Invented people, goods and orders in four languages: what the gallery shows, so that nothing is judged on lorem ipsum."""

from datetime import timedelta
from typing import Any

from saas.kit.clock import now
from saas.kit.i18n import LANGUAGES, _, current_locale
from saas.ui.frame import Bell, Company, Creation, Crumb, Entry, Frame, Person, Room
from saas.ui.words import WORDS


def sample(theme: str, density: str) -> dict[str, Any]:
    """Everything the gallery's template needs, in the reader's language."""
    words = WORDS[current_locale()] if current_locale() in WORDS else WORDS["en"]
    return {"frame": _frame(words, theme, density), "words": words, "at": now(), "orders": _orders(words), "days": _days(words),
            "hours": _hours(), "held": _held(words), "LANGUAGES": LANGUAGES}


def _frame(words: dict[str, Any], theme: Any, density: Any) -> Frame:
    here = Company(words["company"], "acme", "#")
    return Frame(
        lang=current_locale(), theme=theme, density=density, tenant=here, companies=(here, Company("Bolt", "bolt", "#bolt")),
        person=Person(words["person"], words["initials"], "#"), home_url="#", search_url="/ui/gallery", sign_out_url="#",
        rooms=(Room("home", _("Home"), "house", "#home", on_phone=True, keys="g h"),
               Room("orders", _("Orders"), "clipboard-list", "#orders", 37, True, True, "g o"),
               Room("parcels", _("Parcels"), "package", "#parcels"),
               Room("stock", _("Stock"), "boxes", "#stock", on_phone=True, keys="g s"),
               Room("products", _("Products"), "tag", "#products", keys="g p"),
               Room("imports", _("Imports"), "file-input", "#imports", 1, on_phone=True, keys="g i")),
        last_rooms=(Room("settings", _("Settings"), "settings", "#settings"),),
        crumbs=(Crumb(_("Orders"), "#orders"), Crumb("Gallery")), bell=Bell(1, "#bell"),
        create=(Creation(_("New order"), "#new", "clipboard-plus"), Creation(_("New import"), "#import", "file-input")),
        palette=(Entry(_("Orders"), "G O", "#orders", "orders juchu dingdan", "clipboard-list"),
                 Entry(_("Stock"), "G S", "#stock", "stock zaiko kucun", "boxes"),
                 Entry(_("Imports"), "G I", "#imports", "imports torikomi daoru", "file-input")))


def _orders(words: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of a list in every state."""
    states = ("waiting", "on_hold", "ready", "picking", "part_shipped", "shipped", "delivered", "cancelled")
    return [{"number": 10498 - 3 * place, "customer": words["customers"][place % 4][0], "town": words["customers"][place % 4][1],
             "pieces": 1 + place * 2, "total": words["prices"][place % 4], "state": state,
             "reason": words["reasons"].get(state, ""), "at": now() - timedelta(minutes=40 * (place + 1) ** 2)}
            for place, state in enumerate(states)]


def _days(words: dict[str, Any]) -> list[dict[str, Any]]:
    """A short story of one order."""
    story = words["story"]
    return [{"label": words["today"], "events": [
        {"at": now() - timedelta(minutes=12), "icon": "message-square", "text": story[0], "by": words["by_page"]},
        {"at": now() - timedelta(minutes=26), "icon": "pencil", "text": story[1], "by": words["by_import"],
         "changes": [{"before": "97701", "after": "83702"}]},
        {"at": now() - timedelta(minutes=34), "icon": "boxes", "text": story[2], "by": ""}]}]


def _hours() -> list[dict[str, Any]]:
    then = (3, 2, 1, 1, 2, 6, 14, 28, 46, 58, 63, 60, 52, 49, 51, 54, 50, 47, 52, 61, 66, 48, 26, 12)
    today = (4, 2, 2, 1, 3, 8, 19, 37, 55)
    return [{"label": f"{hour}:00", "value": today[hour] if hour < len(today) else None, "then": before}
            for hour, before in enumerate(then)]


def _held(words: dict[str, Any]) -> list[dict[str, Any]]:
    counts = (2, 1, 3, 2, 4, 6, 5, 3, 2, 2, 4, 7, 6, 5)
    return [{"label": words["today"] if place == len(counts) - 1 else f"{place + 10}.11", "value": count,
             "tone": "now" if place == len(counts) - 1 else ""} for place, count in enumerate(counts)]
