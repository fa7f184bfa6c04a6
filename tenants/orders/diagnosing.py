"""What is wrong with an order that needs a person, in one sentence for each reason."""

from saas.kit.i18n import _, _n, listed
from saas.ui.filters import money
from tenants.orders.queries import Case, OneOrder, UnknownGoods


def diagnosis(reason: str, case: Case, order: OneOrder, unknown: list[UnknownGoods]) -> str:
    """The sentence. What a person held an order for is told in that person's own words."""
    if case.owner != "system":
        return _("%(name)s wrote: “%(reason)s”", name=case.set_by, reason=case.reason) if case.reason else _(
            "%(name)s put it on hold without giving a reason.", name=case.set_by)
    match reason:
        case "address":
            return _address(order.ship_to or {})
        case "payment":
            return _("%(total)s isn't paid yet.", total=money(order.total, order.currency))
        case "sku":
            codes = listed(one.sku for one in unknown)
            return _n("The catalogue doesn't know this SKU: %(skus)s.", "The catalogue doesn't know these SKUs: %(skus)s.", len(unknown), skus=codes)
        case "total":
            return _("The shop says %(stated)s, the lines add up to %(computed)s.", computed=money(order.total, order.currency),
                     stated=money(order.total if order.stated_total is None else order.stated_total, order.currency))
        case "duplicate":
            return _("Reference %(reference)s arrived again with other content. What stands here is as it came first.", reference=order.reference)
        case "comment":
            return _("The customer wrote: “%(note)s”", note=order.note)
        case "waiting":
            return _waiting(order)
        case _kind:
            return case.reason


def _address(place: dict[str, str]) -> str:
    settled = place.get("city") or place.get("postcode")
    if place.get("line1"):
        return _("A city or a postcode is missing.")
    return _("The street is missing.") if settled else _("The street and the city or postcode are missing.")


def _waiting(order: OneOrder) -> str:
    short = [line for line in order.lines if line.missing]
    if len(short) == 1:
        return _n("%(num)s piece of %(title)s is missing.", "%(num)s pieces of %(title)s are missing.", short[0].missing, title=short[0].title)
    return _n("%(num)s piece is missing.", "%(num)s pieces are missing, of several products.", order.missing)
