"""Cancelling: what was held goes back, and what waits gets it, oldest first."""

from saas.kit.operations import only
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Cancellation
from tenants.orders.operations import cancel_orders, serve_backorders
from saas.kit import db
from tests.cast import Member, placed, stocked


def test_cancelled_stock_serves_the_oldest_order_that_waits(ann: Member) -> None:
    stocked(ann, MUG=5)
    first, second, third = (placed(ann, ref, MUG=4) for ref in ("A-1", "A-2", "A-3"))
    assert (second.state, second.lines[0].allocated) == ("waiting", 1)
    with ann.at_work():
        assert only(cancel_orders([Cancellation(number=first.number)])).released == 4
        sku_id = db.rows("SELECT id FROM sku WHERE code = 'MUG'")[0].id
        assert serve_backorders([sku_id]).pieces == 4
    with ann.at_work():
        held = {row.number: (row.allocated, row.state) for row in db.rows("SELECT number, allocated, state FROM orders")}
        assert held == {first.number: (0, "cancelled"), second.number: (4, "ready"), third.number: (1, "waiting")}
        assert prove_stock() == []


def test_cancelling_again_changes_nothing(ann: Member) -> None:
    stocked(ann, MUG=5)
    first = placed(ann, "A-1", MUG=4)
    with ann.at_work():
        outcomes = [cancel_orders([Cancellation(number=first.number)])[0].status for _ in range(2)]
    assert outcomes == ["done", "again"]


def test_a_line_alone_can_be_cancelled(ann: Member) -> None:
    stocked(ann, MUG=5, CUP=5)
    first = placed(ann, "A-1", MUG=4, CUP=1)
    with ann.at_work():
        assert only(cancel_orders([Cancellation(number=first.number, lines=[1])])).pieces == 4
        assert db.rows("SELECT state, allocated FROM orders")[0] == ("ready", 1)
        assert prove_stock() == []
