"""What changing or cancelling an order would do to stock and money, asked through the API before it is wanted."""

from typing import Any

from pydantic import BaseModel

from saas.kit.i18n import _l
from saas.kit.money import to_text
from saas.kit.operations import only
from tenants.orders.api.changing import ChangeIn
from tenants.orders.api.door import ETAG, api
from tenants.orders.api.shapes import State
from tenants.orders.api.working import CancelIn
from tenants.orders.effects import Change, effect_of
from tenants.orders.inputs import Cancellation, OrderChange
from tenants.orders.operations import Effect, preview_cancellations, preview_changes


class PiecesTurned(BaseModel):
    """Pieces before and after."""

    before: int
    after: int


class AmountTurned(BaseModel):
    """An amount before and after, in the order's currency."""

    before: str
    after: str


class StateTurned(BaseModel):
    """The order's state before and after."""

    before: State
    after: State


class LineEffectOut(BaseModel):
    """A line or a kit: pieces wanted, pieces held, and what it comes to."""

    line: int
    sku: str
    wanted: PiecesTurned
    held: PiecesTurned
    total: AmountTurned


class OrderEffectOut(BaseModel):
    """What it would do: pieces that go back to the shelf, that are held anew, and that wait for stock afterwards; each line; the money."""

    currency: str
    state: StateTurned
    released: int
    held: int
    missing: int
    lines: list[LineEffectOut]
    subtotal: AmountTurned
    discount: AmountTurned
    shipping: AmountTurned
    tax: AmountTurned
    tax_included: AmountTurned
    total: AmountTurned


def told(effect: Effect) -> dict[str, Any]:
    seen = effect_of(effect)

    def turned(change: Change) -> dict[str, Any]:
        return {"before": change.before, "after": change.after}

    def amounts(change: Change) -> dict[str, str]:
        return {"before": to_text(change.before, seen.currency), "after": to_text(change.after, seen.currency)}

    return {"currency": seen.currency, "state": turned(seen.state), "released": seen.released, "held": seen.held, "missing": seen.missing,
            "lines": [{"line": line.line, "sku": line.sku, "wanted": turned(line.wanted), "held": turned(line.held), "total": amounts(line.total)}
                      for line in seen.lines], **{one.name: amounts(one) for one in seen.money}}


@api.endpoint("POST", "/orders/<int:number>/change/preview", takes=ChangeIn, gives=OrderEffectOut, permission="orders:change", etag=ETAG,
              summary=_l("What a change of an order would do to stock and money"))
def preview_change(what: ChangeIn, number: int) -> Any:
    return told(only(preview_changes([OrderChange(number=number, **{name: getattr(what, name) for name in what.model_fields_set})])))


@api.endpoint("POST", "/orders/<int:number>/cancel/preview", takes=CancelIn, gives=OrderEffectOut, permission="orders:cancel", etag=ETAG,
              summary=_l("What cancelling of an order would do to stock"))
def preview_cancellation(what: CancelIn, number: int) -> Any:
    return told(only(preview_cancellations([Cancellation(number=number, **dict(what))])))
