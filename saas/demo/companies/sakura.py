"""さくら雑貨店: tableware, stationery, fabrics and food from small makers, sold across Japan."""

from random import Random

from saas.demo.company import Buyer, Carrier, Channel, Company, Vendor
from tenants.orders.inputs import Address, Customer

GOODS = """
MINO-MESHI | 美濃焼 飯碗 | 1980 | 10 | 210 | 12 | AI:藍, SHIRO:白, SABI:錆
MINO-YUNOMI | 美濃焼 湯のみ | 1650 | 10 | 180 | 10 | AI:藍, SHIRO:白
HASAMI-MUG | 波佐見焼 マグカップ | 2420 | 10 | 320 | 14 | NV:ネイビー, GR:グレー, MO:もえぎ
HASAMI-PLATE | 波佐見焼 取り皿 16cm | 1760 | 10 | 260 | 9 | NV:ネイビー, GR:グレー
KYUSU-TOKO | 常滑焼 急須 300ml | 5280 | 10 | 390 | 5 | SHU:朱泥, KURO:黒
HASHI-WAKASA | 若狭塗 箸 | 1320 | 10 | 25 | 15 | 21:21cm, 23:23cm
HASHIOKI-5 | 小鳥の箸置き 5個組 | 1540 | 10 | 90 | 9 |
BENTO-MAGE | 曲げわっぱ弁当箱 | 7480 | 10 | 190 | 6 | S:小, L:大
TENUGUI | 注染手ぬぐい | 1210 | 10 | 40 | 16 | ASA:麻の葉, NAMI:波, SAKURA:桜, KIN:金魚
FURO-50 | 綿ふろしき 50cm | 990 | 10 | 45 | 9 | ENJI:えんじ, KON:紺
IMABARI-FACE | 今治フェイスタオル | 1430 | 10 | 95 | 13 | WH:白, PK:桃, BL:水
IMABARI-BATH | 今治バスタオル | 3850 | 10 | 320 | 8 | WH:白, BL:水
LINEN-CLOTH | リネンキッチンクロス | 1100 | 10 | 70 | 9 | KI:生成り, SUMI:墨
KAYA-FUKIN | 蚊帳生地のふきん | 495 | 10 | 30 | 14 | A:白, B:柄
KOKEDAMA-DISH | 苔玉の器 | 1870 | 10 | 280 | 4 |
INCENSE-HI | 線香 白檀 | 880 | 10 | 60 | 8 | S:小箱, L:大箱
CANDLE-WA | 和ろうそく 10本 | 1650 | 10 | 120 | 6 |
WASHI-TAPE | マスキングテープ 和柄 | 385 | 10 | 20 | 15 | A:青海波, B:七宝, C:矢絣
NOTE-B6 | 糸綴じノート B6 | 748 | 10 | 140 | 11 | YK:横罫, MJ:無地
LETTER-SET | 活版レターセット | 935 | 10 | 80 | 8 |
FUDE-PEN | 筆ペン 中字 | 660 | 10 | 15 | 10 |
CHOPBOARD | ひのきまな板 30cm | 3960 | 10 | 720 | 5 |
OROSHI | 銅のおろし金 | 4180 | 10 | 160 | 4 |
TEA-SENCHA | 煎茶 100g | 1296 | 8 | 110 | 13 | YAME:八女, UJI:宇治
TEA-HOUJI | ほうじ茶 150g | 864 | 8 | 160 | 11 |
MISO-AWASE | 合わせ味噌 750g | 972 | 8 | 800 | 8 |
SHOYU-KIOKE | 木桶仕込み醤油 360ml | 1080 | 8 | 720 | 9 |
DASHI-PACK | だしパック 10袋 | 1188 | 8 | 110 | 12 |
UME-JAM | 梅ジャム | 756 | 8 | 250 | 7 |
SENBEI | 手焼きせんべい 詰め合わせ | 1620 | 8 | 380 | 8 |
ZABUTON | 綿ざぶとん | 4400 | 10 | 900 | 4 | KON:紺, CHA:茶
FURIN | 南部風鈴 | 2640 | 10 | 230 | 5 |
EKO-BAG | 帆布トート | 3300 | 10 | 340 | 9 | KI:生成り, KU:黒
"""
FAMILY = ("佐藤 sato|鈴木 suzuki|高橋 takahashi|田中 tanaka|伊藤 ito|渡辺 watanabe|山本 yamamoto|中村 nakamura|小林 kobayashi|加藤 kato|吉田 yoshida|"
          "山田 yamada|松本 matsumoto|井上 inoue|木村 kimura|清水 shimizu|森 mori|池田 ikeda|橋本 hashimoto|石川 ishikawa|前田 maeda|藤田 fujita").split("|")
GIVEN = ("陽菜 hina|結衣 yui|さくら sakura|美咲 misaki|愛 ai|由美子 yumiko|恵子 keiko|真理 mari|翔太 shota|大輔 daisuke|健一 kenichi|誠 makoto|"
         "拓也 takuya|直樹 naoki|浩 hiroshi|葵 aoi|千尋 chihiro|香織 kaori|悠斗 yuto|修 osamu").split("|")
