"""Units of work of a company's people, at a moment of the past."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from saas.identity.workers import actor_by_data, actor_by_email
from saas.kit import clock, db
from saas.kit.context import SYSTEM, Actor, Tenant


class Crew:
    """Who works for one company: its manager and clerk, its shop's token, the operator, and the house itself."""

    def __init__(self, tenant: Tenant, token_id: int, operator: str) -> None:
        self.tenant = tenant
        self.manager, self.clerk = (actor_by_email(tenant, f"{role}@{tenant.slug}.example") for role in ("manager", "clerk"))
        self.operator = actor_by_email(tenant, operator)
        self.shop = actor_by_data(tenant, {"kind": "token", "id": token_id})

    @contextmanager
    def at(self, moment: datetime, who: Actor) -> Iterator[None]:
        """This person's unit of work, with the clock standing at that moment."""
        door = {"token": "api", "system": "job"}.get(who.kind, "page")
        with clock.freeze(moment), db.unit_of_work(self.tenant, who, door=door):
            yield

    @property
    def house(self) -> Actor:
        return SYSTEM
