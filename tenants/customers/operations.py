"""The verbs of customers: what the company itself knows of them stays, whatever their next order says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, clock, db, events, search
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.customers.errors import UnknownCustomer, Unreachable
from tenants.customers.inputs import CustomerChange, NewCustomer
from tenants.customers.keys import key_of, words_of

_COLUMNS = "id, key, name, email, phone, address, note"
_BY_KEY = f"SELECT {_COLUMNS} FROM customer WHERE key = ANY (%s::text[]) ORDER BY key FOR NO KEY UPDATE"
_BY_ID = f"""SELECT {_COLUMNS} FROM customer WHERE id IN (SELECT id FROM customer WHERE id = ANY (%s::bigint[]))
 ORDER BY key FOR NO KEY UPDATE"""
_SAVE = """
INSERT INTO customer AS c (key, name, email, phone, address, note, grams, edited_at)
SELECT n.key, n.name, n.email, n.phone, n.address, n.note, string_to_array(n.grams, chr(31)), %s
  FROM json_to_recordset(%s) AS n(key text, name text, email text, phone text, address jsonb, note text, grams text) ORDER BY n.key
ON CONFLICT (key) DO UPDATE SET name = excluded.name, email = excluded.email, phone = excluded.phone, address = excluded.address,
  note = excluded.note, grams = excluded.grams, edited_at = excluded.edited_at, version = c.version + 1
RETURNING id, key"""
_FIELDS = ("name", "email", "phone", "address", "note")


@dataclass(frozen=True, slots=True)
class SavedCustomer:
    """A customer that was written; `made` when nobody knew them before."""

    id: int
    made: bool


@operation("customers:edit")
def save_customers(batch: Sequence[NewCustomer]) -> list[Outcome[SavedCustomer]]:
    """List customers, or bring them up to date: three statements however many. Named twice, the later one counts."""
    keys = [key_of(item.email, item.phone) for item in batch]
    known = {row.key: row._asdict() for row in db.rows(_BY_KEY, [arrays.texts(sorted(set(filter(None, keys))))])}
    wanted: dict[str, dict[str, Any]] = {}
    for key, item in zip(keys, batch, strict=True):
        if key:
            wanted[key] = _with(wanted.get(key) or known.get(key) or _nobody(key), item.model_dump(exclude_none=True, exclude_defaults=True))
    ids = _written(wanted)
    return [Outcome.done(SavedCustomer(ids[key], key not in known)) if key else Outcome.refused(Unreachable("/email")) for key in keys]


@operation("customers:edit")
def change_customers(batch: Sequence[CustomerChange]) -> list[Outcome[SavedCustomer]]:
    """Change customers that are known: three statements however many."""
    known = {row.id: row._asdict() for row in db.rows(_BY_ID, [arrays.ints(sorted({item.id for item in batch}))])}
    for item in batch:
        if item.id in known:
            known[item.id] = _with(known[item.id], item.model_dump(exclude_none=True, exclude={"id"}))
    _written({row["key"]: row for row in known.values()})
    return [Outcome.done(SavedCustomer(item.id, False)) if item.id in known else Outcome.refused(UnknownCustomer("/id")) for item in batch]


def _nobody(key: str) -> dict[str, Any]:
    return {"key": key, "name": "", "email": "", "phone": "", "address": {}, "note": ""}


def _with(row: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """The customer as they were, with what was said of them now."""
    return {**row, **{name: said[name] for name in _FIELDS if name in said}}


def _written(rows: Mapping[str, dict[str, Any]]) -> dict[str, int]:
    """Write them in the order of their keys, with their story; their ids by key."""
    if not rows:
        return {}
    whole = [{**row, "grams": search.joined(words_of(row["name"], row["email"], row["phone"]))} for row in rows.values()]
    ids = {row.key: row.id for row in db.rows(_SAVE, [clock.now(), arrays.records(whole)])}
    events.record(*(Event("customer.saved", ("customer", i)) for i in ids.values()))
    return ids
