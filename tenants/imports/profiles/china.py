"""Taobao and Tmall, JD, Douyin, Pinduoduo."""

import re
from collections.abc import Mapping

from saas.kit.i18n import _l
from tenants.imports.profiles.profile import Profile

_HOME = {"currency": "CNY", "zone": "Asia/Shanghai", "country": "CN", "prices_include_tax": True}


def _china_address(text: str) -> dict[str, str]:
    """"省 市 区 街道 (邮编)" taken apart; what doesn't fit stays in the street."""
    postcode = re.search(r"[(（](\d{6})[)）]\s*$", text)
    parts = (text[: postcode.start()] if postcode else text).split()
    whole = {"ship_postcode": postcode[1] if postcode else ""}
    if len(parts) < 4:
        return whole | {"ship_line1": " ".join(parts)}
    return whole | {"ship_region": parts[0], "ship_city": " ".join(parts[1:3]), "ship_line1": " ".join(parts[3:])}


def _taobao(row: Mapping[str, str]) -> list[dict[str, str]]:
    """The order list has no items: the goods' titles stand for the SKU, with all pieces and what they cost."""
    sku = row.get("修改后的sku") or row.get("商家编码") or row.get("宝贝标题", "").strip().rstrip("，")
    return [{"sku": sku[:100], "title": row.get("宝贝标题", ""), "quantity": row.get("宝贝总数量") or "1",
             "line_total": row.get("买家应付货款") or row.get("总金额", "")}]


# No totals: Taobao's list has no prices but the sum to pay for the goods, so its 总金额 has nothing to be compared with;
# JD's prices are those before its discounts, which it doesn't name; Douyin's and Pinduoduo's rows name their own sums.
PROFILES = (
    Profile("taobao_orders", _l("Taobao and Tmall order list"), "orders", ("订单编号", "买家会员名", "买家应付货款", "宝贝总数量"), {
        "reference": "订单编号", "placed_at": ("订单创建时间", "订单付款时间"), "customer_name": ("收货人姓名", "买家会员名"),
        "customer_phone": ("联系手机", "联系电话"), "ship_name": "收货人姓名", "ship_whole": ("修改后的收货地址", "收货地址"), "ship_phone": ("联系手机", "联系电话"),
        "note": "买家留言", "shipping": "买家应付邮费", "status": "订单状态", "shipping_method": "运送方式"}, channel="淘宝",
        expand=_taobao, **_HOME),
    Profile("jd_orders", _l("JD orders"), "orders", ("订单号", "订购数量", "京东价", "下单帐号"), {
        "reference": "订单号", "placed_at": "下单时间", "customer_name": "客户姓名", "customer_phone": "联系电话", "ship_name": "客户姓名",
        "ship_line1": "客户地址", "ship_phone": "联系电话", "note": "订单备注", "shipping": "运费金额", "status": "订单状态", "sku": ("货号", "商品ID"),
        "title": "商品名称", "quantity": "订购数量", "unit_price": "京东价"}, channel="京东", cancelled=("取消", "(删除)"), **_HOME),
    Profile("douyin_orders", _l("Douyin orders"), "orders", ("主订单编号", "子订单编号", "选购商品", "商家编码"), {
        "reference": "主订单编号", "placed_at": "订单提交时间", "customer_name": "收件人", "customer_phone": "收件人手机号", "ship_name": "收件人",
        "ship_line1": "详细地址", "ship_phone": "收件人手机号", "note": "买家留言", "shipping": "运费", "status": "订单状态", "sku": ("商家编码", "子订单编号"),
        "title": "选购商品", "quantity": "商品数量", "line_total": "订单应付金额"}, channel="抖店", merged_by=";", **_HOME),
    Profile("pinduoduo_orders", _l("Pinduoduo orders"), "orders", ("订单号", "商品总价(元)", "商品数量(件)", "商家编码-规格维度"), {
        "reference": "订单号", "placed_at": "订单成交时间", "shipping": "邮费(元)", "discount": "店铺优惠折扣(元)", "status": "订单状态",
        "sku": ("商家编码-规格维度", "商家编码-商品维度", "样式ID"), "title": "商品", "quantity": "商品数量(件)", "line_total": "商品总价(元)"},
        channel="拼多多", **_HOME),
)
split_address = _china_address
