"""Entering a tenant: its schema and role, its time limits, for one transaction and not longer."""

import re
from typing import Any

from psycopg2.extensions import TRANSACTION_STATUS_IDLE
from sqlalchemy import Connection

from saas.kit.context import NoContext, Tenant, current

STATEMENT_TIMEOUT = "30s"
LOCK_TIMEOUT = "5s"
_SCHEMA = re.compile(r"^t_[0-9]{1,9}$")


class WrongTenant(RuntimeError):
    """A unit of work of one tenant was about to be used for another."""


def place_of(tenant: Tenant) -> str:
    """Which engine serves a tenant: its own address, or its cell."""
    return tenant.dsn or tenant.cell


def entering(tenant: Tenant, read_only: bool = False, resumable: bool = False) -> str:
    """The one string that enters a tenant for one transaction.

    A resumable unit doesn't wait for the disk: were its last half second lost with the server, its cursor would be lost
    with it, and any later commit that waits makes the earlier ones last."""
    if not _SCHEMA.match(tenant.schema):
        raise WrongTenant(tenant.schema)
    access = "SET TRANSACTION READ ONLY; " if read_only else "SET LOCAL synchronous_commit = off; " if resumable else ""
    return (f"{access}SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'; SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'; "
            f"SET LOCAL search_path = {tenant.schema},pg_temp; SET LOCAL ROLE {tenant.schema}")


def entry(conn: Connection) -> str:
    """What enters the tenant that this connection is used for; NoContext where it isn't used for one."""
    context = current()
    if context.tenant is None or place_of(context.tenant) != conn.engine.get_execution_options().get("cell"):
        raise NoContext("A tenant's database was asked for outside that tenant's unit of work.")
    return entering(context.tenant, context.read_only, context.resumable)


def enter(conn: Connection, cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> tuple[str, Any]:
    """Enter the tenant with the first statement of a transaction: a round trip less in every unit of work.

    The driver itself knows whether anything was sent yet: a statement that it refuses to send has entered nothing. What it
    makes more of than one statement is entered beforehand."""
    if conn.connection.dbapi_connection.get_transaction_status() != TRANSACTION_STATUS_IDLE:
        return statement, parameters
    if many or cursor.name:
        with conn.connection.cursor() as before:
            before.execute(entry(conn))
        return statement, parameters
    return f"{entry(conn)};\n{statement}", parameters
