"""The API of costs: what is low, and what stock is worth."""

from typing import Any

from pydantic import BaseModel

from saas.kit.api import Paging, Searching, listing
from saas.kit.api.answers import page_of_model
from saas.kit.context import tenant
from saas.kit.i18n import _l
from saas.kit.money import to_text
from tenants.inventory.api.door import api
from tenants.inventory.queries import FindValue, LowSku, ValueRow, get_policy, list_low, list_value, sum_value


class ValueAsked(FindValue, Paging):
    """What which stock is worth."""


class LowOut(BaseModel):
    """A SKU at its reorder point or below, once everybody who waits is served; how many to order besides what is coming or
    drafted."""

    sku: str
    title: str
    available: int
    waiting: int
    coming: int
    drafted: int
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
            "total": {"skus": total.skus, "quantity": total.quantity, "average": money(total.average), "fifo": money(total.fifo)}}


def _low(row: LowSku) -> dict[str, Any]:
    level = row.level
    return {"sku": level.sku, "title": level.title, "available": level.available, "waiting": level.waiting, "coming": row.coming,
            "drafted": row.drafted, "reorder_point": level.reorder_point, "suggested": row.suggested}


def _value(row: ValueRow, method: str) -> dict[str, Any]:
    return {"sku": row.sku, "title": row.title, "quantity": row.quantity, "unit_cost": money(row.unit_cost(method)), "average": money(row.average),
            "fifo": money(row.fifo)}


def money(minor: int | None) -> str | None:
    """An amount of the company's currency as text."""
    return None if minor is None else to_text(minor, tenant().currency)
