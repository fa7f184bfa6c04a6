"""What people write at sign-in and in their settings."""

from functools import cache
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, StringConstraints

from saas.identity.errors import NotAnAddress, UnknownZone, WeakPassword
from saas.identity.passwords import MIN_LENGTH
from saas.kit.i18n import _l, _lp
from saas.kit.inputs import DomainErrorValue, Field, Input, Line


def _address(text: str) -> str:
    name, at, host = text.rpartition("@")
    if not (name and at and "." in host and " " not in text):
        raise DomainErrorValue(NotAnAddress())
    return text.lower()


def _strong(text: str) -> str:
    if len(text) < MIN_LENGTH:
        raise DomainErrorValue(WeakPassword())
    return text


@cache
def zones() -> frozenset[str]:
    """The zones a person may choose: places, and UTC; without the aliases that stand for whole operating systems."""
    aside = ("Etc/", "posix/", "right/", "SystemV/")
    return frozenset(zone for zone in available_timezones() if zone == "UTC" or ("/" in zone and not zone.startswith(aside)))


def _zone(name: str) -> str:
    if name and name not in zones():
        raise DomainErrorValue(UnknownZone())
    return name


Address = Annotated[Line, StringConstraints(min_length=1), AfterValidator(_address)]
Password = Annotated[str, StringConstraints(min_length=1, max_length=1000, strip_whitespace=False)]
NewSecret = Annotated[Password, AfterValidator(_strong)]
Zone = Annotated[Line, AfterValidator(_zone)]
Language = Literal["", "en", "ru", "zh_Hans", "ja"]
CompanyRole = Literal["owner", "manager", "clerk", "viewer"]


class SignIn(Input):
    """An address and a password. Whatever was typed as address is taken: a refusal must not tell which part was wrong."""

    email: Annotated[Line, StringConstraints(min_length=1, to_lower=True)] = Field(title=_l("E-mail address"))
    password: Password = Field(title=_l("Password"))
    language: Language = ""


class NewPassword(Input):
    """A change of one's own password."""

    current: Password = Field(title=_l("Current password"))
    new: NewSecret = Field(title=_l("New password"))


class OwnSettings(Input):
    """How the house looks and speaks to one person; an empty language or zone means the company's."""

    language: Language = Field("", title=_l("Language"))
    zone: Zone = Field("", title=_l("Time zone"))
    theme: Literal["system", "light", "dark"] = Field("system", title=_l("Appearance"))
    density: Literal["comfortable", "compact"] = Field("comfortable", title=_l("Density of lists"))


class NewPerson(Input):
    """A colleague to add to the company."""

    name: Annotated[Line, StringConstraints(min_length=1)] = Field(title=_l("Name"))
    email: Address = Field(title=_l("E-mail address"))
    role: CompanyRole = Field("clerk", title=_l("Role"))


class ChangeRole(Input):
    """Another role for a colleague."""

    role: CompanyRole = Field(title=_l("Role"))


class NewToken(Input):
    """A key for a program: a name to know it by, and what it may do."""

    name: Annotated[Line, StringConstraints(min_length=1)] = Field(title=_lp("thing", "Name"))
    scopes: tuple[str, ...] = Field(min_length=1, title=_l("It may"))
