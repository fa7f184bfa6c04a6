"""Every catalogue is complete: nothing fuzzy, nothing missing, the same placeholders everywhere."""

import re
import subprocess
import sys

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

from saas.cli.translations import KEYWORDS, unfinished
from saas.kit.i18n import LANGUAGES, folder
from tests.guards.source import ROOT

OTHERS = [language for language in LANGUAGES if language != "en"]
_KEYWORDS = parse_keywords(KEYWORDS)
_PLACE = re.compile(r"%\((\w+)\)s|%\((\w+)\)d")


def _path(language: str):  # type: ignore[no-untyped-def]
    return folder() / language / "LC_MESSAGES" / "messages.po"


def _texts(value: object) -> list[str]:
    return list(value) if isinstance(value, (list, tuple)) else [str(value)]


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_missing_or_fuzzy(language: str) -> None:
    assert unfinished(_path(language)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_are_the_same(language: str) -> None:
    for message in read_po(_path(language).open("rb")):
        if message.id:
            wanted = {p for text in _texts(message.id) for p in _PLACE.findall(text)}
            for text in _texts(message.string):
                assert set(_PLACE.findall(text)) <= wanted, message.id
            assert {p for text in _texts(message.string) for p in _PLACE.findall(text)} == wanted, message.id


@pytest.mark.parametrize("language", OTHERS)
def test_it_compiles(language: str) -> None:
    """What the compiler checks: format errors would leave the whole language without its catalogue."""
    assert [(message.id, errors) for message, errors in read_po(_path(language).open("rb"), locale=language).check()] == []


@pytest.mark.parametrize("language", OTHERS)
def test_it_stands_in_its_texts_order(language: str) -> None:
    """So that a text added to the code is one place in the catalogue's difference, wherever the code has it."""
    messages = [message for message in read_po(_path(language).open("rb")) if message.id]
    assert [message.id for message in messages] == [message.id for message in sorted(messages)]


def test_no_text_counts_in_one_place_and_not_in_another() -> None:
    """A catalogue keeps one entry for both: a language with one form would answer the text that counts, its number unfilled."""
    alone, counted = set(), set()
    for room in ("saas", "tenants"):
        for _file, _line, text, _notes, context in extract_from_dir(
                ROOT / room, [("**.py", "python"), ("**/templates/**.html", "jinja2")], keywords=_KEYWORDS):
            (counted if isinstance(text, tuple) else alone).add((context, text[0] if isinstance(text, tuple) else text))
    assert counted and alone & counted == set()


@pytest.mark.slow
def test_every_text_of_the_code_is_in_the_catalogues() -> None:
    before = {language: _path(language).read_bytes() for language in OTHERS}
    try:
        once = _updated()
        assert all(unfinished(_path(language)) == [] for language in OTHERS), "Run `quayside translations update` and translate."
        assert _updated() == once
    finally:
        for language, text in before.items():
            _path(language).write_bytes(text)


def _updated() -> list[bytes]:
    done = subprocess.run([sys.executable, "-m", "saas.cli", "translations", "update"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [_path(language).read_bytes() for language in OTHERS]
