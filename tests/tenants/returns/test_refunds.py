"""What goes back is counted to the minor unit: prices, discounts, taxes, kits; and never more than was paid."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from saas.kit import db
from saas.kit.operations import Outcome, only
from tenants.orders.inputs import NewLine, NewOrder
from tenants.returns.inputs import Decision, NewRefund, ReceivedUnit, Reception, Refusal, ReturnRequest, UnitDecision
from tenants.returns.operations import cancel_returns, decide_returns, receive_returns, record_refunds, request_returns
from tenants.returns.worth import Worth
from tests.cast import Member
from tests.tenants.returns.returning import accepted, authorised, lines, one, proved, received, shipped, shipped_as, unit_ids

ORDER = NewOrder(reference="A-1", discount="10.00", shipping="5.00", prices_include_tax=False, lines=[
    NewLine(sku="MUG", quantity=3, unit_price="33.34", discount="0.02", tax_rate="10"), NewLine(sku="TEA", quantity=1, unit_price="100.00", tax_rate="8")])


class _Row:
    """A row as the database would give it."""

    def __init__(self, **values: int | None) -> None:
        self.__dict__.update(values)


def _code(outcome: Outcome[object]) -> tuple[str, str]:
    assert outcome.error, outcome
    return outcome.error.code, outcome.error.pointer


def _refund(who: Member, number: int, **given: str) -> Outcome[object]:
    with who.at_work():
        return record_refunds([NewRefund(number=number, **given)])[0]  # type: ignore[return-value]


def test_prices_discounts_and_taxes_go_back_to_the_cent(ann: Member) -> None:
    order = shipped_as(ann, ORDER)
    worth = []
    for line in (1, 1, 2, 1):
        number = authorised(ann, order, *lines(**{f"_{line}": 1}))
        worth.append(accepted(ann, number, *received(ann, number, ReceivedUnit(line=line))))
        assert _refund(ann, number).status == "done"
    with ann.at_work():
        subtotal, discount, tax, total, refunded = one("SELECT subtotal, discount, tax, total, refunded FROM orders")
    assert sum(worth) == subtotal - discount + tax == total - 500 == refunded
    assert worth[2] > 10_000 - 500 and max(worth[0], worth[1], worth[3]) - min(worth[0], worth[1], worth[3]) <= 1
    proved(ann)


def test_yen_have_no_cents(zoe: Member) -> None:
    order = shipped_as(zoe, NewOrder(reference="Z-1", discount="100", lines=[NewLine(sku="MUG", quantity=3, unit_price="1000")]))
    number = authorised(zoe, order)
    units = received(zoe, number, *(ReceivedUnit(line=1) for _n in range(3)))
    assert [accepted(zoe, number, unit) for unit in units] == [966, 967, 967]
    with zoe.at_work():
        refused, = record_refunds([NewRefund(number=number, amount="0.5")])
        assert only(record_refunds([NewRefund(number=number)])).amount == 2900
    assert _code(refused) == ("not_an_amount", "/amount")


def test_never_more_than_was_paid(ann: Member) -> None:
    order = shipped(ann, MUG=2)
    first, second = authorised(ann, order, *lines(_1=1)), authorised(ann, order, *lines(_1=1))
    with ann.at_work():
        both = record_refunds([NewRefund(number=first, amount="12.00"), NewRefund(number=second, amount="8.01")])
        assert both[0].status == "done" and _code(both[1]) == ("more_than_paid", "/amount")
        assert only(record_refunds([NewRefund(number=second, amount="8.00")])).left == 0
        assert one("SELECT refunded FROM orders") == (2000,)
    assert _code(_refund(ann, first, amount="0.01")) == ("more_than_paid", "/amount")
    proved(ann)


def test_an_order_nobody_paid_has_nothing_to_give_back(ann: Member) -> None:
    order = shipped(ann, MUG=2)
    number = authorised(ann, order)
    with ann.at_work():
        db.run("UPDATE orders SET paid = false")
    assert _code(_refund(ann, number, amount="1.00"))[0] == "not_paid"


def test_the_same_key_pays_once(ann: Member) -> None:
    order = shipped(ann, MUG=4)
    number, other = authorised(ann, order, *lines(_1=1)), authorised(ann, order, *lines(_1=1))
    paid = NewRefund(number=number, amount="3.00", key="psp-9")
    with ann.at_work():
        first, twin = record_refunds([paid, paid])
    with ann.at_work():
        again, taken = record_refunds([paid, paid.model_copy(update={"number": other})])
        assert one("SELECT refunded FROM orders") == (300,) and one("SELECT count(*) FROM refund") == (1,)
    assert [o.status for o in (first, twin, again)] == ["done", "again", "again"] and _code(taken) == ("key_reused", "/key")


def test_nothing_is_suggested_for_what_was_rejected(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=2))
    unit, = received(ann, number, ReceivedUnit(line=1, quantity=2))
    with ann.at_work():
        assert only(decide_returns([Decision(number=number, units=[UnitDecision(unit=unit, decision="rejected")])])).worth == 0
    assert _code(_refund(ann, number)) == ("nothing_suggested", "/amount")
    assert _code(_refund(ann, number, amount="0")) == ("not_an_amount", "/amount")


def test_money_may_go_back_before_the_goods(ann: Member) -> None:
    order = shipped(ann, MUG=2)
    with ann.at_work():
        asked = only(request_returns([ReturnRequest(order=order)])).number
    assert _code(_refund(ann, asked, amount="5.00"))[0] == "not_authorised_yet"
    with ann.at_work():
        only(cancel_returns([Refusal(number=asked)]))
    number = authorised(ann, order)
    assert _refund(ann, number, amount="5.00").status == "done"
    worth = accepted(ann, number, *received(ann, number, ReceivedUnit(line=1, quantity=2)))
    with ann.at_work():
        assert only(record_refunds([NewRefund(number=number)])).amount == worth - 500


def _kit(who: Member, order: int) -> None:
    """Make the order's lines 2 and 3 the parts of a kit sold for 30.01: two cups and a pot in each of two."""
    with who.at_work():
        ((order_id,),) = db.rows("SELECT id FROM orders WHERE number = %s", (order,))
        db.run("INSERT INTO order_kit (order_id, kit_no, sku_id, sku_code, title, unit_price, total, ordered) SELECT %s, 9, id, 'SET', 'Set', 3001, 6002, 2 "
               "FROM sku WHERE code = 'MUG'", (order_id,))
        db.run("UPDATE order_line SET kit_no = 9, per_kit = ordered / 2, unit_price = 0, total = 0 WHERE order_id = %s AND line_no > 1", (order_id,))
        db.run("UPDATE orders o SET subtotal = x.s, total = x.s FROM (SELECT 1000 + 6002 AS s) x WHERE o.id = %s", (order_id,))
        db.run("UPDATE sku SET price = 2000 WHERE code = 'POT'")


