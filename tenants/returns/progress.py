"""How far a return is: from the request to what is settled, each stage with its pieces."""

from saas.kit.i18n import _, _n, _p
from saas.ui.filters import money
from tenants.orders.progress import Stage
from tenants.returns.queries import OneReturn


def stages(it: OneReturn) -> list[Stage]:
    """The stages in order; the first one not done is current. One that was declined or cancelled goes no further."""
    decided = it.accepted + it.rejected
    reached = [
        (_p("stage of a return", "Authorised"), it.authorised, it.requested if it.state == "requested" else it.authorised),
        (_p("stage of a return", "Received"), it.received, it.authorised), (_p("stage of a return", "Checked"), decided, it.authorised)]
    found = [Stage(_p("stage of a return", "Requested"), _n("%(num)s piece", "%(num)s pieces", it.requested), True, False)]
    for label, pieces, whole in reached:
        past = whole > 0 and pieces >= whole
        current = it.is_open and not past and found[-1].past
        found.append(Stage(label, _("%(some)s of %(all)s", some=pieces, all=whole) if whole else "", past, current))
    settled = it.state == "closed"
    told = money(it.refunded, it.order.currency) if it.refunded else ""
    found.append(Stage(_p("stage of a return", "Settled"), told, settled, it.is_open and found[-1].past))
    return found
