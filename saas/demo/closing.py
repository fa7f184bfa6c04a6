"""What stands there this minute: orders being picked, sent in part, held for every kind of reason; and the proof."""

from datetime import datetime, timedelta

from saas.demo.company import Company
from saas.demo.crew import Crew
from saas.demo.depot import shipment
from saas.demo.shopping import Shop
from saas.kit import clock, db
from tenants.fulfilment.inputs import LineQuantity, Picking
from tenants.fulfilment.operations import pick, ship
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Cancellation, NewHold
from tenants.orders.operations import cancel_orders, close_due_orders, hold_orders, place_orders

# Newest first, so that those forgotten for days stay as they are; nothing that has happened to since.
_READY = """SELECT o.number FROM orders o WHERE o.state = 'ready' AND o.placed_at <= %s AND NOT EXISTS (
  SELECT FROM event e WHERE e.subject_kind = 'order' AND e.subject_id = o.id AND e.name <> 'order.placed' AND e.at > %s)
 ORDER BY (o.placed_at > %s) DESC, o.id"""
_SPREAD = """SELECT o.id, o.number FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.state = 'ready'
 GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 1"""
_HOLDS = (("fraud", 430), ("address", 275), ("client", 190), ("stock", 130), ("payment", 95), ("operator", 40))  # minutes ago
_BY_OPERATOR = ("stock", "operator")


def leave_open(company: Company, crew: Crew, now: datetime) -> None:
    """Leave the last day's orders in every state a person may meet."""
    with crew.at(now - timedelta(hours=8), crew.house):
        while close_due_orders():
            pass
    for kind, minutes in _HOLDS:
        with crew.at(now - timedelta(minutes=minutes), crew.operator if kind in _BY_OPERATOR else crew.clerk):
            _hold(company, kind)
    with crew.at(now - timedelta(minutes=38), crew.operator):
        _send_in_part(company)
    with crew.at(now - timedelta(minutes=34), crew.clerk):
        _write_drafts(company, now)
    with crew.at(now - timedelta(minutes=31), crew.clerk):
        cancel_orders([Cancellation(number=n, reason=company.cancellations[0]) for n in _ready()[:2]])
    with crew.at(now - timedelta(minutes=12), crew.operator):
        numbers = _ready()
        pick([Picking(number=n) for n in numbers[:max(2, len(numbers) // 3)]])


def _ready() -> list[int]:
    now = clock.now()
    return [row.number for row in db.rows(_READY, (now, now, now - timedelta(days=2)))]


def _hold(company: Company, kind: str) -> None:
    """Two orders, or one on a quiet day; a customer's wish lifts by itself in three days."""
    numbers = _ready()
    until = clock.now() + timedelta(days=3) if kind == "client" else None
    hold_orders(numbers[:2 if len(numbers) > 12 else 1], NewHold(kind=kind, reason=company.holds[kind], until=until))  # type: ignore[arg-type]


def _send_in_part(company: Company) -> None:
    """The first line leaves now, the rest later."""
    found = db.rows(_SPREAD)
    ship([shipment(company, row.number).model_copy(update={"lines": [LineQuantity(line=1, quantity=1)]}) for row in found[:max(2, len(found) // 3)]])


def _write_drafts(company: Company, now: datetime) -> None:
    """Two customers called and want to think it over."""
    shop = Shop(company, clock.now(), "calls", 700)
    for outcome in place_orders([shop.order().model_copy(update={"reference": f"H-{now:%y%m%d}-{n}", "draft": True}) for n in (1, 2)]):
        outcome.result()


def prove(crew: Crew, now: datetime) -> None:
    """The last thing done to a company: its stock is proved, and the proof says that the seed is whole."""
    with crew.at(now, crew.operator):
        if differences := prove_stock():
            raise AssertionError(f"The sample data of {crew.tenant.slug} doesn't add up: {differences[:3]}")
