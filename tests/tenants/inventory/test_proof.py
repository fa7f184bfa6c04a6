"""The proof finds every kind of fault, says where, keeps the result, and repairs nothing."""

import subprocess
import sys

import pytest

from saas.kit import db
from saas.kit.operations import only
from saas.kit.owner import execute, owner
from tenants.catalogue.inputs import NewPart, NewProduct, Recipe
from tenants.catalogue.operations import set_kit, upsert_products
from tenants.fulfilment.inputs import LineQuantity, NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory import telling
from tenants.inventory.operations import every_difference, how_many, prove_stock
from tenants.inventory.operations.prove import SHOWN
from tenants.inventory.queries import last_proof
from tenants.inventory.questions import QUESTIONS
from tenants.orders.inputs import Customer, NewLine, NewOrder
from tenants.orders.operations import mark_paid, place_orders
from tenants.purchasing.inputs import NewSupplier
from tenants.purchasing.operations import save_suppliers
from tenants.returns.inputs import NewRefund, ReceivedUnit
from tenants.returns.operations import record_refunds
from tenants.stocktakes.inputs import Decisions
from tenants.stocktakes.operations import decide, post_stocktake, to_review
from tenants.transfers.inputs import Sending
from tenants.transfers.operations import send_transfers
from tests.browser import signed_in
from tests.cast import HOME, Member, placed, stocked
from tests.conftest import World
from tests.pages import opened as page
from tests.tenants.purchasing.buying import bought
from tests.tenants.purchasing.buying import received as arrived
from tests.tenants.returns.returning import accepted, authorised, received, shipped
from tests.tenants.stocktakes.counting import counts, opened
from tests.tenants.transfers.moving import planned, two_houses
from tests.working import environment

FAULTS = {
    "ledger_balance": "UPDATE {s}.balance SET on_hand = on_hand + 1 WHERE on_hand > 5",
    "balance_allocations": "UPDATE {s}.balance SET allocated = allocated + 1 WHERE allocated > 0",
    "line_allocations": "UPDATE {s}.allocation SET quantity = quantity + 1",
    "order_lines": "UPDATE {s}.order_line SET ordered = ordered + 1, total = total + unit_price",
    "order_goods": "UPDATE {s}.order_line SET sku_id = sku_id + 1000000000",
    "order_amounts": "UPDATE {s}.orders SET subtotal = subtotal + 1, discount = discount + 1",
    "order_kits": "UPDATE {s}.order_line SET ordered = ordered + 1 WHERE kit_no IS NOT NULL",
    "order_holds": "UPDATE {s}.orders SET open_holds = 1",
    "ledger_value": "UPDATE {s}.stock_value SET average = average + 1",
    "value_layers": "UPDATE {s}.cost_layer SET remaining = remaining - 1 WHERE remaining > 1",
    "ledger_transit": "UPDATE {s}.transfer_lot SET received = received + 1",
    "transfer_lines": "UPDATE {s}.transfer SET planned = planned + 1",
    "shipped_lines": "UPDATE {s}.shipment_line SET quantity = quantity + 1",
    "shipped_ledger": "DELETE FROM {s}.shipment_line",
    "return_lines": "UPDATE {s}.returned_unit SET quantity = quantity + 1",
    "return_sums": "UPDATE {s}.returns SET requested = requested + 1",
    "order_returns": "UPDATE {s}.return_line SET received = received - 1, accepted = 0",
    "order_refunds": "UPDATE {s}.refund SET amount = amount + 1",
    "return_refunds": "UPDATE {s}.returns SET refunded = refunded + 1",
    "purchase_receipts": "UPDATE {s}.goods_receipt_line SET good = good + 1",
    "purchase_lines": "UPDATE {s}.purchase_order SET open_pieces = open_pieces - 1",
    "receipt_ledger": "UPDATE {s}.goods_receipt_line SET good = good + 1",
    "stocktake_ledger": "UPDATE {s}.stocktake_line SET posted = posted + 1, counted = counted + 1",
    "customer_orders": "UPDATE {s}.customer SET orders = orders + 1",
}


def _work(ann: Member) -> None:
    """A little of everything a company does; what the proof compares has rows on both sides."""
    stocked(ann, MUG=10)
    number = placed(ann, "A-1", MUG=4).number
    with ann.at_work():
        only(ship([NewShipment(number=number, lines=[LineQuantity(line=1, quantity=1)])]))
        assert prove_stock() == []


