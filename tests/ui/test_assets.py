"""Assets may be kept for ever under their own version, and nobody is asked who they are."""

import re

from flask import Flask

from saas.ui.assets import STATIC, STYLES, VERSION
from tests.ui.conftest import small_house


def test_a_stylesheet_is_kept_for_ever_under_its_version(house: Flask) -> None:
    answer = house.test_client().get(f"/ui/static/{VERSION}/css/tokens.css")
    assert answer.status_code == 200 and "immutable" in answer.headers["Cache-Control"] and "max-age=31536000" in answer.headers["Cache-Control"]


def test_under_another_version_it_is_not_kept(house: Flask) -> None:
    assert "immutable" not in house.test_client().get("/ui/static/yesterday/css/tokens.css").headers["Cache-Control"]


def test_nothing_outside_is_served(house: Flask) -> None:
    assert house.test_client().get(f"/ui/static/{VERSION}/../__init__.py").status_code == 404


def test_every_stylesheet_is_linked_and_every_module_reached() -> None:
    assert {path.stem for path in (STATIC / "css").glob("*.css")} == set(STYLES)
    main = (STATIC / "js" / "main.js").read_text()
    assert {path.name for path in (STATIC / "js").glob("*.js")} == {"main.js", *re.findall(r'from "\./([a-z]+\.js)"', main)}


def test_colours_stand_in_the_tokens_only() -> None:
    for path in (STATIC / "css").glob("*.css"):
        if path.stem not in {"tokens", "print"}:
            assert not re.findall(r"#[0-9a-f]{3,8}\b", path.read_text()), f"{path.name} writes a colour by hand"


def test_the_gallery_is_not_in_production() -> None:
    assert small_house("production").test_client().get("/ui/gallery").status_code == 404
