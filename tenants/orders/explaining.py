"""Why a line's stock is taken where it is: the trace of its routing, told in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from saas.kit.i18n import _, _n

_TAKEN: dict[str, Callable[[int, dict[str, Any]], str]] = {
    "priority": lambda n, said: _n("%(warehouse)s had %(free)s free and gives %(num)s piece: it is next by priority.",
                                   "%(warehouse)s had %(free)s free and gives %(num)s pieces: it is next by priority.", n, **said),
    "fewest": lambda n, said: _n("%(warehouse)s had %(free)s free and gives %(num)s piece, so that there are as few parcels as possible.",
                                 "%(warehouse)s had %(free)s free and gives %(num)s pieces, so that there are as few parcels as possible.", n, **said),
    "most": lambda n, said: _n("%(warehouse)s had the most of what was left, %(free)s, and gives %(num)s piece.",
                               "%(warehouse)s had the most of what was left, %(free)s, and gives %(num)s pieces.", n, **said),
    "region": lambda n, said: _n("%(warehouse)s is in the customer's region; it had %(free)s free and gives %(num)s piece.",
                                 "%(warehouse)s is in the customer's region; it had %(free)s free and gives %(num)s pieces.", n, **said),
    "country": lambda n, said: _n("%(warehouse)s is in the customer's country; it had %(free)s free and gives %(num)s piece.",
                                  "%(warehouse)s is in the customer's country; it had %(free)s free and gives %(num)s pieces.", n, **said),
    "nearest": lambda n, said: _n("%(warehouse)s had %(free)s free and gives %(num)s piece: nothing nearer had enough.",
                                  "%(warehouse)s had %(free)s free and gives %(num)s pieces: nothing nearer had enough.", n, **said),
}
_PASSED: dict[str, Callable[[dict[str, Any]], str]] = {
    "enough": lambda said: _("%(warehouse)s had %(free)s free and wasn't needed.", **said),
    "cap": lambda said: _("%(warehouse)s had %(free)s free, but the order may not leave from that many warehouses.", **said),
    "min_split": lambda said: _("%(warehouse)s had %(free)s free, but a part of the order would be worth too little.", **said),
}
_SHORT: dict[str, Callable[[int], str]] = {
    "withheld": lambda n: _n("%(num)s piece is kept back as safety stock or from this channel.",
                             "%(num)s pieces are kept back as safety stock or from this channel.", n),
    "cap": lambda n: _n("%(num)s piece waits, because the order may not leave from more warehouses.",
                        "%(num)s pieces wait, because the order may not leave from more warehouses.", n),
    "min_split": lambda n: _n("%(num)s piece waits, because the order may not be split into parts worth so little.",
                              "%(num)s pieces wait, because the order may not be split into parts worth so little.", n),
}


def explain(trace: dict[str, Any] | None, houses: Mapping[str, str]) -> list[str]:
    """The sentences of a trace, in the order the warehouses were asked; `houses` are their names by code."""
    if not trace:
        return []
    told = []
    for asked in trace["asked"]:
        said = {"warehouse": houses.get(asked["warehouse"], asked["warehouse"]), "free": asked["free"]}
        told.append(_TAKEN[asked["why"]](asked["taken"], said) if asked["taken"] else _PASSED[asked["why"]](said))
    return told + [_SHORT[why](pieces) for why, pieces in trace["short"].items() if why in _SHORT]
