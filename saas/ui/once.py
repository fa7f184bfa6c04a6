"""Parts of a page that are the same on every page: written once for each language and for what they are told."""

from collections.abc import Callable, Hashable
from functools import lru_cache

from markupsafe import Markup

from saas.kit.i18n import current_locale


def once(macro: Callable[..., Markup], *told: Hashable) -> Markup:
    """What the macro writes. It must not look at anything but what it is told, and the reader's language."""
    return _written(macro, current_locale(), *told)


@lru_cache(maxsize=1024)
def _written(macro: Callable[..., Markup], _language: str, *told: Hashable) -> Markup:
    return macro(*told)