def test_parts_of_a_kit_share_its_price(ann: Member) -> None:
    order = shipped(ann, MUG=1, CUP=4, POT=2)
    _kit(ann, order)
    number = authorised(ann, order, *lines(_9=1))
    with ann.at_work():
        assert one("SELECT requested FROM return_line WHERE line_no = 2") == (2,) and one("SELECT requested FROM return_line WHERE line_no = 3") == (1,)
    cups, pot = received(ann, number, ReceivedUnit(line=2, quantity=2), ReceivedUnit(line=3))
    assert [accepted(ann, number, cups), accepted(ann, number, pot)] == [1500, 1501]
    rest = authorised(ann, order, *lines(_2=2, _3=1))
    units = received(ann, rest, ReceivedUnit(line=3), ReceivedUnit(line=2), ReceivedUnit(line=2))
    assert sum(accepted(ann, rest, unit) for unit in units) == 6002 - 3001
    with ann.at_work():
        refused, = request_returns([ReturnRequest(order=order, lines=lines(_9=1))])
    assert _code(refused) == ("more_than_shipped", "/lines/0/quantity")
    proved(ann)


def test_a_changed_catalogue_never_gives_back_more(ann: Member) -> None:
    order = shipped(ann, MUG=1, CUP=4, POT=2)
    _kit(ann, order)
    number = authorised(ann, order, *lines(_9=2))
    cups, pots = received(ann, number, ReceivedUnit(line=2, quantity=4), ReceivedUnit(line=3, quantity=2))
    first = accepted(ann, number, cups)
    with ann.at_work():
        db.run("UPDATE sku SET price = 9000 WHERE code = 'POT'")
    assert first + accepted(ann, number, pots) == 6002


@settings(max_examples=200, deadline=None)
@given(data=some.data())
def test_all_pieces_are_worth_what_was_paid_and_no_sequence_more(data: some.DataObject) -> None:
    totals = data.draw(some.lists(some.tuples(some.integers(0, 99_999), some.integers(1, 7), some.sampled_from([0, 800, 1000])), min_size=1, max_size=4))
    discount = data.draw(some.integers(0, sum(total for total, _q, _r in totals)))
    tax = data.draw(some.integers(0, 9999))
    kit = data.draw(some.none() | some.tuples(some.integers(0, 9999), some.integers(0, 9999), some.integers(0, 9999)))
    rows = [_Row(line_no=n, kit_no=None, total=total, tax_bp=rate, ordered=q, price=700) for n, (total, q, rate) in enumerate(totals, 1)]
    kits = []
    if kit:
        kits = [_Row(kit_no=90, total=kit[0], tax_bp=1000)]
        rows += [_Row(line_no=91, kit_no=90, total=0, tax_bp=0, ordered=2, price=kit[1]), _Row(line_no=92, kit_no=90, total=0, tax_bp=0, ordered=3, price=kit[2])]
    inside = data.draw(some.booleans())
    worth = Worth(_Row(discount=discount, tax=0 if inside else tax, tax_included=tax if inside else 0), rows, kits, [])
    sold = sum(total for total, _q, _r in totals) + (kit[0] if kit else 0)
    pieces = data.draw(some.permutations([row.line_no for row in rows for _piece in range(row.ordered)]))
    given = [worth.accept(line_no, 1) for line_no in pieces]
    added = 0 if inside else tax
    assert min(given) >= 0 and sum(given) == (sold - discount + added if sold - discount else 0)
    units = [_Row(id=n, line_no=line_no, worth=amount) for n, (line_no, amount) in enumerate(zip(pieces, given, strict=True))]
    taxes = worth.taxes(units)
    assert min(taxes.values()) >= 0 and sum(taxes.values()) == (tax if sold - discount else 0)


def test_received_units_are_counted_once_each(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=3))
    with ann.at_work():
        only(receive_returns([Reception(number=number, units=[ReceivedUnit(line=1, quantity=3)])]))
        unit, = unit_ids(number)
        assert only(decide_returns([Decision(number=number, units=[UnitDecision(unit=unit, quantity=1)])])).worth == 1000
        _first, rest = unit_ids(number)
        assert only(decide_returns([Decision(number=number, units=[UnitDecision(unit=rest)])])).worth == 2000
