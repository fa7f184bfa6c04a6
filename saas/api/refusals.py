"""Which statuses an endpoint can refuse with, and with which codes: read from what was declared of it."""

from collections.abc import Iterable

from saas.kit.api import Endpoint
from saas.kit.api.idempotency import KeyInUse, KeyReused
from saas.kit.errors import (ERRORS, BadRequest, DomainError, Forbidden, Invalid, NotFound, Stale, Suspended, TooMany, Unauthorized,
                             Unavailable)
from saas.kit.files import FileTooLarge
from saas.kit.inputs import TooLong
from saas.kit.web.rendering import WrongMedia

# What a verb may find out about a field only with the company's data beside it: decimals of its currency, who is named twice.
_VALUES = tuple(error for error in ERRORS.values() if error.__module__ in ("saas.kit.inputs", "saas.kit.keys"))
# A verb of one room may meet the refusals of those below it.
_BELOW = ("lists", "catalogue", "inventory", "stocktakes", "transfers", "customers", "purchasing", "orders", "fulfilment", "returns", "imports")
_BESIDE = {"customers": {"purchasing", "stocktakes", "transfers"}, "purchasing": {"customers", "stocktakes", "transfers"},
           "stocktakes": {"transfers"}, "transfers": {"stocktakes"}}


def refusals(endpoint: Endpoint) -> dict[int, list[type[DomainError]]]:
    """{status: errors}, both in order."""
    found: dict[int, dict[str, type[DomainError]]] = {}
    for error in (*_always(endpoint), *_may_meet(endpoint)):
        found.setdefault(error.status, {})[error.code] = error
    return {status: [errors[code] for code in sorted(errors)] for status, errors in sorted(found.items())}


def _always(endpoint: Endpoint) -> Iterable[type[DomainError]]:
    """What doesn't depend on the verb: who is calling, how often, and whether the request can be read."""
    yield from (BadRequest, Unauthorized, Forbidden, Suspended, Invalid, TooMany, Unavailable)
    if "<" in endpoint.path:
        yield NotFound
    if endpoint.takes or endpoint.method == "POST":
        yield from (FileTooLarge, WrongMedia)
    if endpoint.writes:
        yield from (KeyInUse, KeyReused, TooLong)
    if (endpoint.etag and endpoint.writes) or (endpoint.takes and "version" in endpoint.takes.model_fields):
        yield Stale


def _may_meet(endpoint: Endpoint) -> Iterable[type[DomainError]]:
    """What was declared; where nothing was, all that the room and those below it know. A read refuses but what isn't there,
    a batch nothing as a whole."""
    if endpoint.errors is not None:
        return endpoint.errors
    if endpoint.status == 207:
        return ()
    known = [error for error in ERRORS.values() if _room(error) in _rooms(endpoint.tag)]
    return [error for error in known if error.status == 404] if endpoint.method == "GET" else [*_VALUES, *known]


def _rooms(room: str) -> set[str]:
    return set(_BELOW[: _BELOW.index(room) + 1]) - _BESIDE.get(room, set())


def _room(error: type[DomainError]) -> str:
    parts = error.__module__.split(".")
    return parts[1] if parts[0] == "tenants" and len(parts) > 1 else ""
