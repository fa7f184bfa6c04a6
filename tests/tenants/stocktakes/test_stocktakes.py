"""Shelves are counted, doubtful figures counted again, differences decided on, and the books brought in line."""

from datetime import timedelta

import pytest

from saas.kit import clock, db
from saas.kit.errors import DomainError, Forbidden, Invalid, NotFound
from saas.kit.inputs import read
from saas.kit.operations import only
from saas.kit.owner import execute, owner
from tenants.catalogue.errors import UnknownSku
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.errors import NotEnough, OnePiecePerSerial, SerialIsElsewhere, UnknownLocation, UnknownWarehouse
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock
from tenants.inventory.queries import list_moves
from tenants.stocktakes.errors import (CountedElsewhere, NothingCounted, NothingToCount, NotCounting, NotUnderReview, RecountsWaiting, SharedBarcode, StocktakeBegun, StocktakeOver, Undecided, UnknownCode, UnknownStocktake,
                                       UnknownStocktakeLine, WhichPlace)
from tenants.stocktakes.inputs import Count, Decision, Decisions, Ending, NewStocktake, Recounts
from tenants.stocktakes.operations import ask_recounts, cancel_stocktake, decide, enter_counts, open_stocktake, post_stocktake, to_review
from tenants.stocktakes.queries import (FindLines, FindStocktakes, count_stocktakes, get_stocktake, last_counts, list_lines, list_stocktakes,
                                        places_to_count, stocktake_story)
from tests.cast import Member, placed, stocked
from tests.conftest import World
from tests.statements import counted
from tests.tenants.stocktakes.counting import counts, lines, on_hand, opened, posted, reviewed, shelves


def test_what_was_counted_becomes_the_books(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=4, BOWL=7)
    number = opened(ann)
    counts(ann, number, MUG=8, CUP=5)
    reviewed(ann, number)
    posting = posted(ann, number).result()
    assert (posting.lines, posting.more, posting.fewer, posting.uncounted, posting.refused) == (2, 1, 2, 1, [])
    assert [on_hand(ann, sku) for sku in ("MUG", "CUP", "BOWL")] == [8, 5, 7]
    assert posted(ann, number).status == "again" and on_hand(ann, "MUG") == 8
    with ann.at_work(read_only=True):
        one = get_stocktake(number)
        assert (one.state, one.uncounted, one.open) == ("posted", 1, False)
        assert [told.name for told in stocktake_story(one.id)] == ["stocktake.posted", "stocktake.decided", "stocktake.to_review", "stocktake.opened"]
        move = list_moves("MUG").rows[0]
        assert (move.cause, move.subject, move.net) == ("counted", ("stocktake", one.id), -2)


def test_orders_leave_and_goods_come_between_count_and_posting(ann: Member) -> None:
    """Ten in the books, nine on the shelf. After the count two are sold and five come in: twelve must be there."""
    stocked(ann, MUG=10)
    number = opened(ann)
    counts(ann, number, MUG=9)
    sold = placed(ann, "A-1", MUG=2).number
    with ann.at_work():
        only(ship([NewShipment(number=sold)]))
        only(adjust_stock([StockChange(sku="MUG", change=5)]))
    placed(ann, "A-2", MUG=4)
    reviewed(ann, number)
    with ann.at_work(read_only=True):
        assert [(line.change, line.moved) for line in list_lines(get_stocktake(number).id, FindLines()).rows] == [(-1, 3)]
    assert posted(ann, number).result().fewer == 1
    assert on_hand(ann, "MUG") == 12


def test_held_pieces_stand_in_the_way_of_their_line_alone(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=4)
    number = opened(ann)
    placed(ann, "A-1", MUG=9)
    counts(ann, number, MUG=7, CUP=3)
    reviewed(ann, number)
    posting = posted(ann, number).result()
    (line, error), = posting.refused
    assert (posting.lines, posting.fewer, isinstance(error, NotEnough)) == (1, 1, True)
    assert (on_hand(ann, "MUG"), on_hand(ann, "CUP")) == (10, 3)
    with ann.at_work(read_only=True):
        assert get_stocktake(number).state == "review"
    assert posted(ann, number).result().lines == 0 and on_hand(ann, "CUP") == 3
    with ann.at_work():
        with pytest.raises(StocktakeBegun):
            cancel_stocktake(Ending(number=number))
        decide(Decisions(number=number, lines=[Decision(line=line, decision="keep", reason="held for A-1")]))
    assert posted(ann, number).result().refused == []
    with ann.at_work(read_only=True):
        assert get_stocktake(number).state == "posted"


