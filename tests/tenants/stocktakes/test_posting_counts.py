"""What was accepted becomes the books, applied to what lies there now, however much has moved since."""

import pytest

from saas.kit import db
from saas.kit.operations import only
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.errors import NotEnough, SerialIsElsewhere
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock
from tenants.inventory.queries import list_moves
from tenants.stocktakes.errors import StocktakeBegun
from tenants.stocktakes.inputs import Count, Decision, Decisions, Ending
from tenants.stocktakes.operations import cancel_stocktake, decide, enter_counts
from tenants.stocktakes.queries import FindLines, get_stocktake, list_lines, stocktake_story
from tests.cast import Member, placed, stocked
from tests.conftest import World
from tests.tenants.stocktakes.counting import counts, on_hand, opened, posted, reviewed, shelves


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


def test_damaged_pieces_that_are_missing_hide_no_good_ones_that_turned_up(ann: Member) -> None:
    stocked(ann, MUG=2)
    with ann.at_work():
        only(adjust_stock([StockChange(sku="MUG", change=3, status="damaged")]))
    number = opened(ann)
    with ann.at_work():
        assert {o.status for o in enter_counts([Count(number=number, code="MUG", quantity=6, status="good"),
                                                Count(number=number, code="MUG", quantity=0, status="damaged")])} == {"done"}
    reviewed(ann, number)
    assert posted(ann, number).result().lines == 2
    with ann.at_work(read_only=True):
        told = db.rows("SELECT name, data FROM event WHERE subject_kind = 'sku' ORDER BY id DESC LIMIT 1")
        assert [tuple(row) for row in told] == [("stock.arrived", {"change": 4})]


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


def test_what_moves_between_two_entries_makes_the_count_doubtful(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=10)
    number = opened(ann)
    with ann.at_work():
        only(enter_counts([Count(number=number, code="MUG", quantity=6)]))
    sold = placed(ann, "A-1", MUG=2).number
    with ann.at_work():
        only(ship([NewShipment(number=sold)]))
        only(enter_counts([Count(number=number, code="MUG", quantity=4, way="add")]))
        only(enter_counts([Count(number=number, code="CUP", quantity=5)]))
        only(enter_counts([Count(number=number, code="CUP", quantity=5, way="add")]))
    assert _doubtful(ann, number) == {"MUG": True, "CUP": False}
    with ann.at_work():
        only(enter_counts([Count(number=number, code="MUG", quantity=8)]))
    assert _doubtful(ann, number) == {"MUG": False, "CUP": False}


def _doubtful(who: Member, number: int) -> dict[str, bool]:
    with who.at_work(read_only=True):
        return {line.sku: line.moved_meanwhile for line in list_lines(get_stocktake(number).id, FindLines(view="all")).rows}
