"""What stands there this minute: orders being picked, sent in part, held for every kind of reason; and the proof."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from saas.demo.company import Company
from saas.demo.crew import Crew
from saas.demo.depot import shipment
from saas.kit import clock, db
from tenants.fulfilment.inputs import LineQuantity, Picking
from tenants.fulfilment.operations import pick, ship
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Cancellation, NewHold
from tenants.orders.operations import cancel_orders, hold_orders

_READY = "SELECT id, number, ordered FROM orders WHERE state = 'ready' ORDER BY (placed_at > %s) DESC, id"
_SPREAD = "SELECT o.id, o.number FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.state = 'ready' GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 1"


def leave_open(company: Company, crew: Crew, now: datetime) -> None:
    """Leave the last day's orders in every state a person may meet."""
    with crew.at(now - timedelta(minutes=48), crew.operator):
        _send_in_part(company)
    with crew.at(now - timedelta(minutes=31), crew.clerk):
        numbers = _ready()
        chosen = _hold(company, numbers, ("fraud", "client", "address", "payment"))
        cancel_orders([Cancellation(number=n, reason=company.cancellations[0]) for n in numbers[len(chosen):len(chosen) + 2]])
    with crew.at(now - timedelta(minutes=12), crew.operator):
        numbers = _ready()
        chosen = _hold(company, numbers, ("operator", "stock"))
        pick([Picking(number=n) for n in numbers[len(chosen):len(numbers) // 3 + len(chosen)]])


def _ready() -> list[int]:
    """Orders of the last day first: those forgotten for days stay as they are."""
    return [row.number for row in db.rows(_READY, (clock.now() - timedelta(days=2),))]


def _send_in_part(company: Company) -> None:
    """The first line leaves now, the rest later."""
    found = db.rows(_SPREAD)
    ship([shipment(company, row.number).model_copy(update={"lines": [LineQuantity(line=1, quantity=1)]}) for row in found[:max(2, len(found) // 3)]])


def _hold(company: Company, numbers: Sequence[int], kinds: Sequence[str]) -> list[int]:
    """One order or two for each kind of reason; a customer's wish lifts by itself in three days."""
    each = 2 if len(numbers) > 18 else 1
    for place, kind in enumerate(kinds):
        until = clock.now() + timedelta(days=3) if kind == "client" else None
        hold_orders(numbers[place * each:(place + 1) * each], NewHold(kind=kind, reason=company.holds[kind], until=until))  # type: ignore[arg-type]
    return list(numbers[:each * len(kinds)])


def prove(crew: Crew, now: datetime) -> None:
    """The last thing done to a company: its stock is proved, and the proof says that the seed is whole."""
    with crew.at(now, crew.operator):
        if differences := prove_stock():
            raise AssertionError(f"The sample data of {crew.tenant.slug} doesn't add up: {differences[:3]}")
