"""Answering a request: authorised whole or in part, declined, cancelled, and at last closed. What is no longer awaited
may be announced again."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.returns.errors import (DecidedOtherwise, GoodsArrived, MoreThanRequested, NotAuthorisedYet, NotInReturn, ReturnOver, StillUndecided,
                                    UnknownReturn)
from tenants.returns.inputs import Authorisation, ClosedReturn, Refusal
from tenants.returns.locking import OVER, Locked, lock_returns, pieces

_LET_GO = """UPDATE order_line l SET announced = l.announced - n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[]) AS n(order_id, line_no, q)
 WHERE l.order_id = n.order_id AND l.line_no = n.line_no"""
_TOUCH = "UPDATE orders o SET version = o.version + 1 WHERE o.id = ANY (%s::bigint[])"
_AUTHORISE = db.stacked(
    """UPDATE return_line l SET authorised = n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[]) AS n(id, line_no, q)
 WHERE l.return_id = n.id AND l.line_no = n.line_no""",
    """UPDATE returns r SET authorised = n.q, authorised_at = %s, version = r.version + 1 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q)
 WHERE r.id = n.id""", _LET_GO, _TOUCH, events.HISTORY, events.ERRANDS)
_END = {column: db.stacked(f"UPDATE returns r SET {column} = %s, version = r.version + 1 WHERE r.id = ANY (%s::bigint[])", _LET_GO, _TOUCH,
                           events.HISTORY, events.ERRANDS) for column in ("declined_at", "cancelled_at", "closed_at")}


@dataclass(frozen=True, slots=True)
class Answered:
    """A return as it was answered: its number and how many pieces are still awaited."""

    number: int
    awaited: int


@operation("returns:authorise")
def authorise_returns(batch: Sequence[Authorisation]) -> list[Outcome[Answered]]:
    """Let goods come back, all that was asked for or fewer; a return may be authorised once."""
    found = lock_returns(item.number for item in batch)
    allowed: dict[int, Counter[int]] = {}
    outcomes = [_allowed(item, found.get(item.number), allowed) for item in batch]
    if allowed:
        db.run(_AUTHORISE, _permits([(found[number], q) for number, q in allowed.items()]))
    return outcomes


def _allowed(item: Authorisation, it: Locked | None, allowed: dict[int, Counter[int]]) -> Outcome[Answered]:
    if it is None:
        return Outcome.refused(UnknownReturn("/number", number=item.number))
    try:
        wanted = _permitted(item, it)
        before = allowed.get(item.number) or Counter({n: line.authorised for n, line in it.lines.items() if line.authorised})
        if it.row.state in OVER:
            raise ReturnOver(number=item.number)
        if before and item.lines is not None and wanted != before:
            raise DecidedOtherwise("/lines")
    except DomainError as error:
        return Outcome.refused(error)
    if before:
        return Outcome.again(Answered(item.number, before.total() - it.row.received))
    allowed[item.number] = wanted
    return Outcome.done(Answered(item.number, wanted.total()))


def _permitted(item: Authorisation, it: Locked) -> Counter[int]:
    if item.lines is None:
        return Counter({line_no: line.requested for line_no, line in it.lines.items()})
    wanted = pieces(item.lines, it.lines, NotInReturn, item.number)
    for line_no, quantity in wanted.items():
        if quantity > (there := it.lines[line_no].requested):
            named = (line_no, it.lines[line_no].kit_no)
            at = next(n for n, one in enumerate(item.lines) if one.line in named)
            raise MoreThanRequested(f"/lines/{at}/quantity", line=line_no, there=there, wanted=quantity)
    return wanted


def _permits(allowed: list[tuple[Locked, Counter[int]]]) -> list[Any]:
    lines = [(it.row.id, line_no, wanted[line_no]) for it, wanted in allowed for line_no in it.lines]
    dropped = [(line.order_id, line.line_no, line.requested - wanted[line.line_no]) for it, wanted in allowed for line in it.lines.values()]
    facts = [fact for it, wanted in allowed for fact in _facts("authorised", it, {"pieces": wanted.total(), "asked": it.row.requested})]
    return [*(arrays.ints(line[n] for line in lines) for n in range(3)), clock.now(),
            arrays.ints(it.row.id for it, _w in allowed), arrays.ints(wanted.total() for _it, wanted in allowed),
            *_let_go(dropped), _orders(it for it, _w in allowed), *events.parameters(facts)]


@operation("returns:authorise")
def decline_returns(batch: Sequence[Refusal]) -> list[Outcome[Answered]]:
    """Say no to returns that were asked for and not answered yet."""

    def may(it: Locked) -> None:
        if it.row.state != "requested":
            raise DecidedOtherwise("/number")

    return _end(batch, "declined", may)


@operation("returns:request")
def cancel_returns(batch: Sequence[Refusal]) -> list[Outcome[Answered]]:
    """The customer keeps the goods: for returns of which nothing arrived and nothing was paid back."""

    def may(it: Locked) -> None:
        if it.row.received or it.row.refunded or it.row.exchange_order_id:
            raise GoodsArrived(number=it.row.number)

    return _end(batch, "cancelled", may)


@operation("returns:settle")
def close_returns(batch: Sequence[ClosedReturn]) -> list[Outcome[Answered]]:
    """Nothing more is expected: all that came back is decided, and what never came isn't awaited any longer."""

    def may(it: Locked) -> None:
        if it.row.state == "requested":
            raise NotAuthorisedYet(number=it.row.number)
        if it.row.accepted + it.row.rejected < it.row.received:
            raise StillUndecided(number=it.row.number)

    return _end(batch, "closed", may)


