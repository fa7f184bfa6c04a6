"""Locations within warehouses: shelves, bins, zones."""

from typing import Any

from saas.kit import db
from saas.kit.operations import operation
from tenants.inventory.errors import LocationInUse, LocationStays, LocationTaken, UnknownLocation, UnknownWarehouse
from tenants.inventory.inputs import LocationChange, NewLocation

WHOLE = "-"
_HOUSE = "SELECT id, code FROM warehouse WHERE %s IN (code, '') ORDER BY priority, id LIMIT 1"
_ADD = """INSERT INTO location (warehouse_id, kind, code, priority) VALUES (%s, 'shelf', %s, %s)
ON CONFLICT (warehouse_id, code) DO NOTHING RETURNING id"""
_LOCK = "SELECT id, code, priority, active FROM location WHERE warehouse_id = %s AND code = %s FOR UPDATE"
_TAKEN = "SELECT FROM location WHERE warehouse_id = %s AND code = %s AND id <> %s"
_USED = "SELECT FROM balance WHERE location_id = %s AND on_hand > 0 LIMIT 1"
_CHANGE = "UPDATE location SET code = %s, priority = %s, active = %s, version = version + 1 WHERE id = %s"
# Balances repeat the priority of their shelf; they are locked in the order of every other verb first.
_BALANCES = "SELECT FROM balance WHERE location_id = %s ORDER BY sku_id, location_id, lot FOR NO KEY UPDATE"
_REPEAT = """
UPDATE balance b SET priority = l.priority + w.priority * 1000 FROM location l JOIN warehouse w ON w.id = l.warehouse_id
 WHERE b.location_id = %s AND l.id = b.location_id"""
_CHANGE_AND_REPEAT = db.stacked(_BALANCES, _CHANGE, _REPEAT)


@operation("inventory:setup")
def add_location(new: NewLocation) -> int:
    """Set up a location in a warehouse; its id."""
    house = _house(new.warehouse)
    added = db.rows(_ADD, (house.id, new.code, new.priority))
    if not added:
        raise LocationTaken("/code", warehouse=house.code, location=new.code)
    return added[0].id


@operation("inventory:setup")
def change_location(change: LocationChange) -> int:
    """Rename a location, ask it earlier or later, close it once it is empty, or open it again; its id."""
    house = _house(change.warehouse)
    found = db.rows(_LOCK, (house.id, change.code))
    if not found:
        raise UnknownLocation("/code", warehouse=house.code, location=change.code)
    location, code = found[0], change.to or change.code
    active = location.active if change.active is None else change.active
    if location.code == WHOLE and (code != WHOLE or not active):
        raise LocationStays("/to" if code != WHOLE else "/active")
    if db.rows(_TAKEN, (house.id, code, location.id)):
        raise LocationTaken("/to", warehouse=house.code, location=code)
    if not active and db.rows(_USED, (location.id,)):
        raise LocationInUse("/active", location=location.code)
    db.run(_CHANGE_AND_REPEAT, (location.id, code, change.priority or location.priority, active, location.id, location.id))
    return location.id


def _house(code: str) -> Any:
    found = db.rows(_HOUSE, (code,))
    if not found:
        raise UnknownWarehouse("/warehouse", warehouse=code)
    return found[0]
