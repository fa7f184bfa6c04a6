"""A tenant is opened whole or not at all, suspended and resumed, taken away, brought back, erased after its grace period."""

import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest

from saas.kit import clock, db
from saas.kit.context import SYSTEM, Tenant
from saas.kit.db import unit_of_work
from saas.kit.owner import execute, owner
from tenants import provisioning
from tenants.provisioning import UnknownTenant, building
from tenants.provisioning.exporting import NotAnExport, NotFresh
from tenants.provisioning.lifecycle import NotInThatState
from tenants.inventory.operations import prove_stock
from tests.cast import Member, placed, stocked
from tests.conftest import SECRET, World
from tests.working import eventually


@pytest.fixture
def carl(world: World):  # type: ignore[no-untyped-def]
    """A company of the day; gone afterwards."""
    tenant = provisioning.open_tenant(world.url, SECRET, "carl", "Carl & Co", currency="EUR", zone="Europe/Berlin")
    yield tenant
    with owner(world.url) as conn:
        execute(conn, f"DROP SCHEMA IF EXISTS {tenant.schema} CASCADE")
        if execute(conn, "SELECT 1 FROM pg_roles WHERE rolname = %s", (tenant.schema,)):
            execute(conn, f"DROP OWNED BY {tenant.schema}")
            execute(conn, f"DROP ROLE {tenant.schema}")
        execute(conn, "DELETE FROM saas.tenant WHERE id = %s", (tenant.id,))