def test_a_recount_replaces_the_count_and_keeps_the_first(ann: Member) -> None:
    stocked(ann, MUG=10)
    number = opened(ann)
    counts(ann, number, MUG=3)
    with ann.at_work():
        to_review(number)
        assert ask_recounts(Recounts(number=number, lines=[1])) == 1
        assert [place.recount for place in places_to_count(get_stocktake(number).id)] == [True]
        with pytest.raises(RecountsWaiting):
            to_review(number)
    with ann.at_work():
        only(enter_counts([Count(number=number, code="MUG", quantity=4, way="add")]))
        only(enter_counts([Count(number=number, code="MUG", quantity=5, way="add")]))
        line, = list_lines(get_stocktake(number).id, FindLines()).rows
        assert (line.first_counted, line.counted, line.recount) == (3, 9, False)
        assert [entry.counted for entry in last_counts(get_stocktake(number).id)] == [9, 4, 3]


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


def test_a_place_is_counted_by_one_stocktake_at_a_time(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=5)
    mugs = opened(ann, scope="skus", skus=["MUG"])
    with ann.at_work():
        rest = open_stocktake(NewStocktake()).result()
        assert (rest.lines, rest.elsewhere) == (1, 1)
        assert isinstance(enter_counts([Count(number=rest.number, code="MUG")])[0].error, CountedElsewhere)
        with pytest.raises(NothingToCount):
            open_stocktake(NewStocktake(scope="skus", skus=["MUG", "CUP"]))
    with ann.at_work():
        cancel_stocktake(Ending(number=mugs))
        cancel_stocktake(Ending(number=mugs))
        assert only(enter_counts([Count(number=rest.number, code="MUG", quantity=9)])).found
        with pytest.raises(StocktakeOver):
            to_review(mugs)


def test_scopes(world: World, ann: Member) -> None:
    stocked(ann, MUG=0, CUP=0, MILK=0)
    shelves(world, ann, A={"MUG": 3, "CUP": 1}, B={"MUG": 2})
    today = clock.today(ann.tenant.zone)
    with owner(world.url) as conn:
        execute(conn, f"INSERT INTO {ann.tenant.schema}.lot (sku_id, code, expires_on) SELECT id, 'L', %s FROM {ann.tenant.schema}.sku WHERE code = 'MILK'",
                (today + timedelta(5),))
    with ann.at_work():
        only(adjust_stock([StockChange(sku="MILK", change=4, lot="L")]))
    scopes: list[tuple[dict[str, object], int]] = [
        ({}, 4), ({"scope": "locations", "locations": ["A"]}, 2), ({"scope": "skus", "skus": ["MUG"]}, 2), ({"scope": "search", "q": "cup"}, 1),
        ({"scope": "expiring", "days": 7}, 1), ({"scope": "not_counted_since", "since": today}, 4)]
    for scope, found in scopes:
        with ann.at_work():
            made = open_stocktake(NewStocktake(**scope)).result()  # type: ignore[arg-type]
            assert made.lines == found, scope
            cancel_stocktake(Ending(number=made.number))
    number = opened(ann, scope="locations", locations=["A"])
    counts(ann, number, CUP=1, MUG=3)
    reviewed(ann, number)
    posted(ann, number)
    with ann.at_work():
        assert open_stocktake(NewStocktake(scope="not_counted_since", since=today)).result().lines == 2


def test_a_wrong_scope_is_refused_at_its_field(ann: Member) -> None:
    stocked(ann, MUG=1)
    wrong: list[tuple[dict[str, object], type[DomainError], str]] = [
        ({"warehouse": "X"}, UnknownWarehouse, "/warehouse"), ({"scope": "locations", "locations": ["X"]}, UnknownLocation, "/locations"),
        ({"scope": "skus", "skus": ["X"]}, UnknownSku, "/skus"), ({"scope": "search", "q": "nothing like it"}, NothingToCount, "")]
    for given, error, pointer in wrong:
        with ann.at_work(), pytest.raises(error) as refused:
            open_stocktake(NewStocktake(**given))  # type: ignore[arg-type]
        assert refused.value.pointer == pointer
    with pytest.raises(Invalid) as missing:
        read(NewStocktake, {"scope": "expiring"})
    assert (missing.value.errors[0].pointer, missing.value.errors[0].code) == ("/days", "missing")


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


