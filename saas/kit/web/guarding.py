"""What guards the browser's side: CSRF, security headers, cookies."""

import hashlib
import hmac
from urllib.parse import urlsplit

from flask import Response, current_app, g, request

from saas.kit.errors import DomainError
from saas.kit.i18n import _l
from saas.kit.web.doors import Entry

FIELD = "csrf_token"


class ForgedForm(DomainError):
    status, code, sentence = 400, "forged_form", _l("This form has expired or came from another site. Reload the page and try again.")


def cookie_name(secure: bool) -> str:
    """__Host- binds the cookie to this host and https; plain http in development can't have it."""
    return "__Host-quayside" if secure else "quayside"


def csrf_token(entry: Entry | None) -> str:
    """Bound to the sign-in; before signing in, to nothing but our secret and the Origin check."""
    seed = f"csrf {entry.session_key if entry else 'nobody'}"
    return hmac.new(current_app.config["SECRET_KEY"].encode(), seed.encode(), hashlib.sha256).hexdigest()


def check_csrf(entry: Entry | None) -> None:
    """Refuse an unsafe request that another site may have caused."""
    origin = request.headers.get("Origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.host:
        raise ForgedForm()
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise ForgedForm()
    sent = request.headers.get("X-CSRF-Token") or request.form.get(FIELD, "")
    if not hmac.compare_digest(sent.encode(), csrf_token(entry).encode()):
        raise ForgedForm()


def security_headers(response: Response, signed_in: bool, secure: bool) -> Response:
    """A strict content policy on everything, and nothing of a signed-in person in any cache."""
    nonce = g.get("nonce", "")
    response.headers.setdefault("Content-Security-Policy", (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()"
    if secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if signed_in or "Set-Cookie" in response.headers or not response.headers.get("Cache-Control"):
        response.headers["Cache-Control"] = "no-store"
    if g.get("request_id"):
        response.headers["X-Request-Id"] = g.request_id
    return response


