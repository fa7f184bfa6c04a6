"""Stocktakes are found by state, place and words; who may do what; as many statements for one line as for many."""

import pytest

from saas.kit.errors import Forbidden, NotFound
from tenants.stocktakes.inputs import Count, Decisions, Ending, NewStocktake, Recounts
from tenants.stocktakes.operations import ask_recounts, cancel_stocktake, decide, enter_counts, open_stocktake, post_stocktake, to_review
from tenants.stocktakes.queries import FindStocktakes, count_stocktakes, get_stocktake, list_stocktakes
from tests.cast import Member, stocked
from tests.conftest import World
from tests.statements import counted
from tests.tenants.stocktakes.counting import counts, opened, reviewed


def test_lists(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=5)
    first, second = opened(ann, scope="skus", skus=["MUG"], note="Monday"), opened(ann)
    counts(ann, first, MUG=10)
    reviewed(ann, first)
    with ann.at_work(read_only=True):
        assert count_stocktakes(FindStocktakes()) == {"all": 2, "counting": 1, "review": 1, "posted": 0, "cancelled": 0}
        assert [(s.number, s.lines, s.counted) for s in list_stocktakes(FindStocktakes()).rows] == [(second, 1, 0), (first, 1, 1)]
        assert [s.number for s in list_stocktakes(FindStocktakes(q="mond", warehouse="MAIN")).rows] == [first]


def test_words_are_found_however_they_are_typed(ann: Member) -> None:
    stocked(ann, MUG=10)
    number = opened(ann, note="Полка ёлок ＡＢ")
    with ann.at_work(read_only=True):
        assert [[s.number for s in list_stocktakes(FindStocktakes(q=q)).rows] for q in ("ЕЛОК", "ab", "oak")] == [[number], [number], []]


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
