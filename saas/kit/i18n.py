"""Languages: four of them, one `_` that speaks the reader's, and our own matcher for what browsers send."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.lists import format_list
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_app_context, has_request_context, request
from flask_babel import Babel, LazyString, force_locale

__all__ = ["LANGUAGES", "_", "_l", "_lp", "_n", "_p", "current_locale", "current_zone", "html_lang", "init_i18n",
           "listed", "match_browser", "speaking", "together"]

LANGUAGES = {"en": "English", "ru": "Русский", "zh_Hans": "简体中文", "ja": "日本語"}
_spoken: ContextVar[str | None] = ContextVar("quayside_spoken", default=None)
_ROOTS = {"en": "en", "ru": "ru", "zh": "zh_Hans", "ja": "ja"}


def _(string: str, **values: Any) -> str:
    """The sentence in the reader's language. A page has two hundred: each goes straight to the catalogue."""
    return _filled(_catalogue().ugettext(string), values)


def _n(one: str, many: str, num: int, **values: Any) -> str:
    """The sentence in the form the number asks for; `num` is among its values."""
    return _filled(_catalogue().ungettext(one, many, num), {"num": num, **values})


def _p(context: str, string: str, **values: Any) -> str:
    """A short word, told apart from its twins by its context."""
    return _filled(_catalogue().upgettext(context, string), values)


def _l(string: str, **values: Any) -> LazyString:
    """A sentence said when someone reads it: for what is declared before anyone does."""
    return LazyString(_, string, **values)


def _lp(context: str, string: str, **values: Any) -> LazyString:
    return LazyString(_p, context, string, **values)


def listed(values: Iterable[object]) -> str:
    """Several things in a row as the reader's language strings them: A, B, and C; A, B и C; A、B和C."""
    return format_list([str(value) for value in values], locale=current_locale())


def together(sentences: Iterable[object]) -> str:
    """Whole sentences one after another; Chinese and Japanese put nothing between them."""
    return ("" if current_locale() in ("ja", "zh_Hans") else " ").join(str(one) for one in sentences if one)


def _filled(told: str, values: dict[str, Any]) -> str:
    return told % values if values else told


def _catalogue() -> NullTranslations:
    return _loaded(current_locale())


@lru_cache(maxsize=None)
def _loaded(locale: str) -> NullTranslations:
    return Translations.load(str(folder()), [locale])


def match_browser(header: str) -> str | None:
    """The best of our languages for an Accept-Language header; None if it names none of them.

    Own matcher: Werkzeug's and Babel's answer English to Chrome's `zh-CN,zh;q=0.9,en;q=0.8`. Traditional
    Chinese reads Simplified better than English."""
    wishes = []
    for place, part in enumerate(header.split(",")[:20]):
        tag, _sep, weight = part.strip().partition(";q=")
        root = tag.strip().lower().replace("_", "-").split("-")[0]
        try:
            wishes.append((-float(weight or 1), place, root))
        except ValueError:
            continue
    return next((_ROOTS[root] for weight, _place, root in sorted(wishes) if weight < 0 and root in _ROOTS), None)


def current_locale() -> str:
    """The reader's language as a key of LANGUAGES; English where nobody reads. Asked for with every figure of a page,
    so it looks no further than it must."""
    return _spoken.get() or _choose()


def current_zone() -> str:
    return _zone()


def html_lang() -> str:
    """For the lang attribute: zh-Hans, not zh_Hans."""
    return current_locale().replace("_", "-")


def _choose() -> str:
    chosen = g.get("language") if has_app_context() else None
    if chosen:
        return chosen
    if has_request_context():
        return match_browser(request.headers.get("Accept-Language", "")) or "en"
    return "en"


def _zone() -> str:
    return g.get("zone") or "UTC" if has_app_context() else "UTC"


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Speak a language for a while: for papers, mails and jobs, which are read by someone who isn't there."""
    said = _spoken.set(language or "en")
    try:
        with force_locale(language or "en"):
            yield
    finally:
        _spoken.reset(said)


def folder(package_root: Path = Path(__file__).parents[1]) -> Path:
    """translations/: beside the packages in a checkout, inside `saas` in a wheel."""
    inside = package_root / "translations"
    return inside if inside.is_dir() else package_root.parent / "translations"


def init_i18n(app: Flask) -> None:
    app.config.update(BABEL_TRANSLATION_DIRECTORIES=str(folder()), BABEL_DEFAULT_LOCALE="en")
    Babel(app, locale_selector=_choose, timezone_selector=_zone)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda s: _catalogue().ugettext(s), ngettext=lambda s, p, n: _catalogue().ungettext(s, p, n), newstyle=True,
        pgettext=lambda c, s: _catalogue().upgettext(c, s), npgettext=lambda c, s, p, n: _catalogue().unpgettext(c, s, p, n))
    app.jinja_env.globals.update(LANGUAGES=LANGUAGES, html_lang=html_lang)
