"""Which lists there are: a room declares its own once, and then views of it can be kept and all of it taken away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from saas.kit.context import actor
from saas.kit.errors import Forbidden
from saas.kit.inputs import Input, read
from saas.kit.sheets import Row
from tenants.lists.errors import UnknownList


class Chunk(Protocol):
    """Some rows of a list and the cursor of those after them, None at the end: what paging gives."""

    @property
    def rows(self) -> Sequence[Any]: ...
    @property
    def next(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: its `name` in addresses, the page it stands on, its filter, and how it is written as a file.

    `chunk(find, cursor)` reads a good part of it (some 2,000 rows), `cells(row)` are plain values under `heads()`.
    `subjects(find, most)` names up to so many of the things it finds, for acts on all of them; `way(subject)` is the page
    of one."""

    name: str
    endpoint: str
    find: type[Input]
    permission: str
    heads: Callable[[], Sequence[str]]
    chunk: Callable[[Any, str | None], Chunk]
    cells: Callable[[Any], Row]
    subjects: Callable[[Any, int], Sequence[str]] | None = None
    way: Callable[[str], str] | None = None


LISTS: dict[str, Listed] = {}


def declare(listed: Listed) -> Listed:
    """Make a list known to the house."""
    LISTS[listed.name] = listed
    return listed


def known(name: str) -> Listed:
    """The list of this name, for those who may read it; UnknownList, Forbidden."""
    listed = LISTS.get(name)
    if listed is None:
        raise UnknownList("/list")
    if not actor().may(listed.permission):
        raise Forbidden(permission=listed.permission)
    return listed


def filter_of(listed: Listed, said: Mapping[str, str]) -> dict[str, str]:
    """Of what stands in an address, that which filters this list; Invalid where a value is none."""
    query = {name: value for name in listed.find.model_fields if (value := said.get(name, "").strip())}
    read(listed.find, query)
    return query
