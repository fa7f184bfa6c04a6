"""The API of the ledger: every movement, the stock of a past moment, and taking a movement back."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from saas.kit import clock
from saas.kit.api import Paging, Sparse, listing
from saas.kit.api.answers import page_of_model
from saas.kit.context import tenant
from saas.kit.errors import NotFound
from saas.kit.i18n import _l
from saas.kit.inputs import Code, Day, DomainErrorValue, Field, Input, Missing, Moment, Prose, model_validator
from saas.kit.operations import only
from tenants.catalogue.errors import UnknownSku
from tenants.inventory.api.door import api
from tenants.inventory.api.value import money
from tenants.inventory.inputs import TakingBack
from tenants.inventory.operations import take_back
from tenants.inventory.queries import End, FindMoves, Lay, Move, feed_moves, get_move, list_moves, stock_as_of, stock_levels


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


class MovementsAsked(Paging):
    """Movements of which SKU."""

    sku: Code = Field(title=_l("Of this SKU"))


class FeedAsked(FindMoves, Paging, Sparse):
    """Which movements."""


class PastAsked(Input):
    """Of which SKU, and at which past moment: an instant, or the end of a day in your company's zone."""

    sku: Code = Field(title=_l("Of this SKU"))
    at: Moment | None = Field(None, title=_l("Just before this moment: 2026-12-31T09:00:00Z"))
    on: Day | None = Field(None, title=_l("At the end of this day: 2026-12-31"))

    @model_validator(mode="after")
    def _says_when(self) -> "PastAsked":
        if (self.at is None) is (self.on is None):
            raise DomainErrorValue(Missing("/at"))
        return self


class LayOut(BaseModel):
    """Pieces that lay in one place, of one lot, in one condition."""

    warehouse: str
    location: str
    lot: str | None
    condition: str
    on_hand: int


class PastOut(BaseModel):
    """Stock of a SKU at a past moment, by when things happened, whenever they were written down."""

    sku: str
    at: datetime
    on_hand: int
    places: list[LayOut]


@api.endpoint("GET", "/stock/movements", asks=FeedAsked, gives=page_of_model(MovementOut), permission="inventory:read", errors=(),
              summary=_l("The whole ledger as a feed, oldest first; ask again from a few minutes before, for what was written late"))
def feed(find: FeedAsked) -> Any:
    page = feed_moves(find, find.after, find.limit)
    return listing(map(_movement, page.rows), page.next)


@api.endpoint("GET", "/stock/as-of", asks=PastAsked, gives=PastOut, permission="inventory:read", errors=(UnknownSku,),
              summary=_l("Stock of one SKU at a past moment"))
def as_of(asked: PastAsked) -> Any:
    if not stock_levels([asked.sku]).rows:
        raise UnknownSku("/sku", sku=asked.sku)
    at = asked.at or clock.day_bounds(asked.on, tenant().zone)[1]  # type: ignore[arg-type]
    places = stock_as_of(asked.sku, at)
    return {"sku": asked.sku, "at": at.isoformat(), "on_hand": sum(lay.on_hand for lay in places), "places": [_lay(lay) for lay in places]}


def _lay(lay: Lay) -> dict[str, Any]:
    return {"warehouse": lay.warehouse, "location": lay.location, "lot": lay.lot, "condition": lay.status, "on_hand": lay.on_hand}


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


def _movement(move: Move) -> dict[str, Any]:
    return {"id": move.id, "sku": move.sku, "quantity": move.quantity, "net": move.net, "lot": move.lot, "cause": move.cause, "reason": move.reason,
            "source": _end(move.source), "target": _end(move.target), "happened_at": move.effective_at.isoformat(),
            "recorded_at": move.recorded_at.isoformat(), "reverses": move.reverses, "reversed_by": move.reversed_by,
            "cost_average": money(move.cost_average), "cost_fifo": money(move.cost_fifo)}


def _end(end: End) -> dict[str, Any]:
    return {"kind": end.kind, "warehouse": end.warehouse, "location": end.code, "condition": end.status}
