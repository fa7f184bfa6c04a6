"""What can be done to all that a list finds: a room declares its acts once, and pages, API and job know them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit.context import actor
from saas.kit.errors import Forbidden
from saas.kit.inputs import Input, read
from saas.kit.operations import Outcome
from tenants.lists.errors import UnknownAct
from tenants.lists.known import Listed, known


class Nothing(Input):
    """Nothing needs to be said."""


@dataclass(frozen=True, slots=True)
class Act:
    """One verb on many things of a list.

    `takes` is what is said once for all of them; `perform(subjects, given, key)` calls the verb, with a key that is the same
    whenever the same part is done again. `says(n)` names the act on a button: "Hold 1,204 orders"; `title` in a menu: "Hold all that match". `grave`: it can't be
    undone."""

    list: str
    name: str
    permission: str
    title: Any
    icon: str
    says: Callable[[int], str]
    perform: Callable[[Sequence[str], Any, str], Sequence[Outcome[Any]]]
    takes: type[Input] = Nothing
    grave: bool = False


ACTS: dict[tuple[str, str], Act] = {}


def declare(*acts: Act) -> None:
    """Make acts known to the house."""
    for act in acts:
        ACTS[act.list, act.name] = act


def acts_of(list_name: str) -> list[Act]:
    """What whoever reads the list may do to all it finds."""
    return [act for (name, _act), act in ACTS.items() if name == list_name and actor().may(act.permission)] if actor().may("lists:run") else []


def known_act(list_name: str, name: str) -> tuple[Listed, Act]:
    """The list and the act, for those who may; UnknownList, UnknownAct, Forbidden."""
    listed, act = known(list_name), ACTS.get((list_name, name))
    if act is None or listed.subjects is None:
        raise UnknownAct("/act")
    if not actor().may(act.permission):
        raise Forbidden(permission=act.permission)
    return listed, act


def said(act: Act, parameters: Mapping[str, Any]) -> Any:
    """What is said once for all, as the act's input; Invalid where something is wrong with it."""
    return read(act.takes, {name: value for name, value in parameters.items() if value != ""})
