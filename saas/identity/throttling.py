"""How often one may guess: failures are counted per person and per address of the network, over a window that slides.

A try is taken before the password is looked at, under a lock, and given back when it was right; so fifty guesses at
once are counted as fifty. Tries that were refused aren't counted: the wait never grows."""

import hashlib
import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from saas.identity.errors import SlowDown
from saas.kit import clock, db

WINDOW = timedelta(minutes=15)
PER_PERSON, PER_ADDRESS = 10, 50

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(k, 7)) FROM unnest(:keys) k")
_COUNTED = text("""SELECT key, sum(count) AS n, min("window") AS oldest FROM saas.sign_in_try
 WHERE key = ANY (:keys) AND "window" > :since AND count > 0 GROUP BY key""")
_TAKE = text("""INSERT INTO saas.sign_in_try (key, "window", count) SELECT k, :minute, 1 FROM unnest(:keys) k
 ON CONFLICT (key, "window") DO UPDATE SET count = saas.sign_in_try.count + 1""")
_GIVE_BACK = text("""UPDATE saas.sign_in_try SET count = count - 1 WHERE key = :address AND "window" = :minute AND count > 0""")
_FORGET = text("DELETE FROM saas.sign_in_try WHERE key = :person")


@dataclass(frozen=True, slots=True)
class Try:
    """One guess that was let through: whose, from where, in which minute."""

    address: str
    person: str
    minute: datetime


def take_a_try(email: str, address: str) -> Try:
    """Count a guess, or raise SlowDown. Commit before the password is looked at."""
    mine = Try(f"address {_network(address)}", f"person {hashlib.sha256(email.encode()).hexdigest()}",
               clock.now().replace(second=0, microsecond=0))
    keys = [mine.address, mine.person]
    db.session().execute(_LOCK, {"keys": keys})
    limits = {mine.address: PER_ADDRESS, mine.person: PER_PERSON}
    for row in db.session().execute(_COUNTED, {"keys": keys, "since": mine.minute - WINDOW}).all():
        if row.n >= limits[row.key]:
            raise _slow_down(row)
    db.session().execute(_TAKE, {"keys": keys, "minute": mine.minute})
    return mine


def give_back(mine: Try) -> None:
    """It was the right password: the person's failures are forgotten, the network's address gets its one try back."""
    db.session().execute(_GIVE_BACK, {"address": mine.address, "minute": mine.minute})
    db.session().execute(_FORGET, {"person": mine.person})


def _slow_down(row: Any) -> SlowDown:
    seconds = max(1, math.ceil((row.oldest + WINDOW + timedelta(minutes=1) - clock.now()).total_seconds()))
    return SlowDown(minutes=math.ceil(seconds / 60), seconds=seconds)


def _network(address: str) -> str:
    """Whom one address stands for: itself, or in IPv6 the /64 a household or a server owns whole."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)
