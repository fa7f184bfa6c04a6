"""Ordering what is low: a draft for each supplier, with what it takes to stand above the reorder points again."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from saas.kit.operations import Outcome, operation
from tenants.purchasing.inputs import LowOrder, LowWish, NewPurchaseLine
from tenants.purchasing.operations.order import PlacedPurchase, place_purchase_orders
from tenants.purchasing.queries import Suggestion, what_is_low


@dataclass(frozen=True, slots=True)
class Drafted:
    """The drafts that were made, and the SKUs that nobody supplied or offers: their supplier must be chosen by a person."""

    orders: list[Outcome[PlacedPurchase]]
    without_supplier: list[str]


@operation("purchasing:order")
def order_what_is_low(wish: LowWish) -> Drafted:
    """Draft a purchase order for each supplier of what is low and isn't coming yet. Whoever supplied a SKU the last time
    supplies it again, else who offers it; drafts count as coming, so nothing is ordered twice."""
    found: dict[tuple[str, str, str], list[Suggestion]] = defaultdict(list)
    alone = []
    for one in what_is_low():
        if one.supplier and one.currency and one.rate:
            found[one.supplier, one.currency, one.rate].append(one)
        else:
            alone.append(one.sku)
    return Drafted(place_purchase_orders([_draft(wish, *kind, suggestions) for kind, suggestions in found.items()]), alone)


def _draft(wish: LowWish, supplier: str, currency: str, rate: str, suggestions: list[Suggestion]) -> LowOrder:
    lines = [NewPurchaseLine(sku=one.sku, quantity=min(one.quantity, 1_000_000_000)) for one in suggestions]
    key = _key(wish.key, supplier, currency, rate) if wish.key else ""
    return LowOrder(supplier=supplier, warehouse=wish.warehouse, currency=currency, rate=rate, draft=True, lines=lines, key=key)


def _key(*parts: str) -> str:
    """The key of one draft. A fingerprint: cut off, a long key would be the same for every supplier, and all but one were left out."""
    return hashlib.blake2b("/".join(parts).encode(), digest_size=16).hexdigest()
