"""How far an order is: from placed to delivered, each stage with its pieces."""

from dataclasses import dataclass

from saas.kit.i18n import _, _n, _p
from tenants.orders.queries import OneOrder


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: `past` when all pieces are through it, `current` when it is the next to do."""

    label: str
    note: str
    past: bool
    current: bool
    tone: str = ""


def stages(order: OneOrder) -> list[Stage]:
    """The stages in order; the first one not done is current, and says by its tone when the order waits there."""
    wanted, through = order.wanted, order.shipped
    reached = [(_p("stage of an order", "Stock held"), order.allocated + through), (_p("stage of an order", "Picked"), order.picked + through),
               (_p("stage of an order", "Packed"), order.packed + through), (_p("stage of an order", "Shipped"), through),
               (_p("stage of an order", "Delivered"), order.delivered)]
    if not order.packed:
        del reached[2]  # many send without a word about packing
    found = [Stage(_p("stage of an order", "Placed"), _n("%(num)s piece", "%(num)s pieces", order.ordered),
                   order.state != "draft", order.state == "draft")]
    for label, pieces in reached:
        past = wanted > 0 and pieces >= wanted
        current = not past and wanted > 0 and found[-1].past
        tone = ("held" if order.state == "on_hold" else "wait" if order.missing else "") if current else ""
        found.append(Stage(label, _("%(some)s of %(all)s", some=pieces, all=wanted) if wanted else "", past, current, tone))
    return found
