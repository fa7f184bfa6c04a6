"""Templates keep to the design system: classes that a stylesheet knows, macros that exist, every one of them explained."""

import re

import pytest

from saas.ui.assets import STATIC
from tests.guards.source import ROOT, name_of, templates

OWN = ROOT / "saas" / "ui" / "templates" / "ui"
_CLASSES = re.compile(r'class="([^"{}]*)"')
_IMPORT = re.compile(r'{% from "ui/(\w+\.html)" import ([^%]+?) %}')
_MACRO = re.compile(r"{%-? macro (\w+)\(")


@pytest.fixture(scope="module")
def known() -> set[str]:
    styles = "".join(path.read_text() for path in (STATIC / "css").glob("*.css"))
    return set(re.findall(r"\.([a-z][a-z0-9-]*)", styles))


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_no_class_is_written_that_no_stylesheet_knows(path, known: set[str]) -> None:  # type: ignore[no-untyped-def]
    written = {name for group in _CLASSES.findall(path.read_text()) for name in group.split()}
    assert not written - known


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_every_macro_a_page_imports_exists(path) -> None:  # type: ignore[no-untyped-def]
    for library, names in _IMPORT.findall(path.read_text()):
        there = set(_MACRO.findall((OWN / library).read_text()))
        assert {name.split(" as ")[0].strip() for name in names.split(",")} <= there


@pytest.mark.parametrize("path", sorted(OWN.glob("*.html")), ids=name_of)
def test_every_library_says_what_it_is_for(path) -> None:  # type: ignore[no-untyped-def]
    text = path.read_text()
    assert text.startswith("{#") or path.name == "gallery.html"
    told = " ".join(re.findall(r"{#(.*?)#}", text, re.S))
    imported = {name.split(" as ")[0].strip() for page in templates() if page.parent != OWN
                for library, names in _IMPORT.findall(page.read_text()) if library == path.name for name in names.split(",")}
    assert all(re.search(rf"\b{name}\(|`{name}`", told) for name in imported), imported
