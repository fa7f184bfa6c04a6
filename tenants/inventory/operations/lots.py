"""What is known of a lot."""

from saas.kit import db
from saas.kit.events import Event, record
from saas.kit.operations import operation
from tenants.inventory.errors import UnknownLot
from tenants.inventory.inputs import LotChange

_FIND = "SELECT t.sku_id, t.expires_on FROM lot t JOIN sku s ON s.id = t.sku_id WHERE s.code = %s AND t.code = %s"
_LOCK = "SELECT FROM balance WHERE sku_id = %s AND lot = %s ORDER BY location_id, status FOR NO KEY UPDATE"
_LOT = "UPDATE lot SET expires_on = %s, version = version + 1 WHERE sku_id = %s AND code = %s"
_BALANCES = "UPDATE balance SET expires_on = %s WHERE sku_id = %s AND lot = %s"
_CHANGE = db.stacked(_LOCK, _LOT, _BALANCES)


@operation("inventory:adjust")
def change_lot(change: LotChange) -> None:
    """Say until when a lot is good; what lies there of it follows at once. Pieces that can be promised again are."""
    found = db.rows(_FIND, (change.sku, change.lot))
    if not found:
        raise UnknownLot("/lot", sku=change.sku, lot=change.lot)
    sku_id, before = found[0]
    if before == change.expires_on:
        return
    db.run(_CHANGE, (sku_id, change.lot, change.expires_on, sku_id, change.lot, change.expires_on, sku_id, change.lot))
    record(Event("lot.changed", ("sku", sku_id), {"lot": change.lot, "before": before and before.isoformat(),
                                                  "after": change.expires_on and change.expires_on.isoformat()}))
