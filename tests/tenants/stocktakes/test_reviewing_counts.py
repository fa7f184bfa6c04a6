"""What differs is counted again, accepted within a tolerance or left; the biggest difference stands first."""

import pytest

from saas.kit import db
from saas.kit.errors import NotFound
from saas.kit.operations import only
from tenants.stocktakes.errors import RecountsWaiting
from tenants.stocktakes.inputs import Count, Decisions, Recounts
from tenants.stocktakes.operations import ask_recounts, decide, enter_counts, to_review
from tenants.stocktakes.queries import FindLines, get_line, get_stocktake, last_counts, list_lines, places_to_count
from tests.cast import Member, stocked
from tests.tenants.stocktakes.counting import counts, lines, opened


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


def test_one_line_is_read_by_itself(ann: Member) -> None:
    stocked(ann, MUG=10)
    number = opened(ann)
    counts(ann, number, MUG=7)
    with ann.at_work(read_only=True):
        it = get_stocktake(number)
        line = get_line(it.id, 1)
        assert (line.sku, line.counted, line.book, line.change, line.on_hand, line.moved_meanwhile) == ("MUG", 7, 10, -3, 10, False)
        with pytest.raises(NotFound):
            get_line(it.id, 2)
