"""What comes into customers."""

from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line, Number, Prose


class Place(Input):
    """An address as it is written on a parcel."""

    name: Line = Field("", title=_l("Name"))
    company: Line = Field("", title=_l("Company"))
    line1: Line = Field("", title=_l("Address"))
    line2: Line = Field("", title=_l("Address, second line"))
    city: Line = Field("", title=_l("City"))
    region: Line = Field("", title=_l("Region"))
    postcode: Line = Field("", title=_l("Postcode"))
    country: Line = Field("", title=_l("Country"))
    phone: Line = Field("", title=_l("Phone"))


class NewCustomer(Input):
    """A customer, known by their e-mail, or by their phone where they have none. Sent again, they are brought up to date;
    what is left out stays as it is."""

    email: Line = Field("", title=_l("E-mail"))
    phone: Line = Field("", title=_l("Phone"))
    name: Line | None = Field(None, title=_l("Name"))
    address: Place | None = Field(None, title=_l("Address"))
    note: Prose | None = Field(None, title=_l("Note"))


class CustomerChange(Input):
    """What of a customer changes; left out means as it is. They are still found by what they were known by."""

    id: Number = Field(title=_l("Customer"))
    name: Line | None = Field(None, title=_l("Name"))
    email: Line | None = Field(None, title=_l("E-mail"))
    phone: Line | None = Field(None, title=_l("Phone"))
    address: Place | None = Field(None, title=_l("Address"))
    note: Prose | None = Field(None, title=_l("Note"))
