"""How this company wants its stock promised, routed and valued."""

from dataclasses import dataclass

from saas.kit import db
from saas.kit.operations import query


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy as it stands; `min_split` in minor units of the company's currency, `buffers` pieces by channel."""

    version: int
    strategy: str
    max_parcels: int | None
    min_split: int
    buffers: dict[str, int]
    removal: str
    costing: str
    close_after_days: int | None


@query("inventory:read")
def get_policy() -> Policy:
    """The policy: one row, one statement."""
    return Policy(*db.rows("SELECT version, strategy, max_parcels, min_split, buffers, removal, costing, close_after_days FROM policy")[0])