def _schemas(world: World) -> set[str]:
    with owner(world.url) as conn:
        return {name for (name,) in execute(conn, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 't\\_%'")}


def test_a_new_company_can_work_at_once(world: World, carl: Tenant) -> None:
    with unit_of_work(carl, SYSTEM):
        assert [r.code for r in db.rows("SELECT code FROM warehouse")] == ["MAIN"]
        assert prove_stock() == []


def test_a_slug_is_given_once(world: World, carl: Tenant) -> None:
    before = _schemas(world)
    with pytest.raises(provisioning.TenantTaken):
        provisioning.open_tenant(world.url, SECRET, "carl", "Another Carl")
    assert _schemas(world) == before


def _roles(world: World) -> list[object]:
    with owner(world.url) as conn:
        return execute(conn, "SELECT rolname FROM pg_roles WHERE rolname LIKE 't\\_%%' ORDER BY 1")


def test_killed_halfway_nothing_is_left(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """When role, schema and tables are there and the first rows aren't."""
    before, roles = _schemas(world), _roles(world)
    monkeypatch.setattr(building, "_WAREHOUSE", "SELECT pg_terminate_backend(pg_backend_pid())")
    with pytest.raises(psycopg2.Error):
        provisioning.open_tenant(world.url, SECRET, "evan", "Evan")
    assert (_schemas(world), _roles(world)) == (before, roles)
    with owner(world.url) as conn:
        assert execute(conn, "SELECT 1 FROM saas.tenant WHERE slug = 'evan'") == []


def test_what_cannot_stand_in_an_address_is_no_short_name(world: World) -> None:
    before = _schemas(world)
    with pytest.raises(provisioning.NotASlug):
        provisioning.open_tenant(world.url, SECRET, "Not A Slug", "Nobody")
    assert _schemas(world) == before


def test_a_blank_tenant_is_claimed(world: World) -> None:
    assert provisioning.refill_blanks(world.url, SECRET, 1) == 1
    blank = max(_schemas(world), key=lambda name: int(name[2:]))
    tenant = provisioning.open_tenant(world.url, SECRET, "dora", "Dora")
    assert tenant.schema == blank
    provisioning.erase_tenant(world.url, "dora")
    with clock.freeze(clock.now() + timedelta(days=31)):
        assert provisioning.erase_due(world.url) == [blank]
    assert blank not in _schemas(world)
    with owner(world.url) as conn:
        assert execute(conn, "SELECT 1 FROM pg_roles WHERE rolname = %s", (blank,)) == []


def test_erasure_waits_and_can_be_taken_back(world: World, carl: Tenant) -> None:
    provisioning.erase_tenant(world.url, "carl")
    assert provisioning.find_tenant(world.url, "carl").state == "erasing"
    assert provisioning.erase_due(world.url) == []
    provisioning.resume_tenant(world.url, "carl")
    assert provisioning.find_tenant(world.url, "carl").state == "active"


def test_who_is_taken_back_at_the_last_moment_stays(world: World, carl: Tenant) -> None:
    provisioning.erase_tenant(world.url, "carl")
    with ThreadPoolExecutor(1) as pool:
        with owner(world.url) as conn:
            execute(conn, "UPDATE saas.tenant SET state = 'active', erase_after = NULL WHERE id = %s", (carl.id,))
            erased = pool.submit(_erased_a_month_later, world)
            eventually(lambda: _someone_waits(world))
        assert erased.result() == []
    assert carl.schema in _schemas(world)


def _erased_a_month_later(world: World) -> list[str]:
    with clock.freeze(clock.now() + timedelta(days=31)):
        return provisioning.erase_due(world.url)


def _someone_waits(world: World) -> bool:
    with owner(world.url) as conn:
        return bool(execute(conn, "SELECT 1 FROM pg_stat_activity WHERE application_name = 'quayside owner' AND wait_event_type = 'Lock'"))


def test_a_suspended_tenant_is_resumed(world: World, carl: Tenant) -> None:
    provisioning.suspend_tenant(world.url, "carl", "unpaid")
    assert provisioning.find_tenant(world.url, "carl").state == "suspended"
    provisioning.resume_tenant(world.url, "carl")
    for verb in (provisioning.resume_tenant, provisioning.erase_tenant, provisioning.find_tenant):
        with pytest.raises(UnknownTenant):
            verb(world.url, "nobody")
    with pytest.raises(NotInThatState) as wrong:
        provisioning.resume_tenant(world.url, "carl")
    assert str(wrong.value) == "carl is active, so that can't be done."


def test_an_export_restores_whole_into_a_new_tenant(world: World, ann: Member, carl: Tenant, tmp_path: Path) -> None:
    stocked(ann, MUG=10, CUP=3)
    placed(ann, "A-1", MUG=4, CUP=9)
    placed(ann, "“quotes”, commas\nand 漢字", MUG=1)
    rows = provisioning.export_tenant(world.url, ann.tenant, tmp_path / "acme.zip")
    assert provisioning.import_tenant(world.url, tmp_path / "acme.zip", carl) == rows
    with unit_of_work(carl, SYSTEM):
        assert [r.reference for r in db.rows("SELECT reference FROM orders ORDER BY id")] == ["A-1", "“quotes”, commas\nand 漢字"]
        assert prove_stock() == []
    carla = Member(ann.actor, carl, "")
    assert placed(carla, "A-2", MUG=1).number > 10002, "numbers go on where the old ones ended"


def test_nothing_is_restored_over_a_companys_own_data(world: World, ann: Member, carl: Tenant, tmp_path: Path) -> None:
    stocked(ann, MUG=10)
    provisioning.export_tenant(world.url, ann.tenant, tmp_path / "acme.zip")
    stocked(Member(ann.actor, carl, ""), CUP=1)
    with pytest.raises(NotFresh):
        provisioning.import_tenant(world.url, tmp_path / "acme.zip", carl)
    with unit_of_work(carl, SYSTEM):
        assert db.rows("SELECT code FROM sku") == [("CUP",)]


@pytest.mark.parametrize("junk", [b"junk", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_export_is_refused(world: World, carl: Tenant, tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "junk.zip").write_bytes(junk)
    with pytest.raises(NotAnExport):
        provisioning.import_tenant(world.url, tmp_path / "junk.zip", carl)


def test_a_forged_export_runs_no_sql(world: World, ann: Member, carl: Tenant, tmp_path: Path) -> None:
    provisioning.export_tenant(world.url, ann.tenant, tmp_path / "acme.zip")
    with zipfile.ZipFile(tmp_path / "acme.zip") as true, zipfile.ZipFile(tmp_path / "forged.zip", "w") as forged:
        for name in true.namelist():
            head = b'id") FROM PROGRAM \'touch %s\' --\n' % bytes(tmp_path / "owned")
            forged.writestr(name, head if name == "product.csv" else true.read(name))
    with pytest.raises(psycopg2.errors.UndefinedColumn):
        provisioning.import_tenant(world.url, tmp_path / "forged.zip", carl)
    assert not (tmp_path / "owned").exists()
