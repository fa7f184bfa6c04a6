"""What comes into lists."""

from saas.kit.i18n import _l, _lp
from saas.kit.inputs import Field, Input, Line
from saas.kit.keys import Keyed


class NewView(Input):
    """A list's filter to keep under a name."""

    list: Line = Field(title=_l("List"))
    name: Line = Field(min_length=1, max_length=60, title=_lp("thing", "Name"))
    query: dict[str, str] = Field({}, title=_l("Filter"))
    everyone: bool = Field(False, title=_l("Everyone in the company sees it"))


class WholeList(Input):
    """An act on everything that a list's filter finds."""

    list: Line = Field(title=_l("List"))
    act: Line = Field(title=_l("What to do"))
    query: dict[str, str] = Field({}, title=_l("Filter"))
    parameters: dict[str, str] = Field({}, title=_l("Said once for all of them"), description=_l("Such as the reason of a hold."))


class NewRun(WholeList, Keyed):
    """The same, to be done. What the list finds in this moment is what it is done to."""

    expected: int | None = Field(None, ge=1, le=1 << 62, title=_l("How many the list should find"), description=_l("Refused if it finds another number."))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again starts nothing twice."))
