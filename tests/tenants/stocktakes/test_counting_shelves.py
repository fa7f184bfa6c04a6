"""Pieces are counted by code, barcode, lot or serial number, in all or one by one; a key counts once."""

import pytest

from saas.kit import db
from saas.kit.operations import only
from tenants.inventory.errors import OnePiecePerSerial, UnknownLocation
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock
from tenants.stocktakes.errors import (NothingCounted, NotCounting, NotUnderReview, SharedBarcode, SharedLot, Undecided, UnknownCode, UnknownStocktake,
                                       UnknownStocktakeLine, WhichPlace)
from tenants.stocktakes.inputs import Count, Decision, Decisions, NewStocktake, Recounts
from tenants.stocktakes.operations import ask_recounts, decide, enter_counts, open_stocktake, post_stocktake, to_review
from tests.cast import Member, stocked
from tests.conftest import World
from tests.tenants.stocktakes.counting import lines, on_hand, opened, posted, reviewed, shelves


def test_what_is_found_and_not_listed_gets_a_line(world: World, ann: Member) -> None:
    stocked(ann, MUG=10, CUP=0)
    shelves(world, ann, A={})
    number = opened(ann)
    with ann.at_work():
        found, listed = enter_counts([Count(number=number, code="CUP", quantity=2, location="A"), Count(number=number, code="MUG", quantity=10)])
        assert (found.result().found, found.result().location, listed.result().found) == (True, "A", False)
    reviewed(ann, number)
    assert posted(ann, number).result().more == 2
    assert on_hand(ann, "CUP") == 2


def test_a_barcode_is_as_good_as_a_code(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=5, BOWL=5)
    number = opened(ann)
    with ann.at_work():
        db.run("UPDATE sku SET barcode = CASE code WHEN 'MUG' THEN '4006381333931' ELSE '4006381333955' END")
        for _scan in range(3):
            only(enter_counts([Count(number=number, code="4006381333931", way="add")]))
        shared, none = enter_counts([Count(number=number, code="4006381333955"), Count(number=number, code="X")])
        assert isinstance(shared.error, SharedBarcode) and isinstance(none.error, UnknownCode)
    assert lines(ann, number)["MUG"] == (3, 10)


def test_the_same_key_counts_once(ann: Member) -> None:
    stocked(ann, MUG=10)
    scan = {"code": "MUG", "way": "add", "key": "k"}
    with ann.at_work():
        first, again = (open_stocktake(NewStocktake(key="o")) for _time in range(2))
        assert (first.status, again.status, again.value) == ("done", "again", first.value)
    number = first.result().number
    for _time in range(2):
        with ann.at_work():
            outcomes = enter_counts([Count(number=number, **scan)] * 2)
    assert [outcome.status for outcome in outcomes] == ["again", "again"]
    assert lines(ann, number)["MUG"] == (1, 10)


def test_wrong_counts_and_wrong_moments_are_refused(world: World, ann: Member) -> None:
    stocked(ann, MUG=5, RING=0)
    shelves(world, ann, A={"MUG": 1})
    with ann.at_work():
        db.run("UPDATE sku SET tracking = 'serial' WHERE code = 'RING'")
    number = opened(ann)
    with ann.at_work():
        found = enter_counts([
            Count(number=99, code="MUG"), Count(number=number, code="MUG"), Count(number=number, code="MUG", location="X"),
            Count(number=number, code="RING", lot="R1", quantity=2)])
        assert [type(outcome.error) for outcome in found] == [UnknownStocktake, WhichPlace, UnknownLocation, OnePiecePerSerial]
        for verb, error in ((lambda: to_review(number), NothingCounted), (lambda: to_review(99), UnknownStocktake),
                            (lambda: post_stocktake(number), NotUnderReview), (lambda: decide(Decisions(number=number, within=1)), NotUnderReview),
                            (lambda: ask_recounts(Recounts(number=number, lines=[1])), UnknownStocktakeLine)):
            with pytest.raises(error):
                verb()
        only(enter_counts([Count(number=number, code="MUG", location="A", quantity=0)]))
        to_review(number)
        to_review(number)
        with pytest.raises(Undecided):
            post_stocktake(number)
        assert isinstance(enter_counts([Count(number=number, code="MUG", location="A")])[0].error, NotCounting)
        with pytest.raises(UnknownStocktakeLine):
            decide(Decisions(number=number, lines=[Decision(line=1, decision="accept"), Decision(line=9, decision="accept")]))


def test_a_lot_or_a_serial_number_names_its_sku(world: World, ann: Member) -> None:
    stocked(ann, MUG=2, RING=0, MILK=0, TEA=0)
    with ann.at_work():
        db.run("UPDATE sku SET tracking = CASE code WHEN 'RING' THEN 'serial' ELSE 'lot' END WHERE code <> 'MUG'")
        for sku, lot in (("RING", "R1"), ("MILK", "L1"), ("MILK", "L2"), ("TEA", "L2")):
            only(adjust_stock([StockChange(sku=sku, change=1, lot=lot)]))
    number = opened(ann)
    with ann.at_work():
        ring, milk, both, none = enter_counts([Count(number=number, code=code, way="add") for code in ("R1", "L1", "L2", "L9")])
        assert [(found.result().sku, found.result().lot, found.result().found) for found in (ring, milk)] == [("RING", "R1", False), ("MILK", "L1", False)]
        assert (type(both.error), type(none.error)) == (SharedLot, UnknownCode)
        assert only(enter_counts([Count(number=number, code="MILK", lot="L2")])).counted == 1
