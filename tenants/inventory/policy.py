"""How this company wants its stock promised and routed: its policy and its open warehouses, as values.

A process remembers them for as long as their version is the one the database tells; every change of the policy or of a
warehouse raises it, so that placing an order reads neither."""

from dataclasses import dataclass, field

from saas.kit import db
from saas.kit.context import tenant

STRATEGIES = ("priority", "fewest", "nearest", "most")


@dataclass(frozen=True, slots=True)
class House:
    """An open warehouse; the lower its priority, the earlier it is asked."""

    id: int
    code: str
    country: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The policy with the open warehouses by id, in the order of their priority. `min_split` in minor units of the
    tenant's currency; `buffers` are pieces of every SKU that a channel may not have."""

    version: int = 0
    strategy: str = "priority"
    max_parcels: int | None = None
    min_split: int = 0
    buffers: dict[str, int] = field(default_factory=dict)
    removal: str = "fefo"
    houses: dict[int, House] = field(default_factory=dict)


_READ = """
SELECT version, strategy, max_parcels, min_split, buffers, removal, (
  SELECT coalesce(jsonb_agg(jsonb_build_array(w.id, w.code, w.country, w.region) ORDER BY w.priority, w.id), '[]')
    FROM warehouse w WHERE w.active) AS houses FROM policy"""
RAISE = "UPDATE policy SET version = version + 1"
_remembered: dict[str, Rules] = {}


def rules_at(version: int) -> Rules:
    """The rules as they are at this version, which the database has just told: remembered, or read."""
    known = _remembered.get(tenant().schema)
    return known if known is not None and known.version == version else read_rules()


def read_rules() -> Rules:
    """The rules as they are now: one statement."""
    (row,) = db.rows(_READ)
    rules = Rules(row.version, row.strategy, row.max_parcels, row.min_split, row.buffers, row.removal,
                  {house[0]: House(*house) for house in row.houses})
    _remembered[tenant().schema] = rules
    return rules
