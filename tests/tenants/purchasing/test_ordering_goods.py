"""Ordering goods: drafts and orders, their money in two currencies, and the way they end."""

import pytest

from saas.kit.errors import Forbidden
from saas.kit.operations import only
from tenants.purchasing.inputs import ChangedLine, NewSupplier, PurchaseChange
from tenants.purchasing.operations import (
    cancel_purchase_orders, change_purchase_orders, close_purchase_orders, place_purchase_orders, preview_purchase_change,
    save_suppliers, send_purchase_orders,
)
from tenants.purchasing.queries import (
    FindPurchases, FindSuppliers, count_purchases, get_notice, get_purchase, get_supplier, list_purchases, list_suppliers, purchase_story, supplier_names,
)
from tests.cast import Member
from tests.statements import counted
from tests.tenants.purchasing.buying import act, bought, noticed, received, supplied, wish


def test_suppliers_are_brought_up_to_date(ann: Member) -> None:
    supplied(ann)
    with ann.at_work():
        again, changed, stale, new = save_suppliers([
            NewSupplier(code="NORTH", name="NORTH Ltd", lead_days=7, version=1), NewSupplier(code="SOUTH", name="South", country="jp"),
            NewSupplier(code="NORTH", name="x", version=9), NewSupplier(code="EAST", name="東")])
        assert [o.status for o in (again, changed, new)] == ["again", "done", "done"] and stale.error and stale.error.code == "stale"
        assert get_supplier("SOUTH").country == "JP"
        assert [one.code for one in list_suppliers(FindSuppliers(q="東")).rows] == ["EAST"] and list(supplier_names()) == ["NORTH", "SOUTH", "EAST"]


def test_an_order_adds_up_and_is_expected_after_the_suppliers_lead_time(ann: Member) -> None:
    supplied(ann, MUG=0, CUP=0)
    one = bought(ann, MUG=10, CUP=2)
    with ann.at_work():
        order = get_purchase(one.number)
        assert (order.state, order.total, order.open_pieces, order.currency, order.rate) == ("ordered", 3000, 12, "USD", "1")
        assert order.expected_on is not None and [told.name for told in purchase_story(order.id)] == ["purchase.ordered"]


def test_the_same_key_is_the_same_order(ann: Member) -> None:
    supplied(ann, MUG=0)
    with ann.at_work():
        first, second = place_purchase_orders([wish(more={"key": "k"}, MUG=1), wish(more={"key": "k"}, MUG=1)])
    with ann.at_work():
        third, = place_purchase_orders([wish(more={"key": "k"}, MUG=5)])
    assert (first.status, second.status, third.status) == ("done", "again", "again")
    assert first.result().number == second.result().number == third.result().number


def test_a_cost_left_out_is_the_last_one(ann: Member) -> None:
    supplied(ann, MUG=0)
    bought(ann, cost="3.10", MUG=1)
    new = wish(MUG=2)
    with ann.at_work():
        again = only(place_purchase_orders([new.model_copy(update={"lines": [new.lines[0].model_copy(update={"unit_cost": None})]})]))
    assert again.total == 620


@pytest.mark.parametrize(("more", "cost", "pointer", "code"), [
    ({"currency": "JPY"}, "100", "/rate", "rate_needed"), ({"currency": "JPY", "rate": "0"}, "100", "/rate", "not_a_rate"),
    ({"currency": "JPY", "rate": "0.0065"}, "1.5", "/lines/0/unit_cost", "not_an_amount"), ({"rate": "2"}, "1", "/rate", "rate_of_own_currency"),
    ({"currency": "XQX"}, "1", "/currency", "unknown_currency"), ({"warehouse": "MOON"}, "1", "/warehouse", "unknown_warehouse"),
    ({}, "9999999999999", "/lines/0/unit_cost", "worth_too_much"), ({"currency": "JPY", "rate": "1e3"}, "1", "/rate", "not_a_rate")])
def test_what_cannot_be_ordered_is_refused_at_its_field(ann: Member, more: dict[str, str], cost: str, pointer: str, code: str) -> None:
    supplied(ann, MUG=0)
    with ann.at_work():
        bad, good = place_purchase_orders([wish(cost=cost, more=more, MUG=10), wish(MUG=1)])
        nobody, nothing = place_purchase_orders([wish("WEST", MUG=1), wish(NONE=1)])
    assert bad.error and (bad.error.pointer, bad.error.code) == (pointer, code) and good.status == "done"
    assert nobody.error and nothing.error and (nobody.error.code, nothing.error.code) == ("unknown_supplier", "unknown_sku")


def test_a_draft_is_sent_and_then_expected(ann: Member) -> None:
    supplied(ann, MUG=0)
    draft = bought(ann, more={"draft": True}, MUG=4)
    assert draft.state == "draft"
    with ann.at_work():
        first, second, none = send_purchase_orders([act(draft.number), act(draft.number), act(404)])
        assert (first.status, second.status, get_purchase(draft.number).state) == ("done", "again", "ordered")
        assert none.error and none.error.code == "unknown_purchase_order"


