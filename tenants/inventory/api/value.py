"""The API of costs and of the ledger: what is low, what stock is worth, movements and taking them back."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from saas.kit.api import Paging, Searching, listing
from saas.kit.api.answers import page_of_model
from saas.kit.context import tenant
from saas.kit.errors import NotFound
from saas.kit.i18n import _l
from saas.kit.inputs import Code, Field, Input, Prose
from saas.kit.money import to_text
from saas.kit.operations import only
from tenants.inventory.api.door import api
from tenants.inventory.inputs import TakingBack
from tenants.inventory.operations import take_back
from tenants.inventory.queries import End, FindValue, LowSku, Move, ValueRow, get_move, get_policy, list_low, list_moves, list_value, sum_value


class ValueAsked(FindValue, Paging):
    """What which stock is worth."""


class MovementsAsked(Paging):
    """Movements of which SKU."""

    sku: Code = Field(title=_l("Of this SKU"))


class LowOut(BaseModel):
    """A SKU at its reorder point or below, once everybody who waits is served; how many to order besides what is coming."""

    sku: str
    title: str
    available: int
    waiting: int
    coming: int
    reorder_point: int
    suggested: int


class ValueOut(BaseModel):
    """What the pieces of a SKU that are yours cost, by either way of counting."""

    sku: str
    title: str
    quantity: int
    unit_cost: str | None
    average: str
    fifo: str


class TotalOut(BaseModel):
    """All of it."""

    skus: int
    quantity: int
    average: str
    fifo: str


class ValueList(BaseModel):
    """A page of stock's value with the total; `costing` is your company's way, `unit_cost` goes by it."""

    data: list[ValueOut]
    next: str | None
    currency: str
    costing: str
    total: TotalOut


class EndOut(BaseModel):
    """One side of a movement."""

    kind: str
    warehouse: str | None
    location: str
    condition: str


class MovementOut(BaseModel):
    """A row of the ledger; `net` is what all shelves together gained, costs are of all its pieces together."""

    id: int
    sku: str
    quantity: int
    net: int
    lot: str | None
    cause: str
    reason: str
    source: EndOut
    target: EndOut
    happened_at: datetime
    recorded_at: datetime
    reverses: int | None
    reversed_by: int | None
    cost_average: str | None
    cost_fifo: str | None


class TakeBackIn(Input):
    """Why a movement is taken back."""

    note: Prose = Field("", title=_l("Note"))


@api.endpoint("GET", "/stock/low", asks=Searching, gives=page_of_model(LowOut), permission="inventory:read", errors=(),
              summary=_l("What is low, and how many to order"))
def low(asked: Searching) -> Any:
    page = list_low(asked.q, asked.after, asked.limit)
    return listing(map(_low, page.rows), page.next)


@api.endpoint("GET", "/stock/value", asks=ValueAsked, gives=ValueList, permission="inventory:read", errors=(),
              summary=_l("What stock is worth, now or at the end of a day"))
def value(find: ValueAsked) -> Any:
    page, total, method = list_value(find, find.after, find.limit), sum_value(find), get_policy().costing
    return {**listing([_value(row, method) for row in page.rows], page.next), "currency": tenant().currency, "costing": method,
            "total": {"skus": total.skus, "quantity": total.quantity, "average": _money(total.average), "fifo": _money(total.fifo)}}


@api.endpoint("GET", "/movements", asks=MovementsAsked, gives=page_of_model(MovementOut), permission="inventory:read", errors=(NotFound,),
              summary=_l("The ledger of a SKU, newest first"))
def movements(asked: MovementsAsked) -> Any:
    page = list_moves(asked.sku, asked.after, asked.limit)
    return listing(map(_movement, page.rows), page.next)


@api.endpoint("GET", "/movements/<int:number>", gives=MovementOut, permission="inventory:read", summary=_l("One movement"))
def movement(number: int) -> Any:
    return _movement(get_move(number))


@api.endpoint("POST", "/movements/<int:number>/take-back", takes=TakeBackIn, gives=MovementOut, permission="inventory:adjust",
              summary=_l("Take a movement back by one that reverses it"))
def reverse(given: TakeBackIn, number: int) -> Any:
    only(take_back([TakingBack(movement=get_move(number).id, note=given.note)]))
    return _movement(get_move(number))


def _low(row: LowSku) -> dict[str, Any]:
    level = row.level
    return {"sku": level.sku, "title": level.title, "available": level.available, "waiting": level.waiting, "coming": row.coming,
            "reorder_point": level.reorder_point, "suggested": row.suggested}


def _value(row: ValueRow, method: str) -> dict[str, Any]:
    return {"sku": row.sku, "title": row.title, "quantity": row.quantity, "unit_cost": _money(row.unit_cost(method)), "average": _money(row.average),
            "fifo": _money(row.fifo)}


def _movement(move: Move) -> dict[str, Any]:
    return {"id": move.id, "sku": move.sku, "quantity": move.quantity, "net": move.net, "lot": move.lot, "cause": move.cause, "reason": move.reason,
            "source": _end(move.source), "target": _end(move.target), "happened_at": move.effective_at.isoformat(),
            "recorded_at": move.recorded_at.isoformat(), "reverses": move.reverses, "reversed_by": move.reversed_by,
            "cost_average": _money(move.cost_average), "cost_fifo": _money(move.cost_fifo)}


def _end(end: End) -> dict[str, Any]:
    return {"kind": end.kind, "warehouse": end.warehouse, "location": end.code, "condition": end.status}


def _money(minor: int | None) -> str | None:
    return None if minor is None else to_text(minor, tenant().currency)
