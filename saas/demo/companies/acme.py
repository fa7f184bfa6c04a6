"""Acme Trail Goods: outdoor equipment from Oregon, sold across the United States."""

from random import Random

from saas.demo.company import Buyer, Carrier, Channel, Company, Vendor
from tenants.orders.inputs import Address, Customer

GOODS = """
TENT-RIDGE2 | Ridgeline 2-person tent | 249.00 | 0 | 2150 | 5 | MOS:Moss, SND:Sand
TENT-RIDGE3 | Ridgeline 3-person tent | 319.00 | 0 | 2780 | 3 | MOS:Moss
TARP-CREEK | Creekside tarp 3 x 3 m | 89.00 | 0 | 740 | 4 | OLV:Olive, GRY:Slate
BAG-CAIRN | Cairn down sleeping bag -5 °C | 289.00 | 0 | 980 | 4 | REG:Regular, LNG:Long
BAG-BROOK | Brook synthetic sleeping bag +5 °C | 129.00 | 0 | 1240 | 5 | REG:Regular, LNG:Long
PAD-DRIFT | Drift inflatable pad | 99.00 | 0 | 460 | 7 | REG:Regular, WID:Wide
PAD-FOLD | Fold-flat foam pad | 44.95 | 0 | 390 | 6 |
PACK-SPUR38 | Spur 38 pack | 169.00 | 0 | 1180 | 6 | SM:S/M, ML:M/L
PACK-SPUR55 | Spur 55 pack | 219.00 | 0 | 1560 | 4 | SM:S/M, ML:M/L
PACK-DAY18 | Daybreak 18 daypack | 79.00 | 0 | 520 | 11 | BLU:Harbor blue, RST:Rust, BLK:Black
SACK-DRY | Dry sack | 18.50 | 0 | 60 | 12 | 05:5 L, 10:10 L, 20:20 L
STOVE-EMBER | Ember canister stove | 59.95 | 0 | 85 | 8 |
POT-SOLO | Solo titanium pot 750 ml | 54.00 | 0 | 110 | 7 |
POT-DUO | Duo cook set 1.4 l | 68.00 | 0 | 320 | 5 |
MUG-CAMP | Enamel camp mug | 12.95 | 0 | 140 | 15 | WHT:White, NVY:Navy, GRN:Forest
SPORK-TI | Titanium spork | 9.95 | 0 | 17 | 14 |
BOTTLE-RAPID | Rapid steel bottle 0.75 l | 34.00 | 0 | 310 | 12 | STL:Steel, SAG:Sage, COR:Coral
FILTER-SPRING | Spring squeeze filter | 42.00 | 0 | 75 | 9 |
LAMP-GLOW | Glow 350 headlamp | 39.95 | 0 | 82 | 11 | BLK:Black, LIM:Lime
LANTERN-POP | Pop-up solar lantern | 29.95 | 0 | 160 | 9 |
POLE-SWITCH | Switchback trekking poles (pair) | 119.00 | 0 | 430 | 6 | ALU:Aluminum, CRB:Carbon
SOCK-TRAIL | Merino trail socks | 21.00 | 0 | 70 | 16 | S:S, M:M, L:L
SHIRT-TREK | Trek merino tee | 74.00 | 0 | 165 | 8 | S:S, M:M, L:L, XL:XL
HOOD-FELL | Fellside fleece hoodie | 98.00 | 0 | 380 | 7 | S:S, M:M, L:L
SHELL-SQUALL | Squall rain shell | 189.00 | 0 | 410 | 6 | S:S, M:M, L:L
GLOVE-FROST | Frostline gloves | 36.00 | 0 | 90 | 7 | S:S, M:M, L:L
BEANIE-KNIT | Rib knit beanie | 24.00 | 0 | 65 | 10 | CHA:Charcoal, MUS:Mustard
KIT-FIRST | First aid kit, 48 pieces | 27.50 | 0 | 290 | 7 |
ROPE-CORD | Utility cord 15 m | 11.50 | 0 | 120 | 8 | ORG:Orange, BLK:Black
MAP-CASE | Waterproof map case | 16.00 | 0 | 95 | 5 |
KNIFE-FOLD | Folding camp knife | 46.00 | 0 | 120 | 6 |
CHAIR-LOW | Low camp chair | 84.00 | 0 | 1050 | 6 | BLU:Harbor blue, SND:Sand
"""
GIVEN = "Emma Liam Olivia Noah Ava Ethan Sophia Mason Grace Lucas Chloe Henry Maya Owen Nora Caleb Ruth Diego Priya Kenji Amara Felix Hazel Tyrone".split()
FAMILY = ("Walker Bennett Rivera Nguyen Patel Coleman Brooks Hughes Okafor Fischer Morales Reed Sandoval Kim Larsen Whitaker "
          "Delgado Pruitt Yamamoto Osborne Castillo Hartman Abbott Quinn").split()
