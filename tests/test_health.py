"""Alive as long as the process answers; ready only with database, migrations and queue."""

import pytest

from saas.kit import migrations
from tests.browser import Browser
from tests.conftest import World


def test_alive_and_ready(world: World) -> None:
    browser = Browser(world.app)
    assert browser.get("/livez").json == {"status": "alive"}
    assert browser.get("/readyz").json == {"status": "ready", "database": "ok", "migrations": "ok", "queue": "ok"}


def test_not_ready_without_the_queue(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = world.app.config["SETTINGS"]
    away = settings.__class__(**{**settings.__dict__, "redis_url": "redis://127.0.0.1:1"})
    monkeypatch.setitem(world.app.config, "SETTINGS", away)
    answer = Browser(world.app).get("/readyz")
    assert (answer.status_code, answer.json["queue"], answer.json["database"]) == (503, "doesn't answer", "ok")
    assert Browser(world.app).get("/livez").status_code == 200


def test_not_ready_before_the_migration(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "head", lambda plane: "9999")
    answer = Browser(world.app).get("/readyz")
    assert (answer.status_code, answer.json["migrations"]) == (503, "run quayside migrate")
