"""Two count the same shelf, twenty post the same stocktake: every scan counts, and the books are corrected once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from saas.kit import db
from saas.kit.operations import only
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.operations import prove_stock
from tenants.orders.operations import place_orders
from tenants.stocktakes.inputs import Count, NewStocktake
from tenants.stocktakes.operations import enter_counts, open_stocktake, post_stocktake
from tenants.stocktakes.queries import get_stocktake, last_counts
from tests.cast import Member, order, stocked
from tests.tenants.orders.test_last_pieces import at_the_door
from tests.tenants.stocktakes.counting import counts, lines, on_hand, opened, reviewed


def test_twenty_post_and_one_does(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=4)
    number = opened(ann)
    counts(ann, number, MUG=7, CUP=5)
    reviewed(ann, number)
    with ThreadPoolExecutor(20) as crowd:
        done = list(crowd.map(lambda _n: at_the_door(ann, lambda: post_stocktake(number))[0].status, range(20)))
    assert Counter(done) == {"done": 1, "again": 19}
    assert (on_hand(ann, "MUG"), on_hand(ann, "CUP")) == (7, 5)
    with ann.at_work():
        assert prove_stock() == []


def test_two_counters_scans_add_up_and_say_who(ann: Member, cleo: Member) -> None:
    stocked(ann, MUG=30)
    number = opened(ann)

    def scan(n: int) -> None:
        at_the_door((ann, cleo)[n % 2], lambda: only(enter_counts([Count(number=number, code="MUG", way="add", key=f"{n // 2}-{n % 2}")])))

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(scan, [*range(24), *range(6)]))  # six of them are sent twice
    assert lines(ann, number)["MUG"] == (24, 30)
    with ann.at_work(read_only=True):
        assert Counter(entry.actor["name"] for entry in last_counts(get_stocktake(number).id, 50)) == {"Ann": 12, "Cleo": 12}


def test_orders_leave_while_shelves_are_counted_and_posted(ann: Member) -> None:
    """Every shelf is a piece short; whatever is sold meanwhile, each loses exactly that piece."""
    skus = [f"S{n}" for n in range(6)]
    stocked(ann, **dict.fromkeys(skus, 30))
    number = opened(ann)

    def sell(n: int) -> None:
        placed = at_the_door(ann, lambda: only(place_orders([order(f"A-{n}", **{skus[n % 6]: 2})])))[0]
        at_the_door(ann, lambda: ship([NewShipment(number=placed.number)]))

    def count(sku: str) -> None:
        with ann.at_work():
            book = db.rows("SELECT b.on_hand FROM balance b JOIN sku s ON s.id = b.sku_id WHERE s.code = %s", (sku,))[0].on_hand
            only(enter_counts([Count(number=number, code=sku, quantity=book - 1)]))

    with ThreadPoolExecutor(6) as crowd:
        sold = [crowd.submit(sell, n) for n in range(18)]
        counted = [crowd.submit(count, sku) for sku in skus]
        for one in [*sold, *counted]:
            one.result()
        changes = {sku: (was or 0) - (book or 0) for sku, (was, book) in lines(ann, number).items()}
        reviewed(ann, number)
        posting = crowd.submit(lambda: at_the_door(ann, lambda: post_stocktake(number))[0].result())
        late = [crowd.submit(sell, n) for n in range(18, 24)]
        assert posting.result().refused == []
        for one in late:
            one.result()
    assert {sku: on_hand(ann, sku) for sku in skus} == {sku: 30 - 8 + changes[sku] for sku in skus}
    with ann.at_work():
        assert prove_stock() == []


def test_the_same_key_opens_one(ann: Member) -> None:
    stocked(ann, MUG=10)
    with ThreadPoolExecutor(10) as crowd:
        made = list(crowd.map(lambda _n: at_the_door(ann, lambda: open_stocktake(NewStocktake(key="k")))[0], range(10)))
    assert Counter(outcome.status for outcome in made) == {"done": 1, "again": 9}
    assert len({outcome.result().number for outcome in made}) == 1
