"""Order files in the formats of the shops the four companies sell through: for newcomers to try, and for their past."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from saas.demo.companies import COMPANIES
from saas.demo.company import Company
from saas.demo.exports.ozon import OZON
from saas.demo.exports.rakuten import RAKUTEN
from saas.demo.exports.sheet import Sheet
from saas.demo.exports.shopify import SHOPIFY
from saas.demo.exports.taobao import TAOBAO

SHEETS: dict[str, Sheet] = {"acme": SHOPIFY, "sakura": RAKUTEN, "zarya": OZON, "lantian": TAOBAO}


def order_file(company: Company, now: datetime, seed: str, orders: int, surprising: bool) -> bytes:
    """An export of the company's main shop, written a moment before `now`."""
    return SHEETS[company.slug].export(company, now.astimezone(ZoneInfo(company.zone)), seed, orders, surprising)


def write_samples(folder: Path, now: datetime) -> None:
    """One file for each company, with a few rows that are wrong; those that are there are left alone."""
    folder.mkdir(exist_ok=True)
    for company in COMPANIES:
        file = folder / f"{company.slug}-{SHEETS[company.slug].filename}"
        if not file.exists():
            file.write_bytes(order_file(company, now, "sample", 25, surprising=True))
