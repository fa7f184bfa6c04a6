"""Changing orders through the API: what they hold, which of them belong together, what was lost."""

from typing import Any

from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line, Number, Positive, Prose
from saas.kit.operations import only
from tenants.orders.api.door import ETAG, api
from tenants.orders.api.saying import answer, shown_effect
from tenants.orders.api.shapes import OrderEffectOut, OrderOut
from tenants.orders.effects import effect_of
from tenants.orders.inputs import Address, Customer, LineChange, Loss, Merge, NewLine, OrderChange, Pieces, Split
from tenants.orders.operations import change_orders, merge_orders, preview_changes, split_orders, write_off


class ChangeIn(Input):
    """What of an order changes; left out means as it is."""

    lines: list[LineChange] = Field([], title=_l("Lines"), max_length=500)
    add: list[NewLine] = Field([], title=_l("New lines"), max_length=500)
    customer: Customer | None = Field(None, title=_l("Customer"))
    ship_to: Address | None = Field(None, title=_l("Ship to"))
    shipping_method: Line | None = Field(None, title=_l("Shipping method"))
    shipping: Positive | None = Field(None, title=_l("Shipping charge"))
    discount: Positive | None = Field(None, title=_l("Order discount"))
    reason: Prose = Field("", title=_l("Reason"), max_length=500)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again changes nothing twice."))


class PiecesIn(Input):
    """Pieces of lines, or of kits by their line number."""

    lines: list[Pieces] = Field(title=_l("Lines"), min_length=1, max_length=500)
    reason: Prose = Field("", title=_l("Reason"), max_length=500)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again does nothing twice."))


class MergeIn(Input):
    """Orders that become part of this one."""

    others: list[Number] = Field(title=_l("Orders that join it"), min_length=1, max_length=50)


@api.endpoint("PATCH", "/orders/<int:number>", takes=ChangeIn, gives=OrderOut, permission="orders:change", etag=ETAG,
              summary=_l("Change an order's lines, prices, customer, address or shipping"))
def change(what: ChangeIn, number: int) -> Any:
    only(change_orders([_of(what, number)]))
    return answer(number)


@api.endpoint("POST", "/orders/<int:number>/change/preview", takes=ChangeIn, gives=OrderEffectOut, permission="orders:change", etag=ETAG,
              summary=_l("What a change would do to an order's stock and money"))
def preview(what: ChangeIn, number: int) -> Any:
    return shown_effect(effect_of(only(preview_changes([_of(what, number)]))))


def _of(what: ChangeIn, number: int) -> OrderChange:
    return OrderChange(number=number, **{name: getattr(what, name) for name in what.model_fields_set})


@api.endpoint("POST", "/orders/<int:number>/split", takes=PiecesIn, gives=OrderOut, permission="orders:change", status=201, etag=ETAG,
              summary=_l("Split pieces off into an order of their own, which is answered"))
def split(what: PiecesIn, number: int) -> Any:
    outcome, = split_orders([Split(number=number, lines=what.lines, reason=what.reason, key=what.key)])
    return answer(outcome.result().split_off, 201 if outcome.status == "done" else 200)


@api.endpoint("POST", "/orders/<int:number>/merge", takes=MergeIn, gives=OrderOut, permission="orders:change", etag=ETAG,
              summary=_l("Merge other orders of the same customer into this one"))
def merge(what: MergeIn, number: int) -> Any:
    only(merge_orders([Merge(into=number, others=what.others)]))
    return answer(number)


@api.endpoint("POST", "/orders/<int:number>/lost", takes=PiecesIn, gives=OrderOut, permission="orders:change", etag=ETAG,
              summary=_l("Write off pieces that were shipped and never arrived"))
def lose(what: PiecesIn, number: int) -> Any:
    only(write_off([Loss(number=number, lines=what.lines, reason=what.reason, key=what.key)]))
    return answer(number)
