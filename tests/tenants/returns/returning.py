"""What tests of returns begin with: an order that was shipped, a return that was asked for, goods that came back."""

from typing import Any

from saas.kit import db
from saas.kit.operations import only
from tenants.fulfilment.inputs import LineQuantity, NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import NewOrder
from tenants.orders.operations import place_orders
from tenants.returns.inputs import Authorisation, Decision, ReceivedUnit, Reception, ReturnRequest, UnitDecision
from tenants.returns.operations import authorise_returns, decide_returns, receive_returns, request_returns
from tests.cast import Member, placed, stocked


def lines(**quantities: int) -> list[LineQuantity]:
    """lines(_1=2, _2=1): pieces by line."""
    return [LineQuantity(line=int(name.strip("_")), quantity=q) for name, q in quantities.items()]


def shipped(who: Member, reference: str = "A-1", **goods: int) -> int:
    """An order for these goods, whole on its way; its number."""
    stocked(who, **{sku: 100 for sku in goods})
    number = placed(who, reference, **goods).number
    with who.at_work():
        only(ship([NewShipment(number=number)]))
    return number


def shipped_as(who: Member, new: NewOrder) -> int:
    """The order as it is written, whole on its way; its number."""
    stocked(who, **{line.sku: 100 for line in new.lines})
    with who.at_work():
        number = only(place_orders([new])).number
        only(ship([NewShipment(number=number)]))
    return number


def authorised(who: Member, order: int, *wanted: LineQuantity, **given: Any) -> int:
    """A return of these pieces, or of all of them, that may come; its number."""
    with who.at_work():
        number = only(request_returns([ReturnRequest(order=order, lines=list(wanted) or None, **given)])).number
        only(authorise_returns([Authorisation(number=number)]))
    return number


def received(who: Member, number: int, *units: ReceivedUnit) -> list[int]:
    """These units have come back; their ids."""
    with who.at_work():
        only(receive_returns([Reception(number=number, units=list(units))]))
        return unit_ids(number)


def accepted(who: Member, number: int, *units: int) -> int:
    """These units are accepted; what they are worth."""
    with who.at_work():
        return only(decide_returns([Decision(number=number, units=[UnitDecision(unit=unit) for unit in units])])).worth


def unit_ids(number: int) -> list[int]:
    return [row.id for row in db.rows("SELECT u.id FROM returned_unit u JOIN returns r ON r.id = u.return_id WHERE r.number = %s ORDER BY u.id",
                                      (number,))]


def one(sql: str, *values: Any) -> tuple[Any, ...]:
    """The only row."""
    (row,) = db.rows(sql, values)
    return tuple(row)


def proved(who: Member) -> None:
    with who.at_work():
        assert prove_stock() == []
