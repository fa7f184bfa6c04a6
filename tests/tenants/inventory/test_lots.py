"""Lots and serial numbers: said on the way in, good until a day, one piece in one place; and how they show."""

from datetime import timedelta

import pytest

from saas.kit import clock, db
from saas.kit.errors import NotFound
from saas.kit.operations import only
from tenants.catalogue.inputs import NewProduct
from tenants.catalogue.operations import upsert_products
from tenants.inventory.errors import SerialIsElsewhere, UnknownLot
from tenants.inventory.inputs import LotChange, NewWarehouse, Receipt, StockChange
from tenants.inventory.ledger import NewMovement, lock, post
from tenants.inventory.operations import add_warehouse, adjust_stock, change_lot, prove_stock, receive, reverse_movements
from tenants.inventory.places import places
from tenants.inventory.queries import FindStock, get_lot, get_stock, list_lots, list_stock, stock_levels
from tests.browser import signed_in, text_of
from tests.cast import Member, stocked, token_for
from tests.conftest import World
from tests.statements import counted

TODAY = clock.today("America/New_York")
SOON, LATE, PAST = TODAY + timedelta(days=9), TODAY + timedelta(days=99), TODAY - timedelta(days=1)


def listed(who: Member, **tracking: str) -> None:
    with who.at_work():
        upsert_products([NewProduct(sku=sku, title=sku, tracking=how) for sku, how in tracking.items()])


def came(sku: str, **more: object) -> str:
    outcome, = receive([Receipt(sku=sku, **{"quantity": 1, **more})])
    return outcome.error.code + outcome.error.pointer if outcome.error else outcome.status


@pytest.mark.parametrize(("tracking", "given", "code"), [
    ("lot", {}, "lot_needed/lot"), ("serial", {}, "lot_needed/lot"), ("serial", {"lot": "S1", "quantity": 2}, "one_piece_per_serial/quantity"),
    ("lot", {"lot": "L1", "quantity": 5}, "done"), ("none", {"quantity": 5}, "done"), ("none", {"lot": "L1"}, "done")])
def test_what_is_told_apart_needs_its_name(ann: Member, tracking: str, given: dict[str, object], code: str) -> None:
    listed(ann, MUG=tracking)
    with ann.at_work():
        assert came("MUG", **given) == code


@pytest.mark.parametrize(("given", "code"), [({"change": -2}, "/change"), ({"counted": 2}, "/counted")])
def test_a_serial_number_is_adjusted_piece_by_piece(ann: Member, given: dict[str, int], code: str) -> None:
    listed(ann, MUG="serial")
    with ann.at_work():
        outcome, = adjust_stock([StockChange(sku="MUG", lot="S1", **given)])
        assert outcome.error and (outcome.error.code, outcome.error.pointer) == ("one_piece_per_serial", code)


def test_a_serial_number_lies_in_one_place(ann: Member) -> None:
    listed(ann, MUG="serial")
    with ann.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East"))
        one = Receipt(sku="MUG", quantity=1, lot="S1")
        assert [o.error.code if o.error else o.status for o in receive([one, one, one.model_copy(update={"warehouse": "EAST"})])] == [
            "done", "serial_is_elsewhere", "serial_is_elsewhere"]
        assert [o.error.code if o.error else o.status for o in adjust_stock([
            StockChange(sku="MUG", lot="S1", change=-1), StockChange(sku="MUG", lot="S1", counted=1, warehouse="EAST")])] == ["done", "done"]
        assert prove_stock() == []


def test_the_database_stands_behind_one_place_for_a_serial(ann: Member) -> None:
    """Two at the same moment, neither seen by the other: the index refuses the second in words."""
    listed(ann, MUG="serial")
    with ann.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East"))
        assert came("MUG", lot="S1") == "done"
    for warehouse in ("EAST", "MAIN"):
        with pytest.raises(SerialIsElsewhere), ann.at_work():
            there = places()
            sku = db.rows("SELECT id FROM sku")[0].id
            move = NewMovement(sku, 1, there.beyond("supplier"), there.shelf(warehouse, "", "S1", "good"), "received", ("sku", sku))
            post([move], lock((spot, 100) for spot in move.spots()))


def test_a_serial_goes_from_shelf_to_shelf_in_one_breath(ann: Member) -> None:
    listed(ann, MUG="serial")
    with ann.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East"))
        assert came("MUG", lot="S1") == "done"
        there, sku = places(), db.rows("SELECT id FROM sku")[0].id
        for source, target in (("MAIN", "EAST"), ("EAST", "MAIN")):
            move = NewMovement(sku, 1, there.shelf(source, "", "S1", "good"), there.shelf(target, "", "S1", "good"), "moved", ("sku", sku))
            post([move], lock((spot, 100) for spot in move.spots()))
        assert prove_stock() == []


def test_undoing_leaves_a_serial_that_came_back_elsewhere(ann: Member) -> None:
    listed(ann, MUG="serial")
    with ann.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East"))
        assert came("MUG", lot="S1") == "done"
        adjust_stock([StockChange(sku="MUG", lot="S1", change=-1)], ("import", 17))
        assert came("MUG", lot="S1", warehouse="EAST") == "done"
        taken = reverse_movements("import", 17)
        assert (taken.done, taken.refused, prove_stock()) == (0, 1, [])


def test_a_lot_keeps_the_day_it_came_with(ann: Member) -> None:
    listed(ann, MUG="lot")
    with ann.at_work():
        assert came("MUG", lot="L1", quantity=3) == "done"
        assert came("MUG", lot="L1", expires_on=SOON, location="") == "done"
        assert [r.expires_on for r in db.rows("SELECT expires_on FROM balance")] == [SOON]
        assert came("MUG", lot="L1", expires_on=LATE) == "lot_expires_otherwise/expires_on"
        assert came("MUG", lot="L1", expires_on=SOON) == "done"
        lot = get_lot("MUG", "L1")
        assert (lot.expires_on, lot.on_hand, lot.state, lot.places) == (SOON, 5, "expiring", ["Main"])


