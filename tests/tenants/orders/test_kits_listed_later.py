"""A line of goods that the catalogue learns to be a kit, or sells again, is recognised: a kit is taken apart in its place."""

from saas.kit import db
from saas.kit.operations import only
from saas.subscribers import SUBSCRIBERS
from tenants.catalogue.inputs import NewPart, NewProduct, Recipe
from tenants.catalogue.operations import set_kit, upsert_products
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Cancellation, NewLine, NewOrder
from tenants.orders.operations import cancel_orders, place_orders, recognise_skus, serve_backorders
from tenants.orders.queries import get_order, order_story
from tests.cast import HOME, Member, placed, stocked
from tests.statements import counted


def asked(who: Member, reference: str, **pieces: int) -> int:
    """An order at 9.00 a piece, for which a person is to decide."""
    lines = [NewLine(sku=sku, quantity=n, unit_price="9.00", title="Typed", tax_rate="10") for sku, n in pieces.items()]
    with who.at_work():
        return only(place_orders([NewOrder(ship_to=HOME, reference=reference, triage=True, lines=lines)])).number


def listed(sku: str, *, active: bool = True, **parts: int) -> None:
    only(upsert_products([NewProduct(sku=sku, title=f"{sku} title", active=active)]))
    if parts:
        only(set_kit([Recipe(sku=sku, parts=[NewPart(sku=part, quantity=n) for part, n in parts.items()])]))


def served() -> None:
    serve_backorders([row.id for row in db.rows("SELECT id FROM sku")])
    assert prove_stock() == []


def test_an_unknown_sku_listed_as_a_kit_is_taken_apart(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=10)
    number, other = asked(ann, "A-1", SET=2, MUG=1), asked(ann, "A-2", NOPE=1)
    with ann.at_work():
        before = get_order(number)
        listed("SET", MUG=1, CUP=3)
        assert (recognise_skus(), recognise_skus()) == (1, 0)
        served()
        one = get_order(number)
        assert [(x.line_no, x.sku, x.title, x.kit_no, x.per_kit, x.ordered, x.allocated) for x in one.lines] == [
            (2, "MUG", "Typed", None, None, 1, 1), (3, "CUP", "CUP title", 1, 3, 6, 6), (4, "MUG", "MUG title", 1, 1, 2, 2)]
        (kit,) = one.kits
        assert (kit.line_no, kit.sku, kit.title, kit.ordered, kit.allocated, kit.unit_price, kit.total, kit.tax_bp) == (1, "SET", "Typed", 2, 2, 900, 1800, 1000)
        assert (one.state, one.ordered, one.total, one.tax) == ("ready", 9, before.total, before.tax) and one.version > before.version
        assert [told.data.get("skus") for told in order_story(one.id) if told.name == "order.sku_listed"] == [["SET"]]
        assert get_order(other).state == "on_hold"


def test_a_kit_that_can_not_be_put_together_yet_stays_unknown_and_holds_up_nobody(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=10)
    number, other = asked(ann, "A-1", SET=1), asked(ann, "A-2", JUG=1)
    with ann.at_work():
        listed("SET", MUG=1, CUP=1)
        only(upsert_products([NewProduct(sku="CUP", title="Cup", active=False)]))
        listed("JUG")
        assert (recognise_skus(), recognise_skus()) == (1, 0)
        assert (get_order(number).state, get_order(other).state) == ("on_hold", "waiting")
        only(upsert_products([NewProduct(sku="CUP", title="Cup", active=True)]))
        assert recognise_skus() == 1
        served()
        assert get_order(number).state == "ready"


def test_what_becomes_a_kit_after_it_was_ordered_is_taken_apart_too(ann: Member) -> None:
    """Listed first, put together a moment later: the order was recognised in between."""
    stocked(ann, MUG=10)
    assert SUBSCRIBERS["kit.changed"] == ("orders.recognise_skus",)
    number = asked(ann, "A-1", SET=2)
    with ann.at_work():
        listed("SET")
        assert recognise_skus() == 1 and get_order(number).state == "waiting"
        listed("SET", MUG=2)
        assert (recognise_skus(), recognise_skus()) == (1, 0)
        served()
        one = get_order(number)
    assert (one.state, [(x.sku, x.kit_no, x.allocated) for x in one.lines]) == ("ready", [("MUG", 1, 4)])


def test_a_sku_that_is_sold_again_is_recognised(ann: Member) -> None:
    stocked(ann, MUG=10)
    with ann.at_work():
        only(upsert_products([NewProduct(sku="MUG", title="Mug", active=False)]))
    number = asked(ann, "A-1", MUG=2)
    with ann.at_work():
        assert recognise_skus() == 0 and get_order(number).state == "on_hold"
        only(upsert_products([NewProduct(sku="MUG", title="Mug", active=True)]))
        assert recognise_skus() == 1
        served()
        assert get_order(number).state == "ready"


def test_cancelled_pieces_stay_cancelled(ann: Member) -> None:
    stocked(ann, MUG=10)
    number = asked(ann, "A-1", SET=2, MUG=1)
    with ann.at_work():
        only(cancel_orders([Cancellation(number=number, lines=[1])]))
        listed("SET", MUG=3)
        assert (recognise_skus(), recognise_skus()) == (1, 0)
        served()
        one = get_order(number)
    assert (one.ordered, one.cancelled, one.allocated, one.kits[0].cancelled, one.lines[-1].cancelled) == (7, 6, 1, 2, 6)


def test_many_orders_cost_as_many_statements_as_one(ann: Member) -> None:
    stocked(ann, MUG=100)
    costs = []
    for many in (1, 20):
        for n in range(many):
            asked(ann, f"{many}-{n}", **{f"SET{many}": 1})
        with ann.at_work():
            listed(f"SET{many}", MUG=2)
        with ann.at_work(), counted(ann.tenant) as seen:
            assert recognise_skus() == many
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 12


def test_a_kit_placed_as_one_is_left_alone(ann: Member) -> None:
    stocked(ann, MUG=1)
    with ann.at_work():
        listed("SET", MUG=2)
    placed(ann, "A-1", SET=1)
    with ann.at_work():
        assert recognise_skus() == 0
