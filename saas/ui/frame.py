"""The frame of a page: everything the layouts show around the content, filled in once per request by the front hall."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Company:
    """A company the person may switch to."""

    name: str
    slug: str
    url: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in; `url` is their own settings page."""

    name: str
    initials: str
    url: str


@dataclass(frozen=True, slots=True)
class Room:
    """A link of the rail: lucide icon name, and how many things there wait for a person (None shows nothing,
    more than 1,000 shows "1,000+").

    `keys` is the shortcut that goes there, such as "g o"; `on_phone` puts it into the bottom bar (four at most)."""

    key: str
    label: str
    icon: str
    url: str
    count: int | None = None
    current: bool = False
    on_phone: bool = False
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way here; the last one needs no url."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Creation:
    """An entry of the Create menu."""

    label: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Bell:
    """What was finished or failed since the person last looked."""

    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A place or verb of the command palette. `keywords`: other words it answers to (English, romaji, pinyin)."""

    label: str
    hint: str
    url: str
    keywords: str = ""
    icon: str = "arrow-right"


@dataclass(frozen=True, slots=True)
class Switch:
    """A setting the person menu changes at once: what is sent to `Frame.switch_url`."""

    label: str
    icon: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """Around the content. `tenant` is None outside a company; theme "system" leaves the choice to the browser.

    `search_url` is a page that takes ?q= and answers JSON [{label, hint, url}] to programs. `sign_out_url` takes a POST."""

    lang: str
    theme: Literal["system", "light", "dark"] = "system"
    density: Literal["comfortable", "compact"] = "comfortable"
    csrf: str = ""
    nonce: str = ""
    tenant: Company | None = None
    companies: tuple[Company, ...] = ()
    person: Person | None = None
    rooms: tuple[Room, ...] = ()
    last_rooms: tuple[Room, ...] = ()
    crumbs: tuple[Crumb, ...] = ()
    home_url: str = "/"
    search_url: str = ""
    create: tuple[Creation, ...] = ()
    bell: Bell | None = None
    palette: tuple[Entry, ...] = ()
    sign_out_url: str = ""
    switches: tuple[Switch, ...] = ()
    switch_url: str = ""

    @property
    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        """The keys that go to a room, and its name."""
        return tuple((room.keys, room.label) for room in self.rooms + self.last_rooms if room.keys)
