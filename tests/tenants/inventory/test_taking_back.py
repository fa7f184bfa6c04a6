"""Corrections: one movement taken back by another that reverses it; once, while its pieces are there, and never behind a document."""

from datetime import timedelta

import pytest

from saas.kit import clock, db
from saas.kit.errors import NotFound
from saas.kit.operations import only
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.inputs import Receipt, StockChange, StockMove, TakingBack
from tenants.inventory.operations import adjust_stock, move_stock, prove_stock, receive, take_back
from tenants.inventory.queries import get_move, list_moves, value_of
from tests.api.conftest import Program
from tests.browser import signed_in, text_of
from tests.cast import Member, placed, stocked, token_for
from tests.conftest import World
from tests.statements import counted


def last() -> int:
    return db.rows("SELECT max(id) AS id FROM movement")[0].id


def said(*ids: int) -> list[str]:
    return [o.error.code + o.error.pointer if o.error else o.status for o in take_back([TakingBack(movement=one) for one in ids])]


def test_a_mistake_is_taken_back_at_its_own_cost(ann: Member) -> None:
    stocked(ann, MUG=0)
    with ann.at_work():
        only(receive([Receipt(sku="MUG", quantity=10, unit_cost="1.00")]))
        only(receive([Receipt(sku="MUG", quantity=5, unit_cost="9.00")]))
        wrong = last()
        assert only(take_back([TakingBack(movement=wrong, note="wrong box")])) == wrong
        newest = list_moves("MUG").rows[0]
        assert (newest.cause, newest.reverses, newest.reason, newest.net, newest.balance) == ("reversed", wrong, "wrong box", -5, 10)
        assert get_move(wrong).reversed_by == newest.id
        worth = value_of("MUG")
        assert worth and (worth.average, worth.fifo, prove_stock()) == (1000, 1000, [])


def test_once_and_no_reversal_of_a_reversal(ann: Member) -> None:
    stocked(ann, MUG=5)
    with ann.at_work():
        first = last()
        assert said(first, 999_999) == ["done", "unknown_movement/movement"]
        assert said(first, last()) == ["reversed_already/movement", "reversal_stays/movement"]
        assert prove_stock() == []


def test_the_same_movement_twice_in_a_batch_goes_back_once(ann: Member) -> None:
    stocked(ann, MUG=5)
    with ann.at_work():
        assert said(last(), last()) == ["done", "done"]
        assert (value_of("MUG"), prove_stock()) == (None, [])


def test_what_is_held_or_gone_cannot_go_back(ann: Member) -> None:
    stocked(ann, MUG=5, CUP=0)
    with ann.at_work():
        opening = db.rows("SELECT min(id) AS id FROM movement")[0].id
    placed(ann, "A-1", MUG=1)
    with ann.at_work():
        assert said(opening) == ["not_enough_stock/movement"]
        adjust_stock([StockChange(sku="MUG", change=-2, reason="theft")])
        gone = last()
        assert said(gone, opening) == ["done", "not_enough_stock/movement"]
        only(move_stock([StockMove(sku="MUG", quantity=1, to_status="damaged")]))
        assert said(last()) == ["done"]
        assert prove_stock() == []


def test_what_lies_there_again_is_told_to_those_who_wait(ann: Member) -> None:
    stocked(ann, MUG=5)
    with ann.at_work():
        only(adjust_stock([StockChange(sku="MUG", change=-5, reason="theft")]))
        assert said(last()) == ["done"]
        told = db.rows("SELECT name, data FROM event WHERE subject_kind = 'sku' ORDER BY id DESC LIMIT 2")
        assert [tuple(row) for row in told] == [("stock.arrived", {"change": 5}), ("stock.reversed", {"quantity": 5})]


def test_what_a_parcel_took_is_corrected_at_the_parcel(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=2).number
    with ann.at_work():
        only(ship([NewShipment(number=number)]))
        assert said(last()) == ["movement_of_a_document/movement"]


def test_any_number_goes_back_in_the_same_few_statements(ann: Member) -> None:
    stocked(ann, **{f"S{n}": 5 for n in range(31)})
    with ann.at_work():
        ids = [row.id for row in db.rows("SELECT id FROM movement ORDER BY id")]
    seen = []
    for some in (ids[:1], ids[1:]):
        with ann.at_work(), counted(ann.tenant) as statements:
            assert set(said(*some)) == {"done"}
        seen.append(len(statements))
    assert seen[0] == seen[1] <= 8


def test_from_the_page_with_when_it_happened_and_when_it_was_written(world: World, ann: Member, ben: Member) -> None:
    stocked(ann, MUG=0)
    with ann.at_work():
        only(receive([Receipt(sku="MUG", quantity=3, at=clock.now() - timedelta(days=2))]))
        movement = last()
    browser = signed_in(world.app, ann.email)
    shown = browser.get("/t/acme/stock/sku/MUG")
    path = f"/t/acme/stock/movements/{movement}"
    assert path in shown.text and "recorded" in text_of(shown)
    asked = text_of(browser.get(path))
    assert "When it was recorded" in asked and "Take it back" in asked
    answer = browser.post(path, {"note": "twice"})
    assert answer.status_code == 303 and f"taken back by movement {movement + 1}" in text_of(browser.get(answer.location))
    assert "was taken back already" in text_of(browser.post(path, {}))
    assert "can't be taken back" in text_of(browser.get(path))
    viewer = signed_in(world.app, ben.email)
    assert [viewer.get(path).status_code, viewer.post(path, {}).status_code, browser.get("/t/acme/stock/movements/999999").status_code] == [403, 403, 404]


def test_the_ledger_through_the_api(world: World, ann: Member, zoe: Member) -> None:
    stocked(ann, MUG=0)
    with ann.at_work():
        only(receive([Receipt(sku="MUG", quantity=3, unit_cost="2.00", lot="L1")]))
        movement = last()
    program = Program(world, token_for(ann))
    (row,) = program.get("/movements?sku=MUG").json["data"]
    assert (row["id"], row["net"], row["lot"], row["cause"], row["cost_fifo"], row["target"]["warehouse"]) == (movement, 3, "L1", "received", "6.00", "Main")
    taken = program.post(f"/movements/{movement}/take-back", {"note": "twice"})
    assert (taken.status_code, taken.json["reversed_by"]) == (200, movement + 1)
    assert program.post(f"/movements/{movement}/take-back", {}).json["code"] == "reversed_already"
    assert [program.get(path).status_code for path in ("/movements?sku=NOPE", "/movements/999999")] == [404, 404]
    assert Program(world, token_for(zoe)).get(f"/movements/{movement}").status_code == 404
    with pytest.raises(NotFound), zoe.at_work(read_only=True):
        get_move(movement)
