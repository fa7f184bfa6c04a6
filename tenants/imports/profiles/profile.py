"""What a profile says: which columns name the format, and which column is which field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from saas.kit.i18n import _l


@dataclass(frozen=True, slots=True)
class Joined:
    """Several columns that make one value: surname and name, three parts of a phone number. Excel takes parts for
    numbers: `widths` and `leading` give back the zeros it drops."""

    columns: tuple[str, ...]
    between: str = ""
    widths: tuple[int, ...] = ()
    leading: str = ""


Column = str | Joined | tuple[str | Joined, ...]
Cells = Sequence[str]


@dataclass(frozen=True)
class Profile:
    """One file format. `signs` are columns that only this format has together. `fields`: our field → its column, the
    first filled of several, or several joined. `order` says how bare dates are meant; `merged_by` is what stands between
    SKUs where a row joins several orders into one. `total` is a field only where the format defines it as what we add up,
    and `beyond` are columns of charges that we don't keep: where one is filled, the total isn't compared."""

    key: str
    label: Any
    kind: str
    signs: tuple[str, ...]
    fields: Mapping[str, Column]
    channel: str = ""
    currency: str = ""
    zone: str = ""
    country: str = ""
    order: str = ""
    cancelled: tuple[str, ...] = ("cancel", "отмен", "取消", "关闭", "キャンセル", "void", "аннулир")
    prices_include_tax: bool | None = None
    expand: Callable[[Mapping[str, str]], list[dict[str, str]]] | None = None
    skip: Callable[[Mapping[str, str]], bool] | None = None
    sku_from_title: bool = False
    filler: str = ""
    merged_by: str = ""
    beyond: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)

    def matches(self, columns: Sequence[str]) -> float:
        """How much of the signs is there, 0 to 1."""
        there = set(columns)
        return sum(sign in there for sign in self.signs) / len(self.signs)


def generic(kind: str, mapping: Mapping[str, str]) -> Profile:
    """A profile from a person's own mapping of columns."""
    return Profile("", _l("Columns named by hand"), kind, ("",), {k: v for k, v in mapping.items() if v}, sku_from_title=False)
