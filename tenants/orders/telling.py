"""The story of an order in sentences: one whole sentence for each kind of event, in one table."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from saas.kit.context import tenant
from saas.kit.events import Told
from saas.kit.i18n import _, _l, _n, listed
from saas.ui.addressing import address_line
from saas.ui.filters import moment, money, number
from saas.ui.story import Sentence, StoryDay, by_day, who_did
from tenants.orders.telling_holds import held, held_again, released
from tenants.orders.wording import HOLDS


def story_days(story: Sequence[Told]) -> list[StoryDay]:
    """A story by day, newest first."""
    return by_day(story, tell)


def tell(told: Told) -> Sentence:
    """An event as a person reads it."""
    icon, sentence = _SENTENCES.get(told.name, ("circle", _something))
    with_it = ((_("On hold for"), _kinds(told.data.get("holds"))), (_("Reason"), told.data.get("reason")),
               (_("Until"), _moment(told.data.get("until"))), (_("Tracking number"), told.data.get("tracking")))
    changes = [{"name": name, "before": "", "after": after} for name, after in with_it if after] + differences(told.data)
    return Sentence(icon, sentence(told.data), who_did(told), told.at, changes)


def differences(data: dict[str, Any]) -> list[dict[str, str]]:
    """What a change was about, field by field, before and after."""
    return [{"name": _CHANGED[change["what"]] % {"sku": change.get("sku", "")}, **{
        end: _as_shown(change["what"], change[end], data["currency"]) for end in ("before", "after")}} for change in data.get("changes", ())]


def _as_shown(what: str, value: Any, currency: str) -> str:
    if what in ("quantity", "added"):
        return number(value)
    if isinstance(value, dict):
        return address_line(value, tenant().country)
    return money(value, currency) if isinstance(value, int) else value


_CHANGED: dict[str, Any] = {
    "quantity": _l("Quantity of %(sku)s"), "unit_price": _l("Unit price of %(sku)s"), "line_discount": _l("Discount on %(sku)s"),
    "added": _l("New line %(sku)s"), "shipping": _l("Shipping charge"), "discount": _l("Order discount"), "total": _l("Total"), "name": _l("Name"),
    "email": _l("E-mail"), "phone": _l("Phone"), "method": _l("Shipping method"), "address": _l("Address"),
}


def _moment(instant: str | None) -> str:
    return moment(datetime.fromisoformat(instant)) if instant else ""


def _kinds(holds: list[str] | None) -> str:
    return listed(HOLDS[kind] for kind in holds or ())


def _placed(data: dict[str, Any]) -> str:
    held = data["pieces"] - data["missing"]
    if not data["missing"]:
        return _n("Order placed. Its piece is held.", "Order placed. All %(num)s pieces are held.", data["pieces"])
    if not held:
        return _n("Order placed. Its piece waits for stock.", "Order placed. All %(num)s pieces wait for stock.", data["pieces"])
    return _n("Order placed. %(held)s of %(num)s piece is held, the rest waits for stock.",
              "Order placed. %(held)s of %(num)s pieces are held, the rest waits for stock.", data["pieces"], held=held)


def _cancelled(data: dict[str, Any]) -> str:
    if data["lines"]:
        return _n("Cancelled in part: %(num)s piece, %(released)s of it back on the shelf.",
                  "Cancelled in part: %(num)s pieces, %(released)s of them back on the shelf.", data["pieces"], released=data["released"])
    return _n("Order cancelled: %(num)s piece, %(released)s of it back on the shelf.",
              "Order cancelled: %(num)s pieces, %(released)s of them back on the shelf.", data["pieces"], released=data["released"])


def _paid(_data: dict[str, Any]) -> str:
    return _("Marked as paid.")


def _sku_listed(data: dict[str, Any]) -> str:
    skus = listed(data["skus"])
    return _n("Listed in the catalogue by now: %(skus)s.", "Listed in the catalogue by now: %(skus)s.", len(data["skus"]), skus=skus)


def _picked(data: dict[str, Any]) -> str:
    return _n("%(num)s piece picked.", "%(num)s pieces picked.", data["pieces"])


def _packed(data: dict[str, Any]) -> str:
    return _n("%(num)s piece packed.", "%(num)s pieces packed.", data["pieces"])


def _put_back(data: dict[str, Any]) -> str:
    return _n("%(num)s picked piece was put back on the shelf. It stays held for the order.",
              "%(num)s picked pieces were put back on the shelf. They stay held for the order.", data["pieces"])


def _shipped(data: dict[str, Any]) -> str:
    if data["carrier"]:
        return _n("Parcel %(parcel)s left with %(carrier)s: %(num)s piece.", "Parcel %(parcel)s left with %(carrier)s: %(num)s pieces.",
                  data["pieces"], parcel=data["parcel"], carrier=data["carrier"])
    return _n("Parcel %(parcel)s left: %(num)s piece.", "Parcel %(parcel)s left: %(num)s pieces.", data["pieces"], parcel=data["parcel"])


def _delivered(data: dict[str, Any]) -> str:
    return _n("Parcel %(parcel)s was delivered: %(num)s piece.", "Parcel %(parcel)s was delivered: %(num)s pieces.", data["pieces"],
              parcel=data["parcel"])


def _stock_held(data: dict[str, Any]) -> str:
    return _n("Stock came free: %(num)s more piece is held.", "Stock came free: %(num)s more pieces are held.", data["pieces"])


def _changed(_data: dict[str, Any]) -> str:
    return _("Order changed.")


def _split(data: dict[str, Any]) -> str:
    return _n("%(num)s piece became order %(other)s.", "%(num)s pieces became order %(other)s.", data["pieces"], other=data["other"])


def _split_off(data: dict[str, Any]) -> str:
    return _n("Split off order %(other)s with %(num)s piece.", "Split off order %(other)s with %(num)s pieces.", data["pieces"], other=data["other"])


def _merged(data: dict[str, Any]) -> str:
    others = listed(data["others"])
    return _n("Merged with %(others)s: %(num)s piece came along.", "Merged with %(others)s: %(num)s pieces came along.", data["pieces"], others=others)


def _merged_away(data: dict[str, Any]) -> str:
    return _("Became part of order %(other)s.", other=data["other"])


def _closed(_data: dict[str, Any]) -> str:
    return _("The order was closed.")


def _reopened(data: dict[str, Any]) -> str:
    if not data["pieces"]:
        return _("The order was opened again.")
    return _n("Order opened again: %(num)s piece is wanted again.", "Order opened again: %(num)s pieces are wanted again.", data["pieces"])


def _written_off(data: dict[str, Any]) -> str:
    return _n("%(num)s piece was lost on the way and written off.", "%(num)s pieces were lost on the way and written off.", data["pieces"])


def _drafted(data: dict[str, Any]) -> str:
    return _n("Draft kept: %(num)s piece. It holds no stock yet.", "Draft kept: %(num)s pieces. It holds no stock yet.", data["pieces"])


def _return_requested(data: dict[str, Any]) -> str:
    return _n("Return %(number)s announced: %(num)s piece wants to come back.", "Return %(number)s announced: %(num)s pieces want to come back.",
              data["pieces"], number=data["number"])


def _returned(data: dict[str, Any]) -> str:
    return _n("%(num)s piece came back with return %(number)s.", "%(num)s pieces came back with return %(number)s.", data["pieces"], number=data["number"])


def _refunded(data: dict[str, Any]) -> str:
    if not data["number"]:
        return _("%(amount)s went back to the customer without a return.", amount=money(data["amount"], data["currency"]))
    return _("%(amount)s went back to the customer for return %(number)s.", amount=money(data["amount"], data["currency"]), number=data["number"])


def _exchanged(data: dict[str, Any]) -> str:
    return _("Order %(exchange)s was placed in exchange, for return %(number)s.", exchange=data["exchange"], number=data["number"])


def _something(_data: dict[str, Any]) -> str:
    return _("The order changed in a way this page can't describe yet.")


_SENTENCES: dict[str, tuple[str, Callable[[dict[str, Any]], str]]] = {
    "order.came_again": ("copy", lambda _data: _("It arrived once more, with other content again.")),
    "order.cancelled": ("x", _cancelled),
    "order.changed": ("pencil", _changed),
    "order.closed": ("archive", _closed),
    "order.delivered": ("house", _delivered),
    "order.exchanged": ("arrow-left-right", _exchanged),
    "order.held": ("pause", held),
    "order.held_again": ("pause", held_again),
    "order.merged": ("merge", _merged),
    "order.merged_away": ("merge", _merged_away),
    "order.packed": ("package", _packed),
    "order.paid": ("wallet", _paid),
    "order.picked": ("hand", _picked),
    "order.drafted": ("file-pen", _drafted),
    "order.placed": ("file-input", _placed),
    "order.put_back": ("undo-2", _put_back),
    "order.refunded": ("banknote", _refunded),
    "order.released": ("play", released),
    "order.reopened": ("rotate-ccw", _reopened),
    "order.return_authorised": ("undo-2", lambda data: _("Return %(number)s was authorised.", number=data["number"])),
    "order.return_cancelled": ("undo-2", lambda data: _("Return %(number)s was cancelled.", number=data["number"])),
    "order.return_closed": ("undo-2", lambda data: _("Return %(number)s was closed.", number=data["number"])),
    "order.return_declined": ("undo-2", lambda data: _("Return %(number)s was declined.", number=data["number"])),
    "order.return_requested": ("undo-2", _return_requested),
    "order.returned": ("undo-2", _returned),
    "order.shipped": ("truck", _shipped),
    "order.sku_listed": ("tag", _sku_listed),
    "order.split": ("split", _split),
    "order.split_off": ("split", _split_off),
    "order.stock_held": ("boxes", _stock_held),
    "order.written_off": ("circle-slash", _written_off),
}
