"""The places and verbs the frame offers. One table: the rail, the palette, the Create menu and the crumbs read it."""

from dataclasses import dataclass
from typing import Any

from saas.kit.i18n import _lp


@dataclass(frozen=True, slots=True)
class Place:
    """A link of the frame. It shows only where its endpoint exists and the person has its permission.

    `typed` are words in Latin letters for people whose keyboard isn't set to their script: romaji and pinyin."""

    key: str
    endpoint: str
    label: Any
    icon: str
    permission: str = ""
    keys: str = ""
    on_phone: bool = False
    typed: str = ""


ROOMS = (
    Place("home", "reports.dashboard", _lp("room", "Home"), "house", keys="g h", on_phone=True, typed="dashboard homu shouye"),
    Place("orders", "orders.index", _lp("room", "Orders"), "clipboard-list", "orders:read", "g o", True, "juchu dingdan zakazy"),
    Place("parcels", "fulfilment.index", _lp("room", "Parcels"), "package", "fulfilment:read", "g p", typed="shipments shukka baoguo"),
    Place("returns", "returns.index", _lp("room", "Returns"), "undo-2", "returns:read", "g r", typed="henpin tuihuo vozvraty"),
    Place("customers", "customers.index", _lp("room", "Customers"), "contact", "customers:read", "g u", typed="clients kokyaku kehu klienty"),
    Place("stock", "inventory.index", _lp("room", "Stock"), "boxes", "inventory:read", "g s", True, "inventory zaiko kucun"),
    Place("purchasing", "purchasing.index", _lp("room", "Purchasing"), "shopping-cart", "purchasing:read", "g b", typed="buying nyuka hatchu caigou zakupki"),
    Place("products", "catalogue.index", _lp("room", "Products"), "tag", "catalogue:read", "g c", typed="catalogue shohin shangpin"),
    Place("imports", "imports.index", _lp("room", "Imports"), "file-input", "imports:read", "g i", True, "files torikomi daoru"),
)
LAST_ROOMS = (
    Place("people", "settings.people", _lp("room", "People"), "users", "people:manage", typed="team menba renyuan"),
    Place("settings", "settings.index", _lp("room", "Settings"), "settings", keys="g ,", typed="settei shezhi"),
)
MORE = (
    Place("tokens", "settings.tokens", _lp("room", "API tokens"), "key-round", "tokens:manage", typed="keys tokun lingpai"),
    Place("company", "settings.company", _lp("room", "Company"), "building-2", typed="kaisha gongsi"),
    Place("triage", "orders.triage", _lp("room", "Needs a person"), "list-checks", "orders:read", typed="triage holds taio chuli"),
    Place("runs", "lists.runs", _lp("room", "Work on whole lists"), "list-checks", "lists:run", typed="bulk ikkatsu piliang massovo"),
    Place("policy", "inventory.policy", _lp("room", "Stock and routing"), "route", "inventory:read", typed="policy rules hikiate guize"),
    Place("low", "inventory.low", _lp("room", "Low stock"), "trending-down", "inventory:read", typed="reorder hatchu quehuo"),
    Place("value", "inventory.value", _lp("room", "Stock value"), "coins", "inventory:read", typed="cost zaiko kingaku chengben"),
    Place("transfers", "transfers.index", _lp("room", "Transfers"), "arrow-left-right", "transfers:read", typed="zaiko ido diaobo"),
    Place("stocktakes", "stocktakes.index", _lp("room", "Stocktakes"), "list-checks", "stocktakes:read", typed="count tanaoroshi pandian"),
    Place("suppliers", "purchasing.suppliers", _lp("room", "Suppliers"), "building-2", "purchasing:read", typed="shiiresaki gongyingshang postavshchiki"),
    Place("notices", "purchasing.notices", _lp("room", "Advance notices"), "truck", "purchasing:read", typed="asn nyuka yotei yugao"),
    Place("receipts", "purchasing.receipts", _lp("room", "Receipts"), "package-check", "purchasing:read", typed="nyuka shouhuo priemka"),
    Place("warehouses", "inventory.warehouses", _lp("room", "Warehouses"), "warehouse", "inventory:read", typed="soko cangku"),
)
VERBS = (
    Place("orders", "orders.new", _lp("verb", "New order"), "clipboard-plus", "orders:place", typed="shinki juchu xinjian dingdan"),
    Place("returns", "returns.new", _lp("verb", "New return"), "undo-2", "returns:request", typed="shinki henpin xinjian tuihuo"),
    Place("purchasing", "purchasing.new", _lp("verb", "New purchase order"), "shopping-cart", "purchasing:order", typed="hatchu caigou dingdan"),
    Place("receipts", "purchasing.ask_receive", _lp("verb", "Receive goods"), "package-check", "purchasing:receive", typed="nyuka shouhuo"),
    Place("imports", "imports.new", _lp("verb", "Import a file"), "file-input", "imports:run", typed="upload torikomi daoru"),
    Place("transfers", "transfers.new", _lp("verb", "New transfer"), "arrow-left-right", "transfers:plan", typed="zaiko ido diaobo"),
    Place("stocktakes", "stocktakes.new", _lp("verb", "Open a stocktake"), "list-checks", "stocktakes:count", typed="tanaoroshi pandian"),
)
ROOM_OF = {"reports": "home", "customers": "customers", "orders": "orders", "fulfilment": "parcels", "returns": "returns", "inventory": "stock",
           "transfers": "stock", "stocktakes": "stock", "purchasing": "purchasing", "catalogue": "products", "imports": "imports", "settings": "settings"}
