"""Products: listed once, brought up to date by the same verb, found by their words."""

import pytest

from saas.kit import db
from saas.kit.errors import NotFound
from saas.kit.operations import only
from tenants.catalogue.inputs import NewProduct, ReorderPoint
from tenants.catalogue.operations import set_reorder_point, upsert_products
from tenants.catalogue.queries import count_products, get_sku, list_products, variants_of
from tests.cast import Member, placed, stocked
from tests.statements import counted


def test_a_product_shows_its_price_tax_and_free_stock(ann: Member) -> None:
    stocked(ann, MUG=5)
    placed(ann, "A-1", MUG=2)
    with ann.at_work():
        only(upsert_products([NewProduct(sku="MUG", title="Mug, blue", barcode="4000", price="12.50", tax_rate="8.25", weight_g=310)]))
    with ann.at_work(read_only=True):
        mug = get_sku("MUG")
    assert (mug.title, mug.barcode, mug.price, mug.tax_bp, mug.weight_g, mug.available) == ("Mug, blue", "4000", 1250, 825, 310, 3)


def test_the_same_product_again_changes_nothing(ann: Member) -> None:
    with ann.at_work():
        same = NewProduct(sku="MUG", title="Mug", price="12.50")
        assert [o.status for o in upsert_products([same])] == ["done"]
        assert [o.status for o in upsert_products([same])] == ["again"]


@pytest.mark.parametrize(("wrong", "pointer"), [({"price": "1.005"}, "/price"), ({"tax_rate": "101"}, "/tax_rate"), ({"tax_rate": "8.255"}, "/tax_rate")])
def test_an_amount_that_cant_be_is_refused_at_its_field(ann: Member, wrong: dict[str, str], pointer: str) -> None:
    with ann.at_work():
        outcome, = upsert_products([NewProduct(sku="MUG", title="Mug", **wrong)])
    assert outcome.error and (outcome.error.code, outcome.error.pointer) == ("not_an_amount", pointer)


def test_products_come_by_title_page_by_page(ann: Member) -> None:
    with ann.at_work():
        upsert_products([NewProduct(sku=f"S{n}", title=title) for n, title in enumerate(["b", "A", "c", "B", "Ж"])])
    with ann.at_work(read_only=True):
        first = list_products(limit=3)
        assert [row.title for row in first.rows] == ["A", "b", "B"]
        assert [row.title for row in list_products(after=first.next, limit=3).rows] == ["c", "Ж"]


def test_views_count_what_can_be_ordered(ann: Member) -> None:
    with ann.at_work():
        upsert_products([NewProduct(sku="MUG", title="Mug"), NewProduct(sku="OLD", title="Old mug", active=False)])
    with ann.at_work(read_only=True):
        assert count_products("mug") == {"all": 2, "active": 1, "off": 1}
        assert [row.sku for row in list_products("mug", view="off").rows] == ["OLD"]


def test_a_reorder_point_is_set_and_taken_away(ann: Member) -> None:
    stocked(ann, MUG=5)
    for wanted in (9, None):
        with ann.at_work():
            set_reorder_point(ReorderPoint(sku="MUG", quantity=wanted))
            assert get_sku("MUG").reorder_point == wanted


def test_another_companys_sku_is_unknown(ann: Member, zoe: Member) -> None:
    stocked(ann, MUG=5)
    with pytest.raises(NotFound), zoe.at_work(read_only=True):
        get_sku("MUG")


def test_what_is_left_out_of_a_product_stays_as_it_was(ann: Member) -> None:
    with ann.at_work():
        only(upsert_products([NewProduct(sku="MUG", title="Mug", tracking="lot", safety_stock=3, reorder_point=9, reorder_quantity=50)]))
        only(upsert_products([NewProduct(sku="MUG", title="Mug, blue")]))
        mug = get_sku("MUG")
    assert (mug.title, mug.tracking, mug.safety_stock, mug.reorder_point, mug.reorder_quantity) == ("Mug, blue", "lot", 3, 9, 50)


def test_what_a_variant_leaves_out_neither_sells_it_again_nor_regroups_it(ann: Member) -> None:
    whole = {"product": "SOCK", "option": "small", "active": False, "barcode": "4000"}
    with ann.at_work():
        upsert_products([NewProduct(sku="SOCK-M", title="Sock", product="SOCK", option="medium"), NewProduct(sku="SOCK-S", title="Sock", **whole)])
        assert _status(NewProduct(sku="SOCK-S", title="Sock", price="3.00")) == "done"
        assert _status(NewProduct(sku="SOCK-S", title="Small sock")) == "done"
        sock = get_sku("SOCK-S")
        assert (sock.title, sock.product, sock.option, sock.active, sock.barcode) == ("Small sock", *whole.values())
        assert sorted((one.sku, one.option) for one in variants_of("SOCK")) == [("SOCK-M", "medium"), ("SOCK-S", "small")]
        assert db.rows("SELECT handle, title FROM product") == [("SOCK", "Sock")]
        assert [row.sku for row in list_products("4000").rows] == [row.sku for row in list_products("small").rows] == ["SOCK-S"]


def test_what_a_variant_says_is_taken(ann: Member) -> None:
    with ann.at_work():
        upsert_products([NewProduct(sku="SOCK-S", title="Sock", product="SOCK", option="small", active=False, barcode="4000")])
        assert _status(NewProduct(sku="SOCK-S", title="Sock", product="", option="", active=True, barcode="")) == "done"
        sock = get_sku("SOCK-S")
        assert (sock.product, sock.option, sock.active, sock.barcode) == ("SOCK-S", "", True, None)


def test_the_statements_of_a_batch_do_not_grow_with_it(ann: Member) -> None:
    asked = []
    for count in (2, 40):
        with ann.at_work(), counted(ann.tenant) as statements:
            upsert_products([NewProduct(sku=f"S{n}", title=f"Thing {count}", tracking="lot") for n in range(count)])
        asked.append(len(statements))
    assert asked[0] == asked[1]


def _status(new: NewProduct) -> str:
    (outcome,) = upsert_products([new])
    return outcome.status