PLACES = (
    ("Portland", "OR", "97214", "503"), ("Bend", "OR", "97701", "541"), ("Seattle", "WA", "98103", "206"), ("Spokane", "WA", "99201", "509"),
    ("San Francisco", "CA", "94110", "415"), ("Sacramento", "CA", "95816", "916"), ("Truckee", "CA", "96161", "530"),
    ("Denver", "CO", "80205", "303"), ("Boulder", "CO", "80302", "720"), ("Boise", "ID", "83702", "208"), ("Missoula", "MT", "59801", "406"),
    ("Salt Lake City", "UT", "84105", "801"), ("Flagstaff", "AZ", "86001", "928"), ("Austin", "TX", "78704", "512"),
    ("Minneapolis", "MN", "55408", "612"), ("Asheville", "NC", "28801", "828"), ("Burlington", "VT", "05401", "802"), ("Brooklyn", "NY", "11215", "718"),
)
STREETS = ("Alder St", "Juniper Ave", "Ridge Rd", "SE Salmon St", "Maple Ct", "Old Mill Rd", "Larkspur Ln", "Harbor Way", "Cedar Hollow Dr",
           "N Vine St", "Foundry Row", "Pine Crest Blvd")


def buyer(random: Random) -> Buyer:
    given, family = random.choice(GIVEN), random.choice(FAMILY)
    city, region, postcode, area = random.choice(PLACES)
    name, phone = f"{given} {family}", f"({area}) 555-01{random.randrange(100):02}"
    flat = random.choice(("", "", "", f"Apt {random.randrange(1, 30)}", f"Unit {random.choice('ABCD')}"))
    return Buyer(
        Customer(name=name, email=f"{given}.{family}{random.randrange(90)}@mail.example".lower(), phone=phone),
        Address(name=name, line1=f"{random.randrange(12, 9800)} {random.choice(STREETS)}", line2=flat, city=city, region=region,
                postcode=postcode, country="US", phone=phone))


ACME = Company(
    slug="acme", name="Acme Trail Goods", language="en", currency="USD", zone="America/Los_Angeles", country="US",
    crew={"owner": "Ruth Calloway", "manager": "Marcus Bell", "clerk": "Dana Whitfield", "viewer": "Toby Nash"},
    houses=("Portland warehouse", "Reno overflow"), second_house="RENO", feed="Order feed", catalogue=GOODS, buyer=buyer,
    channels=(Channel("Shopify", 60, "#{n}"), Channel("Amazon", 28, "114-#######-#######"), Channel("Phone", 12, "TEL-{n}")),
    carriers=(Carrier("UPS", "1Z999AA1##########"), Carrier("USPS", "9400 1000 0000 #### #### ##"), Carrier("FedEx", "7712########")),
    notes=("Leave it with the neighbor at number 12 if I'm out.", "It's a birthday gift, no invoice in the box please.",
           "I need this before Saturday's hike.", "Gate code is 4471#.", "Can you swap the color if Moss is gone?", "Ring the side door, the bell is broken."),
    holds={"fraud": "Card from another country, three orders in an hour", "client": "Customer is moving; ship after the weekend",
           "operator": "Weight on the label can't be right", "address": "Carrier says there is no such house number",
           "payment": "Check hasn't cleared yet", "stock": "Two packs came back damaged, waiting for the recount"},
    cancellations=("Customer changed their mind", "Ordered twice", "Found it cheaper elsewhere"),
    supplier_notes=("PO 2207, Cascade Outfitters", "PO 2213, Nordbay Textiles", "PO 2219, Two Rivers Metalworks"),
    rounds={"refill": "Refill before the weekend", "lost": "Carton torn open at the depot", "count": "Weekly count, fast movers", "gone": "Sample given away and not booked"},
    vendors=(Vendor("CASCADE", "Cascade Outfitters", "orders@cascade.example", "(503) 555-0144", 14, 5),
             Vendor("NORDBAY", "Nordbay Textiles", "sales@nordbay.example", "(206) 555-0118", 21),
             Vendor("TWORIVERS", "Two Rivers Metalworks", "desk@tworivers.example", "(208) 555-0171", 18, 10)),
    buying={"closed": "The maker stopped this line", "twice": "Same pallet counted twice", "cancelled": "Found in the Reno overflow after all",
            "differs": "One carton crushed, one not on the truck"},
    return_notes=("Too small for the pack, otherwise perfect.", "The zipper sticks halfway.", "Box was dented on arrival.", "Ordered two by mistake."),
    return_refusal="Clearly used on a trip", refund_method="Card",
    shipping="6.95", free_from="99.00", local_tax={"CA": "8.25", "WA": "6.5", "CO": "2.9", "NY": "8.88", "TX": "6.25", "AZ": "5.6", "UT": "4.85"},
)
