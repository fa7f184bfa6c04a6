"""Stylesheets and modules, served under the hash of their contents so that a browser may keep them for ever."""

import hashlib
from pathlib import Path

from flask import Blueprint, Response, request, send_from_directory

STATIC = Path(__file__).parent / "static"
STYLES = ("tokens", "base", "frame", "controls", "lists", "objects", "work", "floating", "pages", "print")
FOR_EVER = 31_536_000

blueprint = Blueprint("ui", __name__, url_prefix="/ui", template_folder="templates")


def contents_hash() -> str:
    """Twelve hex digits that change when any asset does."""
    digest = hashlib.sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(path.relative_to(STATIC).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


VERSION = contents_hash()


@blueprint.get("/static/<version>/<path:name>")
def asset(version: str, name: str) -> Response:
    """One file; kept for ever only under its own version, so that a page of yesterday can't poison the cache."""
    response = send_from_directory(STATIC, name, max_age=FOR_EVER if version == VERSION else 0)
    if version == VERSION:
        response.cache_control.public = True
        response.cache_control.immutable = True
        response.cache_control.no_cache = None
    return response


@blueprint.before_request
def before_the_door() -> Response | None:
    """Answer for assets before anyone is asked who they are: no look-up, and no `no-store`."""
    if request.endpoint == "ui.asset" and request.view_args:
        return asset(**request.view_args)
    return None


def asset_url(name: str) -> str:
    return f"{blueprint.url_prefix}/static/{VERSION}/{name}"
