"""Suppliers' prices and lead times per SKU: they fill in what an order leaves out, and say from whom what is low comes."""

from datetime import timedelta

import pytest

from saas.kit import clock
from saas.kit.operations import only
from tenants.catalogue.inputs import ReorderPoint
from tenants.catalogue.operations import set_reorder_point
from tenants.inventory.queries import list_low
from tenants.purchasing.inputs import LowWish, NewOffer, NewPurchaseOrder, OfferEnd
from tenants.purchasing.operations import end_offers, offer_goods, order_what_is_low, place_purchase_orders, send_purchase_orders
from tenants.purchasing.queries import FindSuppliers, get_purchase, list_offers, list_suppliers, what_is_low
from tests.cast import Member
from tests.tenants.purchasing.buying import act, bought, supplied


def offered(who: Member, supplier: str = "NORTH", **more: object) -> str:
    with who.at_work():
        outcome, = offer_goods([NewOffer(**{"supplier": supplier, "sku": "MUG", "unit_cost": "3.10", **more})])
    return outcome.error.code if outcome.error else outcome.status


def test_an_offer_is_noted_changed_left_alone_and_ended(ann: Member) -> None:
    supplied(ann, MUG=0)
    assert [offered(ann), offered(ann), offered(ann, unit_cost="3.20", lead_days=21, code="N-1")] == ["done", "again", "done"]
    with ann.at_work():
        one, = list_offers("NORTH").rows
        assert (one.sku, one.unit_cost, one.lead_days, one.code) == ("MUG", 320, 21, "N-1")
        assert [s.code for s in list_suppliers(FindSuppliers(sku="MUG")).rows] == ["NORTH"]
    with ann.at_work():
        first, second = end_offers([OfferEnd(supplier="NORTH", sku="MUG")])[0], end_offers([OfferEnd(supplier="NORTH", sku="MUG")])[0]
        assert first.status == "done" and second.error and second.error.code == "not_offered" and not list_offers("NORTH").rows


@pytest.mark.parametrize(("more", "code", "pointer"), [
    ({"supplier": "WEST"}, "unknown_supplier", "/supplier"), ({"sku": "NONE"}, "unknown_sku", "/sku"), ({"currency": "XXZ"}, "unknown_currency", "/currency"),
    ({"unit_cost": "1.234"}, "not_an_amount", "/unit_cost")])
def test_what_is_wrong_is_told_at_its_field(ann: Member, more: dict[str, object], code: str, pointer: str) -> None:
    supplied(ann, MUG=0)
    with ann.at_work():
        outcome, = offer_goods([NewOffer(**{"supplier": "NORTH", "sku": "MUG", "unit_cost": "1", **more})])
    assert outcome.error and (outcome.error.code, outcome.error.pointer) == (code, pointer)


def test_an_order_takes_price_and_day_from_the_offer(ann: Member) -> None:
    supplied(ann, MUG=0, CUP=0)
    bought(ann, MUG=1, cost="2.50")
    offered(ann, lead_days=21)
    with ann.at_work():
        today = clock.today(ann.tenant.zone)
        sent, draft = (only(place_purchase_orders([NewPurchaseOrder(supplier="NORTH", draft=draft, lines=[
            {"sku": "MUG", "quantity": 2}, {"sku": "CUP", "quantity": 1}])])) for draft in (False, True))
        assert (sent.total, get_purchase(sent.number).expected_on) == (620, today + timedelta(days=21))
        assert get_purchase(draft.number).expected_on is None
    with ann.at_work():
        only(send_purchase_orders([act(draft.number)]))
        assert get_purchase(draft.number).expected_on == today + timedelta(days=21)


def test_what_nobody_supplied_comes_from_who_offers_it_the_quickest(ann: Member) -> None:
    supplied(ann, "NORTH", "SOUTH", "EAST", MUG=0, CUP=0, JUG=0, POT=0)
    for supplier, days in (("NORTH", 20), ("SOUTH", 3), ("EAST", None)):
        offered(ann, supplier, lead_days=days)
    offered(ann, "SOUTH", sku="JUG", currency="EUR")
    bought(ann, "EAST", CUP=1)
    with ann.at_work():
        for sku in ("MUG", "CUP", "JUG", "POT"):
            set_reorder_point(ReorderPoint(sku=sku, quantity=5))
        assert {one.sku: (one.supplier, one.rate) for one in what_is_low()} == {
            "MUG": ("SOUTH", "1"), "CUP": ("EAST", "1"), "JUG": ("SOUTH", None), "POT": (None, None)}
        made = order_what_is_low(LowWish(key="k"))
        assert [o.result().total for o in made.orders] == [1250, 1860] and made.without_supplier == ["JUG", "POT"]
    with ann.at_work():
        assert {one.level.sku: (one.drafted, one.suggested, one.state) for one in list_low().rows} == {
            "MUG": (6, 0, "drafted"), "CUP": (5, 0, "coming"), "JUG": (0, 6, "out"), "POT": (0, 6, "out")}
        assert [one.sku for one in what_is_low()] == ["JUG", "POT"]
