"""Buying in a line: suppliers, purchase orders and deliveries as tests write them."""

from typing import Any

from saas.kit.operations import only
from tenants.purchasing.inputs import NewGoodsReceipt, NewNotice, NewPurchaseOrder, NewSupplier, PurchaseAct, ReceivedLine
from tenants.purchasing.operations import announce, place_purchase_orders, receive_goods, save_suppliers
from tenants.purchasing.operations.announce import Announced
from tenants.purchasing.operations.order import PlacedPurchase
from tenants.purchasing.operations.receive import Received
from tests.cast import Member, stocked


def supplied(who: Member, *codes: str, **pieces: int) -> None:
    """The company knows these suppliers and has so many of each SKU."""
    stocked(who, **pieces)
    with who.at_work():
        save_suppliers([NewSupplier(code=code, name=f"{code} Ltd", lead_days=7) for code in codes or ("NORTH",)])


def wish(supplier: str = "NORTH", *, cost: str = "2.50", more: dict[str, Any] | None = None, **pieces: int) -> NewPurchaseOrder:
    """An order for these pieces: wish(MUG=10)."""
    return NewPurchaseOrder(supplier=supplier, lines=[{"sku": sku, "quantity": n, "unit_cost": cost} for sku, n in pieces.items()], **(more or {}))


def bought(who: Member, supplier: str = "NORTH", *, cost: str = "2.50", more: dict[str, Any] | None = None, **pieces: int) -> PlacedPurchase:
    """The order, placed."""
    with who.at_work():
        return only(place_purchase_orders([wish(supplier, cost=cost, more=more, **pieces)]))


def noticed(who: Member, purchase: int | None = None, *, more: dict[str, Any] | None = None, **pieces: int) -> Announced:
    """A notice of these pieces."""
    with who.at_work():
        return only(announce([NewNotice(purchase_order=purchase, lines=[{"sku": sku, "quantity": n} for sku, n in pieces.items()], **(more or {}))]))


def delivery(*lines: dict[str, Any], **about: Any) -> NewGoodsReceipt:
    """What was counted: delivery({"sku": "MUG", "good": 9, "damaged": 1}, purchase_order=70001)."""
    return NewGoodsReceipt(lines=[ReceivedLine(**line) for line in lines], **about)


def received(who: Member, *lines: dict[str, Any], **about: Any) -> Received:
    """The delivery, taken in."""
    with who.at_work():
        return only(receive_goods([delivery(*lines, **about)]))


def act(number: int, **more: Any) -> PurchaseAct:
    return PurchaseAct(number=number, **more)
