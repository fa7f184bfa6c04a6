"""Rakuten, Yahoo, EC-CUBE, BASE, Next Engine."""

from saas.kit.i18n import _l
from tenants.imports.profiles.profile import Joined, Profile

_NOT_GOODS = {"送料", "手数料", "割引", "値引き", "税", "税金", "ポイント"}

# Totals: Rakuten's 合計金額 is goods and shipping, before points and coupons; what is charged in the end (請求金額) is
# less those and with the fee for cash on delivery, so it is not what we add up. BASE's and Next Engine's hold such fees,
# points and adjustments; EC-CUBE rounds the tax of every line.
PROFILES = (
    Profile("rakuten_orders", _l("Rakuten RMS orders"), "orders", ("注文番号", "送付先ID", "商品明細ID", "単価", "個数"), {
        "reference": "注文番号", "placed_at": ("注文日時", "注文日"), "customer_name": Joined(("注文者姓", "注文者名"), " "),
        "customer_email": "注文者メールアドレス", "customer_phone": Joined(("注文者電話番号1", "注文者電話番号2", "注文者電話番号3"), "-", (0, 0, 4), "0"),
        "ship_name": Joined(("送付先姓", "送付先名"), " "),
        "ship_postcode": Joined(("送付先郵便番号1", "送付先郵便番号2"), "-", (3, 4)), "ship_region": "送付先住所都道府県",
        "ship_city": "送付先住所郡市区", "ship_line1": "送付先住所それ以降の住所",
        "ship_phone": Joined(("送付先電話番号1", "送付先電話番号2", "送付先電話番号3"), "-", (0, 0, 4), "0"),
        "note": "コメント", "shipping": "送料合計", "total": "合計金額", "status_code": "ステータス", "sku": ("システム連携用SKU番号", "SKU管理番号", "商品番号", "商品管理番号"),
        "title": "商品名", "quantity": "個数", "unit_price": "単価", "tax_rate_part": "商品税率"}, channel="楽天市場", currency="JPY",
        zone="Asia/Tokyo", country="JP", order="mdy", prices_include_tax=True, cancelled=("キャンセル", "800", "900"), sku_from_title=True,
        beyond=("外税合計", "ラッピング料金1", "ラッピング料金2"),
        filler=r"\[[^\]]*:?\]|\d{4}-\d\d-\d\d\([月火水木金土日]\)|\d\d:\d\d-\d\d:\d\d|午前中|指定なし|希望なし"),
    Profile("eccube_orders", _l("EC-CUBE orders"), "orders", ("注文番号", "注文詳細ID", "商品コード", "明細区分(名称)"), {
        "reference": "注文番号", "placed_at": "受注日", "customer_name": Joined(("お名前(姓)", "お名前(名)"), " "), "customer_email": "メールアドレス",
        "customer_phone": "TEL", "ship_name": Joined(("配送先_お名前(姓)", "配送先_お名前(名)"), " "), "ship_company": "配送先_会社名",
        "ship_postcode": "配送先_郵便番号", "ship_region": "配送先_都道府県(名称)", "ship_city": "配送先_住所1", "ship_line1": ("配送先_住所2", "配送先_住所1"),
        "ship_phone": "配送先_TEL", "note": "配達用メモ", "shipping": "送料", "status": "対応状況(名称)", "sku": ("商品コード", "商品ID"), "title": "商品名",
        "quantity": "個数", "unit_price": "価格", "tax_rate": "税率"}, channel="EC-CUBE", currency="JPY", zone="Asia/Tokyo", country="JP", order="ymd",
        prices_include_tax=False, skip=lambda row: row.get("明細区分(名称)", "") in _NOT_GOODS, sku_from_title=True),
    Profile("base_orders", _l("BASE orders"), "orders", ("注文ID", "氏(請求先)", "商品ID", "種類ID", "購入元"), {
        "reference": "注文ID", "placed_at": "注文日時", "customer_name": Joined(("氏(請求先)", "名(請求先)"), " "), "customer_email": "メールアドレス",
        "customer_phone": "電話番号(請求先)", "ship_name": Joined(("氏(配送先)", "名(配送先)"), " "), "ship_postcode": "郵便番号(配送先)",
        "ship_region": "都道府県(配送先)", "ship_city": "住所(配送先)", "ship_line1": ("住所2(配送先)", "住所(配送先)"), "ship_phone": "電話番号(配送先)",
        "note": "備考", "shipping": "送料", "status": "発送状況", "sku": ("種類ID", "商品ID"), "title": Joined(("商品名", "バリエーション"), " "),
        "quantity": "数量", "unit_price": "価格", "tax_rate": "税率"}, channel="BASE", currency="JPY", zone="Asia/Tokyo", country="JP",
        prices_include_tax=True),
    Profile("next_engine_orders", _l("Next Engine orders"), "orders", ("店舗伝票番号", "受注名", "発送先名", "受注数量"), {
        "reference": "店舗伝票番号", "placed_at": "受注日", "customer_name": "受注名", "customer_email": "受注メールアドレス", "customer_phone": "受注電話番号",
        "ship_name": "発送先名", "ship_postcode": "発送郵便番号", "ship_city": "発送先住所１", "ship_line1": ("発送先住所２", "発送先住所１"),
        "ship_phone": "発送電話番号", "note": "備考", "shipping": "発送料", "sku": "商品コード", "title": Joined(("商品名", "商品オプション"), " "),
        "quantity": "受注数量", "unit_price": "商品価格", "tax_rate": "消費税率（%）", "shipping_method": "発送方法"}, currency="JPY", zone="Asia/Tokyo",
        country="JP", prices_include_tax=True),
    Profile("yahoo_items", _l("Yahoo! Shopping items"), "orders", ("OrderId", "LineId", "ItemId", "Quantity"), {
        "reference": "OrderId", "sku": ("ItemId", "Id"), "title": "Title", "quantity": "Quantity", "unit_price": "UnitPrice",
        "tax_rate": "ItemTaxRatio"}, channel="Yahoo!ショッピング", currency="JPY", zone="Asia/Tokyo", country="JP", prices_include_tax=True),
)
