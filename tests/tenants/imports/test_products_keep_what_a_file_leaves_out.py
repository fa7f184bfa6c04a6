"""A file of products without columns for groups, options and what is off sale changes none of them; an empty cell neither."""

import pytest

from tenants.catalogue.inputs import NewProduct
from tenants.catalogue.operations import upsert_products
from tenants.catalogue.queries import get_sku
from tenants.imports.operations import apply_import, read_as
from tenants.imports.inputs import Reading
from tests.cast import Member
from tests.conftest import World
from tests.tenants.imports.bringing import bring, work_off

STANDS = {"product": "SOCK", "option": "small", "active": False, "barcode": "4000", "safety_stock": 3, "weight_g": 80}


@pytest.mark.parametrize(("file", "columns"), [
    ("sku,title,price\nSOCK-S,Sock,4.00\n", ()), ("sku,title,price,product,option,barcode,weight,safety stock\nSOCK-S,Sock,4.00,,,,,\n",
                                                 ("product", "option", "barcode", "weight_g", "safety_stock"))])
def test_what_stands_stays(world: World, ann: Member, file: str, columns: tuple[str, ...]) -> None:
    with ann.at_work():
        upsert_products([NewProduct(sku="SOCK-S", title="Sock", price="3.00", **STANDS)])
    import_id = bring(ann, file.encode(), "goods.csv", kind="products")
    named = {"weight_g": "weight", "safety_stock": "safety stock"}
    with ann.at_work():
        read_as(import_id, Reading(columns={name: named.get(name, name) for name in ("sku", "title", "price", *columns)}))
    work_off(world)
    with ann.at_work():
        apply_import(import_id)
    work_off(world)
    with ann.at_work(read_only=True):
        sock = get_sku("SOCK-S")
    assert sock.price == 400 and {name: getattr(sock, name) for name in STANDS} == STANDS
