"""A caller's key, in every room: the same again is the same thing, something else under it is refused."""

from typing import Any

from saas.kit.errors import DomainError
from saas.kit.operations import Outcome
from tenants.fulfilment.inputs import LineQuantity, Picking
from tenants.fulfilment.operations import pick
from tenants.lists.inputs import NewRun
from tenants.lists.operations import start_run
from tenants.orders.inputs import Cancellation, LineChange, NewHold, OrderChange, Pieces, Split
from tenants.orders.operations import cancel_orders, change_orders, hold_orders, split_orders
from tenants.purchasing.inputs import NewGoodsReceipt, NewNotice, NewPurchaseOrder, ReceivedLine
from tenants.purchasing.operations import announce, place_purchase_orders, receive_goods
from tenants.returns.inputs import Exchange, ExchangeLine
from tenants.returns.operations import order_exchanges
from tenants.stocktakes.inputs import NewStocktake
from tenants.stocktakes.operations import open_stocktake
from tenants.transfers.inputs import NewTransfer, PlannedLine, Sending, SentLine
from tenants.transfers.operations import plan_transfers, send_transfers
from tests.cast import Member, placed, stocked
from tests.tenants.purchasing.buying import supplied
from tests.tenants.returns.returning import authorised, shipped
from tests.tenants.transfers.moving import planned, two_houses


def told(outcome: Outcome[Any]) -> str:
    return outcome.error.code if outcome.error else outcome.status


def of_batch(who: Member, verb: Any, first: Any, other: Any) -> None:
    """Sent one after the other, and in one batch."""
    with who.at_work():
        assert [told(verb([item])[0]) for item in (first, first, other)] == ["done", "again", "key_reused"]
    again = [item.model_copy(update={"key": "in one batch"}) for item in (first, first, other)]
    with who.at_work():
        outcomes = verb(again)
    assert [told(outcome) for outcome in outcomes] == ["done", "again", "key_reused"]
    error = outcomes[2].error
    assert isinstance(error, DomainError) and (error.status, error.pointer) == (422, "/key")


def test_of_buying(ann: Member) -> None:
    supplied(ann, "NORTH", MUG=1)
    order = NewPurchaseOrder.model_validate({"supplier": "NORTH", "key": "k", "lines": [{"sku": "MUG", "quantity": 3, "unit_cost": "1"}]})
    of_batch(ann, place_purchase_orders, order, order.model_copy(update={"note": "other"}))
    notice = NewNotice.model_validate({"supplier": "NORTH", "key": "k", "lines": [{"sku": "MUG", "quantity": 3}]})
    of_batch(ann, announce, notice, notice.model_copy(update={"tracking": "T"}))
    receipt = NewGoodsReceipt(supplier="NORTH", key="k", lines=[ReceivedLine(sku="MUG", good=3)])
    of_batch(ann, receive_goods, receipt, receipt.model_copy(update={"lines": [ReceivedLine(sku="MUG", good=4)]}))


def test_of_a_transfer(ann: Member) -> None:
    two_houses(ann, MUG=9)
    transfer = NewTransfer(from_warehouse="MAIN", to_warehouse="EAST", key="k", lines=[PlannedLine(sku="MUG", quantity=2)])
    of_batch(ann, plan_transfers, transfer, transfer.model_copy(update={"lines": [PlannedLine(sku="MUG", quantity=3)]}))
    number = planned(ann, MUG=6)
    of_batch(ann, send_transfers, *(Sending(number=number, key="k", lines=[SentLine(line=1, quantity=n)]) for n in (1, 2)))


def test_of_an_orders_verbs(ann: Member) -> None:
    stocked(ann, MUG=90)
    number = placed(ann, "A-1", MUG=30).number
    of_batch(ann, cancel_orders, *(Cancellation(number=number, key="k", pieces=[Pieces(line=1, quantity=n)]) for n in (1, 2)))
    of_batch(ann, pick, *(Picking(number=number, key="k", lines=[LineQuantity(line=1, quantity=n)]) for n in (1, 2)))
    with ann.at_work():
        splits = [Split(number=number, key="k", lines=[Pieces(line=1, quantity=n)]) for n in (1, 1, 2)]
        assert [told(split_orders([item])[0]) for item in splits] == ["done", "again", "key_reused"]
        holds = [NewHold(kind="payment", reason=reason, key="k") for reason in ("a", "a", "b")]
        assert [told(hold_orders([number], item)[0]) for item in holds] == ["done", "again", "key_reused"]


def test_of_a_change(ann: Member) -> None:
    stocked(ann, MUG=90)
    number = placed(ann, "A-1", MUG=30).number
    of_batch(ann, change_orders, *(OrderChange(number=number, key="k", lines=[LineChange(line=1, quantity=n)]) for n in (5, 6)))


def test_a_second_change_of_an_order_isnt_dropped_in_silence(ann: Member) -> None:
    stocked(ann, MUG=90)
    number = placed(ann, "A-1", MUG=3).number
    with ann.at_work():
        outcomes = change_orders([OrderChange(number=number, lines=[LineChange(line=1, quantity=n)]) for n in (5, 5, 6)])
    assert [told(outcome) for outcome in outcomes] == ["done", "again", "changed_twice"]


def one_by_one(who: Member, verb: Any, first: Any, other: Any) -> None:
    with who.at_work():
        assert [told(verb(item)) for item in (first, first, other)] == ["done", "again", "key_reused"]


def test_of_a_stocktake(ann: Member) -> None:
    stocked(ann, MUG=9, CUP=9)
    one_by_one(ann, open_stocktake, *(NewStocktake(scope="skus", skus=[sku], key="k") for sku in ("MUG", "CUP")))


def test_of_an_act_on_a_whole_list(ann: Member) -> None:
    stocked(ann, MUG=9)
    placed(ann, "A-1", MUG=1)
    one_by_one(ann, start_run, *(NewRun(list="orders", act="hold", query={"sku": "MUG"}, parameters={"reason": why}, key="k") for why in ("a", "b")))


def test_two_exchanges_of_one_return_in_a_batch(ann: Member) -> None:
    stocked(ann, MUG=9, CUP=9)
    number = authorised(ann, shipped(ann, MUG=1), LineQuantity(line=1, quantity=1))
    with ann.at_work():
        outcomes = order_exchanges([Exchange(number=number, lines=[ExchangeLine(sku=sku)]) for sku in ("MUG", "MUG", "CUP")])
    assert [told(outcome) for outcome in outcomes] == ["done", "again", "already_exchanged"]
    assert outcomes[0].value == outcomes[1].value
    assert outcomes[2].error and outcomes[2].error.data["order"] == outcomes[0].value.order  # type: ignore[union-attr]