PLACES = (
    ("東京都", "世田谷区", "154-0004", "太子堂"), ("東京都", "杉並区", "166-0003", "高円寺南"), ("東京都", "江東区", "135-0021", "白河"),
    ("神奈川県", "横浜市港北区", "222-0011", "菊名"), ("神奈川県", "鎌倉市", "248-0012", "御成町"), ("埼玉県", "川越市", "350-0062", "元町"),
    ("千葉県", "柏市", "277-0005", "柏"), ("大阪府", "大阪市北区", "530-0041", "天神橋"), ("大阪府", "豊中市", "560-0021", "本町"),
    ("京都府", "京都市左京区", "606-8392", "聖護院山王町"), ("兵庫県", "神戸市灘区", "657-0051", "八幡町"), ("愛知県", "名古屋市千種区", "464-0819", "四谷通"),
    ("福岡県", "福岡市中央区", "810-0042", "赤坂"), ("北海道", "札幌市中央区", "060-0061", "南一条西"), ("宮城県", "仙台市青葉区", "980-0811", "一番町"),
    ("広島県", "広島市中区", "730-0037", "中町"), ("石川県", "金沢市", "920-0962", "広坂"), ("沖縄県", "那覇市", "900-0013", "牧志"),
)
HOMES = ("", "", "コーポ青葉", "メゾン若葉", "グリーンハイツ", "サンライズ")


def buyer(random: Random) -> Buyer:
    (family, family_latin), (given, given_latin) = random.choice(FAMILY).split(), random.choice(GIVEN).split()
    region, city, postcode, town = random.choice(PLACES)
    home, phone = random.choice(HOMES), f"090-0{random.randrange(100, 1000)}-{random.randrange(10000):04}"
    return Buyer(
        Customer(name=f"{family} {given}", email=f"{given_latin}.{family_latin}{random.randrange(90)}@mail.example", phone=phone),
        Address(name=f"{family} {given}", line1=f"{town}{random.randrange(1, 7)}-{random.randrange(1, 30)}-{random.randrange(1, 20)}",
                line2=f"{home}{random.randrange(1, 6)}0{random.randrange(1, 9)}" if home else "", city=city, region=region,
                postcode=postcode, country="JP", phone=phone))


SAKURA = Company(
    slug="sakura", name="さくら雑貨店", language="ja", currency="JPY", zone="Asia/Tokyo", country="JP",
    crew={"owner": "桜井 春子", "manager": "岡田 健", "clerk": "西村 あいこ", "viewer": "原 税理士"},
    houses=("川口倉庫", "大阪倉庫"), second_house="OSAKA", feed="受注連携", catalogue=GOODS, buyer=buyer,
    channels=(Channel("楽天市場", 50, "405512-{day:%Y%m%d}-0#########"), Channel("Yahoo!ショッピング", 26, "sakura-zakka-1000{n}"),
              Channel("自社サイト", 24, "SZ-{n}")),
    carriers=(Carrier("ヤマト運輸", "4012-####-####"), Carrier("佐川急便", "3600-####-####"), Carrier("日本郵便", "2874-####-####")),
    notes=("ギフト包装をお願いします。のしは「内祝」で。", "不在の場合は宅配ボックスに入れてください。", "金曜日までに届きますか。急いでいます。",
           "割れ物なので丁寧な梱包をお願いします。", "領収書の宛名は「株式会社みなと」でお願いします。", "同じ柄で揃えてください。"),
    holds={"fraud": "同一住所から短時間に5件の注文", "client": "お客様のご希望で週明けに出荷", "operator": "箱のサイズが合わず確認中",
           "address": "番地が見つからないと配送会社から連絡", "payment": "銀行振込の入金待ち", "stock": "検品で欠けが見つかり数え直し中"},
    cancellations=("お客様都合によるキャンセル", "二重注文のため", "入金期限切れ"),
    supplier_notes=("発注 1182 東濃陶器", "発注 1190 今治タオル工房", "発注 1197 八女茶園"),
    rounds={"refill": "週末前の補充", "lost": "中継拠点で箱が破損", "count": "週次棚卸 売れ筋", "gone": "サンプル出しの記録漏れ"},
    vendors=(Vendor("TONO", "東濃陶器", "juchu@tono.example", "0572-55-0134", 14, 5), Vendor("IMABARI", "今治タオル工房", "sales@imabari.example", "0898-55-0161", 10),
             Vendor("YAME", "八女茶園", "shukka@yame.example", "0943-55-0127", 7, 0)),
    buying={"closed": "仕入先で廃番", "twice": "同じパレットを二重に計上", "cancelled": "第二倉庫で在庫が見つかったため", "differs": "1箱破損、1箱未着"},
    return_notes=("思っていた色と違いました。", "届いた時に欠けがありました。", "贈り物が重なってしまいました。", "別の柄が入っていました。"),
    return_refusal="使用の跡があるため", refund_method="クレジットカード",
    shipping="550", free_from="5500", local_tax={},
)
