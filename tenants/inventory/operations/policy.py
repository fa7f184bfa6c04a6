"""Changing how stock is promised and routed. Whoever waits is looked at again: the new rules may let them have some."""

import json

from saas.kit import db
from saas.kit.context import tenant
from saas.kit.errors import Stale
from saas.kit.events import Event, record
from saas.kit.inputs import NotAnAmount
from saas.kit.money import NotMoney, to_minor
from saas.kit.operations import operation
from tenants.inventory.inputs import PolicyChange
from tenants.inventory.queries import Policy, get_policy

_LOCK = "SELECT version FROM policy FOR NO KEY UPDATE"
_CHANGE = """UPDATE policy SET strategy = %s, max_parcels = %s, min_split = %s, buffers = %s::jsonb, removal = %s, costing = %s,
 close_after_days = %s, version = version + 1"""


@operation("policy:edit")
def change_policy(change: PolicyChange, version: int | None = None) -> Policy:
    """Bring the policy up to these wishes whole; Stale where `version` is no longer the one that stands."""
    db.rows(_LOCK)
    before = get_policy()
    if version is not None and version != before.version:
        raise Stale()
    wanted = Policy(before.version, change.strategy, change.max_parcels, _worth(change.min_split), change.buffers, change.removal,
                    change.costing, change.close_after_days)
    if wanted == before:
        return before
    db.run(_CHANGE, (wanted.strategy, wanted.max_parcels, wanted.min_split, json.dumps(wanted.buffers, ensure_ascii=False), wanted.removal,
                     wanted.costing, wanted.close_after_days))
    names = [name for name in PolicyChange.model_fields if getattr(wanted, name) != getattr(before, name)]
    record(Event("policy.changed", ("policy", 1), {name: [getattr(before, name), getattr(wanted, name)] for name in names}))
    return get_policy()


def _worth(amount: str) -> int:
    try:
        return to_minor(amount or "0", tenant().currency)
    except NotMoney:
        raise NotAnAmount("/min_split") from None
