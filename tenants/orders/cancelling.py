"""What a cancellation asks of an order, in pieces by line; pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tenants.orders.errors import AlreadyPicked, MoreThanCanCancel, PartOfAKit, UnknownLine
from tenants.orders.inputs import Cancellation
from tenants.orders.locking import Locked


@dataclass(frozen=True, slots=True)
class Wish:
    """Pieces to cancel by line, and how many fewer of each kit that makes."""

    lines: Counter[int] = field(default_factory=Counter)
    kits: Counter[int] = field(default_factory=Counter)


def wishes(item: Cancellation, order: Locked, gone: Mapping[int, int]) -> Wish:
    """What is asked for, with `gone` of each line and kit cancelled just now; a DomainError on its field where it can't be.
    Lines named are cancelled whole, and so is everything where nothing is named; nobody may have picked any of it then."""
    wish = Wish()
    if item.lines or not item.pieces:
        _whole(item, order, gone, wish)
    for n, asked in enumerate(item.pieces or ()):
        at = f"/pieces/{n}"
        parts = _parts(order, asked.line, f"{at}/line")
        free = min((_free(order.lines[no]) - gone[no] - wish.lines[no]) // each for no, each in parts.items())
        if asked.quantity > free:
            raise MoreThanCanCancel(f"{at}/quantity", line=asked.line, free=max(0, free), wanted=asked.quantity)
        wish.lines.update({no: asked.quantity * each for no, each in parts.items()})
        if asked.line in order.kits:
            wish.kits[asked.line] += asked.quantity
    return wish


def _whole(item: Cancellation, order: Locked, gone: Mapping[int, int], wish: Wish) -> None:
    """Everything of these lines that hasn't left. Of a kit, as many stay as have left whole."""
    named = {no for n, line in enumerate(item.lines or ()) for no in _parts(order, line, f"/lines/{n}")} or set(order.lines)
    lines = [order.lines[no] for no in sorted(named)]
    if any(line.picked for line in lines):
        raise AlreadyPicked(number=item.number)
    for line in lines:
        if left := line.ordered - line.cancelled - line.shipped - gone[line.line_no]:
            wish.lines[line.line_no] = left
    for kit_no in sorted({line.kit_no for line in lines if line.kit_no and line.line_no in wish.lines}):
        kit, stay = order.kits[kit_no], min(line.shipped // line.per_kit for line in order.lines.values() if line.kit_no == kit_no)
        wish.kits[kit_no] = kit.ordered - stay - kit.cancelled - gone[kit_no]


def _free(line: Any) -> int:
    """Pieces that nobody has picked and that haven't left."""
    return line.ordered - line.cancelled - line.shipped - line.picked  # type: ignore[no-any-return]


def _parts(order: Locked, line: int, at: str) -> dict[int, int]:
    """The lines that are meant, and how many pieces of each one piece of it is: a line itself, or a kit's parts."""
    parts = {no: part.per_kit for no, part in order.lines.items() if part.kit_no == line}
    if not parts and line not in order.lines:
        raise UnknownLine(at, number=order.row.number, line=line)
    if not parts and order.lines[line].kit_no:
        raise PartOfAKit(at, line=line)
    return parts or {line: 1}
