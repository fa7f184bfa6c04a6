"""Taobao's order list (ExportOrderList): GB18030, a row for each order, ids written so that Excel keeps their digits."""

from saas.demo.company import Company
from saas.demo.exports.sheet import Row, Sheet, Sold, named
from saas.kit.money import to_text

_HEADER = (
    "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,"
    "买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址,运送方式,联系电话,联系手机,订单创建时间,订单付款时间,宝贝标题,"
    "宝贝种类,物流单号,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,"
    "分阶段订单信息,定金排名,修改后的sku,修改后的收货地址,异常信息")


def _rows(company: Company, sold: Sold) -> list[Row]:
    ((good, pieces),) = sold.items
    place, total = sold.buyer.ship_to, to_text(sold.goods + sold.shipping, "CNY")
    return [{
        "订单编号": f'="49{sold.code.randrange(10**17):017}"', "买家会员名": f"tb{sold.code.randrange(10**8):08}",
        "买家应付货款": to_text(sold.goods, "CNY"), "买家应付邮费": to_text(sold.shipping, "CNY"), "买家支付积分": 0, "总金额": total,
        "返点积分": 0, "买家实际支付金额": total, "订单状态": "买家已付款，等待卖家发货", "收货人姓名": place.name,
        "收货地址": f"{place.region} {place.city} {place.line1} ({place.postcode})", "运送方式": "快递", "联系手机": f"'{place.phone}",
        "订单创建时间": f"{sold.day} {sold.time}", "订单付款时间": f"{sold.day} {sold.time}", "宝贝标题": named(good, " "), "宝贝种类": 1,
        "宝贝总数量": pieces, "店铺Id": 0, "店铺名称": f"{company.name}旗舰店", "是否手机订单": "手机订单", "修改后的sku": good.sku}]


TAOBAO = Sheet("ExportOrderList.csv", tuple(_HEADER.split(",")), "gb18030", _rows, {
    2: {"买家留言": "送朋友的，麻烦写张贺卡：生日快乐！"}, 13: {"订单状态": "交易关闭", "订单关闭原因": "买家未付款"},
    8: {"宝贝总数量": "两件"}, 19: {"买家应付货款": "面议"}, 23: {"订单创建时间": "昨天", "订单付款时间": "昨天"},
}, most_lines=1)