def test_a_serial_number_moves_from_where_it_was_to_where_it_was_found(world: World, ann: Member) -> None:
    stocked(ann, RING=0)
    with ann.at_work():
        db.run("UPDATE sku SET tracking = 'serial' WHERE code = 'RING'")
        for serial in ("R1", "R2"):
            only(adjust_stock([StockChange(sku="RING", change=1, lot=serial)]))
    shelves(world, ann, A={}, B={})
    number = opened(ann)
    with ann.at_work():
        for outcome in enter_counts([Count(number=number, code="RING", lot="R1", location="-", quantity=0), Count(number=number, code="RING", lot="R1", location="A"),
                                     Count(number=number, code="RING", lot="R1", location="B"), Count(number=number, code="RING", lot="R2", location="B")]):
            outcome.result()
    reviewed(ann, number)
    posting = posted(ann, number).result()
    assert (posting.lines, [type(error) for _line, error in posting.refused]) == (2, [SerialIsElsewhere, SerialIsElsewhere])
    with ann.at_work(read_only=True):
        assert db.rows("""SELECT b.lot, p.code FROM balance b JOIN location p ON p.id = b.location_id WHERE on_hand > 0 ORDER BY 1""") == [("R1", "A"), ("R2", "-")]


def test_a_tolerance_accepts_small_differences_alone(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=10, BOWL=10)
    number = opened(ann)
    counts(ann, number, MUG=9, CUP=4, BOWL=10)
    with ann.at_work():
        to_review(number)
        assert decide(Decisions(number=number, within=1)) == 1
        assert get_stocktake(number).undecided == 1
        ask_recounts(Recounts(number=number, lines=[1]))
    assert lines(ann, number, "undecided") == {"CUP": (4, 10)}
    with ann.at_work(read_only=True):
        assert get_stocktake(number).recounts == 1


def test_the_biggest_difference_stands_first(ann: Member) -> None:
    stocked(ann, MUG=10, RING=10, CUP=10)
    with ann.at_work():
        db.run("UPDATE stock_value v SET unit_cost = CASE s.code WHEN 'RING' THEN 9000 ELSE 100 END FROM sku s WHERE s.id = v.sku_id")
    number = opened(ann)
    counts(ann, number, MUG=2, RING=9, CUP=10)
    with ann.at_work(read_only=True):
        one = get_stocktake(number)
        assert [line.sku for line in list_lines(one.id, FindLines()).rows] == ["RING", "MUG"]
        assert [line.sku for line in list_lines(one.id, FindLines(sort="pieces")).rows] == ["MUG", "RING"]
        first = list_lines(one.id, FindLines(view="all"), limit=2)
        assert [line.sku for line in list_lines(one.id, FindLines(view="all"), first.next, 2).rows] == ["CUP"]
        assert (one.more, one.fewer, one.worth, one.differing) == (0, 9, -9800, 2)


def test_lists(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=5)
    first, second = opened(ann, scope="skus", skus=["MUG"], note="Monday"), opened(ann)
    counts(ann, first, MUG=10)
    reviewed(ann, first)
    with ann.at_work(read_only=True):
        assert count_stocktakes(FindStocktakes()) == {"all": 2, "counting": 1, "review": 1, "posted": 0, "cancelled": 0}
        assert [(s.number, s.lines, s.counted) for s in list_stocktakes(FindStocktakes()).rows] == [(second, 1, 0), (first, 1, 1)]
        assert [s.number for s in list_stocktakes(FindStocktakes(q="mond", warehouse="MAIN")).rows] == [first]


def test_who_may(ann: Member, ben: Member, cleo: Member, zoe: Member) -> None:
    stocked(ann, MUG=10)
    number = opened(cleo)
    counts(cleo, number, MUG=9)
    with cleo.at_work():
        to_review(number)
        for verb in (lambda: post_stocktake(number), lambda: decide(Decisions(number=number, within=1)), lambda: cancel_stocktake(Ending(number=number)),
                     lambda: ask_recounts(Recounts(number=number, lines=[1]))):
            with pytest.raises(Forbidden):
                verb()
    with ben.at_work():
        for verb in (lambda: enter_counts([]), lambda: to_review(number), lambda: open_stocktake(NewStocktake())):
            with pytest.raises(Forbidden):
                verb()
    with zoe.at_work(read_only=True), pytest.raises(NotFound):
        get_stocktake(number)


def test_as_many_statements_for_one_as_for_many(world: World, ann: Member) -> None:
    codes = [f"S{n}" for n in range(12)]
    stocked(ann, **dict.fromkeys(codes, 5))
    one, many = opened(ann, scope="skus", skus=codes[:1]), opened(ann)
    found = []
    for number, skus in ((one, codes[:1]), (many, codes[1:])):
        with ann.at_work(), counted(world.acme) as seen:
            enter_counts([Count(number=number, code=sku, quantity=4, key=sku) for sku in skus])
        reviewed(ann, number)
        with ann.at_work(), counted(world.acme) as seen_posting:
            post_stocktake(number)
        found.append((len(seen), len(seen_posting)))
    assert found[0] == found[1]
