"""Idempotency-Key: the same key and body get the same answer again, done or refused; the key with another body is refused.

The key is claimed before anything is done. Where all is done in one unit of work, the claim is part of it: a second
request with the key waits for the first to commit and replays its answer, or takes its place if nothing came of it. Where
a view commits part by part, the claim stands for itself, and a second request is told to wait."""

import hashlib
import json
from collections.abc import Callable

import structlog
from flask import Response, g, request
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from saas.kit import db, outages
from saas.kit.api.units import own_unit
from saas.kit.errors import DomainError, Stale, Unavailable
from saas.kit.i18n import _l
from saas.kit.inputs import TooLong
from saas.kit.web.rendering import PROBLEM, render

log = structlog.get_logger()
KEPT, LONGEST, JSON = "48 hours", 255, "application/json"
CLAIMED, DIGEST = "quayside.key_claimed", "quayside.digest"
# Whoever has worked for so long without an answer was stopped, and the next may take their place.
_CLAIM = """INSERT INTO idempotency (token_id, route, key, body_hash, status, body) VALUES (%s, %s, %s, %s, 0, '')
ON CONFLICT (token_id, route, key) DO UPDATE SET at = now()
 WHERE idempotency.status = 0 AND idempotency.body_hash = EXCLUDED.body_hash AND idempotency.at < now() - interval '5 minutes'"""
_BEFORE = "SELECT body_hash, status, body, etag FROM idempotency WHERE token_id = %s AND route = %s AND key = %s"
_KEEP = """INSERT INTO idempotency (token_id, route, key, body_hash, status, body, etag) VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (token_id, route, key) DO UPDATE SET status = EXCLUDED.status, body = EXCLUDED.body, etag = EXCLUDED.etag
 WHERE idempotency.status = 0 AND idempotency.body_hash = EXCLUDED.body_hash"""
_LET_GO = "DELETE FROM idempotency WHERE token_id = %s AND route = %s AND key = %s AND status = 0"


class KeyReused(DomainError):
    status, code, sentence = 422, "idempotency_key_reused", _l("This Idempotency-Key was sent with another body before. Use a new key.")


class KeyInUse(DomainError):
    status, code, sentence = 409, "idempotency_key_in_use", _l(
        "A request with this Idempotency-Key is being answered. Wait %(seconds)s seconds and send it again.")


def answered_once(key: str, work: Callable[[], Response]) -> Response:
    """The answer of `work`, or the one this key got before, in the unit of work that is open."""
    request.environ.pop(CLAIMED, None)  # a unit that met a deadlock is done again from here
    if before := _before(key):
        return before
    request.environ[CLAIMED] = key
    return _kept(key, work())


def answered_in_parts(key: str, work: Callable[[], Response]) -> Response:
    """The same around work that commits in units of its own."""
    if before := own_unit(lambda: _before(key)):
        return before
    request.environ[CLAIMED] = key
    try:
        response = work()
    except DomainError:
        raise  # kept, or let go, by `refused`
    except BaseException:
        own_unit(lambda: db.run(_LET_GO, _place(key)))
        raise
    return own_unit(lambda: _kept(key, response))


def refused(error: DomainError) -> Response:
    """A refusal as it is answered, and kept for the key the request had claimed. What may be otherwise the next time isn't
    kept: a server that is away, or a version that was read too early."""
    response, key = render(error), request.environ.pop(CLAIMED, "")
    if not key:
        return response
    try:
        if response.status_code < 500 and not isinstance(error, Stale):
            return own_unit(lambda: _kept(key, response))
        own_unit(lambda: db.run(_LET_GO, _place(key)))
    except DomainError as theirs:  # somebody with another body took the key when our claim was undone
        return render(theirs)
    except SQLAlchemyError as away:  # unkept, it may not be answered: another with the key may do what this one refused
        log.warning("answer not kept", path=request.path, error=type(away).__name__)
        return render(Unavailable())
    return response


def prune_idempotency() -> int:
    """Forget answers older than two days, in the tenant we are in."""
    return db.run(f"DELETE FROM idempotency WHERE at < now() - interval '{KEPT}'")


def _before(key: str) -> Response | None:
    """The answer this key got before; None if it is ours to answer now."""
    try:
        if db.run(_CLAIM, (*_place(key), _digest())) == 1:
            return None
    except DBAPIError as error:
        if outages.waited_in_vain(error):
            raise KeyInUse(seconds=1) from None
        raise
    return _replayed(key)


def _kept(key: str, response: Response) -> Response:
    """Keep this answer; the first one kept is everyone's."""
    told = (response.status_code, response.get_data(as_text=True), response.headers.get("ETag", ""))
    return response if db.run(_KEEP, (*_place(key), _digest(), *told)) == 1 else _replayed(key)


def _replayed(key: str) -> Response:
    found = db.rows(_BEFORE, _place(key))
    if found and found[0].body_hash != _digest():
        raise KeyReused()
    if not found or not found[0].status:
        raise KeyInUse(seconds=5)
    headers = {"Idempotent-Replayed": "true"} | ({"ETag": found[0].etag} if found[0].etag else {})
    return Response(found[0].body, found[0].status, headers, content_type=PROBLEM if found[0].status >= 400 else JSON)


def _digest() -> str:
    """A fingerprint of what was sent. A form's parts are read one by one: the boundary between them is another each time
    it is sent, and a file needn't fit into memory."""
    if DIGEST not in request.environ:
        request.environ[DIGEST] = _form_digest() if request.mimetype == "multipart/form-data" else hashlib.sha256(request.get_data()).hexdigest()
    return str(request.environ[DIGEST])


def _form_digest() -> str:
    found = hashlib.sha256(json.dumps(sorted(request.form.items(multi=True), key=repr)).encode())  # a part may have no name
    for name, file in sorted(request.files.items(multi=True), key=lambda part: repr(part[0])):
        found.update(json.dumps([name, file.filename]).encode() + hashlib.file_digest(file.stream, "sha256").digest())
        file.stream.seek(0)
    return found.hexdigest()


def _place(key: str) -> tuple[int, str, str]:
    if len(key) > LONGEST:
        raise TooLong("/Idempotency-Key", max=LONGEST)
    return g.entry.subject.id, f"{request.method} {request.path}", key
