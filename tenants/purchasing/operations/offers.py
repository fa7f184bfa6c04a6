"""What suppliers offer: prices and lead times per SKU, listed, brought up to date, and ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, clock, db
from saas.kit.errors import DomainError
from saas.kit.events import Event, record
from saas.kit.operations import Outcome, operation
from tenants.purchasing.costs import cost_of, currency_of
from tenants.purchasing.errors import NotOffered, UnknownSupplier
from tenants.purchasing.inputs import NewOffer, OfferEnd
from tenants.purchasing.known import Known, known

_SAVE = """
INSERT INTO supplier_offer AS o (supplier_id, sku_id, code, currency, unit_cost, lead_days, updated_at)
SELECT n.*, %s FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[])
       AS n(supplier_id, sku_id, code, currency, unit_cost, lead_days) ORDER BY 1, 2
ON CONFLICT (supplier_id, sku_id) DO UPDATE SET code = excluded.code, currency = excluded.currency, unit_cost = excluded.unit_cost,
  lead_days = excluded.lead_days, updated_at = excluded.updated_at
WHERE (o.code, o.currency, o.unit_cost, o.lead_days) IS DISTINCT FROM (excluded.code, excluded.currency, excluded.unit_cost, excluded.lead_days)
RETURNING supplier_id, sku_id"""
_END = """DELETE FROM supplier_offer o USING unnest(%s::bigint[], %s::bigint[]) AS n(supplier_id, sku_id)
 WHERE (o.supplier_id, o.sku_id) = (n.supplier_id, n.sku_id) RETURNING o.supplier_id, o.sku_id"""
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Offered:
    """A supplier and a SKU of theirs, by code."""

    supplier: str
    sku: str


@operation("purchasing:order")
def offer_goods(batch: Sequence[NewOffer | DomainError]) -> list[Outcome[Offered]]:
    """Note what suppliers take for SKUs and how long it takes them; of one SKU sent twice the last one counts, an equal one
    is left alone."""
    there = _known([item for item in batch if isinstance(item, NewOffer)])
    read = [_read(item, there) for item in batch]
    wanted = {one[0]: one for one in read if not isinstance(one, DomainError)}
    saved = {tuple(row) for row in db.rows(_SAVE, [clock.now(), *_columns(list(wanted.values()))])}
    record(*(Event("supplier.offered", ("supplier", place[0]), {"sku": new.sku, "unit_cost": cost, "currency": currency})
             for place, new, currency, cost in wanted.values() if place in saved))
    return [Outcome.refused(one) if isinstance(one, DomainError) else _outcome(one[0] in saved, one[1]) for one in read]


@operation("purchasing:order")
def end_offers(batch: Sequence[OfferEnd | DomainError]) -> list[Outcome[Offered]]:
    """Note that suppliers don't offer these SKUs any more; orders that were placed stay as they are."""
    there = _known([item for item in batch if isinstance(item, OfferEnd)])
    places = {(there.suppliers[i.supplier].id, there.skus[i.sku].id): i for i in batch
              if isinstance(i, OfferEnd) and i.supplier in there.suppliers and i.sku in there.skus}
    gone = {(places[place].supplier, places[place].sku) for row in db.rows(_END, [arrays.ints(p[0] for p in places), arrays.ints(p[1] for p in places)])
            if (place := tuple(row)) in places}
    record(*(Event("supplier.offer_ended", ("supplier", there.suppliers[supplier].id), {"sku": sku}) for supplier, sku in sorted(gone)))
    return [Outcome.refused(i if isinstance(i, DomainError) else NotOffered("/sku", supplier=i.supplier, sku=i.sku))
            if isinstance(i, DomainError) or (i.supplier, i.sku) not in gone else Outcome.done(Offered(i.supplier, i.sku)) for i in batch]


def _known(wanted: Sequence[NewOffer | OfferEnd]) -> Known:
    return known((item.supplier for item in wanted), (item.sku for item in wanted))


def _read(item: NewOffer | DomainError, there: Known) -> tuple[Place, NewOffer, str, int] | DomainError:
    """Where the offer belongs, and its cost in minor units; or what is wrong with it."""
    if isinstance(item, DomainError):
        return item
    if item.supplier not in there.suppliers:
        return UnknownSupplier("/supplier", supplier=item.supplier)
    try:
        currency = currency_of(item.currency)
        cost = cost_of(item.unit_cost, currency, "/unit_cost")
        return (there.suppliers[item.supplier].id, there.sku(item.sku, "/sku").id), item, currency, cost
    except DomainError as error:
        return error


def _outcome(written: bool, new: NewOffer) -> Outcome[Offered]:
    offered = Offered(new.supplier, new.sku)
    return Outcome.done(offered) if written else Outcome.again(offered)


def _columns(wanted: Sequence[tuple[Place, NewOffer, str, int]]) -> list[Any]:
    return [arrays.ints(place[0] for place, *_ in wanted), arrays.ints(place[1] for place, *_ in wanted), arrays.texts(new.code for _p, new, *_ in wanted),
            arrays.texts(currency for *_, currency, _cost in wanted), arrays.ints(cost for *_, cost in wanted),
            arrays.ints(new.lead_days for _p, new, *_ in wanted)]
