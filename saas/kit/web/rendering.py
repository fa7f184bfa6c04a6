"""What went wrong, rendered once: problem+json for programs, a page for people."""

from typing import Any

import structlog
from flask import Flask, Response, g, jsonify, render_template, request
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge, SecurityError

from saas.kit import outages
from saas.kit.errors import BadRequest, DomainError, Invalid, NotFound, Unauthorized, Unavailable
from saas.kit.files import FileTooLarge
from saas.kit.i18n import _, _l

log = structlog.get_logger()
PROBLEM = "application/problem+json"


class Broken(DomainError):
    status, code, sentence = 500, "internal", _l("Something broke on our side. Nothing was left half done, and we have been notified.")


class WrongMethod(DomainError):
    status, code, sentence = 405, "wrong_method", _l("This address doesn't take that kind of request.")


class WrongMedia(DomainError):
    status, code, sentence = 415, "wrong_media", _l("Send application/json.")


_BY_STATUS: dict[int, type[DomainError]] = {400: BadRequest, 401: Unauthorized, 404: NotFound, 405: WrongMethod, 415: WrongMedia}


def init_rendering(app: Flask) -> None:
    app.register_error_handler(DomainError, render)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _anything)


def _http(error: HTTPException) -> Any:
    if error.code and error.code < 400:
        return error
    if isinstance(error, SecurityError):  # a host that isn't ours: no address can be built, so no page either
        return Response(str(BadRequest()), 400, mimetype="text/plain")
    if isinstance(error, RequestEntityTooLarge):
        return render(FileTooLarge(megabytes=(request.max_content_length or 0) >> 20))
    response = render(_BY_STATUS.get(error.code or 500, Broken)(), error.code)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _anything(error: Exception) -> Response:
    if isinstance(error, PoolTimeout) or outages.is_outage(error) or outages.should_retry(error):
        log.warning("unavailable", path=request.path, error=type(error).__name__, request_id=g.get("request_id"))
        return render(Unavailable())
    log.error("broken", path=request.path, request_id=g.get("request_id"), exc_info=error)
    return render(Broken())


def render(error: DomainError, status: int | None = None) -> Response:
    """One error, for whoever asked."""
    status = status or error.status
    response = problem(error, status) if wants_json() else page(error, status)
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if "seconds" in error.data:
        response.headers["Retry-After"] = str(error.data["seconds"])
    return response


def wants_json() -> bool:
    return request.path.startswith(("/api/", "/webhooks/")) or request.accept_mimetypes.best == "application/json"


def problem(error: DomainError, status: int | None = None) -> Response:
    """RFC 9457, with a stable code and field pointers; the sentences in the caller's language."""
    response = jsonify(problem_data(error, status))
    response.status_code = status or error.status
    response.content_type = PROBLEM
    return response


def problem_data(error: DomainError, status: int | None = None) -> dict[str, Any]:
    """The body of a problem: {type, title, status, code, detail, errors?, request_id?}."""
    data: dict[str, Any] = {"type": f"/api/v1/docs#error-{error.code}", "title": str(error.sentence) % error.data if error.data else
                            str(error.sentence), "status": status or error.status, "code": error.code, "detail": str(error)}
    if isinstance(error, Invalid):
        data["errors"] = [{"pointer": e.pointer, "code": e.code, "detail": str(e)} for e in error.errors]
    elif error.pointer:
        data["errors"] = [{"pointer": error.pointer, "code": error.code, "detail": str(error)}]
    if g.get("request_id"):
        data["request_id"] = g.request_id
    return data


def page(error: DomainError, status: int) -> Response:
    """A calm page without the frame; no database is touched while rendering it."""
    g.bare = True
    titles = {404: _("Nothing here"), 403: _("Not allowed"), 503: _("Back in a moment")}
    body = render_template("error.html", error=error, status=status, title=titles.get(status, _("This didn't work")))
    return Response(body, status, mimetype="text/html")
