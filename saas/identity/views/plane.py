"""Settings stand in a company's frame, but what they show and change lives in the control plane."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g
from sqlalchemy.orm import Session

from saas.kit import db


@contextmanager
def control_plane(read_only: bool = False) -> Iterator[Session]:
    """A unit of work of the person at the door in the control plane; close it before rendering: the frame reads the
    company's own data."""
    with db.unit_of_work(None, g.entry.actor, door="page", read_only=read_only, request_id=g.request_id) as session:
        yield session
