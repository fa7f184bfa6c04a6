"""The cast: Acme and Bolt, two client companies; Ann runs Acme, Ben may only look,
Cleo is its clerk, Otto the provider's operator who works for it; Zoe of Bolt must see nothing of Acme."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from saas.identity.roles import SCOPES, permissions_of
from saas.identity.sessions import digest
from saas.kit import db
from saas.kit.context import Actor, Tenant
from saas.kit.db import unit_of_work
from saas.kit.operations import only
from tenants.catalogue.inputs import NewProduct
from tenants.catalogue.operations import upsert_products
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock
from tenants.orders.inputs import Address, NewLine, NewOrder
from tenants.orders.operations import PlacedOrder, place_orders, serve_backorders

PASSWORD = "correct horse battery"
# Where orders of the cast go: without an address they would wait for a person.
PLACE = {"line1": "1 Pier", "city": "Bay"}
HOME = Address.model_validate(PLACE)


@dataclass(frozen=True)
class Member:
    """Someone of a company, as verbs and pages know them."""

    actor: Actor
    tenant: Tenant
    email: str

    @contextmanager
    def at_work(self, read_only: bool = False) -> Iterator[Session]:
        """A unit of work of this person in their company."""
        with unit_of_work(self.tenant, self.actor, door="page", read_only=read_only) as session:
            yield session


def member(person_id: int, name: str, role: str, tenant: Tenant) -> Member:
    actor = Actor("person", person_id, name, permissions_of(role), "en", tenant.zone, role)
    return Member(actor, tenant, f"{name.lower()}@{tenant.slug}.example")


def stocked(who: Member, **pieces: int) -> None:
    """The company lists these SKUs at 10.00 and has so many of each: stocked(ann, MUG=10)."""
    with who.at_work():
        upsert_products([NewProduct(sku=sku, title=f"{sku} title", price="10.00" if who.tenant.currency == "USD" else "1000")
                         for sku in pieces])
        adjust_stock([StockChange(sku=sku, counted=n, reason="opening") for sku, n in pieces.items()])


def handed_out(who: Member) -> None:
    """As the job does that follows an arrival: who waits is served, and what is left is anyone's."""
    with who.at_work():
        serve_backorders([row.id for row in db.rows("SELECT id FROM sku ORDER BY id")])


def order(reference: str, **pieces: int) -> NewOrder:
    """An order for these pieces: order('A-1', MUG=2)."""
    return NewOrder(ship_to=HOME, reference=reference, lines=[NewLine(sku=sku, quantity=n) for sku, n in pieces.items()])


def placed(who: Member, reference: str, **pieces: int) -> PlacedOrder:
    """The order, placed."""
    with who.at_work():
        return only(place_orders([order(reference, **pieces)]))


def token_for(who: Member, *scopes: str) -> str:
    """An API token of this person's company with these scopes, or all of the person's."""
    secret = f"qs_{secrets.token_urlsafe(32)}"
    with unit_of_work(None, who.actor) as session:
        session.execute(text("INSERT INTO saas.api_token (tenant_id, name, hash, hint, scopes, created_by) VALUES (:t, 'test', :h, :e, :s, :p)"),
                        {"t": who.tenant.id, "h": digest(secret), "e": secret[-4:], "s": list(scopes) or sorted(SCOPES & who.actor.permissions), "p": who.actor.id})
    return secret
