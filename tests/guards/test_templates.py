"""Pages are made of the design system's macros, carry no inline style or script, and hide no untranslated word."""

import re

import pytest

from tests.guards.source import name_of, templates

_RAW = re.compile(r"<(button|input|select|textarea|table|dialog)\b", re.I)
_INLINE = re.compile(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\bsrc=)|javascript:", re.I)

_JOINED = re.compile(r"\|\s*join\(\s*[\"'](?!\\n)")


def _own(path) -> bool:  # type: ignore[no-untyped-def]
    return "saas/ui/" not in str(path)


@pytest.mark.parametrize("path", [p for p in templates() if _own(p)], ids=name_of)
def test_pages_use_macros(path) -> None:  # type: ignore[no-untyped-def]
    assert not _RAW.search(path.read_text()), "Use a macro of saas/ui, so that every page looks, moves and reads alike."


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_nothing_inline(path) -> None:  # type: ignore[no-untyped-def]
    assert not _INLINE.search(path.read_text()), "The content policy refuses it; use a class or an ES module."


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_nothing_is_strung_together_by_hand(path) -> None:  # type: ignore[no-untyped-def]
    assert not _JOINED.search(path.read_text()), "Each language strings things in its own way: |listed for several things, |together for sentences."