def test_a_change_is_shown_before_it_is_made(ann: Member) -> None:
    supplied(ann, MUG=0, CUP=0, JUG=0)
    one = bought(ann, MUG=10, CUP=2)
    change = PurchaseChange(number=one.number, version=1, note="hurry", lines=[
        ChangedLine(line=1, quantity=4), ChangedLine(line=2, quantity=0), ChangedLine(sku="JUG", quantity=3, unit_cost="1.00")])
    with ann.at_work(read_only=True):
        effect = preview_purchase_change(change)
        assert (effect.total_before, effect.total, effect.open_before, effect.open) == (3000, 1300, 12, 7)
    with ann.at_work():
        done, = change_purchase_orders([change])
        stale, = change_purchase_orders([change])
        again, = change_purchase_orders([PurchaseChange(number=one.number)])
        order = get_purchase(one.number)
    assert (done.status, again.status) == ("done", "again") and stale.error and stale.error.code == "stale"
    assert (order.total, order.open_pieces, order.note, order.version) == (1300, 7, "hurry", 2)
    assert [(line.line_no, line.sku, line.ordered) for line in order.lines] == [(1, "MUG", 4), (3, "JUG", 3)]


def test_a_change_goes_only_down_to_what_has_arrived(ann: Member) -> None:
    supplied(ann, MUG=0, CUP=0)
    one = bought(ann, MUG=10, CUP=2)
    received(ann, {"sku": "MUG", "good": 6}, purchase_order=one.number)
    noticed(ann, one.number, CUP=2)
    wishes = [ChangedLine(line=1, quantity=5), ChangedLine(line=1, unit_cost="9"), ChangedLine(line=2, quantity=0), ChangedLine(line=9), ChangedLine(sku="MUG")]
    with ann.at_work():
        codes = [change_purchase_orders([PurchaseChange(number=one.number, lines=[line])])[0].error.code for line in wishes]  # type: ignore[union-attr]
        done = only(change_purchase_orders([PurchaseChange(number=one.number, lines=[ChangedLine(line=1, quantity=6)])]))
        order = get_purchase(one.number)
    assert codes == ["below_arrived", "cost_settled", "purchase_line_in_use", "unknown_purchase_line", "missing"]
    assert (done.open, order.open_pieces, order.total) == (2, 2, 2000)


def test_cancelling_takes_the_notices_along_and_stops_at_what_arrived(ann: Member) -> None:
    supplied(ann, MUG=0)
    one, other = bought(ann, MUG=10), bought(ann, MUG=10)
    notice = noticed(ann, one.number, MUG=5)
    received(ann, {"sku": "MUG", "good": 1}, purchase_order=other.number)
    with ann.at_work():
        done, refused = cancel_purchase_orders([act(one.number, reason="too dear"), act(other.number)])
        assert done.status == "done" and refused.error and refused.error.code == "purchase_arrived"
        assert (get_purchase(one.number).state, get_notice(notice.number).row.state) == ("cancelled", "cancelled")


def test_closing_says_that_the_rest_will_not_come(ann: Member) -> None:
    supplied(ann, MUG=0)
    one, draft = bought(ann, MUG=10), bought(ann, more={"draft": True}, MUG=1)
    received(ann, {"sku": "MUG", "good": 4}, purchase_order=one.number)
    with ann.at_work():
        done, refused = close_purchase_orders([act(one.number), act(draft.number)])
        order = get_purchase(one.number)
        assert done.result().pieces == 6 and refused.error and refused.error.code == "purchase_not_sent"
        assert (order.state, order.open_pieces, order.lines[0].closed) == ("closed", 0, 6)
        over, = change_purchase_orders([PurchaseChange(number=one.number, note="x")])
        assert over.error and over.error.code == "purchase_over"


def test_lists_find_by_view_supplier_sku_and_words(ann: Member) -> None:
    supplied(ann, "NORTH", "SOUTH", MUG=0, CUP=0)
    draft = bought(ann, more={"draft": True, "reference": "Ж-17"}, MUG=1)
    late = bought(ann, "SOUTH", more={"expected_on": "2020-01-01"}, CUP=1)
    with ann.at_work(read_only=True):
        assert count_purchases(FindPurchases()) == {"send": 1, "coming": 1, "late": 1, "arrived": 0, "all": 2}
        for find, number in ((FindPurchases(view="late"), late.number), (FindPurchases(q="ж-17"), draft.number), (FindPurchases(sku="CUP"), late.number),
                             (FindPurchases(supplier="SOUTH"), late.number), (FindPurchases(state="draft"), draft.number),
                             (FindPurchases(expected_to="2020-02-01"), late.number)):
            assert [row.number for row in list_purchases(find).rows] == [number], find
        first = list_purchases(FindPurchases(), limit=1)
        assert [row.number for row in list_purchases(FindPurchases(), first.next).rows] == [draft.number]


def test_many_orders_cost_the_same_few_statements(ann: Member) -> None:
    supplied(ann, MUG=0, CUP=0)
    seen = []
    for n in (1, 12):
        with ann.at_work(), counted(ann.tenant) as statements:
            placed = [o.result() for o in place_purchase_orders([wish(MUG=1, CUP=2, more={"draft": True}) for _ in range(n)])]
            send_purchase_orders([act(p.number) for p in placed])
            change_purchase_orders([PurchaseChange(number=p.number, lines=[ChangedLine(line=1, quantity=5)]) for p in placed])
            close_purchase_orders([act(p.number) for p in placed])
        seen.append(len(statements))
    assert seen[0] == seen[1] < 25


def test_nobody_else_sees_or_buys(ann: Member, ben: Member, zoe: Member) -> None:
    supplied(ann, MUG=0)
    one = bought(ann, MUG=1)
    with zoe.at_work(read_only=True):
        assert list_purchases(FindPurchases()).rows == []
    with ben.at_work(), pytest.raises(Forbidden):
        cancel_purchase_orders([act(one.number)])
