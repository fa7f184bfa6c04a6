"""Every page a person of a company can open, with something on it."""

from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Address, Customer, NewLine, NewOrder
from tenants.orders.operations import place_orders
from tests.cast import HOME, Member, stocked
from tests.conftest import World
from tests.journeys.purchases import PURCHASE_PAGES, buy
from tests.journeys.sent_back import RETURN_PAGES, send_back
from tests.journeys.shelves import SHELF_PAGES, shelve
from tests.tenants.imports.bringing import bring, bring_and_apply, shopify, work_off

PAGES = ("", "orders/", "orders/?view=person", "orders/new", "orders/{held}", "orders/{waiting}", "orders/{shipped}", "orders/{ready}/ship",
         "orders/{ready}/pick", "orders/{ready}/cancel", "orders/{ready}/hold", "parcels", "stock/", "stock/sku/MUG", "stock/warehouses", "products/",
         "products/sku/MUG", "products/new", "imports/", "imports/new", "imports/{applied}", "imports/{checked}", "imports/{mapping}", "imports/{failed}",
         "settings", "settings/company", "settings/people", "settings/tokens", "search?q=mug", "nowhere", *SHELF_PAGES, *PURCHASE_PAGES,
         *RETURN_PAGES)


def furnish(world: World, ann: Member) -> dict[str, int]:
    """Goods, orders in several states and imports; the numbers the addresses above need."""
    stocked(ann, MUG=50, CUP=1, **{"MUG-0": 9, "MUG-1": 9})
    there = Address(name="Maya Lindqvist", line1="418 W Bannock St", city="Boise", postcode="83702", country="US")
    with ann.at_work():
        made = place_orders([
            NewOrder(reference="W-1", channel="Shop", customer=Customer(name="Maya Lindqvist", email="m@mail.example", phone="+1 208 555 0124"),
                     ship_to=there, lines=[NewLine(sku="MUG", quantity=2)]),
            NewOrder(reference="W-2", ship_to=Address(name="Theo Okafor"), note="Wrap it", lines=[NewLine(sku="MUG", quantity=1)]),
            NewOrder(ship_to=HOME, reference="W-3", lines=[NewLine(sku="CUP", quantity=3)]), NewOrder(ship_to=HOME, reference="W-4", lines=[NewLine(sku="MUG", quantity=1)])])
        ship([NewShipment(number=made[3].value.number, carrier="Northline", tracking="NL-1")])
        prove_stock()
    numbers = dict(zip(("ready", "held", "waiting", "shipped"), (o.value.number for o in made), strict=True))
    numbers |= buy(ann)
    applied = bring_and_apply(world, ann, shopify(2, 1) + b"#9,x,paid,USD,,,,2026-13-45,two,Mug,abc,MUG-0,,,,,,,\n", "week-46.csv").id
    checked = bring(ann, shopify(3, 1).replace(b"#", b"#7"), "week-47.csv")
    work_off(world)
    numbers |= send_back(ann) | shelve(ann)
    return numbers | {"applied": applied, "checked": checked, "mapping": bring(ann, b"Ding;Menge\nMUG;2\n", "a.csv"), "failed": bring(ann, b"%PDF-1.7", "b.csv")}


def addresses(numbers: dict[str, int], slug: str) -> list[str]:
    return [f"/t/{slug}/{page.format(**numbers)}" for page in PAGES]
