"""Stocktakes locked for a change: first of all, by id; the balances of what they count are locked after them."""

from collections.abc import Iterable
from typing import Any

from saas.kit import arrays, db
from tenants.stocktakes.errors import NotCounting, NotUnderReview, StocktakeOver, UnknownStocktake

_LOCK = """
SELECT t.id, t.number, t.state, t.blind, w.code AS warehouse FROM stocktake t JOIN warehouse w ON w.id = t.warehouse_id
 WHERE t.number = ANY (%s::bigint[]) ORDER BY t.id FOR NO KEY UPDATE OF t"""


def lock_stocktakes(numbers: Iterable[int]) -> dict[int, Any]:
    """The stocktakes of these numbers that exist, locked: one statement."""
    return {row.number: row for row in db.rows(_LOCK, [arrays.ints(sorted(set(numbers)))])}


def lock_one(number: int) -> Any:
    """One stocktake, locked, in whatever state; UnknownStocktake for a number nobody opened."""
    found = lock_stocktakes([number]).get(number)
    if found is None:
        raise UnknownStocktake("/number", number=number)
    return found


def still_open(stocktake: Any) -> Any:
    """The stocktake, if it can still be changed."""
    if stocktake.state not in ("counting", "review"):
        raise StocktakeOver(number=stocktake.number)
    return stocktake


def counting(stocktake: Any) -> Any:
    """The stocktake, if it is being counted."""
    if still_open(stocktake).state != "counting":
        raise NotCounting(number=stocktake.number)
    return stocktake


def under_review(stocktake: Any) -> Any:
    """The stocktake, if it is under review."""
    if still_open(stocktake).state != "review":
        raise NotUnderReview(number=stocktake.number)
    return stocktake
