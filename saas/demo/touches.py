"""Finishing touches that no verb makes: what the database stamps with its own clock is set back to the story's time."""

from datetime import datetime

from psycopg2.extensions import connection as Connection

from saas.demo.company import Company
from saas.kit.context import Tenant
from saas.kit.owner import execute, execute_all, owner

_BACK = (
    "UPDATE orders SET recorded_at = placed_at WHERE import_id IS NULL",
    """UPDATE event e SET at = o.placed_at FROM orders o WHERE e.name = 'order.placed' AND e.subject_kind = 'order' AND e.subject_id = o.id
         AND o.import_id IS NULL""",
    """UPDATE hold h SET set_at = coalesce((SELECT max(e.at) FROM event e WHERE e.subject_kind = 'order' AND e.subject_id = h.order_id
         AND e.name = 'order.held' AND e.data ->> 'kind' = h.kind AND e.at <= coalesce(h.lifted_at, now())), o.placed_at)
       FROM orders o WHERE o.id = h.order_id""",
    "UPDATE import SET created_at = started_at",
    "UPDATE purchase_order SET created_at = ordered_at WHERE ordered_at IS NOT NULL",
)


def set_back(url: str, company: Company, tenant: Tenant, began: datetime) -> None:
    """Orders, holds and the catalogue as old as their story; the first warehouse by its local name.

    What the story told the house is settled already: nothing of it is left for the workers to hear."""
    with owner(url) as conn:
        execute_all(conn, [f"SET LOCAL search_path = {tenant.schema}", *_BACK])
        for table in ("product", "sku", "warehouse"):
            execute(conn, f"UPDATE {table} SET created_at = %s", (began,))
        execute(conn, "UPDATE warehouse SET name = %s WHERE code = 'MAIN'", (company.houses[0],))
        execute(conn, "UPDATE saas.tenant SET created_at = %s WHERE id = %s", (began, tenant.id))
        _forget_errands(conn, tenant)


def _forget_errands(conn: Connection, tenant: Tenant) -> None:
    execute(conn, "DELETE FROM saas.outbox WHERE owner = %s", (tenant.schema,))
