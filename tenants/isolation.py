"""Isolation: names, logins and rights that keep one client company out of another's data, by PostgreSQL itself.

A tenant is a schema and a NOLOGIN role t_<id>. Web logins are cells: NOINHERIT members of at most 500 tenant
roles, owning nothing. kit.db enters a tenant on the engine's `begin`; outside a tenant it refuses."""

import hashlib
import hmac
import re
from urllib.parse import urlsplit, urlunsplit

HOUSE_LOGIN = "quayside_house"
CELL_SIZE = 500
_SCHEMA = re.compile(r"^t_[0-9]{1,9}$")
_CELL = re.compile(r"^c[0-9]{2,4}$")

# Once per database; a server that doesn't let us do this is not safe to serve from.
DATABASE_RIGHTS = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    'REVOKE TEMP, CREATE ON DATABASE "{database}" FROM PUBLIC',
    "REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION pg_catalog.lo_create(oid) FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION pg_catalog.lo_creat(integer) FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC",
)

# Tables of which a tenant may add to and read the past, never change it.
INSERT_ONLY = ("movement", "event", "proof", "refund")

# Tables whose rows may change but never go: others' figures hang on them.
KEPT = ("balance", "cost_layer", "goods_receipt", "goods_receipt_line", "location", "lot", "order_kit", "order_line", "orders", "policy",
        "purchase_order", "return_line", "returned_unit", "returns", "shipment", "shipment_line", "sku", "stock_value", "stocktake",
        "supplier", "transfer", "warehouse")


def schema_name(tenant_id: int) -> str:
    """t_17 for 17: opaque, never the slug."""
    return checked(f"t_{int(tenant_id)}")


def checked(schema: str) -> str:
    """The name itself if it is a tenant's schema; ValueError for anything else, before it meets SQL."""
    if not _SCHEMA.match(schema):
        raise ValueError(f"{schema!r} is not a tenant's schema.")
    return schema


def cell_login(cell: str) -> str:
    if not _CELL.match(cell):
        raise ValueError(f"{cell!r} is not a cell.")
    return f"quayside_{cell}"


def cell_for(tenant_id: int) -> str:
    """Cells fill up in order of tenants' ids: bounds what one stolen login reaches, and keeps SET ROLE fast."""
    return f"c{tenant_id // CELL_SIZE + 1:02d}"


def login_password(secret: str, login: str) -> str:
    """Passwords of our own logins hang on SECRET_KEY, so none has to be stored."""
    return hmac.new(secret.encode(), f"database login {login}".encode(), hashlib.sha256).hexdigest()


def login_url(owner_url: str, login: str, secret: str) -> str:
    """The owner's address with one of our own logins instead."""
    parts = urlsplit(owner_url)
    place = (parts.hostname or "localhost") + (f":{parts.port}" if parts.port else "")
    return urlunsplit(("postgresql+psycopg2", f"{login}:{login_password(secret, login)}@{place}", parts.path, parts.query, ""))


def opening(schema: str, cell: str) -> list[str]:
    """Role, schema and rights of a new tenant, before its tables are made by the same login."""
    checked(schema)
    return [
        f"CREATE ROLE {schema} NOLOGIN NOINHERIT",
        f"GRANT {schema} TO {cell_login(cell)}",
        f"CREATE SCHEMA {schema}",
        f"GRANT USAGE ON SCHEMA {schema} TO {schema}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {schema}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE ON SEQUENCES TO {schema}",
        f"SET LOCAL search_path = {schema}",
    ]


def closing_rights(schema: str) -> list[str]:
    """What a tenant may not do to its own tables: rewrite the ledger, the history, the proofs, or its revision."""
    checked(schema)
    return [
        f"REVOKE UPDATE, DELETE ON {', '.join(INSERT_ONLY)} FROM {schema}",
        f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {schema}",
        f"REVOKE DELETE ON {', '.join(KEPT)} FROM {schema}",
    ]
