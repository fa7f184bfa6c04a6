"""A unit of work of its own, for views that commit part by part."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from flask import g

from saas.kit import db, outages

T = TypeVar("T")
TRIES = 3


def own_unit(work: Callable[[], T]) -> T:
    """The work in a unit of work of its own, for whoever sent the request; done again after a deadlock."""
    for attempt in range(1, TRIES + 1):
        try:
            with db.unit_of_work(g.entry.tenant, g.entry.actor, door="api", request_id=g.request_id):
                return work()
        except Exception as error:
            if attempt == TRIES or not outages.should_retry(error):
                raise
        time.sleep(random.uniform(0.005, 0.03) * attempt)  # two who met once needn't meet again
    raise AssertionError("unreachable")
