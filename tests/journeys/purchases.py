"""Every page of purchasing, with something on it."""

from saas.kit.operations import only
from tenants.catalogue.inputs import ReorderPoint
from tenants.catalogue.operations import set_reorder_point
from tenants.purchasing.inputs import NewOffer, NewSupplier
from tenants.purchasing.operations import offer_goods, save_suppliers
from tests.cast import Member
from tests.tenants.purchasing.buying import bought, noticed, received, supplied

PURCHASE_PAGES = (
    "stock/low", "purchasing/", "purchasing/?view=send", "purchasing/new", "purchasing/{bought}", "purchasing/{bought}/change", "purchasing/{bought}/close",
    "purchasing/{drafted}", "purchasing/{drafted}/cancel", "purchasing/low", "purchasing/suppliers", "purchasing/suppliers/new", "purchasing/suppliers/NORTH",
    "purchasing/notices", "purchasing/notices/new?order={bought}", "purchasing/notices/{notice}", "purchasing/receipts", "purchasing/receipts/{receipt}",
    "purchasing/receipts/{receipt}/reverse", "purchasing/receive", "purchasing/receive?order={bought}")


def buy(ann: Member) -> dict[str, int]:
    """A supplier with a price, an order that came in part, short and broken, a draft, a notice; and something low."""
    supplied(ann, **{"MUG-1": 9, "POT": 1})
    order, draft = bought(ann, **{"MUG-1": 8, "MUG-0": 3}).number, bought(ann, more={"draft": True}, MUG=5).number
    receipt = received(ann, {"sku": "MUG-1", "good": 3, "damaged": 1, "reason": "broken"}, {"sku": "MUG-0", "reason": "missing"}, purchase_order=order, note="Mug")
    notice = noticed(ann, order, more={"carrier": "Northline", "tracking": "NL-2", "expected_on": "2199-01-01"}, **{"MUG-1": 4})
    with ann.at_work():
        only(offer_goods([NewOffer(supplier="NORTH", sku="POT", unit_cost="3.10", lead_days=9)]))
        only(save_suppliers([NewSupplier(code="SOUTH", name="Northline", active=False)]))
        set_reorder_point(ReorderPoint(sku="POT", quantity=4))
    return {"bought": order, "drafted": draft, "receipt": receipt.number, "notice": notice.number}
