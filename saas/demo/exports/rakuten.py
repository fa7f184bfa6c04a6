"""Rakuten RMS's order file (通常購入データ): CP932, every row repeats the whole order."""

from saas.demo.company import Company
from saas.demo.exports.sheet import Row, Sheet, Sold, named

_HEADER = (
    "注文番号,ステータス,注文日時,注文日,注文時間,支払方法名,配送方法,商品合計金額,消費税合計,送料合計,代引料合計,請求金額,"
    "合計金額,ポイント利用額,注文者郵便番号1,注文者郵便番号2,注文者住所都道府県,注文者住所郡市区,注文者住所それ以降の住所,"
    "注文者姓,注文者名,注文者電話番号1,注文者電話番号2,注文者電話番号3,注文者メールアドレス,送付先ID,送付先郵便番号1,"
    "送付先郵便番号2,送付先住所都道府県,送付先住所郡市区,送付先住所それ以降の住所,送付先姓,送付先名,送付先電話番号1,"
    "送付先電話番号2,送付先電話番号3,商品明細ID,商品ID,商品名,商品番号,商品管理番号,単価,個数,送料込別,税込別,ポイント倍率,"
    "コメント,商品税率")


def _rows(company: Company, sold: Sold) -> list[Row]:
    order = _order(sold)
    return [order | {
        "商品明細ID": f"7{sold.place:04}{n}", "商品ID": sold.code.randrange(10**7, 10**8), "商品名": named(good, " "), "商品番号": good.sku,
        "商品管理番号": good.product.lower(), "単価": good.price, "個数": pieces, "送料込別": 0, "税込別": 1, "ポイント倍率": 1,
        "商品税率": int(good.tax) / 100} for n, (good, pieces) in enumerate(sold.items)]


def _order(sold: Sold) -> Row:
    place, total = sold.buyer.ship_to, sold.goods + sold.shipping
    row: Row = {
        "注文番号": f"405512-{sold.moment:%Y%m%d}-9{sold.code.randrange(10**9):09}", "ステータス": 100, "注文日時": f"{sold.day} {sold.time}",
        "注文日": sold.day, "注文時間": sold.time, "支払方法名": "クレジットカード", "配送方法": "宅配便", "商品合計金額": sold.goods,
        "送料合計": sold.shipping, "代引料合計": 0, "請求金額": total, "合計金額": total, "ポイント利用額": 0,
        "注文者メールアドレス": sold.buyer.customer.email, "送付先ID": 80_000 + sold.place}
    family, given = place.name.split()
    for side in ("注文者", "送付先"):
        row |= {f"{side}姓": family, f"{side}名": given, f"{side}住所都道府県": place.region, f"{side}住所郡市区": place.city,
                f"{side}住所それ以降の住所": " ".join(filter(None, (place.line1, place.line2)))}
        row |= {f"{side}郵便番号{n}": part for n, part in enumerate(place.postcode.split("-"), 1)}
        row |= {f"{side}電話番号{n}": part for n, part in enumerate(place.phone.split("-"), 1)}
    return row


RAKUTEN = Sheet("rakuten-rms.csv", tuple(_HEADER.split(",")), "cp932", _rows, {
    3: {"コメント": "ギフト包装をお願いします。\nのしは「御祝」でお願いします。"}, 9: {"コメント": "平日は19時以降にお届けください。"},
    6: {"個数": "三"}, 14: {"注文日時": "先週", "注文日": "先週"}, 20: {"単価": "時価"},
})
