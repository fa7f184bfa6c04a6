"""A file's columns under a profile: every field's place looked up once, so that a row costs a few index reads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tenants.imports.profiles.profile import Cells, Column, Joined, Profile
from tenants.imports.reading.tables import clean

Get = Callable[[Cells], str]


@dataclass(frozen=True)
class Source:
    """A file's columns under a profile, ready to read rows."""

    profile: Profile
    columns: Sequence[str]
    get: Mapping[str, Get]
    zone: str
    beyond: Sequence[Get]

    def value(self, field: str, cells: Cells) -> str:
        getter = self.get.get(field)
        return getter(cells) if getter else ""

    def column(self, field: str) -> str:
        """What the file calls a field, for the person who must find the cell; a pointer where no column is called so."""
        spec = self.profile.fields.get(field, "")
        names = spec.columns if isinstance(spec, Joined) else (spec,) if isinstance(spec, str) else spec
        return next((name for name in names if name in self.columns), f"/{field}")


def prepare(profile: Profile, columns: Sequence[str], zone: str) -> Source:
    """Look every column up once."""
    places = {name: n for n, name in reversed(list(enumerate(columns)))}
    get = {field: getter for field, spec in profile.fields.items() if (getter := _getter(spec, places))}
    get |= {field: (lambda _cells, value=value: value) for field, value in profile.constants.items()}
    beyond = [getter for column in profile.beyond if (getter := _getter(column, places))]
    return Source(profile, columns, get, profile.zone or zone, beyond)


def _getter(spec: Column, places: Mapping[str, int]) -> Get | None:
    if isinstance(spec, Joined):
        return _joined(spec, places)
    if not isinstance(spec, str) and any(isinstance(name, Joined) for name in spec):
        return _first([getter for name in spec if (getter := _getter(name, places))])
    found = [places[name] for name in ((spec,) if isinstance(spec, str) else spec) if name in places]
    if not found:
        return None
    if len(found) == 1:
        (only,) = found
        return lambda cells: clean(cells[only]) if only < len(cells) else ""
    return lambda cells: next((text for n in found if n < len(cells) and (text := clean(cells[n]))), "")


def _first(found: Sequence[Get]) -> Get | None:
    return (lambda cells: next((text for get in found if (text := get(cells))), "")) if found else None


def _joined(spec: Joined, places: Mapping[str, int]) -> Get | None:
    found = [(places[name], spec.widths[n] if spec.widths else 0) for n, name in enumerate(spec.columns) if name in places]
    if not found:
        return None

    def get(cells: Cells) -> str:
        """Parts that Excel took for numbers get their leading zeros back."""
        parts = [(clean(cells[n]) if n < len(cells) else "", width) for n, width in found]
        text = spec.between.join(part.zfill(width) if width and part.isdecimal() else part for part, width in parts if part)
        return spec.leading + text if spec.leading and text[:1].isdecimal() and not text.startswith(spec.leading) else text

    return get
