"""What comes into imports."""

from typing import Literal

from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line

Delimiter = Literal["", ",", ";", "\t", "|"]


class NewImport(Input):
    """A file to bring in. What isn't said is found out from the file."""

    kind: Literal["orders", "products", "stock"] = Field("orders", title=_l("What is in the file"))
    profile: Line = Field("", title=_l("File format"), description=_l("Recognised by its columns if left out."))
    encoding: Line = Field("", title=_l("Character encoding"), description=_l("Detected automatically if left empty."))
    delimiter: Delimiter = Field("", title=_l("Separator"), description=_l("Detected automatically if left empty."))
    channel: Line = Field("", title=_l("Channel"), description=_l("The shop or marketplace these orders came from."))
    create_skus: bool = Field(True, title=_l("Add unknown SKUs to the catalogue"))
    triage: bool = Field(True, title=_l("Let a person decide about orders that need it"), description=_l(
        "An unknown SKU, a total that differs or an order that arrives changed waits on hold instead of being refused."))


class Reading(Input):
    """How to read a file: corrections to what was found, and which column is what."""

    profile: Line = Field("", title=_l("File format"))
    encoding: Line = Field("", title=_l("Character encoding"))
    delimiter: Delimiter = Field("", title=_l("Separator"))
    header_row: int | None = Field(None, ge=1, le=200, title=_l("Row with the column names"))
    sheet: Line = Field("", title=_l("Sheet"))
    columns: dict[str, str] = Field({}, title=_l("Columns"))
    currency: Line = Field("", title=_l("Currency"))
    channel: Line = Field("", title=_l("Channel"))
    create_skus: bool = Field(True, title=_l("Add unknown SKUs to the catalogue"))
    triage: bool = Field(True, title=_l("Let a person decide about orders that need it"), description=_l(
        "An unknown SKU, a total that differs or an order that arrives changed waits on hold instead of being refused."))
