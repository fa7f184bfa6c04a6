"""Suppliers: listed, and brought up to date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, db
from saas.kit.errors import DomainError, Stale
from saas.kit.events import Event, record
from saas.kit.operations import Outcome, operation
from tenants.purchasing.inputs import NewSupplier

_KNOWN = "SELECT * FROM supplier WHERE code = ANY (%s::text[]) ORDER BY id FOR NO KEY UPDATE"
_SAVE = """
INSERT INTO supplier AS s (code, name, email, phone, country, lead_days, over_percent, note, active)
SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::bool[])
       AS n(code, name, email, phone, country, lead_days, over_percent, note, active) ORDER BY code
ON CONFLICT (code) DO UPDATE SET name = excluded.name, email = excluded.email, phone = excluded.phone, country = excluded.country,
  lead_days = excluded.lead_days, over_percent = excluded.over_percent, note = excluded.note, active = excluded.active, version = s.version + 1
WHERE (s.name, s.email, s.phone, s.country, s.lead_days, s.over_percent, s.note, s.active) IS DISTINCT FROM
  (excluded.name, excluded.email, excluded.phone, excluded.country, excluded.lead_days, excluded.over_percent, excluded.note, excluded.active)
RETURNING id, code, version"""


@dataclass(frozen=True, slots=True)
class SavedSupplier:
    """A supplier as it stands: its id, code and version."""

    id: int
    code: str
    version: int


@operation("purchasing:order")
def save_suppliers(batch: Sequence[NewSupplier | DomainError]) -> list[Outcome[SavedSupplier]]:
    """Bring suppliers up to date: new ones are listed, known ones changed, equal ones left alone. Of one code sent twice
    the last one counts."""
    there = _there(new.code for new in batch if isinstance(new, NewSupplier))
    refused = [_refusal(new, there) for new in batch]
    wanted = {new.code: new for new, no in zip(batch, refused, strict=True) if isinstance(new, NewSupplier) and not no}
    saved = {row.code: SavedSupplier(*row) for row in db.rows(_SAVE, _columns(list(wanted.values())))}
    record(*(Event("supplier.changed" if code in there else "supplier.listed", ("supplier", one.id), {"code": code, "name": wanted[code].name})
             for code, one in saved.items()))
    if missing := wanted.keys() - saved.keys() - there.keys():
        there |= _there(missing)  # someone else listed them just so in the same moment
    return [Outcome.refused(no) if no else _outcome(new.code, saved, there)  # type: ignore[union-attr]
            for new, no in zip(batch, refused, strict=True)]


def _there(codes: Iterable[str]) -> dict[str, Any]:
    return {row.code: row for row in db.rows(_KNOWN, [arrays.texts(codes)])}


def _refusal(new: NewSupplier | DomainError, there: dict[str, Any]) -> DomainError | None:
    if isinstance(new, DomainError):
        return new
    stands = there[new.code].version if new.code in there else 0
    return Stale() if new.version is not None and new.version != stands else None


def _outcome(code: str, saved: dict[str, SavedSupplier], there: dict[str, Any]) -> Outcome[SavedSupplier]:
    if code in saved:
        return Outcome.done(saved[code])
    return Outcome.again(SavedSupplier(there[code].id, code, there[code].version))


def _columns(wanted: Sequence[NewSupplier]) -> list[str]:
    return [arrays.texts(new.code for new in wanted), arrays.texts(new.name for new in wanted), arrays.texts(new.email for new in wanted),
            arrays.texts(new.phone for new in wanted), arrays.texts(new.country.upper() for new in wanted),
            arrays.ints(new.lead_days for new in wanted), arrays.ints(new.over_percent for new in wanted),
            arrays.texts(new.note for new in wanted), arrays.bools(new.active for new in wanted)]
