"""The dashboard: what needs a person first, today against last week, and the same few statements for any company."""

from datetime import timedelta

from saas.kit import clock, db
from saas.kit.operations import only
from saas.kit.owner import execute, owner
from tenants.catalogue.inputs import ReorderPoint
from tenants.catalogue.operations import set_reorder_point
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.orders.inputs import NewHold
from tenants.orders.operations import hold_orders, release_orders
from tenants.reports.queries import begun, held_over_a_day, last_imports, most_held, today_and_last_week, waiting_imports
from tests.browser import signed_in, text_of
from tests.cast import Member, placed, stocked
from tests.conftest import World
from tests.statements import counted

NOON = clock.day_bounds(clock.today("America/New_York"), "America/New_York")[0] + timedelta(hours=12)


def test_today_is_measured_against_the_same_hours_a_week_ago(ann: Member) -> None:
    stocked(ann, MUG=50)
    for at, reference, pieces in ((NOON, "A-1", 2), (NOON - timedelta(days=7, hours=1), "A-2", 3), (NOON - timedelta(days=7, hours=-1), "A-3", 5),
                                  (NOON - timedelta(days=6), "A-4", 7)):
        with clock.freeze(at):
            number = placed(ann, reference, MUG=pieces).number
    with clock.freeze(NOON), ann.at_work():
        only(ship([NewShipment(number=number)]))
    with clock.freeze(NOON), ann.at_work(read_only=True):
        today, before = today_and_last_week()
    assert (today.orders, today.pieces, today.value, today.parcels) == (1, 2, 2000, 1)
    assert (before.orders, before.pieces, before.value, before.parcels) == (1, 3, 3000, 0)


def test_orders_held_longer_than_a_day_are_counted_at_each_days_end(world: World, ann: Member) -> None:
    stocked(ann, MUG=9)
    numbers = [placed(ann, f"A-{n}", MUG=1).number for n in range(3)]
    with ann.at_work():
        hold_orders(numbers, NewHold(kind="address"))
        hold_orders(numbers[:1], NewHold(kind="comment"))
        release_orders(numbers[2:])
    start = clock.day_bounds(clock.today("America/New_York"), "America/New_York")[0]
    with owner(world.url) as conn:
        execute(conn, f"UPDATE {world.acme.schema}.hold SET set_at = %s", (start - timedelta(days=1, hours=12),))
        execute(conn, f"UPDATE {world.acme.schema}.hold SET lifted_at = %s WHERE lifted_at IS NOT NULL", (start + timedelta(minutes=5),))
    with clock.freeze(start + timedelta(hours=1)), ann.at_work(read_only=True):
        assert [n for _day, n in held_over_a_day(4)] == [0, 0, 3, 2]


def test_most_held_comes_first(ann: Member) -> None:
    stocked(ann, MUG=9, CUP=9, POT=9)
    placed(ann, "A-1", MUG=2, CUP=5)
    with ann.at_work(read_only=True):
        assert [(one.sku, one.allocated, one.available) for one in most_held()] == [("CUP", 5, 4), ("MUG", 2, 7)]


def _import(world: World, state: str, age: timedelta) -> None:
    with owner(world.url) as conn:
        execute(conn, f"""INSERT INTO {world.acme.schema}.import (kind, state, filename, file_key, file_size, file_hash, created_by, created_at)
            VALUES ('orders', %s, 'day.csv', 'k', 1, 'h', '{{}}', %s)""", (state, clock.now() - age))


def test_imports_that_wait_or_failed_lately_are_told(world: World, ann: Member) -> None:
    for state, age in (("checked", 2), ("checked", 5), ("failed", 1), ("failed", 30), ("applied", 0)):
        _import(world, state, timedelta(days=age))
    with ann.at_work(read_only=True):
        assert {one.state: one.count for one in waiting_imports()} == {"checked": 2, "failed": 1}
        assert [one.state for one in last_imports(3)] == ["applied", "failed", "checked"]


def test_what_needs_a_person_leads_to_its_list(world: World, ann: Member) -> None:
    stocked(ann, MUG=3, CUP=3)
    numbers = [placed(ann, f"A-{n}", MUG=2).number for n in range(2)]
    with ann.at_work():
        hold_orders(numbers[:1], NewHold(kind="fraud"))
        set_reorder_point(ReorderPoint(sku="CUP", quantity=5))
    _import(world, "failed", timedelta(hours=2))
    page = signed_in(world.app, ann.email).get("/t/acme/")
    told = text_of(page)
    assert told.index("Possible fraud") < told.index("Awaiting stock") < told.index("SKUs at their reorder point or below")
    for address in ("/orders/triage/fraud", "/orders/triage/waiting", "/stock/?view=low"):
        assert address in page.text
    assert "Oversubscribed SKUs: 1" in told and "oldest 2 hr" in told


def test_a_new_company_sees_what_to_do_first(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    page = browser.get("/t/acme/").text
    assert all(f"kind={kind}" in page for kind in ("products", "stock", "orders")) and page.count("Choose a file") == 3
    stocked(ann, MUG=1)
    assert browser.get("/t/acme/").text.count("Choose a file") == 1
    with ann.at_work(read_only=True):
        have = begun()
    assert (have.products, have.stock, have.orders) == (True, True, False)


def test_the_dashboard_asks_the_same_few_times_for_any_company(world: World, ann: Member) -> None:
    stocked(ann, MUG=3)
    placed(ann, "A-0", MUG=2)
    browser, seen = signed_in(world.app, ann.email), []
    for round_ in range(2):
        with counted(ann.tenant) as statements:
            assert browser.get("/t/acme/").status_code == 200
        seen.append(len(statements))
        stocked(ann, **{f"S{n}": n for n in range(12)})
        for n in range(1, 9):
            number = placed(ann, f"A-{round_}-{n}", MUG=1, S5=2).number
            with ann.at_work():
                hold_orders([number], NewHold(kind=["address", "comment"][n % 2]))
        _import(world, "checked", timedelta(days=1))
    assert seen[0] == seen[1] <= 14


def test_another_company_has_its_own(world: World, ann: Member, zoe: Member) -> None:
    stocked(ann, MUG=3)
    placed(ann, "A-0", MUG=9)
    page = signed_in(world.app, zoe.email).get("/t/bolt/")
    assert "MUG" not in page.text and page.text.count("ファイルを選択") == 3
    with zoe.at_work():
        assert db.rows("SELECT count(*) AS n FROM orders")[0].n == 0
