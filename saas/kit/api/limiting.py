"""Rate limit: a fixed window of a minute for each token, counted by each web process for itself.

A shared count would cost a round trip on every request; with n processes a token gets at most n times its share."""

import time
from threading import Lock

from flask import Response, after_this_request

from saas.kit.errors import TooMany

LIMIT, WINDOW = 120_000, 60
_counts: dict[int, tuple[int, int]] = {}
_lock = Lock()


def count_request(token_id: int) -> None:
    """Count one request of a token and say in the answer what is left; TooMany beyond the limit."""
    now = int(time.time())
    window = now // WINDOW
    with _lock:
        began, used = _counts.get(token_id, (window, 0))
        used = used + 1 if began == window else 1
        _counts[token_id] = (window, used)
    left = WINDOW - now % WINDOW

    def tell(response: Response) -> Response:
        response.headers["RateLimit-Limit"] = str(LIMIT)
        response.headers["RateLimit-Remaining"] = str(max(0, LIMIT - used))
        response.headers["RateLimit-Reset"] = str(left)
        return response

    after_this_request(tell)
    if used > LIMIT:
        raise TooMany(seconds=left)
