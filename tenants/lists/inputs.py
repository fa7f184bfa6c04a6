"""What comes into lists."""

from saas.kit.i18n import _l, _lp
from saas.kit.inputs import Field, Input, Line


class NewView(Input):
    """A list's filter to keep under a name."""

    list: Line = Field(title=_l("List"))
    name: Line = Field(min_length=1, max_length=60, title=_lp("thing", "Name"))
    query: dict[str, str] = Field({}, title=_l("Filter"))
    everyone: bool = Field(False, title=_l("Everyone in the company sees it"))