def test_changing_a_lot_changes_what_is_free(ann: Member) -> None:
    listed(ann, MUG="lot")
    with ann.at_work():
        came("MUG", lot="L1", quantity=3, expires_on=PAST)
        assert (stock_levels(["MUG"]).rows[0].available, get_stock("MUG").parts[0].available, get_lot("MUG", "L1").state) == (0, 0, "expired")
        change_lot(LotChange(sku="MUG", lot="L1", expires_on=LATE))
        change_lot(LotChange(sku="MUG", lot="L1", expires_on=LATE))
        assert (stock_levels(["MUG"]).rows[0].available, get_lot("MUG", "L1").state) == (3, "fresh")
        assert len(db.rows("SELECT FROM event WHERE name = 'lot.changed'")) == 1
    with pytest.raises(UnknownLot), ann.at_work():
        change_lot(LotChange(sku="MUG", lot="NOPE"))


def test_tracking_changes_only_while_nothing_is_ours(ann: Member) -> None:
    stocked(ann, MUG=1, CUP=0)
    with ann.at_work():
        outcomes = upsert_products([NewProduct(sku=sku, title="Other", tracking="serial") for sku in ("MUG", "CUP")])
        assert [o.error.code if o.error else o.status for o in outcomes] == ["tracking_held", "done"]
        assert db.rows("SELECT title FROM sku WHERE code = 'MUG'")[0].title == "MUG title"
        adjust_stock([StockChange(sku="MUG", change=-1)])
        only(upsert_products([NewProduct(sku="MUG", title="Other", tracking="serial")]))
        assert (came("MUG", lot="S1"), came("MUG", lot="S1")) == ("done", "serial_is_elsewhere/lot")


def test_lots_are_made_in_the_same_few_statements(ann: Member) -> None:
    listed(ann, MUG="lot", CUP="serial")
    seen = []
    for many in (1, 30):
        with ann.at_work(), counted(ann.tenant) as statements:
            receive([Receipt(sku=sku, quantity=1, lot=f"{many}-{n}", expires_on=SOON) for n in range(many) for sku in ("MUG", "CUP")])
        seen.append(len(statements))
    assert seen[0] == seen[1] <= 12


def test_lists_find_what_expires(ann: Member) -> None:
    listed(ann, MUG="lot", CUP="lot", POT="none")
    with ann.at_work():
        came("MUG", lot="L1", expires_on=SOON)
        came("MUG", lot="L2", expires_on=LATE)
        came("CUP", lot="L9", expires_on=LATE)
        assert [row.sku for row in list_stock(FindStock(view="expiring")).rows] == ["MUG"]
        assert [row.lot for row in list_lots(expires_before=SOON + timedelta(days=1)).rows] == ["L1"]
        first = list_lots(limit=2)
        assert [row.lot for row in first.rows + list_lots(after=first.next).rows] == ["L9", "L1", "L2"]


def test_the_page_of_a_sku_shows_its_lots_and_leads_to_them(world: World, ann: Member, ben: Member) -> None:
    listed(ann, MUG="lot")
    with ann.at_work():
        came("MUG", lot="L/1 ü", quantity=2)
    browser = signed_in(world.app, ann.email)
    shown = browser.get("/t/acme/stock/sku/MUG")
    assert "L/1 ü" in text_of(shown) and "/stock/lot/MUG?lot=L/1+%C3%BC" in shown.text
    answer = browser.post("/t/acme/stock/lot/MUG", {"lot": "L/1 ü", "expires_on": PAST.isoformat()})
    assert answer.status_code == 303 and "Expired" in text_of(browser.get(answer.location))
    refused = browser.post("/t/acme/stock/lot/MUG", {"lot": "L/1 ü", "expires_on": "soon"})
    assert refused.status_code == 422 and 'class="wrong"' in refused.text
    viewer = signed_in(world.app, ben.email)
    assert viewer.get("/t/acme/stock/sku/MUG").status_code == 200 and viewer.get("/t/acme/stock/lot/MUG?lot=L/1 ü").status_code == 403


def test_the_api_lists_and_changes_lots(world: World, ann: Member, zoe: Member) -> None:
    listed(ann, MUG="lot")
    with ann.at_work():
        came("MUG", lot="L1", expires_on=SOON)
    client = world.app.test_client()
    head = {"Authorization": f"Bearer {token_for(ann)}"}
    (lot,) = client.get(f"/api/v1/lots?expires_before={LATE}", headers=head).json["data"]
    assert (lot["sku"], lot["lot"], lot["expires_on"], lot["on_hand"]) == ("MUG", "L1", SOON.isoformat(), 1)
    assert client.get("/api/v1/lots?expires_before=soon", headers=head).status_code == 422
    changed = client.post("/api/v1/lots", headers=head, json={"sku": "MUG", "lot": "L1", "expires_on": None})
    assert (changed.status_code, changed.json["expires_on"]) == (200, None)
    assert client.post("/api/v1/lots", headers=head, json={"sku": "MUG", "lot": "NOPE"}).json["code"] == "unknown_lot"
    received = client.post("/api/v1/stock/receipts", headers=head, json={"sku": "MUG", "quantity": 2})
    assert (received.status_code, received.json["errors"][0]["pointer"]) == (422, "/lot")
    with pytest.raises(NotFound), zoe.at_work(read_only=True):
        get_lot("MUG", "L1")
