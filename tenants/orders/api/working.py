"""Working orders through the API: place drafts, hold, release, cancel, close, open again."""

from typing import Any

from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line, LineNumber, Prose
from saas.kit.operations import only
from tenants.orders.api.door import ETAG, api
from tenants.orders.api.saying import answer, shown_effect
from tenants.orders.api.shapes import OrderEffectOut, OrderOut
from tenants.orders.effects import effect_of
from tenants.orders.errors import UnknownHold
from tenants.orders.inputs import Cancellation, HoldId, NewHold, Pieces, Release
from tenants.orders.operations import (cancel_orders, close_orders, hold_orders, mark_paid, place_drafts, preview_cancellations, rehold_orders,
                                       release_orders, reopen_orders)
from tenants.orders.queries import get_order


class CancelIn(Input):
    """What of an order to cancel: everything that hasn't left, if nothing is said."""

    lines: list[LineNumber] | None = Field(None, title=_l("Lines"), max_length=500, description=_l("Each as a whole."))
    pieces: list[Pieces] | None = Field(None, title=_l("Pieces"), min_length=1, max_length=500, description=_l("Some of a line, or of a kit by its line number."))
    reason: Prose = Field("", title=_l("Reason"), max_length=500)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again cancels nothing twice."))


class ReholdIn(Input):
    """Holds that were just lifted and shall stand again."""

    holds: list[HoldId] = Field(title=_l("Holds"), min_length=1, max_length=100)


class Nothing(Input):
    """An empty object."""


@api.endpoint("POST", "/orders/<int:number>/place", takes=Nothing, gives=OrderOut, permission="orders:place", etag=ETAG, summary=_l("Place a draft"))
def place_draft(_nothing: Nothing, number: int) -> Any:
    only(place_drafts([number]))
    return answer(number)


@api.endpoint("POST", "/orders/<int:number>/cancel", takes=CancelIn, gives=OrderOut, permission="orders:cancel", etag=ETAG,
              summary=_l("Cancel an order, some of its lines, or some of their pieces"))
def cancel(what: CancelIn, number: int) -> Any:
    only(cancel_orders([Cancellation(number=number, **dict(what))]))
    return answer(number)


@api.endpoint("POST", "/orders/<int:number>/cancel/preview", takes=CancelIn, gives=OrderEffectOut, permission="orders:cancel", etag=ETAG,
              summary=_l("What a cancellation would do to an order's stock and money"))
def preview_cancellation(what: CancelIn, number: int) -> Any:
    return shown_effect(effect_of(only(preview_cancellations([Cancellation(number=number, **dict(what))]))))


@api.endpoint("POST", "/orders/<int:number>/hold", takes=NewHold, gives=OrderOut, permission="orders:hold", etag=ETAG, summary=_l("Hold an order"))
def hold(new: NewHold, number: int) -> Any:
    only(hold_orders([number], new))
    return answer(number)


@api.endpoint("POST", "/orders/<int:number>/release", takes=Release, gives=OrderOut, permission="orders:hold", etag=ETAG,
              summary=_l("Release an order, or some of its holds"))
def release(what: Release, number: int) -> Any:
    only(release_orders([number], what.kinds, what.holds))
    return answer(number)


@api.endpoint("POST", "/orders/<int:number>/rehold", takes=ReholdIn, gives=OrderOut, permission="orders:hold", etag=ETAG,
              summary=_l("Undo a release: let holds stand again that you lifted within the last minutes"))
def rehold(what: ReholdIn, number: int) -> Any:
    get_order(number)
    for outcome in rehold_orders(what.holds):
        if outcome.result() != number:
            raise UnknownHold("/holds")
    return answer(number)


@api.endpoint("POST", "/orders/<int:number>/paid", takes=Nothing, gives=OrderOut, permission="orders:change", etag=ETAG, summary=_l("Mark an order as paid"))
def paid(_nothing: Nothing, number: int) -> Any:
    only(mark_paid([number]))
    return answer(number)


@api.endpoint("POST", "/orders/<int:number>/close", takes=Nothing, gives=OrderOut, permission="orders:change", etag=ETAG,
              summary=_l("Close an order that has left whole"))
def close(_nothing: Nothing, number: int) -> Any:
    only(close_orders([number]))
    return answer(number)


@api.endpoint("POST", "/orders/<int:number>/reopen", takes=Nothing, gives=OrderOut, permission="orders:change", etag=ETAG,
              summary=_l("Open a closed or cancelled order again"))
def reopen(_nothing: Nothing, number: int) -> Any:
    only(reopen_orders([number]))
    return answer(number)
