"""Routing: what each strategy takes, what the limits forbid, and that the figures of its trace add up."""

from hypothesis import given
from hypothesis import strategies as st

from tenants.inventory.policy import STRATEGIES, House, Rules
from tenants.orders.routing import EXACT, Elsewhere, Routed, Task, Wish, route, worth_of

NAMES = ["MAIN", "EAST", "WEST", "FAR"]


def rules(houses: int = 3, **policy: object) -> Rules:
    return Rules(houses={n: House(n, NAMES[n] if n < len(NAMES) else f"W{n}") for n in range(houses)}, **policy)  # type: ignore[arg-type]


def piles(*free: int) -> list[list[int]]:
    """A balance in each warehouse with so many free pieces: balance 10 lies in warehouse 0, 11 in 1."""
    return [[10 + house, pieces, house] for house, pieces in enumerate(free)]


def one(free: list[int], pieces: int, *, worth: int = 0, least: int = 0, reserve: int = 0, near: dict[int, int] | None = None, **policy: object) -> Routed:
    """An order for one SKU."""
    of = rules(len(free), **policy)
    (routed,) = route(Task([Wish(1, pieces, worth)], {1: piles(*free)}, of, lambda _sku: reserve, (near or {}).get if near else lambda _h: 2, least))
    return routed


def taken(routed: Routed) -> dict[str, int]:
    return {NAMES[part.balance_id - 10]: part.quantity for part in routed.drawn}


def test_the_first_warehouse_gives_what_it_has_and_the_next_the_rest() -> None:
    routed = one([2, 3, 9], 6)
    assert taken(routed) == {"MAIN": 2, "EAST": 3, "WEST": 1}
    assert routed.trace == {"strategy": "priority", "short": {}, "asked": [
        {"warehouse": "MAIN", "free": 2, "taken": 2, "why": "priority"}, {"warehouse": "EAST", "free": 3, "taken": 3, "why": "priority"},
        {"warehouse": "WEST", "free": 9, "taken": 1, "why": "priority"}]}


def test_one_place_that_had_some_leaves_nothing_to_explain() -> None:
    assert one([0, 9, 0], 6).trace is None and one([0, 2, 0], 6).trace is None


def test_fewest_parcels_takes_the_one_that_has_everything() -> None:
    assert taken(one([2, 3, 9], 6, strategy="fewest")) == {"WEST": 6}
    assert taken(one([2, 3, 4], 6, strategy="fewest")) == {"MAIN": 2, "WEST": 4}


def test_most_stock_is_asked_first() -> None:
    assert taken(one([2, 9, 5], 11, strategy="most")) == {"EAST": 9, "WEST": 2}


def test_the_nearest_is_asked_first_and_the_others_by_priority() -> None:
    routed = one([9, 1, 2, 9], 5, strategy="nearest", near={0: 2, 1: 1, 2: 0, 3: 2})
    assert taken(routed) == {"WEST": 2, "EAST": 1, "MAIN": 2}
    assert [asked["why"] for asked in routed.trace["asked"]] == ["region", "country", "nearest", "enough"]  # type: ignore[index]


def test_a_cap_takes_the_warehouses_that_serve_the_most() -> None:
    routed = one([2, 3, 4], 9, max_parcels=2)
    assert taken(routed) == {"EAST": 3, "WEST": 4} and routed.trace["short"] == {"cap": 2}  # type: ignore[index]
    assert taken(one([2, 3, 9], 6, max_parcels=1)) == {"WEST": 6}


def test_warehouses_an_order_left_from_already_count_against_the_cap() -> None:
    task = Task([Wish(1, 5)], {1: piles(0, 5)}, rules(2, max_parcels=1), lambda _sku: 0, settled=Elsewhere(left=frozenset({0})))
    assert route(task)[0].drawn == []


def test_a_split_is_refused_when_the_part_shipped_is_worth_too_little() -> None:
    routed = one([9, 1], 10, worth=1000, least=200)
    assert taken(routed) == {} and routed.trace["short"] == {"min_split": 10}  # type: ignore[index]
    assert taken(one([8, 2], 10, worth=1000, least=200)) == {"MAIN": 8, "EAST": 2}


def test_a_split_is_refused_when_the_part_left_waiting_is_worth_too_little() -> None:
    routed = one([9], 10, worth=1000, least=200)
    assert taken(routed) == {} and routed.trace["short"] == {"stock": 1, "min_split": 9}  # type: ignore[index]
    assert taken(one([8], 10, worth=1000, least=200)) == {"MAIN": 8}


