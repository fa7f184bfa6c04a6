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
        """One more good piece of the SKU with this code or barcode; of goods in lots or with serial numbers, the next code says
        which. A lot that was announced counts by its own code."""
        if not code:
            return
        found = queries.find_goods([code])
        if found:
            self.goods[found[0].sku] = found[0]
            self._count(self._row_for(found[0]), found[0].sku)
        elif (row := next((n for n, line in enumerate(self.lines) if line.get("lot") == code), None)) is not None and self._tracking(row) == "lot":
            self._count(row, self.lines[row]["sku"])
        elif self._tracking(self.last) != "none":
            self._tell_apart(code)
        else:
            self.missed = code
        self.form.typed = self.form.nested()
        self.form.rows = range(max(len(self.form.rows), len(self.lines)))

    @property
    def last(self) -> int:
        """The row that the last scan counted on; -1 where there was none."""
        row = self.form.flat.get("last", "")
        return int(row) if row.isdecimal() and int(row) < len(self.lines) else -1

    def _tracking(self, row: int) -> str:
        good = self.goods.get(self.lines[row].get("sku", "")) if row >= 0 else None
        return good.tracking if good else "none"

    def _row_for(self, good: Scanned) -> int:
        """Where a piece is counted: the row of its SKU; for goods told apart, the one scanned last or one with nothing on it."""
        mine = [n for n, line in enumerate(self.lines) if line.get("sku") == good.sku]
        if good.tracking == "none":
            return mine[0] if mine else len(self.lines)
        if good.tracking == "lot" and self.last in mine:
            return self.last
        return next((n for n in mine if not _whole(self.lines[n].get("good", ""))), len(self.lines))

    def _count(self, row: int, sku: str, by: int = 1) -> None:
        flat = self.form.flat
        flat[f"lines/{row}/sku"], flat["last"] = sku, str(row)
        flat[f"lines/{row}/good"] = str(_whole(flat.get(f"lines/{row}/good", "")) + by)
        self.form.typed = self.form.nested()

    def _tell_apart(self, code: str) -> None:
        """The piece scanned last is of this lot, or has this serial number; of another lot than its row, it gets a row of its own."""
        row, flat = self.last, self.form.flat
        if flat.get(f"lines/{row}/lot") and self._tracking(row) == "lot":
            sku = self.lines[row]["sku"]
            self._count(row, sku, -1)
            row = len(self.lines)
            self._count(row, sku)
        flat[f"lines/{row}/lot"] = code

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
