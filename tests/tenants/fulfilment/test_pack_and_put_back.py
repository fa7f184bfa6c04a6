"""What is picked is packed, whole or in part, and leaves packed pieces first; what was picked may be put back."""

from typing import Any

import pytest

from saas.kit import db
from saas.kit.errors import Forbidden
from saas.kit.operations import only
from tenants.fulfilment.inputs import LineQuantity, NewShipment, Packing, Picking, PutBack
from tenants.fulfilment.operations import pack_orders, pick, ship, unpick
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Cancellation, NewHold
from tenants.orders.operations import cancel_orders, hold_orders
from tenants.orders.queries import get_order
from tests.api.conftest import Program
from tests.browser import Browser, signed_in
from tests.cast import Member, placed, stocked, token_for
from tests.conftest import World
from tests.pages import opened, read_page
from tests.statements import counted

ORDERS = "/t/acme/orders"


def some(quantity: int, line: int = 1) -> list[LineQuantity]:
    return [LineQuantity(line=line, quantity=quantity)]


@pytest.fixture
def picked(ann: Member) -> int:
    """An order of four mugs and two cups, three and one of which are picked."""
    stocked(ann, MUG=10, CUP=10)
    number = placed(ann, "A-1", MUG=4, CUP=2).number
    with ann.at_work():
        only(pick([Picking(number=number, lines=[*some(3), *some(1, 2)])]))
    return number


def figures(number: int) -> list[tuple[int, int, int, int]]:
    return [(line.allocated, line.picked, line.packed, line.shipped) for line in get_order(number).lines]


def test_all_that_is_picked_is_packed_and_leaves_first(ann: Member, picked: int) -> None:
    with ann.at_work():
        assert only(pack_orders([Packing(number=picked, lines=some(2))])) == 2
        assert figures(picked) == [(4, 3, 2, 0), (2, 1, 0, 0)]
        only(ship([NewShipment(number=picked, lines=some(1))]))
        assert figures(picked)[0] == (3, 2, 1, 1)
        assert only(pack_orders([Packing(number=picked)])) == 2
        only(ship([NewShipment(number=picked)]))
        assert figures(picked) == [(0, 0, 0, 4), (0, 0, 0, 2)] and prove_stock() == []


@pytest.mark.parametrize(("lines", "code", "pointer"), [
    (some(4), "more_than_to_pack", "/lines/0/quantity"), ([*some(2), *some(2)], "more_than_to_pack", "/lines/1/quantity"),
    (some(1, 9), "unknown_line", "/lines/0/line")])
def test_only_what_is_picked_can_be_packed(ann: Member, picked: int, lines: list[LineQuantity], code: str, pointer: str) -> None:
    with ann.at_work():
        (refused,) = pack_orders([Packing(number=picked, lines=lines)])
    assert refused.error and (refused.error.code, refused.error.pointer) == (code, pointer)


def test_what_can_not_be_packed_is_told(ann: Member, picked: int) -> None:
    other = placed(ann, "A-2", MUG=1).number
    with ann.at_work():
        only(hold_orders([picked], NewHold(reason="gift")))
        outcomes = pack_orders([Packing(number=picked), Packing(number=other), Packing(number=9)])
    assert [o.error.code for o in outcomes if o.error] == ["on_hold", "nothing_to_pack", "unknown_order"]


def test_several_in_a_batch_and_the_same_key_again(ann: Member, picked: int) -> None:
    with ann.at_work():
        batch = [Packing(number=picked, lines=some(1), key="a"), Packing(number=picked, lines=some(1), key="a"), Packing(number=picked)]
        assert [(o.status, o.value) for o in pack_orders(batch)] == [("done", 1), ("again", 0), ("done", 3)]
        back = [PutBack(number=picked, lines=some(1), key="a"), PutBack(number=picked, lines=some(1), key="a"), PutBack(number=picked)]
        assert [(o.status, o.value) for o in unpick(back)] == [("done", 1), ("again", 0), ("done", 3)]
        assert [o.status for o in (*pack_orders(batch[:1]), *unpick(back[:1]))] == ["again", "again"]
        assert figures(picked) == [(4, 0, 0, 0), (2, 0, 0, 0)] and prove_stock() == []


def test_what_is_put_back_stays_held_and_may_be_cancelled(ann: Member, picked: int) -> None:
    with ann.at_work():
        only(pack_orders([Packing(number=picked)]))
        assert only(unpick([PutBack(number=picked, lines=some(2))])) == 2
        assert figures(picked) == [(4, 1, 1, 0), (2, 1, 1, 0)] and get_order(picked).state == "picking"
        (refused,) = unpick([PutBack(number=picked, lines=some(2))])
        assert refused.error and (refused.error.code, refused.error.pointer) == ("more_than_picked", "/lines/0/quantity")
        only(unpick([PutBack(number=picked)]))
        assert get_order(picked).state == "ready" and prove_stock() == []
        assert [o.error.code for o in unpick([PutBack(number=picked)]) if o.error] == ["nothing_picked"]
        assert only(cancel_orders([Cancellation(number=picked)])).released == 6


