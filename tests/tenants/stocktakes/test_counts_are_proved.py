"""Whatever is counted, recounted, decided and posted while orders leave and goods come, the books stay whole, and posting
changes every place by exactly what its count differed."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saas.kit import db
from saas.kit.errors import DomainError
from saas.kit.operations import only
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock, prove_stock
from tenants.orders.operations import place_orders
from tenants.stocktakes.inputs import Count, Decision, Decisions, Ending, NewStocktake, Recounts
from tenants.stocktakes.operations import ask_recounts, cancel_stocktake, decide, enter_counts, open_stocktake, post_stocktake, to_review
from tests.cast import Member, order, stocked
from tests.conftest import World, _sweep

SKUS = ("MUG", "CUP", "BOWL")
ACTS = st.lists(st.tuples(st.sampled_from(["open", "count", "scan", "review", "recount", "accept", "keep", "post", "post", "cancel", "hold", "sell", "bring"]),
                          st.integers(0, 2), st.integers(0, 9)), min_size=4, max_size=30)


@given(acts=ACTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_books_stay_whole(world: World, ann: Member, acts: list[tuple[str, int, int]]) -> None:
    _sweep(world)
    stocked(ann, MUG=9, CUP=5, BOWL=0)
    with ann.at_work():
        numbers = [open_stocktake(NewStocktake()).result().number]
    for place, (act, sku, n) in enumerate(acts):
        before = _standing(ann)
        expected = dict(before)
        try:
            with ann.at_work():
                _do(act, SKUS[sku], n, numbers, f"A-{place}", expected)
        except DomainError:
            expected = before
        with ann.at_work():
            assert prove_stock() == []
        if act == "post":
            assert _standing(ann) == expected


def _standing(who: Member) -> dict[str, int]:
    with who.at_work(read_only=True):
        return dict(map(tuple, db.rows("SELECT s.code, sum(b.on_hand)::bigint FROM balance b JOIN sku s ON s.id = b.sku_id GROUP BY 1")))


def _differences(number: int) -> list[tuple[int, str, int]]:
    """(line, SKU, difference) accepted and not posted."""
    return [tuple(row) for row in db.rows("""SELECT l.line_no, s.code, l.counted - l.book FROM stocktake_line l JOIN sku s ON s.id = l.sku_id
 JOIN stocktake t ON t.id = l.stocktake_id WHERE t.number = %s AND l.decision = 'accept' AND l.counted <> l.book AND l.posted IS NULL""", (number,))]


def _do(act: str, sku: str, n: int, numbers: list[int], reference: str, expected: dict[str, int]) -> None:
    number = numbers[-1]
    match act:
        case "open":
            numbers.append(open_stocktake(NewStocktake()).result().number)
        case "count" | "scan":
            enter_counts([Count(number=number, code=sku, quantity=n, way="add" if act == "scan" else "set")])
        case "review":
            to_review(number)
        case "recount":
            ask_recounts(Recounts(number=number, lines=[1]))
        case "accept":
            decide(Decisions(number=number, within=n))
        case "keep":
            decide(Decisions(number=number, lines=[Decision(line=1, decision="keep")]))
        case "cancel":
            cancel_stocktake(Ending(number=number))
        case "post":
            wanted = _differences(number)
            refused = {line for line, _error in post_stocktake(number).result().refused}
            for line, code, change in wanted:
                expected[code] = expected.get(code, 0) + (0 if line in refused else change)
        case "hold" | "sell" if n:
            placed = only(place_orders([order(reference, **{sku: n})])).number
            if act == "sell":
                ship([NewShipment(number=placed)])
        case "bring" if n:
            only(adjust_stock([StockChange(sku=sku, change=n)]))
