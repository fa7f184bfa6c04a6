"""Every icon and shape that a page or state names exists."""

import re

import pytest
from flask import Flask

from saas.ui.icons import SHAPES, icon
from saas.ui.states import KINDS
from tests.guards.source import name_of, templates

_NAMED = re.compile(r"""(?:\bicon\(\s*|icon_name=|"icon":\s*)["']([a-z0-9-]+)["']""")


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_every_icon_named_in_a_template_exists(path) -> None:  # type: ignore[no-untyped-def]
    for name in _NAMED.findall(path.read_text()):
        assert "<svg" in icon(name)


def test_an_unknown_icon_is_refused() -> None:
    with pytest.raises(LookupError):
        icon("no-such-icon")


@pytest.mark.parametrize(("kind", "state"), [(kind, state) for kind, known in KINDS.items() for state in known])
def test_every_state_has_a_shape_a_tone_and_a_word(house: Flask, kind: str, state: str) -> None:
    look = KINDS[kind][state]
    with house.test_request_context():
        assert look.shape in SHAPES and look.tone in {"wait", "held", "good", "fail", "done"} and str(look.word)
