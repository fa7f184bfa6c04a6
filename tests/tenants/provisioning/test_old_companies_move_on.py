"""A company of the first release moves to today's revision with everything it has, and its orders go on from where they were."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence

import pytest

from saas.kit import db, migrations
from saas.kit.context import Tenant
from saas.kit.operations import Outcome, only
from saas.kit.owner import execute, owner
from tenants import provisioning
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.imports.operations import undo_import
from tenants.inventory.inputs import Receipt
from tenants.inventory.operations import prove_stock, receive
from tenants.orders.inputs import Address, Cancellation, LineChange, Loss, NewLine, NewOrder, OrderChange, Pieces, Split
from tenants.orders.operations import (cancel_orders, change_orders, mark_paid, place_orders, release_orders, reopen_orders, serve_backorders, split_orders,
                                       write_off)
from tenants.returns.inputs import NewRefund, ReceivedUnit
from tenants.returns.operations import record_refunds
from tests.cast import HOME, Member, member
from tests.conftest import World
from tests.tenants.imports.bringing import work_off
from tests.tenants.provisioning.old_companies import FIRST, figures, fill, gone, open_first, standing
from tests.tenants.returns.returning import accepted, authorised, lines, received
from tests.working import environment, eventually


@pytest.fixture
def opened(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Tenant]]:
    """Companies of the first release by their short names; gone afterwards."""
    companies: list[Tenant] = []

    def open_one(slug: str) -> Tenant:
        companies.append(open_first(world, monkeypatch, slug))
        fill(world, companies[-1])
        return companies[-1]

    yield open_one
    gone(world, *companies)


class Staff:
    """Ann and Otto at a migrated company; whoever did anything there asks for the proof."""

    def __init__(self, world: World, tenant: Tenant) -> None:
        self.ann, self.otto = (member(world.people[name].actor.id, name.title(), role, tenant) for name, role in (("ann", "owner"), ("otto", "operator")))
        with self.ann.at_work():
            self.number = {row.reference: row.number for row in db.rows("SELECT reference, number FROM orders")}

    def does(self, who: Member, verb: Callable[..., Sequence[Outcome[object]]], *wishes: object) -> list[Outcome[object]]:
        with who.at_work():
            outcomes = list(verb(*wishes))
        self.proved()
        return outcomes

    def state(self, *references: str) -> str | tuple[str, ...]:
        with self.ann.at_work():
            found = {row.reference: row.state for row in db.rows("SELECT reference, state FROM orders")}
        return found[references[0]] if len(references) == 1 else tuple(found[r] for r in references)

    def proved(self) -> None:
        with self.ann.at_work():
            assert prove_stock() == []


@pytest.fixture
def staff(world: World, opened: Callable[[str], Tenant]) -> Staff:
    tenant = opened("olden")
    assert provisioning.migrate_tenants(world.url).moved == [tenant.schema]
    return Staff(world, tenant)


def test_every_figure_is_as_it_was(world: World, opened: Callable[[str], Tenant]) -> None:
    tenant = opened("olden")
    before = figures(world, tenant)
    assert {state.rpartition(",")[2] for (state,) in before["states"]} == {
        f"{state})" for state in ("waiting", "on_hold", "ready", "picking", "part_shipped", "shipped", "delivered", "cancelled")}
    assert provisioning.migrate_tenants(world.url).failed == {}
    assert figures(world, tenant) == before
    Staff(world, tenant).proved()
    assert standing(world, tenant) == (migrations.head("tenants"), migrations.head("tenants"), True)


def test_what_was_held_leaves(staff: Staff) -> None:
    leaving = ("ready", "picking", "part-shipped", "line-cancelled", "paid-later", "yen")
    for reference in leaving:
        only(staff.does(staff.ann, ship, [NewShipment(number=staff.number[reference])]))
    assert staff.state(*leaving) == ("shipped",) * 6


def test_old_holds_are_lifted_by_whose_they_are(staff: Staff) -> None:
    client, operator = staff.number["held-by-client"], staff.number["held-by-operator"]
    assert [only_status(staff.does(who, release_orders, [number])) for who, number in (
        (staff.otto, client), (staff.ann, operator), (staff.ann, client), (staff.otto, operator))] == ["refused", "refused", "done", "done"]
    only(staff.does(staff.ann, mark_paid, [staff.number["unpaid"]]))
    only(staff.does(staff.ann, release_orders, [staff.number["comment"]]))
    to = Address(name="Kim Lee", line1="1 High St", city="Boise", postcode="83702", country="US")
    only(staff.does(staff.ann, change_orders, [OrderChange(number=staff.number["no-address"], ship_to=to)]))
    assert staff.state("held-by-client", "held-by-operator", "unpaid", "comment", "no-address") == ("ready",) * 5


def only_status(outcomes: list[Outcome[object]]) -> str:
    (outcome,) = outcomes
    return outcome.status


def test_old_orders_are_changed_split_cancelled_and_reopened(staff: Staff) -> None:
    n = staff.number
    only(staff.does(staff.ann, change_orders, [OrderChange(number=n["waiting"], lines=[LineChange(line=1, quantity=7)])]))
    only(staff.does(staff.ann, split_orders, [Split(number=n["ready"], lines=[Pieces(line=1, quantity=1)])]))
    only(staff.does(staff.ann, cancel_orders, [Cancellation(number=n["nothing-held"])]))
    only(staff.does(staff.ann, reopen_orders, [n["cancelled"]]))
    assert staff.state("waiting", "ready", "ready/2", "nothing-held", "cancelled") == ("ready", "ready", "ready", "cancelled", "waiting")


def test_what_an_old_order_waited_for_is_held_when_it_comes(staff: Staff) -> None:
    with staff.ann.at_work():
        receive([Receipt(sku="MUG", quantity=20, unit_cost="2.00"), Receipt(sku="CUP", quantity=60, unit_cost="1.00")])
        serve_backorders([row.id for row in db.rows("SELECT id FROM sku")])
    staff.proved()
    assert staff.state("waiting", "#1", "#2", "#3") == ("ready",) * 4


def test_what_left_long_ago_comes_back_and_is_paid_back(staff: Staff) -> None:
    number = staff.number["two-houses"]
    back = authorised(staff.ann, number, *lines(_1=3))
    worth = accepted(staff.ann, back, *received(staff.ann, back, ReceivedUnit(line=1, quantity=3)))
    only(staff.does(staff.ann, mark_paid, [number]))
    only(staff.does(staff.ann, record_refunds, [NewRefund(number=back)]))
    only(staff.does(staff.ann, write_off, [Loss(number=number, lines=[Pieces(line=1, quantity=4)])]))
    assert (worth, staff.state("two-houses")) == (3000, "delivered")


def test_an_old_order_that_arrives_again_is_the_same_order(staff: Staff) -> None:
    """The first release kept no fingerprint: nobody is asked whether its orders differ."""
    again = NewOrder(ship_to=HOME, reference="ready", channel="Shop", triage=True, lines=[NewLine(sku="MUG", quantity=9)])
    assert only_status(staff.does(staff.ann, place_orders, [again])) == "again" and staff.state("ready") == "ready"


def test_an_old_import_is_undone(world: World, staff: Staff) -> None:
    """By a job, so Ann must be somebody of this company, and the file must still be kept."""
    with owner(world.url) as conn:
        execute(conn, "INSERT INTO saas.membership (person_id, tenant_id, role) VALUES (%s, %s, 'owner')", (staff.ann.actor.id, staff.ann.tenant.id))
        ((key,),) = execute(conn, f"UPDATE {staff.ann.tenant.schema}.import SET file_key = replace(file_key, 't_1/', '{staff.ann.tenant.schema}/')"
                                  " WHERE id = 1 RETURNING file_key")
    kept = world.settings.files_dir / key
    kept.parent.mkdir(parents=True)
    kept.touch()
    with staff.ann.at_work():
        undo_import(1)
    work_off(world)
    staff.proved()
    assert staff.state("#1", "#2", "#3", "#9") == ("cancelled",) * 4


@pytest.mark.slow
def test_a_run_that_was_killed_is_taken_up_by_the_next(world: World, opened: Callable[[str], Tenant]) -> None:
    """kill -9 after the first companies have moved: each is wholly old or wholly new, and ends as if nothing had happened."""
    companies = [opened(f"olden-{n}") for n in range(10)]
    before = figures(world, companies[0])
    run = subprocess.Popen([sys.executable, "-m", "saas.cli", "migrate", "--workers", "3"], env=environment(world), start_new_session=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    eventually(lambda: _moved(world), 60)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    newest = migrations.head("tenants")
    found = [standing(world, tenant) for tenant in companies]
    assert set(found) <= {(FIRST, FIRST, False), (newest, newest, True)} and len(set(found)) == 2, found
    eventually(lambda: not provisioning.migrate_tenants(world.url, workers=3).failed)
    for tenant in companies:
        assert standing(world, tenant) == (newest, newest, True) and figures(world, tenant) == before
        Staff(world, tenant).proved()


def _moved(world: World) -> bool:
    with owner(world.url) as conn:
        return bool(execute(conn, "SELECT 1 FROM saas.tenant WHERE slug LIKE 'olden%%' AND revision = %s", (migrations.head("tenants"),)))
