"""Customers are kept from their orders, found in any script and by the end of a phone number, and written by the company."""

import pytest

from saas.kit import db
from saas.kit.operations import only
from tenants.customers.errors import UnknownCustomer
from tenants.customers.inputs import CustomerChange, NewCustomer
from tenants.customers.operations import change_customers, save_customers
from tenants.customers.queries import (FindCustomers, count_customers, customer_of, get_customer, list_customers, orders_of, places_of,
                                       sums_of)
from tenants.orders.inputs import Address, Customer, NewLine, NewOrder
from tenants.orders.operations import cancel_orders, know_customers, place_orders
from tenants.orders.inputs import Cancellation
from tests.browser import signed_in
from tests.cast import Member, stocked
from tests.conftest import World
from tests.pages import opened
from tests.statements import counted

MAYA = Customer(name="Maya Lindqvist", email="Maya@Example.com", phone="+1 208-555-0142")


def _order(who: Member, reference: str, customer: Customer = MAYA, city: str = "Boise") -> int:
    with who.at_work():
        return only(place_orders([NewOrder(reference=reference, customer=customer, ship_to=Address(line1="1 Pine", city=city),
                                           lines=[NewLine(sku="MUG", quantity=1)])])).number


@pytest.mark.parametrize("wish", ["maya", "lindq", "example.com", "0142", "208555", "2085550142", "MAYA 0142"])
def test_whoever_ordered_is_found(ann: Member, wish: str) -> None:
    stocked(ann, MUG=5)
    _order(ann, "A-1")
    _order(ann, "A-2", Customer(name="高橋 健太", phone="090-1111-2222"))
    with ann.at_work(read_only=True):
        assert [row.name for row in list_customers(FindCustomers(q=wish)).rows] == ["Maya Lindqvist"]
        assert [row.name for row in list_customers(FindCustomers(q="健太")).rows] == ["高橋 健太"]
        assert list_customers(FindCustomers(q="x")).rows == [] and count_customers(FindCustomers()) == 2
        assert customer_of("MAYA@example.com", "") == list_customers(FindCustomers(q=wish)).rows[0].id and customer_of("", "") is None


def test_one_shows_all_they_ordered(ann: Member, zoe: Member) -> None:
    stocked(ann, MUG=5)
    numbers = [_order(ann, f"A-{n}", city=f"Town {n}") for n in range(3)]
    with ann.at_work():
        only(cancel_orders([Cancellation(number=numbers[0])]))
    with ann.at_work(read_only=True):
        one = list_customers().rows[0]
        first = orders_of(one.key, limit=2)
        rest = orders_of(one.key, first.next, limit=2)
        assert [o.number for o in first.rows + rest.rows] == numbers[::-1] and rest.next is None
        assert [(s.currency, s.orders, s.total) for s in sums_of(one.key)] == [("USD", 2, 2000)], "a cancelled order was bought by nobody"
        assert [place["city"] for place in places_of(one.key)] == ["Town 2", "Town 1", "Town 0"]
    with zoe.at_work(read_only=True), pytest.raises(UnknownCustomer):
        get_customer(one.id)


def test_what_the_company_wrote_stays(ann: Member) -> None:
    stocked(ann, MUG=5)
    _order(ann, "A-1")
    with ann.at_work():
        again, new, nobody = save_customers([NewCustomer(email="maya@example.COM", name="Maya L.", note="Calls on Mondays"),
                                             NewCustomer(phone="+7 (900) 111-22-33", name="Ольга"), NewCustomer(name="No way to reach")])
    assert (again.result().made, new.result().made, nobody.error.code if nobody.error else "") == (False, True, "unreachable")
    _order(ann, "A-2", Customer(name="SOMEONE ELSE", email="maya@example.com"))
    with ann.at_work():
        row = get_customer(again.result().id)
        assert (row.name, row.note, row.phone, row.orders, row.version) == ("Maya L.", "Calls on Mondays", MAYA.phone, 2, 2)
        changed, missing = change_customers([CustomerChange(id=row.id, phone="111"), CustomerChange(id=1 << 40, name="x")])
        assert changed.status == "done" and missing.error and missing.error.code == "unknown_customer"
        assert get_customer(row.id).phone == "111" and list_customers(FindCustomers(q="2233")).rows[0].name == "Ольга"


def test_many_are_written_in_as_many_statements_as_one(ann: Member) -> None:
    asked = []
    for many in (1, 300):
        with ann.at_work(), counted(ann.tenant) as seen:
            save_customers([NewCustomer(email=f"{n % 250}@x.example", name=str(n)) for n in range(many)])
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 4


def test_orders_of_before_are_learnt_in_chunks(ann: Member) -> None:
    stocked(ann, MUG=9)
    numbers = [_order(ann, f"A-{n}") for n in range(5)]
    nobody = _order(ann, "A-9", Customer(name="Nobody"))
    with ann.at_work() as session:
        session.connection().exec_driver_sql("UPDATE orders SET customer_key = ''")
        session.connection().exec_driver_sql("DELETE FROM customer")
    place, turns = 0, 0
    while place is not None:
        with ann.at_work():
            place = know_customers(place, most=2)
        turns += 1
    assert turns >= 3
    with ann.at_work(read_only=True):
        (maya,) = list_customers().rows
        assert (maya.name, maya.orders, [o.number for o in orders_of(maya.key).rows]) == ("Maya Lindqvist", 5, numbers[::-1])
        assert db.rows("SELECT customer_key FROM orders WHERE number = %s", (nobody,))[0].customer_key == ""


def test_the_pages(world: World, ann: Member, ben: Member) -> None:
    stocked(ann, MUG=5)
    browser = signed_in(world.app, ann.email)
    assert "No customers yet" in opened(browser, "/t/acme/customers/").text
    number = _order(ann, "A-1")
    assert "Maya Lindqvist" in opened(browser, "/t/acme/customers/?q=0142").text
    assert "Nobody matches" in opened(browser, "/t/acme/customers/?q=zzz").text
    order = opened(browser, f"/t/acme/orders/{number}")
    (way,) = [link for link in order.links if "/customers/who" in link]
    here = browser.get(way).location
    page = opened(browser, here)
    assert str(number) in page.text and "Boise" in page.text and "$10.00" in page.text
    assert browser.get("/t/acme/customers/who?email=nobody@x.example").location.endswith("/customers/?q=nobody@x.example")
    form = opened(browser, f"{here}/edit")
    sent = {name: form.value(name) for name in ("name", "email", "phone")} | {"note": "VIP"}
    assert browser.post(f"{here}/edit", sent).location == here and "VIP" in opened(browser, here).text
    assert browser.post(f"{here}/edit", sent | {"name": "x" * 300}).status_code == 422
    looks = signed_in(world.app, ben.email)
    assert f"{here}/edit" not in opened(looks, here).links and looks.get(f"{here}/edit").status_code == 403
