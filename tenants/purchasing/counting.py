"""A delivery while it is counted: what is expected of each SKU, what has been counted of it, and the difference in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from saas.kit.i18n import _, _n
from tenants.purchasing import queries
from tenants.purchasing.drafting import LinedForm
from tenants.purchasing.inputs import NewGoodsReceipt
from tenants.purchasing.queries import Scanned

FIELDS = ("sku", "good", "damaged", "lot", "expires_on", "location", "unit_cost", "reason")


@dataclass(frozen=True, slots=True)
class Difference:
    """A SKU's count against what was expected, in words; `tone` as the design system names it."""

    tone: str
    text: str


class Delivery:
    """The form of a receipt with what it is compared with: a notice, an order, or nothing."""

    def __init__(self, data: Mapping[str, str] | None, flat: Mapping[str, str] | None = None) -> None:
        self.form: LinedForm[NewGoodsReceipt] = LinedForm(NewGoodsReceipt, FIELDS, data, flat)
        self.missed = ""
        self.notice = self._number("notice")
        self.order = self._number("purchase_order")
        self.expected: dict[str, int] = {}
        self.lots: list[tuple[str, int, str, str]] = []
        self._look()
        self.goods: dict[str, Scanned] = {one.sku: one for one in queries.find_goods([*self.expected, *(line.get("sku", "") for line in self.lines)])}

    @classmethod
    def begun(cls, asked: Mapping[str, str], key: str) -> "Delivery":
        """From the address: ?notice=, ?order= or ?supplier=. Its lines are those expected, nothing counted yet."""
        known = {"notice": asked.get("notice", ""), "purchase_order": asked.get("order", ""), "supplier": asked.get("supplier", "")}
        flat = {"key": key, **{name: value[:100] for name, value in known.items() if value}}
        first = cls(None, flat)
        for n, (sku, _pieces, lot, expires_on) in enumerate(first.lots):
            flat |= {f"lines/{n}/sku": sku, f"lines/{n}/good": "", f"lines/{n}/damaged": "", f"lines/{n}/lot": lot, f"lines/{n}/expires_on": expires_on}
        return cls(None, flat)

    def _number(self, name: str) -> int | None:
        text = self.form.flat.get(name, "")
        return int(text) if text.isdecimal() and len(text) < 19 else None

    def _look(self) -> None:
        if self.notice:
            one = queries.get_notice(self.notice)
            self.lots = [(x.sku, x.quantity, x.lot or "", x.expires_on.isoformat() if x.expires_on else "") for x in one.lines]
        elif self.order:
            self.lots = [(x.sku, x.open, "", "") for x in queries.get_purchase(self.order).lines if x.open]
        for sku, pieces, _lot, _day in self.lots:
            self.expected[sku] = self.expected.get(sku, 0) + pieces

    @property
    def lines(self) -> list[dict[str, Any]]:
        return self.form.typed["lines"]

    def scan(self, code: str) -> None:
        """One more good piece of the SKU with this code or barcode; its line is made where there is none."""
        if not code:
            return
        found = queries.find_goods([code])
        if not found:
            self.missed = code
            return
        sku, flat = found[0].sku, self.form.flat
        self.goods[sku] = found[0]
        row = next((n for n, line in enumerate(self.lines) if line.get("sku") == sku and found[0].tracking == "none"), len(self.lines))
        flat[f"lines/{row}/sku"] = sku
        counted = flat.get(f"lines/{row}/good", "")
        flat[f"lines/{row}/good"] = str(int(counted) + 1) if counted.isdecimal() else "1"
        self.form.typed = self.form.nested()
        self.form.rows = range(max(len(self.form.rows), len(self.lines)))

    def counted(self, sku: str) -> int:
        """Pieces counted of a SKU so far, good and damaged."""
        return sum(_whole(line.get(name, "")) for line in self.lines if line.get("sku") == sku for name in ("good", "damaged"))

    @property
    def differences(self) -> dict[str, Difference]:
        """Each SKU that was counted or expected: short, over, or as expected."""
        skus = dict.fromkeys([*self.expected, *(line["sku"] for line in self.lines if line.get("sku"))])
        return {sku: _difference(self.counted(sku), self.expected.get(sku, 0), bool(self.notice or self.order)) for sku in skus}


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 11 else 0


def _difference(counted: int, expected: int, compared: bool) -> Difference:
    if not compared:
        return Difference("good", _n("%(num)s piece, nobody announced any", "%(num)s pieces, nobody announced any", counted))
    if counted < expected:
        return Difference("wait", _n("%(num)s short of %(expected)s expected", "%(num)s short of %(expected)s expected", expected - counted, expected=expected))
    if counted > expected:
        return Difference("fail", _n("%(num)s over %(expected)s expected", "%(num)s over %(expected)s expected", counted - expected, expected=expected))
    return Difference("good", _("all %(expected)s expected", expected=expected))