def test_many_are_packed_and_put_back_by_as_many_statements_as_one(ann: Member) -> None:
    stocked(ann, MUG=100)
    asked = []
    for many in (1, 20):
        numbers = [placed(ann, f"{many}-{n}", MUG=2).number for n in range(many)]
        with ann.at_work():
            pick([Picking(number=n) for n in numbers])
        with ann.at_work(), counted(ann.tenant) as seen:
            pack_orders([Packing(number=n, key="k") for n in numbers])
            unpick([PutBack(number=n, key="k") for n in numbers])
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 12


def test_whoever_may_only_look_packs_nothing(ben: Member, picked: int) -> None:
    for verb in (pack_orders, unpick):
        with pytest.raises(Forbidden), ben.at_work():
            verb([])  # type: ignore[operator]


@pytest.fixture
def browser(world: World, ann: Member) -> Browser:
    return signed_in(world.app, ann.email)


def test_packed_and_put_back_from_the_orders_page(browser: Browser, ann: Member, picked: int) -> None:
    shown = opened(browser, f"{ORDERS}/{picked}")
    assert f"{ORDERS}/{picked}/pack" in shown.links and f"{ORDERS}/{picked}/unpick" in shown.links
    page = opened(browser, f"{ORDERS}/{picked}/pack")
    assert (page.value("line-1"), page.value("line-2")) == ("3", "1")
    typed = {"line-1": "2", "line-2": "1", "key": page.value("key")}
    answers = [browser.post(f"{ORDERS}/{picked}/pack", typed) for _click in range(2)]
    told = opened(browser, answers[1].location).text
    assert "Order packed." in told and "3 pieces packed." in told and "2 pieces are packed." in told
    assert [opened(browser, f"{ORDERS}/{picked}/ship").value(f"line-{n}") for n in (1, 2)] == ["2", "1"]
    assert browser.post(f"{ORDERS}/{picked}/unpick", {"line-1": "3", "line-2": "0", "key": "b"}).status_code == 303
    assert "3 picked pieces were put back on the shelf." in opened(browser, f"{ORDERS}/{picked}").text
    refused = read_page(browser.post(f"{ORDERS}/{picked}/unpick", {"line-2": "5", "key": "c"}))
    assert refused.status == 409 and "Line 2 has 1 picked; 5 can't be put back." in refused.text
    assert browser.post(f"{ORDERS}/pack", {"ids": str(picked)}).status_code == 409
    assert "Nothing of this order is picked and not packed yet." in opened(browser, f"{ORDERS}/{picked}/pack").text
    with ann.at_work():
        assert figures(picked) == [(4, 0, 0, 0), (2, 1, 1, 0)] and prove_stock() == []


def test_a_program_packs_and_puts_back(world: World, ann: Member, zoe: Member, picked: int) -> None:
    program = Program(world, token_for(ann))

    def packed(answer: Any) -> list[tuple[int, int]]:
        assert answer.status_code == 200, answer.json
        return [(line["picked"], line["packed"]) for line in answer.json["lines"]]

    assert packed(program.post(f"/orders/{picked}/pack", {"lines": [{"line": 1, "quantity": 2}], "key": "a"})) == [(3, 2), (1, 0)]
    assert packed(program.post(f"/orders/{picked}/pack", {})) == [(3, 3), (1, 1)]
    again = program.post(f"/orders/{picked}/pack", {})
    assert (again.status_code, again.json["code"]) == (409, "nothing_to_pack")
    assert packed(program.post(f"/orders/{picked}/unpick", {"lines": [{"line": 1, "quantity": 2}]})) == [(1, 1), (1, 1)]
    many = program.post("/orders/unpick/bulk", {"orders": [{"number": picked}, {"number": 9}]})
    assert many.status_code == 207 and [one["status"] for one in many.json["data"]] == ["done", "refused"]
    assert program.post("/orders/pack/bulk", {"packings": [{"number": picked}]}).json["data"][0]["error"]["code"] == "nothing_to_pack"
    stranger = Program(world, token_for(zoe))
    assert [stranger.post(f"/orders/{picked}/{verb}", {}).json["code"] for verb in ("pack", "unpick")] == ["unknown_order"] * 2
    with ann.at_work():
        assert db.rows("SELECT picked FROM orders")[0].picked == 0 and prove_stock() == []
