"""Goods are sent in exchange by an order like any other: same customer, same address, free but for the difference."""

from saas.kit import db
from saas.kit.operations import Outcome, only
from tenants.orders.inputs import Address, Customer, NewLine, NewOrder
from tenants.orders.operations import place_orders
from tenants.returns.inputs import Decision, Exchange, ExchangeLine, NewRefund, ReceivedUnit, UnitDecision
from tenants.returns.operations import decide_returns, order_exchanges, record_refunds
from tests.cast import HOME, Member, stocked
from tests.tenants.returns.returning import authorised, one, proved, received, shipped, shipped_as

ORDER = NewOrder(reference="A-1", channel="web", customer=Customer(name="Kim"), ship_to=Address(line1="1 Pier", city="Bay"),
                 lines=[NewLine(sku="MUG", quantity=3)])
MADE = "SELECT o.total, o.allocated, o.state, o.customer_name, o.ship_to ->> 'city', o.channel, o.reference FROM orders o WHERE number = %s"


def _code(outcome: Outcome[object]) -> tuple[str, str]:
    assert outcome.error, outcome
    return outcome.error.code, outcome.error.pointer


def test_the_same_goods_go_to_the_same_person_for_nothing(ann: Member) -> None:
    number = authorised(ann, shipped_as(ann, ORDER), wants="exchange")
    unit, = received(ann, number, ReceivedUnit(line=1))
    with ann.at_work():
        only(decide_returns([Decision(number=number, units=[UnitDecision(unit=unit, decision="rejected")])]))
        new = only(order_exchanges([Exchange(number=number)])).order
        assert one(MADE, new) == (0, 2, "ready", "Kim", "Bay", "web", f"EX{number}")
        linked = one("SELECT a.number, b.number, l.kind FROM order_link l JOIN orders a ON a.id = l.order_id JOIN orders b ON b.id = l.other_id")
        assert linked[1:] == (new, "exchange")
    proved(ann)


def test_a_difference_is_paid_before_it_leaves(ann: Member) -> None:
    number = authorised(ann, shipped_as(ann, ORDER))
    stocked(ann, POT=5)
    asked = Exchange(number=number, lines=[ExchangeLine(sku="POT", quantity=3), ExchangeLine(sku="MUG")], difference="10.00")
    with ann.at_work():
        new, twin = (order_exchanges([asked])[0] for _n in range(2))
        assert new.value and one(MADE, new.value.order)[:3] == (1000, 4, "on_hold") and twin.status == "again" and twin.value == new.value
        other, = order_exchanges([Exchange(number=number)])
        assert one("SELECT count(*) FROM orders") == (2,)
        refund, = record_refunds([NewRefund(number=number)])
    assert _code(other)[0] == "already_exchanged" and _code(refund)[0] == "nothing_suggested"
    proved(ann)


def test_what_cannot_be_sent_is_said(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=1))
    with ann.at_work():
        only(place_orders([NewOrder(ship_to=HOME, reference=f"EX{number}", lines=[NewLine(sku="MUG", quantity=1)])]))
        strange, taken, odd, none = order_exchanges([Exchange(number=number, lines=[ExchangeLine(sku="MOON")])]) + order_exchanges(
            [Exchange(number=number)]) + order_exchanges([Exchange(number=number, difference="0.005")]) + order_exchanges([Exchange(number=7)])
        assert one("SELECT exchange_order_id FROM returns") == (None,) and db.rows("SELECT 1 FROM order_link") == []
        assert only(order_exchanges([Exchange(number=number, reference="R-1")])).order
    assert _code(strange) == ("unknown_sku", "/lines/0/sku") and _code(taken) == ("reference_taken", "/reference")
    assert _code(odd) == ("not_an_amount", "/difference") and _code(none)[0] == "unknown_return"


def test_nothing_is_sent_for_what_was_rejected(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=1))
    unit, = received(ann, number, ReceivedUnit(line=1))
    with ann.at_work():
        only(decide_returns([Decision(number=number, units=[UnitDecision(unit=unit, decision="rejected")])]))
        refused, = order_exchanges([Exchange(number=number)])
    assert _code(refused) == ("nothing_to_exchange", "/lines")
