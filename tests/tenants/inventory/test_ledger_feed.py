"""The ledger as a feed: what was written, in the order it was written, however many statements' worth there is."""

from tenants.inventory.queries import FindMoves, feed_moves
from tests.cast import Member, stocked
from tests.conftest import World
from tests.statements import counted


def test_it_is_read_page_by_page_at_one_statement_each(world: World, ann: Member, zoe: Member) -> None:
    stocked(ann, **{f"S{n}": 1 for n in range(7)})
    seen, cursor = [], None
    for _page in range(3):
        with ann.at_work(read_only=True), counted(world.acme) as statements:
            page = feed_moves(FindMoves(), cursor, 3)
        seen += [move.sku for move in page.rows]
        cursor = page.next
        assert len(statements) == 1
    assert seen == [f"S{n}" for n in range(7)] and cursor is None
    with zoe.at_work(read_only=True):
        assert feed_moves(FindMoves(sku="S1")).rows == []
