"""A browser as tests use it: signs in, follows links, sends forms with the token of the page."""

import re
from contextvars import Context
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from saas.kit.web.front import House
from saas.kit.web.guarding import csrf_token
from tests.cast import PASSWORD


class Browser:
    """One browser with cookies of its own."""

    def __init__(self, app: House, address: str = "203.0.113.7") -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.client.environ_base["REMOTE_ADDR"] = address

    @property
    def cookie(self) -> str:
        found = self.client.get_cookie("quayside")
        return found.value if found else ""

    @cookie.setter
    def cookie(self, value: str) -> None:
        self.client.set_cookie("quayside", value)

    @property
    def csrf(self) -> str:
        """The token a page of this browser carries."""
        with self.app.app_context():
            return csrf_token(self.app.resolver.person(self.cookie, None) if self.cookie else None)

    def open(self, path: str, **kwargs: Any) -> TestResponse:
        """One request in a context of its own, as a server gives it: nothing of a former one is left in `g`."""
        return Context().run(self.client.open, path, buffered=True, **kwargs)

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self.open(path, **kwargs)

    def post(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        return self.open(path, method="POST", data={"csrf_token": self.csrf, **(data or {})}, **kwargs)

    def sign_in(self, email: str, password: str = PASSWORD, **more: str) -> TestResponse:
        return self.post("/sign-in", {"email": email, "password": password, **more})


def signed_in(app: House, email: str) -> Browser:
    browser = Browser(app)
    assert browser.sign_in(email).status_code == 303
    return browser


def text_of(response: TestResponse) -> str:
    """The words of a page, without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))
