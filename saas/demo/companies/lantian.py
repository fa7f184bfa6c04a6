"""蓝天商贸: tea, phone accessories and small goods for the desk from Hangzhou, sold on the big platforms."""

from random import Random

from saas.demo.company import Buyer, Carrier, Channel, Company, Vendor
from tenants.orders.inputs import Address, Customer

GOODS = """
CJ-LJ | 明前龙井 | 168.00 | 9 | 260 | 12 | 125:125克, 250:250克
CJ-TGY | 铁观音 浓香型 | 98.00 | 9 | 280 | 9 | 125:125克, 250:250克
CJ-DHP | 大红袍 罐装 | 128.00 | 9 | 210 | 8 |
CJ-PE | 普洱熟茶饼 357克 | 139.00 | 9 | 380 | 7 | 2019:2019年, 2022:2022年
CJ-HC | 菊花茶 50克 | 29.90 | 9 | 90 | 12 |
CB-GW | 德化白瓷盖碗 | 89.00 | 13 | 230 | 8 | 110:110毫升, 150:150毫升
CB-ZSH | 紫砂壶 西施 | 368.00 | 13 | 340 | 4 |
CB-BL | 耐热玻璃茶壶 | 59.00 | 13 | 420 | 9 | 600:600毫升, 900:900毫升
CB-BWB | 便携旅行茶具 | 119.00 | 13 | 560 | 8 | HS:灰色, MS:墨绿
SJ-KHK | 防摔手机壳 | 39.00 | 13 | 45 | 18 | A15:15型, A16:16型, A16P:16 Pro型
SJ-MO | 钢化膜 两片装 | 19.90 | 13 | 40 | 18 | A15:15型, A16:16型
SJ-CDX | 编织充电线 | 25.80 | 13 | 50 | 16 | 1M:1米, 2M:2米
SJ-CDQ | 氮化镓充电器 | 89.00 | 13 | 130 | 13 | 45:45瓦, 65:65瓦
SJ-CDB | 磁吸充电宝 10000毫安 | 149.00 | 13 | 220 | 11 | BS:白色, HS:黑色
SJ-ZJ | 桌面手机支架 | 35.00 | 13 | 260 | 12 | YS:银色, HS:黑色
SJ-EJ | 蓝牙耳机 | 199.00 | 13 | 65 | 9 | BS:白色, HS:黑色
BG-SBD | 皮面鼠标垫 | 45.00 | 13 | 310 | 9 | H:黑色, Z:棕色
BG-TD | 可调光台灯 | 129.00 | 13 | 880 | 7 |
BG-JSB | 机械键盘 87键 | 269.00 | 13 | 940 | 6 | QZ:青轴, HZ:红轴
BG-SB | 静音无线鼠标 | 69.00 | 13 | 95 | 10 | BS:白色, HS:黑色
BG-BJB | 线圈笔记本 A5 | 15.80 | 13 | 210 | 13 | 3:三本装
BG-ZXB | 中性笔 12支 | 18.00 | 13 | 110 | 14 | H:黑色, L:蓝色
BG-SNH | 桌面收纳盒 | 32.00 | 13 | 420 | 9 |
JJ-BWB | 不锈钢保温杯 | 79.00 | 13 | 320 | 13 | 350:350毫升, 500:500毫升
JJ-XX | 真丝眼罩 | 49.00 | 13 | 30 | 8 | FS:粉色, HS:灰色
JJ-YS | 折叠雨伞 | 55.00 | 13 | 360 | 9 | SL:深蓝, MS:墨绿
JJ-XL | 帆布双肩包 | 159.00 | 13 | 640 | 6 | KQ:卡其, HS:黑色
JJ-MJ | 纯棉毛巾 三条装 | 39.90 | 13 | 330 | 10 |
LP-LH | 茶礼盒 | 298.00 | 13 | 1100 | 6 | C:春茶, Q:秋茶
LP-SXL | 香薰礼盒 | 188.00 | 13 | 620 | 5 |
"""
FAMILY = ("王 wang|李 li|张 zhang|刘 liu|陈 chen|杨 yang|赵 zhao|黄 huang|周 zhou|吴 wu|徐 xu|孙 sun|胡 hu|朱 zhu|高 gao|林 lin|何 he|郭 guo|马 ma|罗 luo").split("|")
GIVEN = ("伟 wei|芳 fang|娜 na|敏 min|静 jing|丽 li|强 qiang|磊 lei|洋 yang|艳 yan|勇 yong|杰 jie|晓梅 xiaomei|子涵 zihan|雨桐 yutong|浩然 haoran|"
         "思远 siyuan|佳怡 jiayi|建国 jianguo|秀英 xiuying").split("|")
