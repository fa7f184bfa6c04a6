"""A small house with nothing but the design system in it, and a browser to look at it with."""

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

from saas.kit.i18n import init_i18n
from saas.ui import init_ui


def small_house(env: str = "test") -> Flask:
    app = Flask("small house", static_folder=None)
    app.config.update(QUAYSIDE_ENV=env, SECRET_KEY="a secret for tests")
    init_i18n(app)
    init_ui(app)
    return app


@pytest.fixture(scope="session")
def house() -> Flask:
    return small_house()


@pytest.fixture(scope="session")
def address(house: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, house, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
