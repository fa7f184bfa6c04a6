"""Whether SKUs can be ordered."""

from collections.abc import Sequence

from saas.kit import arrays, db
from saas.kit.events import Event, record
from saas.kit.operations import Outcome, operation
from tenants.catalogue.errors import UnknownSku
from tenants.catalogue.operations.products import Listed

_LOCK = "SELECT id, code, active FROM sku WHERE code = ANY (%s::text[]) ORDER BY id FOR NO KEY UPDATE"
_SWITCH = "UPDATE sku SET active = %s, version = version + 1 WHERE id = ANY (%s::bigint[])"


@operation("catalogue:edit")
def switch_products(codes: Sequence[str], active: bool) -> list[Outcome[Listed]]:
    """Let SKUs be ordered, or no more; those that are so already stay as they are. Two statements however many, and their
    story."""
    known = {row.code: row for row in db.rows(_LOCK, [arrays.texts(sorted(set(codes)))])}
    changed = [row for row in known.values() if row.active != active]
    if changed:
        db.run(_SWITCH, [active, arrays.ints(row.id for row in changed)])
        record(*(Event("product.offered" if active else "product.withdrawn", ("sku", row.id), {"sku": row.code}) for row in changed))
    return [_outcome(code, known, active) for code in codes]


def _outcome(code: str, known: dict[str, object], active: bool) -> Outcome[Listed]:
    row = known.get(code)
    if row is None:
        return Outcome.refused(UnknownSku("/sku", sku=code))
    listed = Listed(row.id, row.code)  # type: ignore[attr-defined]
    return Outcome.again(listed) if row.active == active else Outcome.done(listed)  # type: ignore[attr-defined]
