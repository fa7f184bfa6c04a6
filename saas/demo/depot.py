"""The operator's day in the warehouse: parcels leave in the afternoon and arrive some days later; shelves are counted."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from saas.demo.company import Company, digits
from saas.demo.desk import chance
from saas.kit import clock, db
from tenants.fulfilment.inputs import Delivery, NewShipment
from tenants.fulfilment.operations import mark_delivered, ship
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock

_LEAVING = """SELECT number, reference, placed_at, state FROM orders WHERE placed_at <= %s AND (state = 'ready'
 OR state IN ('waiting', 'part_shipped') AND allocated > 0 AND placed_at <= %s) ORDER BY number"""
_ON_THE_ROAD = "SELECT number, shipped_at FROM shipment WHERE delivered_at IS NULL AND shipped_at <= %s ORDER BY number"
BATCH = 200


def send_parcels(company: Company, before: datetime, lively: bool) -> None:
    """Ship what was ordered before; a few orders always stay for a day or two. On a `lively` day most of them still stand."""
    found = db.rows(_LEAVING, (before, before - timedelta(days=3)))
    leaving = [row for row in found if before - row.placed_at >= timedelta(days=_lag(row.reference, lively))]
    for start in range(0, len(leaving), BATCH):
        ship([shipment(company, row.number) for row in leaving[start:start + BATCH]])


def _lag(reference: str, lively: bool) -> int:
    """Days an order stands ready: mostly none; one in eighty is forgotten for a week."""
    if chance(reference, 80) == 5:
        return 7
    return int(chance(reference, 100) >= (20 if lively else 86))


def shipment(company: Company, number: int) -> NewShipment:
    """A parcel with one of the company's carriers."""
    random = Random(f"{company.slug} parcel {number}")
    carrier = random.choices(company.carriers, (6, 3, 2))[0]
    return NewShipment(number=number, carrier=carrier.name, tracking=digits(carrier.tracking, random))


def note_arrivals() -> None:
    """Parcels that were long enough on the road have arrived during the day; a few are never heard of."""
    now = clock.now()
    found = db.rows(_ON_THE_ROAD, (now - timedelta(hours=20),))
    arrived = [row for row in found if row.number % 71 and now - row.shipped_at > timedelta(days=row.number % 4 + 0.9)]
    mark_delivered([Delivery(parcel=row.number, at=now - timedelta(minutes=row.number * 37 % 500)) for row in arrived])


def count_shelves(skus: Sequence[str], random: Random) -> None:
    """Some pieces are found broken, some given away, some turn up."""
    adjust_stock([StockChange(sku=sku, change=change, reason=reason)  # type: ignore[arg-type]
                  for sku, (change, reason) in zip(random.sample(skus, 3), ((-1, "damage"), (1, "found"), (-1, "sample")), strict=True)])
