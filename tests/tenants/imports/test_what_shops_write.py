"""What stands in the files of shops, as records: small files as their exports write them."""

from pathlib import Path
from typing import Any

import pytest

from tenants.imports.columns import prepare
from tenants.imports.mapping import guess, missing
from tenants.imports.profiles import recognise
from tenants.imports.reading import tables
from tenants.imports.records import BUILDERS

WILDBERRIES = """№;Предмет;Артикул WB;Артикул продавца;Тип документа;Обоснование для оплаты;Дата продажи;Количество;Цена розничная
1;Сумки;111000;BAG-00;Продажа;Продажа;2026-09-01;2;2500
2;Сумки;111001;BAG-01;;Логистика;2026-09-02;0;2500
3;Сумки;111002;BAG-02;Возврат;Возврат;2026-09-03;1;2500
Итого;;;;;;;;
"""
BASE = """注文ID,注文日時,氏(請求先),名(請求先),商品名,価格,数量,発送状況,商品ID,種類ID,購入元
A0,2026-09-01 10:00:00,山田,花子,皿,1200,1,キャンセル,10,101,ショップ
A0,2026-09-01 10:00:00,山田,花子,椀,800,2,未対応,11,111,ショップ
A1,2026-09-01 11:00:00,佐藤,健,皿,1200,1,キャンセル,10,101,ショップ
"""
DOUYIN = """主订单编号,子订单编号,选购商品,商品数量,商家编码,订单应付金额,订单状态
"\t69179","\t69179","杯子",1,"\tA01",10.00,待发货
"\t69180","\t69180;69181","杯子;盘子",5,"\tA01;B02",50.00,待发货
"""
SHOPIFY_ORDERS = """Name,Email,Financial Status,Created at,Cancelled at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku
#1,maya@mail.example,voided,2026-11-01 10:00:00 -0500,2026-11-02 10:00:00 -0500,1,Mug,9.00,MUG
#1,,,,,1,Cup,7.00,CUP
#2,ben@mail.example,paid,2026-11-01 10:00:00 -0500,,1,Varsity Top - Small,60.00,
"""
SHOPIFY_PRODUCTS = """Handle,Title,Option1 Value,Option2 Value,Variant SKU,Variant Price,Image Src
varsity-top,Varsity Top,Small,,,60,a.png
varsity-top,,Medium,,,60,
varsity-top,,,,,,b.png
tote,Tote,Default Title,,,20,
mug,Mug,Blue,Large,MUG-B,9,
"""
SHOPIFY_STOCK = """Handle,Title,Option1 Name,Option1 Value,SKU,Location,Available,On hand
varsity-top,Varsity Top,Size,Small,"",Shop location,103,103
varsity-top,Varsity Top,Size,Medium,"",Shop location,not stocked,not stocked
tote,Tote,Title,Default Title,"",Shop location,7,8
"""


@pytest.fixture
def records(tmp_path: Path):  # type: ignore[no-untyped-def]
    """The records of a file's text, which must be recognised as one of a kind."""

    def read(text: str, kind: str = "orders") -> list[dict[str, Any]]:
        path = tmp_path / "file.csv"
        path.write_text(text, encoding="utf-8")
        how = tables.sniff(path)
        columns = tables.columns(path, how)
        profile = recognise(columns, kind)
        assert profile is not None
        return list(BUILDERS[kind](prepare(profile, columns, "UTC"), tables.rows(path, how)))

    return read


def _codes(record: dict[str, Any]) -> list[str]:
    return [code for _row, _column, code, _data in record.get("errors", [])]


def test_rows_that_sell_nothing_are_no_orders(records) -> None:  # type: ignore[no-untyped-def]
    (sale,) = records(WILDBERRIES)
    assert (sale["reference"], _codes(sale), sale["lines"][0]["sku"]) == ("1/BAG-00/2026-09-01", [], "BAG-00")


def test_a_cancelled_line_is_left_out_and_an_order_of_cancelled_lines_is_cancelled(records) -> None:  # type: ignore[no-untyped-def]
    first, second = records(BASE)
    assert (first["cancelled"], [line["sku"] for line in first["lines"]]) == (False, ["111"])
    assert second["cancelled"]


def test_rows_without_a_status_follow_the_first_row_of_their_order(records) -> None:  # type: ignore[no-untyped-def]
    voided, paid = records(SHOPIFY_ORDERS)
    assert (voided["cancelled"], len(voided["lines"]), paid["cancelled"]) == (True, 2, False)


def test_a_row_that_joins_several_orders_says_so(records) -> None:  # type: ignore[no-untyped-def]
    alone, joined = records(DOUYIN)
    assert (_codes(alone), alone["lines"][0]["sku"], _codes(joined)) == ([], "A01", ["rows_merged"])


def test_variants_without_a_sku_are_called_what_orders_call_them(records) -> None:  # type: ignore[no-untyped-def]
    goods, counts = records(SHOPIFY_PRODUCTS, "products"), records(SHOPIFY_STOCK, "stock")
    assert [(g["sku"], g["title"], _codes(g)) for g in goods] == [
        ("Varsity Top - Small", "Varsity Top", []), ("Varsity Top - Medium", "Varsity Top", []), ("Tote", "Tote", []), ("MUG-B", "Mug", [])]
    assert [(c["sku"], c["quantity"]) for c in counts] == [("Varsity Top - Small", 103), ("Tote", 8)]
    assert records(SHOPIFY_ORDERS)[1]["lines"][0]["sku"] == goods[0]["sku"]


def test_a_second_count_of_the_same_does_not_undo_the_first(records) -> None:  # type: ignore[no-untyped-def]
    """Shopify's file has a row for each of a shop's locations, which are no warehouses of ours by name."""
    first, second, other = records(SHOPIFY_STOCK.replace("not stocked,not stocked", "4,4").replace("Medium", "Small").replace(
        "Shop location,4,4", "Second location,4,4"), "stock")
    assert (_codes(first), _codes(second), _codes(other)) == ([], ["counted_twice"], [])


@pytest.mark.parametrize(("kind", "columns"), [
    ("orders", "amazon-order-id,sales-channel,order-status,sku,quantity,item-price"),
    ("orders", "Номер,Дата,Контрагент,Артикул,Номенклатура,Количество,Цена,Сумма"),
    ("orders", "ショップ名,注文番号,在庫ID,商品名,単価,数量"),
    ("products", "Product Id,Product Handle,Product Title,Variant SKU"),
    ("products", "Product ID,Active (0/1),Name *,Reference #"),
    ("stock", "商品コード,商品名,繰越残数,入荷数量,出荷数量,在庫残数"),
    ("stock", "Country,Product Name,FNSKU,Merchant SKU,Available"),
])
def test_what_no_format_claims_is_proposed_by_its_names(kind: str, columns: str) -> None:
    names = columns.split(",")
    assert missing(kind, guess(names, kind)) == []