def _end(batch: Sequence[Refusal | ClosedReturn], state: str, may: Callable[[Locked], None]) -> list[Outcome[Answered]]:
    found = lock_returns(item.number for item in batch)
    ended: dict[int, str] = {}
    outcomes = [_ended(item, found.get(item.number), state, may, ended) for item in batch]
    if ended:
        db.run(_END[f"{state}_at"], _endings(state, [(found[number], why) for number, why in ended.items()]))
    return outcomes


def _ended(item: Refusal | ClosedReturn, it: Locked | None, state: str, may: Callable[[Locked], None], ended: dict[int, str]) -> Outcome[Answered]:
    if it is None:
        return Outcome.refused(UnknownReturn("/number", number=item.number))
    if it.row.state == state or item.number in ended:
        return Outcome.again(Answered(item.number, 0))
    try:
        if it.row.state in OVER:
            raise ReturnOver(number=item.number)
        may(it)
    except DomainError as error:
        return Outcome.refused(error)
    ended[item.number] = getattr(item, "reason", "")
    return Outcome.done(Answered(item.number, 0))


def _endings(state: str, ended: list[tuple[Locked, str]]) -> list[Any]:
    awaited = [(line.order_id, line.line_no, (line.requested if it.row.state == "requested" else line.authorised) - line.received)
               for it, _why in ended for line in it.lines.values()]
    facts = [fact for it, why in ended for fact in _facts(state, it, {"reason": why} if why else {})]
    return [clock.now(), arrays.ints(it.row.id for it, _why in ended), *_let_go(awaited), _orders(it for it, _why in ended),
            *events.parameters(facts)]


def _let_go(lines: Iterable[tuple[int, int, int]]) -> list[str]:
    """By line of an order: two returns of one batch may let go of the same."""
    sums: dict[tuple[int, int], int] = defaultdict(int)
    for order_id, line_no, quantity in lines:
        sums[order_id, line_no] += quantity
    return [arrays.ints(k[0] for k in sums), arrays.ints(k[1] for k in sums), arrays.ints(sums.values())]


def _orders(found: Iterable[Locked]) -> str:
    return arrays.ints(sorted({it.order.id for it in found}))


def _facts(what: str, it: Locked, data: dict[str, Any]) -> list[Event]:
    """What happened, in the story of the return and of its order."""
    told = {"number": it.row.number, "order": it.order.number, **data}
    return [Event(f"return.{what}", ("return", it.row.id), told), Event(f"order.return_{what}", ("order", it.order.id), told)]
