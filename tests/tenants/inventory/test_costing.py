"""The arithmetic of cost: whatever comes and goes, it agrees with a naive reckoning and never loses a unit."""

from collections import deque
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tenants.inventory.costing import Cost, Stock, part

TRADES = st.lists(st.tuples(st.sampled_from(["buy", "sell"]), st.integers(1, 40), st.integers(0, 999)), max_size=40)
ACTS = st.lists(st.tuples(st.sampled_from(["buy", "find", "sell", "return", "restore", "withdraw"]), st.integers(1, 40), st.integers(0, 999)),
                max_size=40)


@given(ACTS)
def test_values_never_fall_below_zero_and_are_the_sum_of_what_came_less_what_left(acts: list[tuple[str, int, int]]) -> None:
    stock, sums, pieces = Stock(), Cost(0, 0), 0
    for n, (act, quantity, unit) in enumerate(acts):
        if act in ("sell", "withdraw") and not pieces:
            continue
        quantity = min(quantity, pieces) if act in ("sell", "withdraw") else quantity
        cost, sign = _done(stock, act, quantity, unit, n)
        sums = Cost(sums.average + sign * cost.average, sums.fifo + sign * cost.fifo)
        pieces += sign * quantity
        assert (stock.quantity, stock.average, stock.fifo) == (pieces, *sums)
        assert min(*cost, *sums, stock.unit_cost) >= 0 and (pieces or sums == (0, 0))
        assert (sum(x.remaining for x in stock.layers), sum(x.remaining_cost for x in stock.layers)) == (pieces, stock.fifo)
        assert all(0 <= x.remaining_cost <= x.cost and (x.remaining or not x.remaining_cost) for x in stock.layers)


def _done(stock: Stock, act: str, quantity: int, unit: int, n: int) -> tuple[Cost, int]:
    known = Cost(unit * quantity, unit * quantity // 2)
    if act == "withdraw":
        for place, layer in enumerate(stock.layers):
            layer.movement_id = place
        return stock.withdrawn(quantity, known, n % len(stock.layers)), -1
    if act == "sell":
        return stock.left(quantity), -1
    if act == "find":
        return stock.found(quantity), 1
    if act == "return":
        return stock.returned(quantity, known), 1
    return (stock.restored(quantity, known) if act == "restore" else stock.bought(quantity, unit)), 1


@given(TRADES)
def test_fifo_is_what_a_queue_of_pieces_says(trades: list[tuple[str, int, int]]) -> None:
    stock, queue = Stock(), deque[int]()
    for act, quantity, unit in trades:
        if act == "buy":
            stock.bought(quantity, unit)
            queue.extend([unit] * quantity)
        elif queue:
            quantity = min(quantity, len(queue))
            assert stock.left(quantity).fifo == sum(queue.popleft() for _ in range(quantity))
        assert stock.fifo == sum(queue)


@given(TRADES)
def test_the_average_is_the_exact_one_but_for_rounding(trades: list[tuple[str, int, int]]) -> None:
    stock, exact, pieces, drift = Stock(), Fraction(0), 0, Fraction(0)
    for act, quantity, unit in trades:
        if act == "buy":
            stock.bought(quantity, unit)
            exact, pieces = exact + quantity * unit, pieces + quantity
        elif pieces:
            quantity = min(quantity, pieces)
            stock.left(quantity)
            exact, pieces, drift = exact - exact / pieces * quantity, pieces - quantity, drift + Fraction(1, 2)
        assert abs(stock.average - exact) <= drift


def test_the_last_piece_takes_the_rest() -> None:
    stock = Stock()
    stock.restored(3, Cost(100, 100))
    assert [stock.left(1), stock.left(1), stock.left(1)] == [(33, 33), (34, 34), (33, 33)]
    assert (stock.quantity, stock.average, stock.fifo, stock.unit_cost) == (0, 0, 0, 33)


def test_halves_are_rounded_up() -> None:
    assert [part(5, 1, 2), part(1, 1, 3), part(2, 1, 3), part(7, 3, 3)] == [3, 0, 1, 7]


def test_what_turns_up_where_nothing_lies_costs_what_the_last_one_did() -> None:
    stock = Stock()
    assert stock.found(2) == (0, 0)
    stock.bought(2, 500)
    stock.left(4)
    assert stock.found(1) == (250, 250)


def test_what_came_by_mistake_is_taken_from_its_own_layer() -> None:
    stock = Stock()
    stock.bought(10, 100)
    stock.bought(10, 300)
    stock.layers[1].movement_id = 7
    assert stock.withdrawn(10, Cost(3000, 3000), 7) == (3000, 3000)
    assert (stock.average, stock.fifo, stock.layers[0].remaining) == (1000, 1000, 10)
