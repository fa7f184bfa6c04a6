"""Migrated schemas are what the models say, in every tenant, and every house table names its schema."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

import saas.identity.models
import saas.kit.history
import saas.kit.mailbox
import saas.kit.registry
import tenants.catalogue.models
import tenants.customers.models
import tenants.fulfilment.models
import tenants.imports.models
import tenants.inventory.models
import tenants.lists.models
import tenants.orders.models
import tenants.purchasing.models
import tenants.returns.models
import tenants.stocktakes.models
import tenants.transfers.models  # noqa: F401
from saas.kit.db import HouseModel, TenantModel
from saas.kit.owner import execute, owner
from tests.conftest import World


def _differences(world: World, schema: str, metadata) -> list[object]:  # type: ignore[no-untyped-def]
    engine = create_engine(world.url.replace("postgresql://", "postgresql+psycopg2://"))
    with engine.connect() as conn:
        if schema != "saas":
            conn.exec_driver_sql(f"SET search_path = {schema}")
        ours = {"include_schemas": schema == "saas", "compare_type": True, "include_name":
                lambda name, kind, parents: name == (schema if schema == "saas" else None) if kind == "schema" else name != "alembic_version"}
        found = compare_metadata(MigrationContext.configure(conn, opts=ours), metadata)
    engine.dispose()
    return found


def test_tenants_have_the_tables_of_the_models(house: World) -> None:
    assert _differences(house, house.acme.schema, TenantModel.metadata) == []


def test_the_house_has_the_tables_of_the_models(house: World) -> None:
    assert _differences(house, "saas", HouseModel.metadata) == []


def test_house_tables_name_their_schema_and_tenant_tables_never_do() -> None:
    assert all(table.schema == "saas" for table in HouseModel.metadata.tables.values())
    assert all(table.schema is None for table in TenantModel.metadata.tables.values())


def test_every_tenant_has_the_same_fingerprint(house: World) -> None:
    question = """SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relnamespace = %s::regnamespace AND a.attnum > 0 ORDER BY 1, a.attnum"""
    with owner(house.url) as conn:
        assert execute(conn, question, (house.acme.schema,)) == execute(conn, question, (house.bolt.schema,))
        crossing = execute(conn, """SELECT conname FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
            WHERE k.contype = 'f' AND f.relnamespace <> k.connamespace""")
        triggers = execute(conn, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    assert (crossing, triggers) == ([], []), "No foreign key crosses schemas and no trigger stands in one: Citus stays possible."
