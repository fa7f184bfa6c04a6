"""Icons: lucide's by name, and our own small circles that fill as an order nears the quay."""

from functools import lru_cache

from lucide import IconDoesNotExist, _render_icon
from markupsafe import Markup

LINE = {"fill": "none", "stroke": "currentColor", "stroke-linecap": "round", "stroke-linejoin": "round"}
RING = '<circle cx="7" cy="7" r="5.75"/>'


def _pie(quarters: int) -> str:
    """A ring filled by so many quarters: a thick dashed stroke draws the slice."""
    return (f'{RING}<circle cx="7" cy="7" r="1.75" stroke-width="3.5" stroke-linecap="butt" '
            f'stroke-dasharray="{quarters * 2.75:.2f} 11" transform="rotate(-90 7 7)"/>')


SHAPES = {
    "new": '<circle cx="7" cy="7" r="5.75" stroke-dasharray="2 2.5"/>',
    "quarter": _pie(1), "half": _pie(2), "three-quarters": _pie(3),
    "solid": '<circle cx="7" cy="7" r="6.5" fill="currentColor" stroke="none"/>'
             '<path class="tick-in" d="M4.4 7.2l1.8 1.8 3.4-3.8"/>',
    "clock": f'{RING}<path d="M7 4v3.2l2 1.3"/>',
    "pause": f'{RING}<path d="M5.6 5v4M8.4 5v4"/>',
    "warning": '<path d="M7 1.4l5.8 10.6H1.2z"/><path d="M7 5.6v2.6M7 10.1v.1"/>',
    "tick": f'{RING}<path d="M4.6 7.2l1.6 1.6 3.2-3.6"/>',
    "cross": f'{RING}<path d="M5 5l4 4M9 5l-4 4"/>',
    "back": f'{RING}<path d="M6.4 4.6 4.2 6.6l2.2 2M4.4 6.6h3.4a1.6 1.6 0 0 1 0 3.2H6.6"/>',
}


@lru_cache(maxsize=None)
def icon(name: str, size: int = 16) -> Markup:
    """A lucide icon as inline SVG, hidden from screen readers: the word stands beside it. LookupError for no such icon."""
    try:
        return Markup(_render_icon(name, size, stroke_width="1.75", aria_hidden="true"))  # noqa: S704  our own file
    except IconDoesNotExist:
        raise LookupError(f"lucide has no icon {name!r}") from None


@lru_cache(maxsize=None)
def shape(name: str, size: int = 14) -> Markup:
    """One of our state shapes. KeyError for an unknown one."""
    line = " ".join(f'{key}="{value}"' for key, value in LINE.items())
    return Markup(f'<svg aria-hidden="true" width="{size}" height="{size}" viewBox="0 0 14 14" '  # noqa: S704
                  f'stroke-width="1.5" {line}>{SHAPES[name]}</svg>')
