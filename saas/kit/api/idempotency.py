"""Idempotency-Key: the same key and body get the same answer again, the same key with another body is refused.

The row is written in the effect's own transaction; a second request with the key waits for the first to commit and then
replays its answer, or takes its place if it failed."""

import hashlib
import json
from typing import Any

from flask import Response, g, request

from saas.kit import db
from saas.kit.errors import DomainError
from saas.kit.i18n import _l
from saas.kit.inputs import TooLong

KEPT, LONGEST = "48 hours", 255
_CLAIM = """INSERT INTO idempotency (token_id, route, key, body_hash, status, body) VALUES (%s, %s, %s, %s, 0, '')
ON CONFLICT DO NOTHING"""
_BEFORE = "SELECT body_hash, status, body FROM idempotency WHERE token_id = %s AND route = %s AND key = %s"
_REMEMBER = "UPDATE idempotency SET status = %s, body = %s WHERE token_id = %s AND route = %s AND key = %s"


class KeyReused(DomainError):
    status, code, sentence = 422, "idempotency_key_reused", _l("This Idempotency-Key was sent with another body before. Use a new key.")


def answered_before(key: str) -> Response | None:
    """The answer this key got before; None if it is ours to answer now."""
    if db.run(_CLAIM, (*_place(key), _digest())) == 1:
        return None
    return kept(key)


def kept(key: str) -> Response | None:
    """The answer kept for this key, if there is one; KeyReused where it was given to another body."""
    found = db.rows(_BEFORE, _place(key))
    if found and found[0].body_hash != _digest():
        raise KeyReused()
    return Response(found[0].body, found[0].status, {"Idempotent-Replayed": "true"}, mimetype="application/json") if found else None


def keep(key: str, status: int, body: Any) -> None:
    """Keep an answer whose effects were committed in units of their own; the first one kept stays."""
    if db.run(_CLAIM, (*_place(key), _digest())) == 1:
        db.run(_REMEMBER, (status, json.dumps(body, ensure_ascii=False, default=str), *_place(key)))


def _digest() -> str:
    """A fingerprint of what was sent. A form's parts are read one by one: the boundary between them is another each time
    it is sent, and a file needn't fit into memory."""
    if request.mimetype != "multipart/form-data":
        return hashlib.sha256(request.get_data()).hexdigest()
    found = hashlib.sha256(json.dumps(sorted(request.form.items(multi=True), key=repr)).encode())  # a part may have no name
    for name, file in sorted(request.files.items(multi=True), key=lambda part: repr(part[0])):
        found.update(json.dumps([name, file.filename]).encode() + hashlib.file_digest(file.stream, "sha256").digest())
        file.stream.seek(0)
    return found.hexdigest()


def remember(key: str, response: Response) -> None:
    """Keep the answer with its effect."""
    db.run(_REMEMBER, (response.status_code, response.get_data(as_text=True), *_place(key)))


def _place(key: str) -> tuple[int, str, str]:
    if len(key) > LONGEST:
        raise TooLong("/Idempotency-Key", max=LONGEST)
    return g.entry.subject.id, f"{request.method} {request.path}", key


def prune_idempotency() -> int:
    """Forget answers older than two days, in the tenant we are in."""
    return db.run(f"DELETE FROM idempotency WHERE at < now() - interval '{KEPT}'")
