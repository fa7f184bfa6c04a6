"""What the ledger is made of: a movement with its two sides."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from saas.kit.events import Event
from tenants.inventory.costing import Cost


class Side(NamedTuple):
    """One side of a movement: where, which lot, in what condition, and the kind of place. Only shelves keep balances."""

    location_id: int
    lot: str | None
    status: str
    kind: str = "shelf"
    priority: int = 100

    @property
    def shelf(self) -> bool:
        return self.kind == "shelf"

    @property
    def ours(self) -> bool:
        """Goods on a shelf and on the road between two are ours; they cost what they cost wherever they are."""
        return self.kind in ("shelf", "transit")


class Spot(NamedTuple):
    """What a balance is the balance of."""

    sku_id: int
    location_id: int
    lot: str | None
    status: str


@dataclass(frozen=True, slots=True)
class NewMovement:
    """`quantity` (> 0) pieces of a SKU go from one side to the other; `held` of them were allocated on the way out.

    `unit_cost` is what a piece that comes in costs, in minor units of the tenant's currency; without it, what the others
    do. `cost` is what all pieces cost where they were ours before: a reversal's is that of the movement it `reverses`, a
    customer return's what they left with."""

    sku_id: int
    quantity: int
    source: Side
    target: Side
    cause: str
    subject: tuple[str, int | None]
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    reason: str = ""
    at: datetime | None = None
    held: int = 0
    reverses: int | None = None
    unit_cost: int | None = None
    cost: Cost | None = None

    def spots(self) -> list[Spot]:
        return [Spot(self.sku_id, s.location_id, s.lot, s.status) for s in (self.source, self.target) if s.shelf]

    @property
    def comes(self) -> bool:
        """What wasn't ours becomes ours."""
        return self.target.ours and not self.source.ours

    @property
    def goes(self) -> bool:
        """What was ours no longer is."""
        return self.source.ours and not self.target.ours


def told_of_good(moves: Iterable[NewMovement]) -> list[Event]:
    """One event for each SKU of which more or fewer good pieces lie on shelves now: more may serve who waits for them. Damaged
    pieces serve nobody, so they don't make up for good ones that came or went."""
    changes: Counter[int] = Counter()
    for move in moves:
        for side, sign in ((move.target, 1), (move.source, -1)):
            if side.shelf and side.status == "good":
                changes[move.sku_id] += sign * move.quantity
    return [Event("stock.arrived" if change > 0 else "stock.reduced", ("sku", sku_id), {"change": change}) for sku_id, change in changes.items() if change]
