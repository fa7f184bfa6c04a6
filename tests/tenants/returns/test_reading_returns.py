"""Returns as they are read: in lists by what waits, one whole with its story, and what of an order can come back."""

from saas.kit.operations import only
from tenants.returns.inputs import ReceivedUnit, ReturnRequest
from tenants.returns.operations import request_returns
from tenants.returns.queries import FindReturns, count_returns, find_sent, get_return, list_returns, return_numbers, return_story, returnable
from tests.cast import Member
from tests.statements import counted
from tests.tenants.returns.returning import accepted, authorised, lines, received, shipped


def test_each_view_holds_what_waits_for_it(ann: Member) -> None:
    order = shipped(ann, MUG=9)
    with ann.at_work():
        asked = only(request_returns([ReturnRequest(order=order, lines=lines(_1=1))])).number
    coming, here, done = (authorised(ann, order, *lines(_1=2)) for _n in range(3))
    received(ann, here, ReceivedUnit(line=1))
    accepted(ann, done, *received(ann, done, ReceivedUnit(line=1, quantity=2)))
    with ann.at_work(read_only=True):
        assert count_returns() == {"authorise": 1, "coming": 2, "check": 1, "refund": 1, "all": 4}
        views = {view: [row.number for row in list_returns(FindReturns(view=view)).rows] for view in ("authorise", "coming", "check", "refund")}  # type: ignore[arg-type]
        assert views == {"authorise": [asked], "coming": [here, coming], "check": [here], "refund": [done]}
        assert list_returns(FindReturns(view="authorise", state="closed")).rows == []


def test_pages_go_forth_and_back(ann: Member) -> None:
    order = shipped(ann, MUG=5)
    with ann.at_work():
        numbers = [only(request_returns([ReturnRequest(order=order, lines=lines(_1=1))])).number for _n in range(5)][::-1]
        first = list_returns(FindReturns(), limit=2)
        second = list_returns(FindReturns(), first.next, limit=2)
        third = list_returns(FindReturns(), second.next, limit=2)
        back = list_returns(FindReturns(), back=third.previous, limit=2)
    assert [[r.number for r in page.rows] for page in (first, second, third, back)] == [numbers[:2], numbers[2:4], numbers[4:], numbers[2:4]]
    assert (first.previous, third.next, first.found) == (None, None, 5)


def test_one_return_tells_all_of_it_in_as_many_statements(ann: Member) -> None:
    order = shipped(ann, MUG=3, CUP=2)
    number = authorised(ann, order, reason="faulty", note="Chipped")
    seen = []
    for n in (1, 2):
        accepted(ann, number, received(ann, number, ReceivedUnit(line=n))[-1])
        with ann.at_work(read_only=True), counted(ann.tenant) as statements:
            one = get_return(number)
        seen.append(len(statements))
    assert seen == [8, 8] and (one.state, one.reason, one.note, one.awaited, one.worth, one.suggested) == ("part_received", "faulty", "Chipped", 3, 2000, 2000)
    assert [(unit.sku, unit.decision, unit.warehouse is not None) for unit in one.units] == [("MUG", "accepted", True), ("CUP", "accepted", True)]
    with ann.at_work():
        told = [event.name for event in return_story(one.id)]
    assert told == ["return.decided", "return.received"] * 2 + ["return.authorised", "return.requested"]


def test_what_can_come_back_of_an_order(ann: Member) -> None:
    order = shipped(ann, MUG=3, CUP=2)
    authorised(ann, order, *lines(_1=3, _2=1))
    with ann.at_work(read_only=True):
        assert [(one.sku, one.most) for one in returnable(order)] == [("CUP", 1)]


def test_all_that_a_list_finds_are_known_by_number(ann: Member) -> None:
    order = shipped(ann, MUG=4)
    numbers = [authorised(ann, order, *lines(_1=1), reason=reason) for reason in ("late", "faulty", "late")]
    with ann.at_work(read_only=True):
        assert return_numbers(FindReturns(reason="late"), 9) == [numbers[2], numbers[0]]
        assert return_numbers(FindReturns(view="coming"), 2) == numbers[:0:-1] and return_numbers(FindReturns(view="check"), 9) == []


def test_only_orders_whose_goods_are_with_the_customer_are_found(ann: Member, zoe: Member) -> None:
    here, _theirs = shipped(ann, "A-1", MUG=2), shipped(zoe, "A-1", MUG=1)
    back = shipped(ann, "A-10", MUG=1)
    received(ann, authorised(ann, back), ReceivedUnit(line=1))
    with ann.at_work(read_only=True):
        assert [(one.number, one.pieces, one.exact) for one in find_sent(f" {here} ")] == [(here, 2, True)]
        assert [one.number for one in find_sent("A-1")] == [here], "what came back whole isn't with the customer"
        assert [(one.number, one.pieces) for one in find_sent(str(back))] == [(back, 0)], "but its own number always finds it"
        assert find_sent("") == find_sent("nobody") == find_sent("x") == find_sent("%") == []
