"""Holds of the house end by themselves once their cause is gone: paid, reachable, listed, added up."""

from saas.kit import db
from saas.kit.jobs import later
from saas.kit.jobs.working import perform
from saas.kit.operations import only
from saas.subscribers import SUBSCRIBERS
from saas.working import workshop
from tenants.catalogue.inputs import NewProduct
from tenants.catalogue.operations import upsert_products
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock, prove_stock
from tenants.orders.inputs import Address, Cancellation, NewHold, NewLine, NewOrder, OrderChange
from tenants.orders.operations import (cancel_orders, change_orders, hold_orders, lift_settled, mark_paid, place_orders, recognise_skus,
                                       serve_backorders)
from tenants.orders.queries import get_order, order_story
from tests.cast import HOME, Member, order, placed, stocked
from tests.conftest import World
from tests.statements import counted


def _place(who: Member, reference: str, **said: object) -> int:
    with who.at_work():
        return only(place_orders([order(reference, MUG=1).model_copy(update=said)])).number


def _kinds(who: Member, number: int) -> list[str]:
    with who.at_work(read_only=True):
        return [hold.kind for hold in get_order(number).open_holds]


def _unknown(who: Member, reference: str, *codes: str) -> int:
    """An order with SKUs nobody has listed, kept by the house for that."""
    with who.at_work():
        return only(place_orders([NewOrder(ship_to=HOME, reference=reference, triage=True, lines=[
            NewLine(sku=code, quantity=1, unit_price="9.00", title="Typed") for code in codes])])).number


def test_a_paid_order_goes_on(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = _place(ann, "A-1", paid=False)
    with ann.at_work():
        assert [mark_paid([number])[0].status for _time in range(2)] == ["done", "again"]
        found = get_order(number)
        assert found.paid and found.state == "ready"
        assert [(told.name, told.data.get("how")) for told in order_story(found.id)[:2]] == [("order.released", "cause"), ("order.paid", None)]


def test_the_same_order_arriving_paid_goes_on(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = _place(ann, "A-1", paid=False)
    assert _place(ann, "A-1", paid=True) == number
    with ann.at_work(read_only=True):
        assert get_order(number).state == "ready" and order_story(get_order(number).id)[0].data["how"] == "cause"


def test_paying_lifts_nothing_that_a_person_set(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = _place(ann, "A-1", paid=False)
    with ann.at_work():
        only(hold_orders([number], NewHold(kind="payment", reason="bounced")))
        only(mark_paid([number]))
        assert [hold.owner for hold in get_order(number).open_holds] == ["client"]


def test_a_cancelled_or_unknown_order_is_not_paid(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=1).number
    with ann.at_work():
        only(cancel_orders([Cancellation(number=number)]))
        assert [o.error.code for o in mark_paid([number, 99]) if o.error] == ["not_open", "unknown_order"]


def test_marking_many_costs_as_many_statements_as_one(ann: Member) -> None:
    stocked(ann, MUG=50)
    numbers = [_place(ann, f"A-{n}", paid=False) for n in range(20)]
    sent = []
    for batch in (numbers[:1], numbers[1:]):
        with counted(ann.tenant) as seen, ann.at_work():
            mark_paid(batch)
        sent.append(len(seen))
    assert sent[0] == sent[1] == 5


def test_a_corrected_address_goes_on(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = _place(ann, "A-1", ship_to=Address(name="Joe", city="Bend"))
    with ann.at_work():
        only(change_orders([OrderChange(number=number, ship_to=Address(name="Joe", city="Salem"))]))
        assert get_order(number).state == "on_hold"
        only(change_orders([OrderChange(number=number, ship_to=Address(name="Joe", line1="1 Elm St", city="Salem"))]))
        found = get_order(number)
        assert found.state == "ready" and order_story(found.id)[0].data == {"number": number, "kind": "address", "how": "cause"}


def test_a_sku_listed_later_is_recognised_and_served(ann: Member) -> None:
    stocked(ann, MUG=5)
    number, other = _unknown(ann, "A-1", "JUG"), _place(ann, "A-2")
    with ann.at_work():
        assert recognise_skus() == 0 and _line(number) == ("Typed", None)
        only(upsert_products([NewProduct(sku="JUG", title="Jug", price="9.00")]))
        only(adjust_stock([StockChange(sku="JUG", counted=3, reason="found")]))
        assert (recognise_skus(), recognise_skus()) == (1, 0)
        title, sku_id = _line(number)
        assert title == "Typed" and sku_id and db.rows("SELECT 1 FROM event WHERE name = 'stock.wanted' AND subject_id = %s", (sku_id,))
        serve_backorders([sku_id])
        assert get_order(number).state == "ready" and prove_stock() == []
    assert _kinds(ann, other) == []


def test_while_one_sku_is_still_unknown_the_order_waits(ann: Member) -> None:
    number = _unknown(ann, "A-1", "JUG", "PAN")
    with ann.at_work():
        only(upsert_products([NewProduct(sku="JUG", title="Jug")]))
        assert recognise_skus() == 1 and get_order(number).state == "on_hold"
        only(upsert_products([NewProduct(sku="PAN", title="Pan")]))
        assert recognise_skus() == 1 and get_order(number).state == "waiting"
        lift_settled([get_order(number).id])
        assert prove_stock() == []


def test_a_listed_sku_sends_the_job_that_looks(world: World, ann: Member) -> None:
    assert SUBSCRIBERS["catalogue.listed"] == ("orders.recognise_skus",)
    number = _unknown(ann, "A-1", "JUG")
    stocked(ann, JUG=2)
    with ann.at_work():
        jobs = [later("orders.recognise_skus", {"subject_id": 0})]
    perform(workshop(world.app), jobs[0])
    with ann.at_work(read_only=True):
        assert get_order(number).state == "waiting" and order_story(get_order(number).id)[0].data["how"] == "cause"


def test_a_catalogue_that_grows_asks_once_for_all_its_skus(ann: Member) -> None:
    stocked(ann, MUG=1, CUP=1, JUG=1)
    with ann.at_work(read_only=True):
        assert [row.data for row in db.rows("SELECT data FROM event WHERE name = 'catalogue.listed'")] == [{"skus": 3}]


def test_another_companys_orders_are_left_alone(ann: Member, zoe: Member) -> None:
    stocked(ann, MUG=5)
    stocked(zoe, MUG=5)
    theirs = _place(zoe, "Z-1", paid=False)
    with ann.at_work():
        assert mark_paid([theirs])[0].error.code == "unknown_order"  # type: ignore[union-attr]
    assert _kinds(zoe, theirs) == ["payment"]


def _line(number: int) -> tuple[str, int | None]:
    return tuple(db.rows("SELECT title, sku_id FROM order_line JOIN orders o ON o.id = order_id WHERE o.number = %s", (number,))[0])  # type: ignore[return-value]


def test_a_change_that_takes_the_address_away_holds_the_order_once(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = _place(ann, "A-1")
    for _time in range(2):
        with ann.at_work():
            only(change_orders([OrderChange(number=number, ship_to=Address(name="Joe"))]))
        assert _kinds(ann, number) == ["address"]
    with ann.at_work():
        only(change_orders([OrderChange(number=number, ship_to=Address(line1="1 Elm St", city="Salem"))]))
        assert get_order(number).state == "ready" and prove_stock() == []
