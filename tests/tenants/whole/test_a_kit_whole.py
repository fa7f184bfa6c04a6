"""A kit's whole story: changed in the catalogue after placing, changed on the order, shipped in part, sent back, and the rest cancelled."""

from saas.kit import db
from saas.kit.operations import only
from tenants.catalogue.inputs import NewPart, NewProduct, Recipe
from tenants.catalogue.operations import set_kit, upsert_products
from tenants.fulfilment.inputs import LineQuantity, NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Cancellation, LineChange, NewLine, NewOrder, OrderChange
from tenants.orders.operations import cancel_orders, change_orders, mark_paid, place_orders
from tenants.orders.queries import OneOrder, get_order
from tenants.returns.inputs import NewRefund, ReceivedUnit
from tenants.returns.operations import record_refunds
from tests.cast import HOME, Member, stocked
from tests.tenants.returns.returning import accepted, authorised, received


class Story:
    """One order of one kit, and what lies on the shelf; the proof is asked after every step."""

    def __init__(self, who: Member) -> None:
        self.who = who
        stocked(who, MUG=30, CUP=30, LID=30)
        with who.at_work():
            upsert_products([NewProduct(sku="SET", title="Set", price="25.00")])
        self.made_of(MUG=1, CUP=2)
        with who.at_work():
            new = NewOrder(ship_to=HOME, reference="A-1", prices_include_tax=False, lines=[NewLine(sku="SET", quantity=5, tax_rate="10"), NewLine(sku="LID", quantity=1)])
            self.number = only(place_orders([new])).number
        self.line = {part.sku: part.line_no for part in self.now().kits[0].parts}

    def made_of(self, **parts: int) -> None:
        with self.who.at_work():
            only(set_kit([Recipe(sku="SET", parts=[NewPart(sku=sku, quantity=q) for sku, q in parts.items()])]))

    def now(self) -> OneOrder:
        with self.who.at_work():
            assert prove_stock() == []
            return get_order(self.number)

    def parts(self, *figures: str) -> dict[str, tuple[int, ...]]:
        """These figures of the kit's parts by SKU, as the order stands."""
        return {part.sku: tuple(getattr(part, name) for name in figures) for part in self.now().kits[0].parts}

    def shelf(self) -> dict[str, tuple[int, int]]:
        """On hand and held, by SKU."""
        with self.who.at_work():
            return {row.code: (row.on_hand, row.allocated) for row in db.rows(
                "SELECT s.code, sum(b.on_hand)::bigint AS on_hand, sum(b.allocated)::bigint AS allocated FROM balance b JOIN sku s ON s.id = b.sku_id"
                " WHERE b.status = 'good' GROUP BY 1")}


def test_a_kit_changed_after_placing_part_shipped_and_returned_has_its_quantities_right(ann: Member) -> None:
    story = Story(ann)
    assert story.parts("ordered", "allocated") == {"MUG": (5, 5), "CUP": (10, 10)}

    story.made_of(LID=3)  # the catalogue's kit is another one from now on; the order's stays
    with ann.at_work():
        only(change_orders([OrderChange(number=story.number, lines=[LineChange(line=1, quantity=4)])]))
    assert story.parts("ordered", "allocated") == {"MUG": (4, 4), "CUP": (8, 8)}
    assert story.shelf() == {"MUG": (30, 4), "CUP": (30, 8), "LID": (30, 1)}
    assert (story.now().total, story.now().tax) == (4 * 2500 + 1000 + 1000, 1000)

    with ann.at_work():  # two sets leave, and a third mug before its cups
        leaving = [LineQuantity(line=story.line[sku], quantity=q) for sku, q in (("MUG", 3), ("CUP", 4))]
        only(ship([NewShipment(number=story.number, lines=leaving)]))
        only(mark_paid([story.number]))
    kit = story.now().kits[0]
    assert (kit.wanted, kit.shipped, kit.allocated) == (4, 2, 2)
    assert story.parts("shipped", "allocated") == {"MUG": (3, 1), "CUP": (4, 4)}
    assert story.shelf() == {"MUG": (27, 1), "CUP": (26, 4), "LID": (30, 1)}

    back = authorised(ann, story.number, LineQuantity(line=1, quantity=1))  # one whole set comes back
    units = received(ann, back, *(ReceivedUnit(line=story.line[sku], quantity=q, goes_to="stock") for sku, q in (("MUG", 1), ("CUP", 2))))
    assert accepted(ann, back, *units) == 2750
    with ann.at_work():
        assert only(record_refunds([NewRefund(number=back)])).amount == 2750
    assert story.parts("shipped", "returned") == {"MUG": (3, 1), "CUP": (4, 2)}
    assert story.shelf() == {"MUG": (28, 1), "CUP": (28, 4), "LID": (30, 1)}

    with ann.at_work():  # what hasn't left is wanted no longer; the mug that left alone stays gone
        only(cancel_orders([Cancellation(number=story.number, lines=[1])]))
    kit = story.now().kits[0]
    assert (kit.ordered, kit.wanted, kit.shipped, kit.allocated) == (4, 2, 2, 0)
    assert story.parts("ordered", "cancelled", "allocated", "shipped") == {"MUG": (4, 1, 0, 3), "CUP": (8, 4, 0, 4)}
    assert story.shelf() == {"MUG": (28, 0), "CUP": (28, 0), "LID": (30, 1)}

    with ann.at_work():
        only(ship([NewShipment(number=story.number)]))
    odd = authorised(ann, story.number, LineQuantity(line=story.line["MUG"], quantity=1))  # and that mug comes back by itself
    received(ann, odd, ReceivedUnit(line=story.line["MUG"], quantity=1, goes_to="stock"))
    assert story.parts("shipped", "returned") == {"MUG": (3, 2), "CUP": (4, 2)}
    assert story.shelf() == {"MUG": (29, 0), "CUP": (28, 0), "LID": (29, 0)} and story.now().state == "shipped"
