"""Bringing files in, for tests: small files of our own, and jobs run in this process or by a real worker."""

import io

from saas.kit import db
from saas.kit.jobs.working import Workshop, perform
from saas.kit.owner import execute, owner
from saas.working import workshop
from tenants.imports.inputs import NewImport
from tenants.imports.models import Import
from tenants.imports.operations import apply_import, start_import
from tests.cast import Member
from tests.conftest import World

SHOPIFY = ("Name,Email,Financial Status,Currency,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,"
           "Shipping Name,Shipping Address1,Shipping City,Shipping Zip,Shipping Country,Notes,Cancelled at\n")


def shopify(orders: int, lines: int = 2, sku: str = "MUG") -> bytes:
    """A Shopify export: order fields on the first row of each order only."""
    text = [SHOPIFY]
    for n in range(1, orders + 1):
        for line in range(lines):
            head = (f"#{n},maya{n}@mail.example,paid,USD,5.00,0.00,,2026-11-{n % 28 + 1:02d} 10:00:00 -0500" if line == 0 else f"#{n},,,,,,,")
            tail = "Maya Lindqvist,418 W Bannock St,Boise,83702,US,," if line == 0 else ",,,,,,"
            text.append(f"{head},{line + 1},Mug {line},12.50,{sku}-{line},{tail}\n")
    return "".join(text).encode()


def bring(who: Member, data: bytes, name: str = "orders.csv", **choices: object) -> int:
    """Upload a file; its import's id."""
    with who.at_work():
        return start_import(io.BytesIO(data), name, NewImport(**choices))


def work_off(world: World) -> None:
    """Run every job that waits, here and now."""
    shop: Workshop = workshop(world.app)
    while True:
        with owner(world.url) as conn:
            waiting = [str(i) for (i,) in execute(conn, "SELECT id FROM saas.job WHERE state = 'waiting' AND kind LIKE 'imports.%%' AND run_after <= now()")]
        if not waiting:
            return
        for job_id in waiting:
            perform(shop, job_id)


def read_import(who: Member, import_id: int) -> Import:
    with who.at_work(read_only=True) as session:
        return session.get(Import, import_id)


def problems(who: Member, import_id: int) -> list[tuple[int, str, str]]:
    """(row, column, code) of everything wrong."""
    with who.at_work(read_only=True):
        return [tuple(r) for r in db.rows('SELECT row_no, "column", code FROM import_problem WHERE import_id = %s ORDER BY record_no, place', (import_id,))]


def bring_and_apply(world: World, who: Member, data: bytes, name: str = "orders.csv", **choices: object) -> Import:
    """A file brought, checked and applied."""
    import_id = bring(who, data, name, **choices)
    work_off(world)
    with who.at_work():
        apply_import(import_id)
    work_off(world)
    return read_import(who, import_id)
