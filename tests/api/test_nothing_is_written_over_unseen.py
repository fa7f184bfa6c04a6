"""ETag and If-Match on what is set up: what somebody else has changed since it was read isn't written over."""

from typing import Any

import pytest

from saas.kit.operations import only
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock
from tests.api.conftest import Program
from tests.cast import Member, placed, stocked

WRITES: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("POST", "/products", {"sku": "MUG", "title": "Mug", "price": "1.00"}, {"sku": "MUG", "title": "Mug", "price": "2.00"}),
    ("PUT", "/products/MUG/reorder", {"quantity": 1}, {"quantity": 2}),
    ("PUT", "/products/SET/kit", {"parts": [{"sku": "MUG", "quantity": 1}]}, {"parts": [{"sku": "MUG", "quantity": 2}]}),
    ("PUT", "/warehouses", {"code": "MAIN", "name": "One"}, {"code": "MAIN", "name": "Two"}),
    ("PUT", "/warehouses/MAIN/locations", {"code": "A-1", "priority": 5}, {"code": "A-1", "priority": 6}),
    ("POST", "/lots", {"sku": "TEA", "lot": "L1", "expires_on": "2099-01-01"}, {"sku": "TEA", "lot": "L1", "expires_on": "2099-01-02"}),
]


@pytest.fixture
def there(acme: Program, ann: Member) -> Program:
    stocked(ann, MUG=9)
    acme.post("/products/bulk", {"products": [{"sku": "SET", "title": "Set"}, {"sku": "TEA", "title": "Tea", "tracking": "lot"}]})
    acme.post("/warehouses/MAIN/locations", {"code": "A-1"})
    with ann.at_work():
        only(adjust_stock([StockChange(sku="TEA", lot="L1", change=3)]))
    return acme


@pytest.mark.parametrize(("method", "path", "first", "second"), WRITES, ids=[f"{method} {path}" for method, path, *_bodies in WRITES])
def test_a_version_that_was_overtaken_is_refused(there: Program, method: str, path: str, first: dict[str, Any], second: dict[str, Any]) -> None:
    seen = there.send(method, path, first)
    assert seen.status_code in (200, 201) and seen.headers["ETag"] == f'"{seen.json["version"]}"'
    done = there.send(method, path, second, If_Match=seen.headers["ETag"])
    assert done.status_code in (200, 201) and done.json["version"] == seen.json["version"] + 1
    late = there.send(method, path, first, If_Match=seen.headers["ETag"])
    assert (late.status_code, late.json["code"]) == (412, "stale")


def test_a_parcel_too(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    number = placed(ann, "A-1", MUG=1).number
    with ann.at_work():
        parcel, = only(ship([NewShipment(number=number)])).parcels
    seen = acme.get(f"/shipments/{parcel}").headers["ETag"]
    assert acme.post(f"/shipments/{parcel}/deliver", {}, If_Match=seen).json["version"] == 2
    assert acme.post(f"/shipments/{parcel}/deliver", {}, If_Match=seen).status_code == 412


def test_what_is_read_has_its_version(there: Program) -> None:
    for path in ("/products/MUG", "/products/SET/kit", "/warehouses/MAIN"):
        answer = there.get(path)
        assert answer.headers["ETag"] == f'"{answer.json["version"]}"'
