"""Whether the house is alive and ready, and what it counts while it works."""

import time
from collections.abc import Callable

import structlog
from flask import Flask, Response, current_app, g, jsonify, request
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from saas.config import Settings
from saas.kit import db, migrations
from saas.kit.web import Door
from saas.kit.web.doors import without_unit

log = structlog.get_logger()
door = Door("health", __name__, "public")
PATIENCE = 2
PORTS = 64


@door.get("/livez")
@without_unit
def livez() -> Response:
    """The process answers; nothing else is asked, so that a database away doesn't get it restarted."""
    return jsonify(status="alive")


@door.get("/readyz")
@without_unit
def readyz() -> tuple[Response, int]:
    """Whether requests should be sent here: 503 with what is missing otherwise."""
    answers = {name: _answers(check) for name, check in (("database", _database), ("migrations", _migrations), ("queue", _queue))}
    ready = all(answer == "ok" for answer in answers.values())
    return jsonify(status="ready" if ready else "not ready", **answers), 200 if ready else 503


def _answers(check: Callable[[], str]) -> str:
    try:
        return check()
    except (SQLAlchemyError, RedisError, OSError) as error:
        log.warning("not ready", check=check.__name__, error=type(error).__name__)
        return "doesn't answer"


def _database() -> str:
    with db.engine_of(None).connect() as conn:
        conn.execute(text("SELECT 1"))
    return "ok"


def _migrations() -> str:
    with db.engine_of(None).connect() as conn:
        found = conn.execute(text("SELECT version_num FROM saas.alembic_version")).scalar()
    return "ok" if found == migrations.head("saas") else "run quayside migrate"


def _queue() -> str:
    settings: Settings = current_app.config["SETTINGS"]
    client = Redis.from_url(settings.redis_url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
    try:
        client.ping()
    finally:
        client.close()
    return "ok"


def init_health(app: Flask) -> None:
    """Doors for whoever watches; with a metrics port, counts of what every request cost."""
    app.register_blueprint(door)
    if port := app.config["SETTINGS"].metrics_port:
        _count_requests(app)
        _serve_metrics(port)


def _count_requests(app: Flask) -> None:
    from prometheus_client import Histogram  # heavy, and wanted only where someone scrapes

    seconds = Histogram("quayside_request_seconds", "Time a request took.", ["door", "method", "status"],
                        buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10))

    def started() -> None:
        g.started = time.perf_counter()

    def finished(response: Response) -> Response:
        spent = time.perf_counter() - g.get("started", time.perf_counter())
        seconds.labels(request.blueprint or "none", request.method, f"{response.status_code // 100}xx").observe(spent)
        return response

    app.before_request(started)
    app.after_request(finished)


def _serve_metrics(port: int) -> None:
    """/metrics on a port of its own: each process takes the first free one from there on, and counts for itself."""
    from prometheus_client import start_http_server

    for number in range(port, port + PORTS):
        try:
            start_http_server(number, addr="0.0.0.0")
        except OSError:
            continue
        log.info("metrics", port=number)
        return
    log.warning("no port is free for metrics", first=port)
