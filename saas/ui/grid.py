"""The rows of a long list, written in one piece: fifty rows through macros cost a person twenty milliseconds a page.

A column says how its values look, `as`, and what a macro would be told of the cell: at, num, named, class, late. A row is
a tuple of plain values in the order of the columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from saas.ui.icons import shape


def _text(value: Any) -> str:
    return escape(value)


def _code(value: Any) -> str:
    return f'<span class="code">{escape(value)}</span>'


def _strong(value: Any) -> str:
    return f'<span class="strong">{escape(value)}</span>'


def _link(value: tuple[Any, str]) -> str:
    """(text, address): the cell whose link makes the whole row a link."""
    return f'<a class="rowlink code" href="{escape(value[1])}">{escape(value[0])}</a>'


def _named(value: tuple[Any, str]) -> str:
    """(name, address): the same for what has a name rather than a number."""
    return f'<a class="rowlink" href="{escape(value[1])}">{escape(value[0])}</a>'


def _with(value: tuple[Any, Any]) -> str:
    """(name, what tells it apart)."""
    return f'<span class="medium">{escape(value[0])}</span>{_beside(value[1])}'


def _and(value: tuple[Any, Any]) -> str:
    """(text, what is less important)."""
    return f"{escape(value[0])}{_beside(value[1])}"


def _beside(soft: Any) -> str:
    return f' <span class="soft">{escape(soft)}</span>' if soft else ""


def _state(value: tuple[str, str, Any]) -> str:
    """(tone, shape, word)."""
    return f'<span class="state {value[0]}">{shape(value[1])}<span class="word">{escape(value[2])}</span></span>'


def _standing(value: tuple[str, str, Any, Any]) -> str:
    """(tone, shape, word, what it waits for)."""
    return f'<span class="standing">{_state(value[:3])}<span class="reason">{escape(value[3])}</span></span>'


def _age(value: tuple[str, str, str]) -> str:
    """(iso, exact, how long ago in one unit)."""
    return f'<time class="age" datetime="{value[0]}" title="{escape(value[1])}">{escape(value[2])}</time>'


def _when(value: tuple[str, str, str]) -> str:
    """(iso, exact, a moment that stays fresh)."""
    return f'<time datetime="{value[0]}" title="{escape(value[1])}" data-when>{escape(value[2])}</time>' if value[0] else "–"


_LOOKS: dict[str, Callable[[Any], str]] = {
    "age": _age, "and": _and, "code": _code, "link": _link, "named": _named, "standing": _standing, "state": _state, "strong": _strong,
    "text": _text, "when": _when, "with": _with}


def rows_of(columns: Sequence[Mapping[str, Any]], rows: Iterable[Sequence[Any]]) -> Markup:
    """The rows as markup. KeyError for a look nobody described."""
    cells = [(_tick, "", "") if "tick" in column else (_LOOKS[column.get("as", "text")], f'<td role="cell"{_put(column)}>', "</td>") for column in columns]
    return Markup("".join(  # noqa: S704  every value above is escaped where it is put in
        f'<tr role="row">{"".join(f"{head}{look(value)}{tail}" for (look, head, tail), value in zip(cells, row, strict=True))}</tr>\n'
        for row in rows))


def _tick(value: tuple[Any, str]) -> str:
    """(what is sent, label): the checkbox cell; sends `ids` with the bulk form."""
    return (f'<td role="cell" class="tick" data-at="tick"><input type="checkbox" name="ids" value="{escape(value[0])}" form="bulk" data-tick '
            f'aria-label="{escape(value[1])}"></td>')


def _put(column: Mapping[str, Any]) -> str:
    """Where a cell stands: its attributes, as the macros write them."""
    words = " ".join(filter(None, ("num" if column.get("num") else "", "late" if column.get("late") else "", column.get("class"))))
    said = {"class": words, "data-at": column.get("at"), "data-name": column.get("named")}
    return "".join(f' {name}="{escape(value)}"' for name, value in said.items() if value)
