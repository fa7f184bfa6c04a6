"""Which column is what: the fields of each kind, the names they go by in four languages, and a first guess."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit.i18n import _l, _lp


@dataclass(frozen=True, slots=True)
class Field:
    """A field a column can fill. `names` are what files call it, folded."""

    name: str
    label: Any
    needed: bool
    names: tuple[str, ...]


def _f(name: str, label: Any, names: str, needed: bool = False) -> Field:
    return Field(name, label, needed, tuple(fold(part) for part in names.split("|")))


def fold(name: str) -> str:
    """A column's name for comparing: case, blanks and marks don't matter."""
    return re.sub(r"[\s_\-:：.()（）\[\]#№*]+", "", unicodedata.normalize("NFKC", name).casefold().replace("ё", "е"))


FIELDS: dict[str, tuple[Field, ...]] = {
    "orders": (
        _f("reference", _l("Order number"), "order number|order no|order id|orderid|amazon order id|order|name|invoiceno|invoice no|invoice|reference|номер заказа|заказ|номер|订单编号|订单号|单号|主订单编号|受注番号|注文番号|伝票番号|店舗伝票番号|注文id", True),
        _f("sku", _l("SKU"), "sku|item sku|lineitem sku|stockcode|stock code|product code|item code|item|артикул|код товара|код|商家编码|货号|商品编码|商品番号|商品コード|型番|品番|システム連携用sku番号|在庫id", True),
        _f("quantity", _l("Quantity"), "quantity|qty|lineitem quantity|quantity purchased|units|pieces|количество|кол во|кол-во|数量|商品数量|购买数量|订购数量|宝贝总数量|個数|受注数量", True),
        _f("unit_price", _l("Unit price"), "unit price|unitprice|price|price each|lineitem price|item price|цена|цена за единицу|ваша цена|单价|价格|商品单价|京东价|単価|価格|商品価格|販売価格"),
        _f("line_total", _l("Line total"), "line total|amount|item total|сумма|стоимость|商品总价|小计金额|商品小計"),
        _f("title", _l("Title"), "title|product name|product|item name|item title|description|lineitem name|название товара|наименование|номенклатура|товар|商品名称|商品标题|宝贝标题|商品|商品名"),
        _f("placed_at", _l("Placed at"), "date|order date|created at|purchase date|invoicedate|sale date|placed at|дата|дата заказа|принят в обработку|下单时间|订单创建时间|创建时间|订单提交时间|注文日時|受注日|注文日|受注日時"),
        _f("currency", _l("Currency"), "currency|currency code|валюта|код валюты|币种|通貨"),
        _f("customer_name", _l("Customer"), "customer|customer name|buyer name|billing name|buyer|cust name|покупатель|клиент|контрагент|фио|买家|买家会员名|客户姓名|注文者|注文者名|購入者名|受注名"),
        _f("customer_email", _l("E-mail"), "email|e mail|buyer email|customer email|почта|邮箱|メールアドレス|受注メールアドレス|注文者メールアドレス"),
        _f("customer_phone", _l("Phone"), "phone|buyer phone number|telephone|телефон|手机|联系手机|联系电话|收件人手机号|電話番号|受注電話番号|tel"),
        _f("ship_name", _l("Ship to: name"), "ship name|shipping name|recipient|recipient name|ship to name|получатель|收货人姓名|收件人|收货人|お届け先名|送付先名|発送先名|届け先氏名"),
        _f("ship_line1", _l("Ship to: address"), "address|address 1|address1|ship address1|ship address 1|shipping address1|shipping street|street|ship to address 1|адрес|адрес доставки|收货地址|详细地址|地址|客户地址|住所|住所1|お届け先住所|発送先住所1|送付先住所それ以降の住所"),
        _f("ship_line2", _l("Ship to: second line"), "address 2|address2|ship address2|shipping address2|ship to address 2|住所2|発送先住所2"),
        _f("ship_city", _l("Ship to: city"), "city|ship city|shipping city|ship to city|город|市|城市|市区町村|送付先住所郡市区"),
        _f("ship_region", _l("Ship to: region"), "state|province|region|ship state|shipping province|ship to state|область|регион|省|省份|都道府県|送付先住所都道府県"),
        _f("ship_postcode", _l("Ship to: postcode"), "zip|zip code|postcode|postal code|ship zipcode|ship postal code|shipping zip|ship to zip|индекс|почтовый индекс|邮编|邮政编码|郵便番号|発送郵便番号"),
        _f("ship_country", _l("Ship to: country"), "country|ship country|shipping country|ship to country|страна|国家|国"),
        _f("note", _l("Customer note"), "note|notes|buyer note|customer note|comment|комментарий|комментарий покупателя|买家留言|备注|订单备注|備考|コメント|お客様備考"),
        _f("shipping", _l("Shipping charge"), "shipping|shipping cost|order shipping|shipping and handling|стоимость доставки|运费|运费金额|买家应付邮费|送料|発送料|送料合計"),
        _f("discount", _l("Order discount"), "discount|discount amount|скидка|скидка руб|优惠|店铺优惠折扣|値引き|割引"),
        _f("tax", _l("Tax"), "tax|taxes|sales tax|order sales tax|налог|ндс|税|税金|消費税合計"),
        # Not "total" or 合計金額 alone: as often as not they are a line's.
        _f("total", _l("Total"), "order total|grand total|total amount|order amount|сумма заказа|сумма документа|итого по заказу|итого к оплате|订单总额|订单总价|订单总金额|総合計|注文合計|ご注文合計"),
        _f("paid", _l("Paid"), "paid|financial status|payment status|оплачен|付款状态|入金"),
        _f("tax_rate", _l("Tax rate, %"), "tax rate|ставка ндс|税率|商品税率|消費税率%"),
    ),
    "products": (
        _f("sku", _l("SKU"), "sku|variant sku|item sku|code|product code|reference|артикул|код|商品编码|货号|编码|条码|商品コード|品番|型番|商品番号|ie_xml_id", True),
        _f("title", _l("Title"), "title|name|product name|product title|description|наименование|номенклатура|название|商品名称|名称|商品名|ie_name", True),
        _f("product", _l("Product"), "handle|parent|parent sku|product|группа|spu|商品グループ"),
        _f("option", _l("Option"), "option|option1 value|variant|color|size|размер|цвет|规格|颜色|規格分類名1|バリエーション"),
        _f("barcode", _l("Barcode"), "barcode|variant barcode|ean|ean13|upc|gtin|jan|штрихкод|штрихкод ean13|条码|条形码|janコード|バーコード"),
        _f("price", _lp("product", "Price"), "price|variant price|regular price|цена|цена продажи|цена: цена продажи|cv_price_1|零售价|销售价|价格|単価|販売価格|販売価格02|価格"),
        _f("tax_rate", _l("Tax rate, %"), "tax rate|ставка ндс|税率"),
        _f("weight_g", _l("Weight, g"), "weight|variant grams|weight g|grams|вес|重量|重さ"),
        _f("tracking", _l("Pieces told apart"), "tracking|tracked by|учет|批次管理|ロット管理"),
        _f("safety_stock", _l("Safety stock"), "safety stock|страховой запас|安全库存|安全在庫"),
        _f("reorder_point", _l("Reorder point"), "reorder point|reorder level|minimum stock|неснижаемый остаток|точка заказа|再订货点|最低库存|発注点"),
        _f("reorder_quantity", _l("Reorder quantity"), "reorder quantity|order quantity|объем заказа|订货量|発注数|発注ロット"),
    ),
    "stock": (
        _f("sku", _l("SKU"), "sku|seller-sku|seller sku|merchant sku|product code|code|артикул|код|商品编码|货号|商品コード|品番|商品番号", True),
        _f("quantity", _l("Quantity on hand"), "quantity|on hand|on hand (current)|on hand (new)|qty|stock|available quantity|physical qoh|остаток|количество|库存|库存数量|数量|在庫数|在庫|現在庫|在庫残数|available", True),
        _f("warehouse", _lp("stock", "Warehouse"), "warehouse|location|склад|仓库|倉庫"),
        _f("location", _lp("stock", "Location"), "bin|bin name|bin location|shelf|ячейка|库位|货位|棚番|ロケーション"),
        _f("lot", _l("Lot or serial number"), "lot|lot number|batch|serial|serial number|серия|партия|серийный номер|批次|批号|序列号|ロット|シリアル番号"),
        _f("expires_on", _l("Expires on"), "expires on|expires|expiry|expiry date|expiration date|best before|годен до|срок годности|有效期|有效期至|到期日期|賞味期限|使用期限|有効期限"),
        _f("unit_cost", _l("Unit cost"), "unit cost|cost|cost per item|cost price|себестоимость|закупочная цена|成本|成本价|采购价|原価|仕入単価"),
    ),
}


_LABELS = {field.name: field.label for fields in reversed(FIELDS.values()) for field in fields}


def column_told(column: str) -> str:
    """A problem's column as the file calls it; a pointer such as /lines/0/sku as the field's title in the reader's language."""
    if not column.startswith("/"):
        return column
    parts = (part for part in column.split("/") if part and part != "lines" and not part.isdecimal())
    name = "_".join(parts).replace("ship_to_", "ship_")
    return str(_LABELS.get(name, name))


def guess(columns: Sequence[str], kind: str) -> dict[str, str]:
    """{field: column} by the names columns go by: the best name of each field that a column has, each column once."""
    folded = {fold(column): column for column in reversed(columns) if column}
    found: dict[str, str] = {}
    for field in FIELDS[kind]:
        name = next((n for n in field.names if n in folded and folded[n] not in found.values()), None)
        if name is not None:
            found[field.name] = folded[name]
    return found


def missing(kind: str, mapping: dict[str, str]) -> list[Field]:
    """The fields this kind can't do without and no column fills."""
    return [field for field in FIELDS[kind] if field.needed and not mapping.get(field.name)]
