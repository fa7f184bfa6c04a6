"""The API of the policy: how stock is promised, routed and valued."""

from typing import Any

from pydantic import BaseModel

from saas.kit.context import tenant
from saas.kit.i18n import _l
from saas.kit.money import to_text
from tenants.inventory.api.door import api
from tenants.inventory.inputs import PolicyChange
from tenants.inventory.operations import change_policy
from tenants.inventory.queries import Policy, get_policy


ETAG = "SELECT version FROM policy FOR NO KEY UPDATE"


class PolicyOut(BaseModel):
    """How stock is promised, routed and valued; `min_split` is a decimal text in the company's currency."""

    strategy: str
    max_parcels: int | None
    min_split: str
    buffers: dict[str, int]
    removal: str
    costing: str
    close_after_days: int | None


@api.endpoint("GET", "/policy", gives=PolicyOut, permission="inventory:read", errors=(), etag=ETAG, summary=_l("How stock is promised and routed"))
def policy() -> Any:
    return shown_policy(get_policy())


@api.endpoint("PUT", "/policy", takes=PolicyChange, gives=PolicyOut, permission="policy:edit", etag=ETAG, summary=_l("Change how stock is promised and routed"))
def save_policy(change: PolicyChange) -> Any:
    return shown_policy(change_policy(change))


def shown_policy(found: Policy) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The policy with its ETag."""
    body = {name: getattr(found, name) for name in PolicyOut.model_fields} | {"min_split": to_text(found.min_split, tenant().currency)}
    return body, 200, {"ETag": f'"{found.version}"'}
