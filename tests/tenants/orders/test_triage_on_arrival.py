"""Triage on arrival: what is wrong holds an order with its name, and nothing is dropped in silence."""

from saas.kit import db
from saas.kit.operations import only
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import NewOrder
from tenants.orders.operations import PlacedOrder, cancel_orders, place_orders, preview_orders
from tenants.orders.inputs import Cancellation
from tests.browser import signed_in
from tests.cast import PLACE, Member, placed, stocked
from tests.conftest import World
from tests.pages import opened
from tests.statements import counted


def coming(reference: str = "A-1", **said: object) -> NewOrder:
    return NewOrder.model_validate({"ship_to": PLACE, "reference": reference, "triage": True, "lines": [{"sku": "MUG", "quantity": 2}], **said})


def arrived(who: Member, new: NewOrder) -> tuple[str, PlacedOrder]:
    with who.at_work():
        (outcome,) = place_orders([new])
    return outcome.status, outcome.result()


def holds(who: Member) -> list[str]:
    with who.at_work(read_only=True):
        return [kind for (kind,) in db.rows("SELECT kind FROM hold WHERE lifted_at IS NULL ORDER BY id")]


def test_a_sku_nobody_knows_holds_the_order_and_the_rest_of_it_gets_stock(world: World, ann: Member) -> None:
    stocked(ann, MUG=9)
    new = coming(lines=[{"sku": "MUG", "quantity": 2}, {"sku": "NEW-1", "quantity": 3, "unit_price": "4.00", "title": "A new thing"}])
    status, done = arrived(ann, new)
    assert (status, done.state, done.holds, done.total) == ("done", "on_hold", ["sku"], 3200)
    assert [(line.sku, line.allocated) for line in done.lines] == [("MUG", 2), ("NEW-1", 0)]
    with ann.at_work():
        assert prove_stock() == []
    text = opened(signed_in(world.app, ann.email), f"/t/acme/orders/{done.number}").text
    assert "A new thing" in text and "Not in the catalogue" in text


def test_a_total_that_differs_is_kept_and_holds_the_order(ann: Member) -> None:
    stocked(ann, MUG=9)
    _status, done = arrived(ann, coming(total="19.99"))
    assert done.holds == ["total"] and done.total == 2000
    with ann.at_work(read_only=True):
        assert db.rows("SELECT stated_total FROM orders") == [(1999,)]
    assert arrived(ann, coming("A-2", total="20.00"))[1].holds == []


def test_without_triage_both_are_refused(ann: Member) -> None:
    stocked(ann, MUG=9)
    with ann.at_work():
        outcomes = place_orders([coming("A-1", triage=False, total="1.00"), coming("A-2", triage=False, lines=[{"sku": "NONE", "quantity": 1}])])
    assert [outcome.error.code for outcome in outcomes if outcome.error] == ["total_differs", "unknown_sku"]


def test_every_reason_is_a_hold_of_its_own(ann: Member) -> None:
    stocked(ann, MUG=9)
    arrived(ann, coming(note="as a gift", paid=False, total="1", ship_to={"name": "X"}, lines=[{"sku": "NONE", "quantity": 1}]))
    assert sorted(holds(ann)) == ["address", "comment", "payment", "sku", "total"]


def test_the_same_order_with_other_content_holds_it_until_someone_has_compared(ann: Member) -> None:
    stocked(ann, MUG=9)
    first = arrived(ann, coming())[1]
    assert arrived(ann, coming())[0] == "again" and holds(ann) == []
    status, again = arrived(ann, coming(lines=[{"sku": "MUG", "quantity": 5}]))
    assert (status, again.number, again.lines[0].ordered, again.state) == ("again", first.number, 2, "on_hold")
    assert arrived(ann, coming(lines=[{"sku": "MUG", "quantity": 5}]))[0] == "again" and holds(ann) == ["duplicate"]


def test_twins_in_one_batch_that_differ_are_held_too(ann: Member) -> None:
    stocked(ann, MUG=9)
    with ann.at_work():
        outcomes = place_orders([coming(), coming(lines=[{"sku": "MUG", "quantity": 5}]), coming("A-2"), coming("A-2")])
    assert [outcome.status for outcome in outcomes] == ["done", "again", "done", "again"] and holds(ann) == ["duplicate"]


def test_what_is_over_is_held_by_nobody(ann: Member) -> None:
    stocked(ann, MUG=9)
    number = arrived(ann, coming())[1].number
    with ann.at_work():
        only(cancel_orders([Cancellation(number=number)]))
    assert arrived(ann, coming(note="other"))[0] == "again" and holds(ann) == []


