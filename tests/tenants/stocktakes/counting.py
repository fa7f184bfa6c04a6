"""Shelves to count, and people who count them."""

from saas.kit import db
from saas.kit.operations import Outcome, only
from saas.kit.owner import execute, owner
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock, prove_stock
from tenants.stocktakes.inputs import Count, Decision, Decisions, NewStocktake
from tenants.stocktakes.operations import decide, enter_counts, open_stocktake, post_stocktake, to_review
from tenants.stocktakes.operations.post import Posting
from tenants.stocktakes.queries import FindLines, get_stocktake, list_lines
from tests.cast import Member
from tests.conftest import World


def shelves(world: World, who: Member, **pieces: dict[str, int]) -> None:
    """Locations of MAIN and what lies there: shelves(world, ann, A={"MUG": 3})."""
    with owner(world.url) as conn:
        for code in pieces:
            execute(conn, f"INSERT INTO {who.tenant.schema}.location (warehouse_id, kind, code) SELECT id, 'shelf', %s FROM {who.tenant.schema}.warehouse"
                          " WHERE code = 'MAIN' ON CONFLICT DO NOTHING", (code,))
    with who.at_work():
        for code, there in pieces.items():
            for sku, n in there.items():
                only(adjust_stock([StockChange(sku=sku, location=code, change=n)]))


def opened(who: Member, **scope: object) -> int:
    """The number of a new stocktake."""
    with who.at_work():
        return open_stocktake(NewStocktake(**scope)).result().number  # type: ignore[arg-type]


def counts(who: Member, number: int, **pieces: int) -> None:
    """So many of each were counted."""
    with who.at_work():
        for outcome in enter_counts([Count(number=number, code=sku, quantity=n) for sku, n in pieces.items()]):
            outcome.result()


def reviewed(who: Member, number: int, keep: tuple[int, ...] = ()) -> None:
    """Counting ended; every difference is accepted but those to keep."""
    with who.at_work():
        to_review(number)
        if keep:
            decide(Decisions(number=number, lines=[Decision(line=line, decision="keep") for line in keep]))
        decide(Decisions(number=number, within=10**9))


def posted(who: Member, number: int) -> Outcome[Posting]:
    with who.at_work():
        outcome = post_stocktake(number)
    with who.at_work():
        assert prove_stock() == []
    return outcome


def lines(who: Member, number: int, view: str = "all") -> dict[str, tuple[int | None, int | None]]:
    """(counted, book) by SKU."""
    with who.at_work(read_only=True):
        found = list_lines(get_stocktake(number).id, FindLines(view=view)).rows  # type: ignore[arg-type]
    return {line.sku: (line.counted, line.book) for line in found}


def on_hand(who: Member, sku: str) -> int:
    with who.at_work(read_only=True):
        return db.rows("SELECT coalesce(sum(on_hand), 0)::bigint FROM balance b JOIN sku s ON s.id = b.sku_id WHERE s.code = %s", (sku,))[0][0]
