"""The app class: every request passes here once. A failure at commit still becomes a proper answer."""

import random
import secrets
import time
import uuid
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import quote

import structlog
from flask import Flask, Response, abort, g, redirect, request
from flask.templating import Environment
from flask.typing import ResponseReturnValue
from werkzeug.routing import IntegerConverter, Map
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from saas.kit import db, outages
from saas.kit.context import Actor
from saas.kit.errors import BadRequest, Suspended, Unauthorized
from saas.kit.web.doors import Door, Entry, Resolver
from saas.kit.web.guarding import check_csrf, cookie_name, csrf_token, security_headers
from saas.kit.web.rendering import wants_json

log = structlog.get_logger()
SAFE = {"GET", "HEAD", "OPTIONS"}
TRIES = 3
ANYONE = Actor("nobody", None, "", frozenset())


class IntegerId(IntegerConverter):
    """A number in an address: one PostgreSQL can hold, or there is nothing there."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=1, max=1 << 62)


class _Pages(Environment):
    """Jinja's environment with every template's globals in one dict, as they stand when it is loaded: they are settled by
    then, and a page looks through them once for each of the dozen files it imports from."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class House(Flask):
    """Flask whose dispatch settles who is calling, opens the unit of work around the view, and retries a deadlock.

    Views of a company's pages never see <company>: the door takes it from the address and puts it back into links."""

    resolver: Resolver
    jinja_environment = _Pages

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url_map.converters["int"] = IntegerId
        self.url_value_preprocessor(_take_company)
        self.url_defaults(self._give_company)

    def _give_company(self, endpoint: str, values: dict[str, Any]) -> None:
        if "company" not in values and self.url_map.is_endpoint_expecting(endpoint, "company") and g.get("company"):
            values["company"] = g.company

    def dispatch_request(self, *args: Any) -> ResponseReturnValue:
        g.request_id = request.headers.get("X-Request-Id", "")[:64] if self.config["TRUST_REQUEST_ID"] else uuid.uuid4().hex
        g.nonce = secrets.token_urlsafe(16)
        g.entry = None
        started = time.perf_counter()
        try:
            return self._enter(*args)
        finally:
            log.debug("request", method=request.method, path=request.path, ms=round((time.perf_counter() - started) * 1000, 1),
                      tenant=g.entry.tenant.schema if g.entry and g.entry.tenant else None, request_id=g.request_id)

    def _enter(self, *args: Any) -> ResponseReturnValue:
        if "\x00" in request.path or b"%00" in request.query_string:
            raise BadRequest()  # PostgreSQL holds no NUL; nothing a person typed has one
        view = self.view_functions.get(request.endpoint or "")
        if request.routing_exception is not None or view is None:
            return super().dispatch_request(*args)
        if largest := getattr(view, "largest_body", None):
            request.max_content_length = largest
        who = who_enters(self, request.endpoint or "")
        elsewhere = self._settle(who)
        if elsewhere:
            return elsewhere
        entry = g.entry
        if request.method not in SAFE and who != "token":
            check_csrf(entry)
        if getattr(view, "without_unit", False) or (who == "public" and entry is None):
            return super().dispatch_request(*args)
        return self._in_unit(entry, who, getattr(view, "writes", False), *args)

    def _settle(self, who: str) -> BaseResponse | None:
        """One look-up fills g.entry; unknown callers are sent to sign in, or told 401, or told nothing is here."""
        entry = g.entry = self._token() if who == "token" else self._person(who)
        if entry is None:
            if who == "public":
                return None
            may_return = request.method in SAFE and not wants_json()
            return redirect(f"/sign-in?next={quote(_own_address())}") if may_return else abort(401)
        g.language, g.zone = entry.actor.language, entry.actor.zone
        if who in ("member", "token") and entry.tenant is None:
            abort(404)
        if entry.tenant and entry.tenant.state != "active":
            raise Suspended()
        return None

    def _token(self) -> Entry:
        kind, _space, bearer = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() == "bearer" and bearer and (entry := self.resolver.token(bearer)):
            return entry
        raise Unauthorized()

    def _person(self, who: str) -> Entry | None:
        cookie = request.cookies.get(cookie_name(self.config["SECURE"]), "")
        return self.resolver.person(cookie, g.get("company") if who == "member" else None) if cookie else None

    def _in_unit(self, entry: Entry | None, who: str, view_writes: bool, *args: Any) -> ResponseReturnValue:
        actor = entry.actor if entry else ANYONE
        tenant = entry.tenant if entry and who in ("member", "token") else None
        read_only = request.method in SAFE and not view_writes
        for attempt in range(1, TRIES + 1):
            try:
                with db.unit_of_work(tenant, actor, door="api" if who == "token" else "page", read_only=read_only,
                                     request_id=g.request_id):
                    return self.ensure_sync(super().dispatch_request)(*args)
            except Exception as error:
                if attempt == TRIES or isinstance(error, HTTPException) or not outages.should_retry(error):
                    raise
                log.info("unit of work retried", path=request.path, attempt=attempt)
            time.sleep(random.uniform(0.005, 0.03) * attempt)  # two who met once needn't meet again
        raise AssertionError("unreachable")

    def process_response(self, response: Response) -> Response:
        return security_headers(super().process_response(response), g.get("entry") is not None, self.config["SECURE"])


def _own_address() -> str:
    """Where the person wanted to go, with the query: filters live there."""
    return request.full_path.rstrip("?")


def _take_company(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "company" in values:
        g.company = values.pop("company")


def who_enters(app: Flask, endpoint: str) -> str:
    """The door an endpoint belongs to; LookupError for a route nobody guards."""
    name = endpoint.rpartition(".")[0]
    if endpoint == "static" or name in app.config["PUBLIC_BLUEPRINTS"]:
        return "public"
    door = app.blueprints.get(name)
    if not isinstance(door, Door):
        raise LookupError(f"The route {endpoint} has no Door: say who may enter.")
    return door.who


def template_globals() -> dict[str, Any]:
    """For every page: CSRF token, nonce, and whether the person may do something (only hides buttons)."""
    entry = g.get("entry")
    return {"csrf_token": lambda: csrf_token(entry), "nonce": g.get("nonce", ""),
            "can": lambda permission: bool(entry) and entry.actor.may(permission)}