def test_another_warehouse_that_has_it_all_saves_a_split_worth_too_little() -> None:
    assert taken(one([9, 10], 10, worth=1000, least=200)) == {"EAST": 10}


def test_what_is_reserved_is_promised_to_nobody() -> None:
    routed = one([6], 6, reserve=2)
    assert taken(routed) == {"MAIN": 4} and routed.trace["short"] == {"withheld": 2}  # type: ignore[index]
    assert one([6], 9, reserve=2).trace["short"] == {"stock": 3, "withheld": 2}  # type: ignore[index]


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    houses = draw(st.integers(1, EXACT + 2))
    policy = rules(houses, strategy=draw(st.sampled_from(STRATEGIES)), max_parcels=draw(st.none() | st.integers(1, 4)))
    wishes = [Wish(draw(st.integers(1, 3)), draw(st.integers(1, 12)), draw(st.integers(0, 5000))) for _line in range(draw(st.integers(1, 4)))]
    stock, balances = {}, iter(range(1000))
    for sku_id in {wish.sku_id for wish in wishes}:
        stock[sku_id] = [[next(balances), draw(st.integers(0, 9)), house] for house in range(houses) for _pile in range(draw(st.integers(0, 2)))]
    reserve, near = draw(st.integers(0, 5)), draw(st.lists(st.integers(0, 2), min_size=houses, max_size=houses))
    return Task(wishes, stock, policy, lambda _sku: reserve, near.__getitem__, draw(st.sampled_from([0, 0, 500, 3000])))


@given(tasks())
def test_no_limit_is_ever_broken_and_every_piece_is_accounted_for(task: Task) -> None:
    before = {pile[0]: (pile[1], pile[2]) for piles in task.piles.values() for pile in piles}
    routed = route(task)
    after = {pile[0]: pile[1] for piles in task.piles.values() for pile in piles}
    drawn = {part.balance_id: 0 for one in routed for part in one.drawn}
    for one in routed:
        for part in one.drawn:
            drawn[part.balance_id] += part.quantity
    assert all(left >= 0 and before[balance][0] - left == drawn.get(balance, 0) for balance, left in after.items())
    assert task.rules.max_parcels is None or len({before[balance][1] for balance in drawn}) <= task.rules.max_parcels
    _reserve_is_kept(task, routed)
    _parts_are_worth_it(task, routed, before)
    for wish, one in zip(task.wishes, routed, strict=True):
        got = sum(part.quantity for part in one.drawn)
        assert got <= wish.pieces
        if one.trace:
            assert sum(asked["taken"] for asked in one.trace["asked"]) == got == wish.pieces - sum(one.trace["short"].values())
            assert all(asked["taken"] <= asked["free"] for asked in one.trace["asked"]) and min(one.trace["short"].values(), default=1) > 0


def _reserve_is_kept(task: Task, routed: list[Routed]) -> None:
    for sku_id, piles_of in task.piles.items():
        gave = any(one.drawn for wish, one in zip(task.wishes, routed, strict=True) if wish.sku_id == sku_id)
        assert not gave or sum(pile[1] for pile in piles_of) >= task.reserve(sku_id)


def _parts_are_worth_it(task: Task, routed: list[Routed], before: dict[int, tuple[int, int]]) -> None:
    parts: dict[int, int] = {}
    waiting = missing = 0
    for wish, one in zip(task.wishes, routed, strict=True):
        by_house: dict[int, int] = {}
        for part in one.drawn:
            by_house[before[part.balance_id][1]] = by_house.get(before[part.balance_id][1], 0) + part.quantity
        for house, pieces in by_house.items():
            parts[house] = parts.get(house, 0) + worth_of(wish, pieces)
        missing += wish.pieces - sum(by_house.values())
        waiting += worth_of(wish, wish.pieces - sum(by_house.values()))
    halves = [*parts.values(), *([waiting] if missing else [])]
    assert len(halves) < 2 or min(halves) >= task.least


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5), st.integers(1, 20))
def test_fewest_parcels_are_the_fewest_there_can_be(free: list[int], pieces: int) -> None:
    wanted, fewest, most_first = min(pieces, sum(free)), 0, sorted(free, reverse=True)
    while sum(most_first[:fewest]) < wanted:
        fewest += 1
    task = Task([Wish(1, pieces)], {1: piles(*free)}, rules(len(free), strategy="fewest"), lambda _sku: 0)
    drawn = route(task)[0].drawn
    assert len(drawn) == fewest and sum(part.quantity for part in drawn) == wanted