def _whole(ann: Member) -> None:
    two_houses(ann, CUP=9, TEA=9)
    with ann.at_work():
        only(upsert_products([NewProduct(sku="SET", title="Set")]))
        only(set_kit([Recipe(sku="SET", parts=[NewPart(sku="CUP", quantity=2)])]))
        only(place_orders([NewOrder(ship_to=HOME, reference="K-1", customer=Customer(email="kim@mail.example"), lines=[NewLine(sku="SET", quantity=1)])]))
        only(save_suppliers([NewSupplier(code="NORTH", name="North")]))
    number = shipped(ann, "R-1", MUG=3)
    back = authorised(ann, number)
    with ann.at_work():
        only(mark_paid([number]))
    accepted(ann, back, *received(ann, back, ReceivedUnit(line=1, quantity=2)))
    bought_and_came = bought(ann, MUG=5)
    arrived(ann, {"sku": "MUG", "good": 3}, purchase_order=bought_and_came.number)
    on_its_way = planned(ann, TEA=3)
    count = opened(ann, scope="skus", skus=["TEA"])
    with ann.at_work():
        only(record_refunds([NewRefund(number=back, amount="1.00")]))
        only(send_transfers([Sending(number=on_its_way)]))
    counts(ann, count, TEA=5)
    with ann.at_work():
        to_review(count)
        decide(Decisions(number=count, within=9))
        post_stocktake(count).result()
        assert prove_stock() == []


@pytest.mark.parametrize("question", FAULTS)
def test_a_fault_is_found_and_left_as_it_is(world: World, ann: Member, question: str) -> None:
    _work(ann)
    _whole(ann)
    with owner(world.url) as conn:
        execute(conn, FAULTS[question].format(s=world.acme.schema))
    with ann.at_work():
        first = prove_stock()
        kept = last_proof()
        assert prove_stock() == first
    assert question in {d.question for d in first}
    assert kept and question in {d["question"] for d in kept.differences}


def test_more_differences_than_are_shown_are_counted_and_told_one_by_one_where_asked(world: World, ann: Member) -> None:
    stocked(ann, **{f"S{n:03}": 9 for n in range(SHOWN + 7)})
    with owner(world.url) as conn:
        execute(conn, f"UPDATE {world.acme.schema}.balance SET on_hand = 8")
        execute(conn, f"UPDATE {world.acme.schema}.stock_value SET average = 5 WHERE sku_id = (SELECT min(id) FROM {world.acme.schema}.sku)")
    with ann.at_work():
        found = prove_stock()
        assert [(d.where, d.of) for d in found[:2]] == [("S000", SHOWN + 7), ("S001", SHOWN + 7)]
        assert (len(found), how_many(found), last_proof().found) == (SHOWN + 1, SHOWN + 8, {"ledger_balance": SHOWN + 7, "ledger_value": 1})
        every = list(every_difference())
    assert len(every) == SHOWN + 8 and {(d.question, d.where) for d in found} < {(d.question, d.where) for d in every}
    text = page(signed_in(world.app, ann.email), "/t/acme/stock/proof").text
    assert f"{SHOWN + 8} figures disagree with their evidence" in text and f"All were counted; {SHOWN + 1} of them are shown" in text
    assert text.count("They agree") == len(QUESTIONS) - 2 and f"{SHOWN + 7} differences" in text  # each question with its answer


def test_the_command_tells_every_difference_and_ends_with_one(world: World, ann: Member) -> None:
    stocked(ann, **{f"S{n:03}": 9 for n in range(SHOWN + 7)})
    with owner(world.url) as conn:
        execute(conn, f"UPDATE {world.acme.schema}.balance SET on_hand = 8")
    told = subprocess.run([sys.executable, "-m", "saas.cli", "check", "acme", "bolt"], env=environment(world), capture_output=True, text=True, timeout=60)
    assert told.returncode == 1 and told.stdout.splitlines()[0] == f"acme: {SHOWN + 7} differences"
    assert told.stdout.count("ledger_balance S0") == SHOWN + 7 and told.stdout.splitlines()[-1] == "bolt: no differences"


def test_every_question_has_a_fault_that_it_finds_and_words_to_ask_it_in() -> None:
    assert set(FAULTS) == set(QUESTIONS) == set(telling.QUESTIONS)


def test_the_proof_says_how_much_it_compared(ann: Member) -> None:
    _work(ann)
    with ann.at_work(read_only=True):
        assert last_proof().counts == {"movements": 2, "balances": 1, "allocations": 1, "lines": 1}  # type: ignore[union-attr]


def test_a_movement_nobody_carried_over_is_found(world: World, ann: Member) -> None:
    _work(ann)
    with owner(world.url) as conn:
        execute(conn, f"DELETE FROM {world.acme.schema}.movement WHERE cause = 'shipped'")
    with ann.at_work():
        found = [(d.question, d.where, d.expected, d.found) for d in prove_stock()]
        parcel = f"{db.rows('SELECT number FROM shipment')[0].number} MUG"
    assert found == [
        ("ledger_balance", "MUG", "10", "9"), ("ledger_value", "MUG", "{10,0,0}", "{9,0,0}"), ("shipped_ledger", parcel, "0", "1")]


def test_pieces_held_at_a_shelf_that_is_not_there_are_found(world: World, ann: Member) -> None:
    """No foreign key stands there; the proof does."""
    _work(ann)
    with owner(world.url) as conn:
        execute(conn, f"UPDATE {world.acme.schema}.allocation SET balance_id = balance_id + 1000000000")
    with ann.at_work():
        found = {(d.where, d.expected, d.found) for d in prove_stock() if d.question == "balance_allocations"}
    assert found == {(None, "3", "0"), ("MUG", "0", "3")}
