"""Links that a page has many of: each address is built once, and what tells them apart put into it."""

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from flask import g, request, url_for

_PLACE = 7_070_707_070_707  # no company has as many orders


def way(endpoint: str) -> str:
    """`url_for` an address that only the company is part of: the same on every page of it."""
    return _way(request.script_root, endpoint, g.get("company") or "")


@lru_cache(maxsize=8192)
def _way(_root: str, endpoint: str, _company: str) -> str:
    """What `url_for` reads from the request are the root and the company, so they are part of the key."""
    return url_for(endpoint)


def numbered(endpoint: str) -> Callable[[int], str]:
    """A function from a number to the address of the thing with this number: what `url_for(endpoint, number=…)` says."""
    head, tail = url_for(endpoint, number=_PLACE).split(str(_PLACE))
    return lambda number: f"{head}{number}{tail}"


def within_company(asked: str, home: str) -> str:
    """The address a form names to go back to, if it is a page of the company that `home` belongs to; `home` otherwise."""
    root = request.script_root
    inside = f"{root}{'/'.join(home.removeprefix(root).split('/')[:3])}/"
    return asked if asked.startswith(inside) and not urlsplit(asked).netloc and "\\" not in asked else home
