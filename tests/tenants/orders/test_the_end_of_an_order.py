"""Closing, re-opening and writing off: an order's end is said once, can be taken back, and what is lost is told apart."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from saas.kit import clock, db
from saas.kit.operations import only
from tenants.catalogue.inputs import NewPart, NewProduct, Recipe
from tenants.catalogue.operations import set_kit, upsert_products
from tenants.fulfilment.inputs import Delivery, LineQuantity, NewShipment
from tenants.fulfilment.operations import mark_delivered, ship
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Cancellation, Loss, Merge, Pieces
from tenants.orders.operations import (cancel_orders, close_due_orders, close_orders, merge_orders, reopen_orders, write_off)
from tenants.orders.queries import get_order
from tenants.returns.inputs import Authorisation, Reception, ReturnRequest
from tenants.returns.operations import authorise_returns, receive_returns, request_returns
from tenants.returns.queries import returnable
from tests.api.conftest import Program
from tests.browser import signed_in
from tests.cast import Member, placed, stocked, token_for
from tests.conftest import World
from tests.pages import opened


def _loss(number: int, q: int, key: str = "") -> Loss:
    return Loss(number=number, lines=[Pieces(line=1, quantity=q)], reason="Carrier lost it", key=key)


def test_an_order_that_has_left_can_be_closed_and_opened_again(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=2).number
    with ann.at_work():
        assert close_orders([number])[0].error.code == "not_over_yet"  # type: ignore[union-attr]
        only(ship([NewShipment(number=number)]))
        assert [close_orders([number])[0].status for _time in range(2)] == ["done", "again"]
        assert get_order(number).state == "closed"
        assert only(reopen_orders([number])) == number
        assert get_order(number).state == "shipped"
        assert reopen_orders([number])[0].error.code == "nothing_to_reopen"  # type: ignore[union-attr]


def test_what_was_cancelled_is_wanted_again_and_gets_its_stock(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=2).number
    with ann.at_work():
        only(cancel_orders([Cancellation(number=number)]))
        only(reopen_orders([number]))
        assert get_order(number).state == "ready"
        assert prove_stock() == []


def test_what_became_part_of_another_order_stays_there(ann: Member) -> None:
    stocked(ann, MUG=5)
    one, two = placed(ann, "A-1", MUG=2).number, placed(ann, "A-2", MUG=2).number
    with ann.at_work():
        only(merge_orders([Merge(into=one, others=[two])]))
        assert reopen_orders([two])[0].error.code == "merged_away"  # type: ignore[union-attr]


def test_lost_pieces_are_written_off_once(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=3).number
    with ann.at_work():
        assert write_off([_loss(number, 1)])[0].error.code == "more_than_left"  # type: ignore[union-attr]
        only(ship([NewShipment(number=number)]))
        assert [write_off([_loss(number, 1, "k")])[0].status for _time in range(2)] == ["done", "again"]
        assert db.rows("SELECT written_off FROM orders")[0].written_off == 1
        assert write_off([_loss(number, 3)])[0].error.code == "more_than_left"  # type: ignore[union-attr]
        assert prove_stock() == []


def test_delivering_the_rest_of_a_parcel_settles_the_order(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=3).number
    with ann.at_work():
        parcel = only(ship([NewShipment(number=number)])).parcels[0]
        only(write_off([_loss(number, 1)]))
        only(mark_delivered([Delivery(parcel=parcel)]))
        order = get_order(number)
        assert (order.state, order.delivered) == ("delivered", 2)
        assert prove_stock() == []


def test_delivered_orders_close_by_themselves_when_the_company_wants_it(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=3).number
    with ann.at_work():
        only(mark_delivered([Delivery(parcel=only(ship([NewShipment(number=number)])).parcels[0])]))
        assert close_due_orders() == 0
        db.run("UPDATE policy SET close_after_days = 14")
        assert close_due_orders() == 0
    with clock.freeze(clock.now() + timedelta(days=15)), ann.at_work():
        assert close_due_orders() == 1
        assert get_order(number).state == "closed"


def test_opening_a_closed_order_again_wants_nothing_that_was_cancelled(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=3).number
    with ann.at_work():
        only(cancel_orders([Cancellation(number=number, pieces=[Pieces(line=1, quantity=2)])]))
        only(ship([NewShipment(number=number)]))
        only(close_orders([number]))
        only(reopen_orders([number]))
        order = get_order(number)
        assert (order.state, order.cancelled, order.lines[0].cancelled, order.allocated) == ("shipped", 2, 2, 0)
        only(reopen_orders([number]))
        assert (get_order(number).cancelled, get_order(number).allocated) == (0, 2) and prove_stock() == []


def test_what_comes_back_isnt_lost_and_what_is_lost_doesnt_come_back(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=3).number
    with ann.at_work():
        only(ship([NewShipment(number=number)]))
        only(write_off([_loss(number, 1)]))
        (refused,) = request_returns([ReturnRequest(order=number, lines=[LineQuantity(line=1, quantity=3)])])
        assert refused.error and (refused.error.code, refused.error.data["there"]) == ("more_than_shipped", 2)
        assert [line.most for line in returnable(number)] == [2]
        only(request_returns([ReturnRequest(order=number, lines=[LineQuantity(line=1, quantity=1)])]))
        assert get_order(number).lines[0].underway == 1
        (refused,) = write_off([_loss(number, 2)])  # type: ignore[assignment]
        assert refused.error and (refused.error.code, refused.error.data["there"]) == ("more_than_left", 1)
        only(write_off([_loss(number, 1)]))
        assert request_returns([ReturnRequest(order=number)])[0].error.code == "nothing_to_return"  # type: ignore[union-attr]
        assert prove_stock() == []


def test_the_database_lets_no_lost_piece_come_back(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=1).number
    with ann.at_work():
        only(ship([NewShipment(number=number)]))
        only(write_off([_loss(number, 1)]))
    for table in ("order_line", "orders"):
        with pytest.raises(IntegrityError), ann.at_work():
            db.run(f"UPDATE {table} SET returned = 1")


def test_each_line_tells_what_was_delivered_came_back_and_was_lost(world: World, ann: Member) -> None:
    stocked(ann, MUG=20, CUP=10)
    with ann.at_work():
        only(upsert_products([NewProduct(sku="SET", title="Set", price="15.00")]))
        only(set_kit([Recipe(sku="SET", parts=[NewPart(sku="MUG", quantity=2), NewPart(sku="CUP", quantity=1)])]))
    number = placed(ann, "A-1", SET=3, MUG=4).number
    with ann.at_work():
        parcel = only(ship([NewShipment(number=number)])).parcels[0]
        (kit,) = get_order(number).kits
        lost = [Pieces(line=part.line_no, quantity=part.per_kit or 1) for part in kit.parts]
        only(write_off([Loss(number=number, lines=lost, reason="Carrier lost it")]))
        only(mark_delivered([Delivery(parcel=parcel)]))
        plain = next(line.line_no for line in get_order(number).lines if not line.kit_no)
        wanted = [LineQuantity(line=kit.line_no, quantity=1), LineQuantity(line=plain, quantity=3)]
        back = only(request_returns([ReturnRequest(order=number, lines=wanted)])).number
        only(authorise_returns([Authorisation(number=back)]))
        only(receive_returns([Reception(number=back)]))
    told = Program(world, token_for(ann)).get(f"/orders/{number}").json["lines"]
    figures = {line["line"]: tuple(line[name] for name in ("delivered", "returned", "lost")) for line in told}
    assert figures == {kit.line_no: (2, 1, 1), plain: (4, 3, 0)}
    parts = next(line["parts"] for line in told if line["line"] == kit.line_no)
    assert {part["sku"]: (part["delivered"], part["returned"], part["lost"]) for part in parts} == {"MUG": (4, 2, 2), "CUP": (2, 1, 1)}
    page = opened(signed_in(world.app, ann.email), f"/t/acme/orders/{number}").text
    assert all(word in page for word in ("4 delivered", "3 returned", "1 written off", "2 written off"))