def test_an_order_that_arrives_again_and_is_paid_by_now_goes_on(ann: Member) -> None:
    stocked(ann, MUG=9)
    assert arrived(ann, coming(paid=False))[1].state == "on_hold"
    status, again = arrived(ann, coming(paid=True))
    assert (status, again.state) == ("again", "ready") and holds(ann) == []


def test_a_preview_names_the_same_reasons(ann: Member) -> None:
    with ann.at_work():
        would = only(preview_orders([coming(paid=False)]))
    assert would.holds == ["payment", "sku"]


def test_customers_are_known_by_what_they_gave(ann: Member) -> None:
    stocked(ann, MUG=90)
    who = {"name": "Hanako", "email": "Hanako@Example.example", "phone": "06-1234"}
    arrived(ann, coming("A-1", customer=who))
    with ann.at_work():
        place_orders([coming("A-2", customer={"email": "hanako@example.example"}), coming("A-3", customer={"phone": "０９０-１"}), coming("A-4")])
    with ann.at_work(read_only=True):
        assert db.rows("SELECT key, name, phone, orders FROM customer ORDER BY key") == [("0901", "", "０９０-１", 1), ("hanako@example.example", "Hanako", "06-1234", 2)]
        assert [key for (key,) in db.rows("SELECT customer_key FROM orders ORDER BY reference")] == ["hanako@example.example"] * 2 + ["0901", ""]


def test_what_the_company_wrote_of_a_customer_stays(ann: Member) -> None:
    stocked(ann, MUG=9)
    arrived(ann, coming("A-1", customer={"name": "H", "email": "h@x.example"}))
    with ann.at_work():
        db.run("UPDATE customer SET name = 'Hanako Sato', edited_at = now()")
    arrived(ann, coming("A-2", customer={"name": "H.", "email": "h@x.example"}))
    with ann.at_work(read_only=True):
        assert db.rows("SELECT name, orders FROM customer") == [("Hanako Sato", 2)]


def test_triage_asks_as_often_for_one_as_for_a_thousand(ann: Member) -> None:
    stocked(ann, MUG=5000)
    placed(ann, "first", MUG=1)
    asked = []
    for many in (1, 100, 1000):
        batch = [coming(f"{many}-{n}", note="x", total="1", customer={"email": f"{n}@x.example"}, lines=[{"sku": "MUG", "quantity": 1}, {"sku": "NONE", "quantity": 1}])
                 for n in range(many)]
        for once_more in (batch, [new.model_copy(update={"note": "y"}) for new in batch]):
            with ann.at_work(), counted(ann.tenant) as seen:
                place_orders(once_more)
            asked.append(len([statement for statement in seen if "SAVEPOINT" not in statement]))
    assert asked[:2] == asked[2:4] == asked[4:], asked


def test_an_order_without_an_address_waits_for_one_with_triage_and_without(ann: Member) -> None:
    stocked(ann, MUG=9)
    for n, said in enumerate(({"ship_to": None}, {"ship_to": {}}, {"ship_to": {"name": "Kim", "city": "Bay"}})):
        for triage in (False, True):
            done = arrived(ann, coming(f"A-{n}-{triage}", triage=triage, **said))[1]
            assert (done.state, done.holds) == ("on_hold", ["address"])


def test_other_content_is_compared_however_the_order_is_sent(ann: Member) -> None:
    stocked(ann, MUG=9)
    first = arrived(ann, coming(triage=False))[1]
    assert arrived(ann, coming(triage=False))[1].state == "ready"
    status, again = arrived(ann, coming(triage=False, lines=[{"sku": "MUG", "quantity": 5}]))
    assert (status, again.number, again.state) == ("again", first.number, "on_hold") and holds(ann) == ["duplicate"]


def test_what_differs_is_told_of_a_draft_and_of_what_is_over(ann: Member) -> None:
    stocked(ann, MUG=9)
    arrived(ann, coming("D-1", draft=True))
    assert arrived(ann, coming("D-1", draft=True, note="other"))[1].state == "draft" and holds(ann) == ["duplicate"]
    over = arrived(ann, coming("A-1"))[1].number
    with ann.at_work():
        only(cancel_orders([Cancellation(number=over)]))
    arrived(ann, coming("A-1", note="other"))
    with ann.at_work(read_only=True):
        assert db.rows("SELECT data -> 'arrived' ->> 'note' FROM event WHERE name = 'order.came_again'") == [("other",)]


def test_what_arrives_again_as_it_was_locks_and_writes_nothing(ann: Member) -> None:
    stocked(ann, MUG=9)
    arrived(ann, coming(triage=False))
    with ann.at_work(), counted(ann.tenant) as seen:
        place_orders([coming(triage=False)])
    assert not [statement for statement in seen if "UPDATE orders" in statement or "INSERT INTO hold" in statement]
