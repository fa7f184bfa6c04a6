"""What is counted is chosen by place, SKU, words, expiry or age; a place is counted by one stocktake at a time."""

from datetime import timedelta

import pytest

from saas.kit import clock
from saas.kit.errors import DomainError, Invalid
from saas.kit.inputs import read
from saas.kit.operations import only
from saas.kit.owner import execute, owner
from tenants.catalogue.errors import UnknownSku
from tenants.inventory.errors import UnknownLocation, UnknownWarehouse
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock
from tenants.stocktakes.errors import CountedElsewhere, NothingToCount, StocktakeOver
from tenants.stocktakes.inputs import Count, Ending, NewStocktake
from tenants.stocktakes.operations import cancel_stocktake, enter_counts, open_stocktake, to_review
from tests.cast import Member, stocked
from tests.conftest import World
from tests.tenants.stocktakes.counting import counts, opened, posted, reviewed, shelves


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
