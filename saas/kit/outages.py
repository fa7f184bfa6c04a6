"""What goes wrong in the database and may go right the next time."""

from psycopg2 import errorcodes
from sqlalchemy.exc import DBAPIError

_retryable = {errorcodes.DEADLOCK_DETECTED, errorcodes.SERIALIZATION_FAILURE, errorcodes.LOCK_NOT_AVAILABLE}


def should_retry(error: BaseException) -> bool:
    """True for a deadlock, a serialization failure or a lock that took too long: the door runs the unit again."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "pgcode", None) in _retryable


def waited_in_vain(error: BaseException) -> bool:
    """True where someone else held the lock for longer than we wait."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "pgcode", None) == errorcodes.LOCK_NOT_AVAILABLE


def is_outage(error: BaseException) -> bool:
    """True when the database itself is away: nothing was committed, and trying again later is right."""
    return isinstance(error, DBAPIError) and (
        error.connection_invalidated or getattr(error.orig, "pgcode", None) in (None, "57P01", "57P02", "57P03", "53300"))