PLACES = (
    ("浙江省", "杭州市 西湖区", "310012", "文三路"), ("浙江省", "宁波市 鄞州区", "315100", "百丈东路"), ("上海市", "上海市 徐汇区", "200030", "天钥桥路"),
    ("上海市", "上海市 浦东新区", "200120", "世纪大道"), ("北京市", "北京市 朝阳区", "100020", "朝阳北路"), ("北京市", "北京市 海淀区", "100080", "中关村大街"),
    ("广东省", "深圳市 南山区", "518052", "桃园路"), ("广东省", "广州市 天河区", "510620", "体育西路"), ("江苏省", "南京市 鼓楼区", "210009", "中山北路"),
    ("江苏省", "苏州市 姑苏区", "215005", "人民路"), ("四川省", "成都市 武侯区", "610041", "科华北路"), ("重庆市", "重庆市 渝中区", "400010", "民权路"),
    ("湖北省", "武汉市 洪山区", "430070", "珞喻路"), ("陕西省", "西安市 雁塔区", "710061", "长安南路"), ("山东省", "青岛市 市南区", "266071", "香港中路"),
    ("福建省", "厦门市 思明区", "361001", "湖滨南路"), ("辽宁省", "沈阳市 和平区", "110001", "中华路"), ("云南省", "昆明市 五华区", "650031", "翠湖南路"),
)
GARDENS = ("锦绣花园", "阳光小区", "翠苑新村", "金色家园", "江南府", "")


def buyer(random: Random) -> Buyer:
    (family, family_latin), (given, given_latin) = random.choice(FAMILY).split(), random.choice(GIVEN).split()
    region, city, postcode, street = random.choice(PLACES)
    garden, phone = random.choice(GARDENS), f"1{random.choice(('38', '59', '86'))}0000{random.randrange(10000):04}"
    flat = f" {garden}{random.randrange(1, 20)}幢{random.randrange(1, 5)}单元{random.randrange(1, 25)}0{random.randrange(1, 5)}室" if garden else ""
    return Buyer(
        Customer(name=f"{family}{given}", email=f"{family_latin}{given_latin}{random.randrange(900)}@mail.example", phone=phone),
        Address(name=f"{family}{given}", line1=f"{street}{random.randrange(1, 900)}号{flat}", city=city, region=region, postcode=postcode,
                country="CN", phone=phone))


LANTIAN = Company(
    slug="lantian", name="蓝天商贸", language="zh_Hans", currency="CNY", zone="Asia/Shanghai", country="CN",
    crew={"owner": "沈国强", "manager": "李娜", "clerk": "唐小雨", "viewer": "邱会计"},
    houses=("杭州仓", "东莞仓"), second_house="DONGGUAN", feed="订单接口", catalogue=GOODS, buyer=buyer,
    channels=(Channel("淘宝", 46, "38#################"), Channel("京东", 28, "31##########"), Channel("拼多多", 16, "{day:%y%m%d}-###############"),
              Channel("自营商城", 10, "LT{n}")),
    carriers=(Carrier("顺丰速运", "SF14###########"), Carrier("中通快递", "7831##########"), Carrier("圆通速递", "YT89###########")),
    notes=("麻烦发顺丰，急用。", "送人的，请不要放价格单。", "放门卫处就可以，谢谢。", "如果黑色没货，换白色也行。", "请用纸箱包装，上次压坏了。", "周末在家，工作日请送到公司前台。"),
    holds={"fraud": "同一账号半小时内下了六单", "client": "客户要求下周一再发", "operator": "面单重量与实物不符", "address": "快递反馈门牌号不存在",
           "payment": "对公转账未到账", "stock": "发现破损，正在重新盘点"},
    cancellations=("买家不想要了", "重复下单", "超时未付款"),
    supplier_notes=("采购单 3308 龙坞茶厂", "采购单 3315 华南电子", "采购单 3321 德化瓷业"),
    rounds={"refill": "周末前补货", "lost": "中转时外箱破损", "count": "每周盘点 畅销品", "gone": "样品取走未登记"},
    vendors=(Vendor("LONGWU", "龙坞茶厂", "dingdan@longwu.example", "0571-5550-0134", 7, 5), Vendor("HUANAN", "华南电子", "xiaoshou@huanan.example", "0755-5550-0118", 12),
             Vendor("DEHUA", "德化瓷业", "fahuo@dehua.example", "0595-5550-0171", 15, 0)),
    buying={"closed": "供应商已停产", "twice": "同一托盘重复点收", "cancelled": "二号仓找到库存", "differs": "一箱压坏，一箱未到"},
    return_notes=("颜色与图片不符。", "收到时外壳有裂痕。", "买重复了，想退一件。", "发错了型号。"),
    return_refusal="有明显使用痕迹", refund_method="支付宝",
    shipping="8.00", free_from="59.00", local_tax={},
)
