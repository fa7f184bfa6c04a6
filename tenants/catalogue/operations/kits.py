"""What kits are made of. Orders freeze it when they are placed, so a change touches no order."""

from collections.abc import Sequence
from typing import Any

from saas.kit import arrays, db
from saas.kit.errors import DomainError
from saas.kit.events import Event, record
from saas.kit.operations import Outcome, operation
from tenants.catalogue.errors import KitHasStock, KitIsNotTracked, UnknownSku
from tenants.catalogue.inputs import Recipe
from tenants.catalogue.kits import Kits
from tenants.catalogue.operations.products import Listed

# Kits that exist and SKUs named here are locked together, so no two changes can close a circle between them. What becomes
# a kit is locked against goods that come in too: those read their SKU FOR KEY SHARE.
_LOCK = "SELECT FROM sku WHERE is_kit OR code = ANY (%s::text[]) ORDER BY id FOR NO KEY UPDATE"
_LOCK_HARD = "SELECT FROM sku WHERE code = ANY (%s::text[]) ORDER BY id FOR UPDATE"
# Stock and its value belong to the room above; what it holds is read by its table's name.
_SKUS = """
SELECT s.id, s.code, s.tracking, coalesce(v.quantity, 0) > 0 AS stocked FROM sku s LEFT JOIN stock_value v ON v.sku_id = s.id
 WHERE s.code = ANY (%s::text[])"""
_LOCK_AND_READ = db.stacked(_LOCK, _LOCK_HARD, _SKUS)
_PARTS = "SELECT kit_id, sku_id, quantity FROM kit_part"
_FORGET = "DELETE FROM kit_part WHERE kit_id = ANY (%s::bigint[])"
_WRITE = "INSERT INTO kit_part (kit_id, sku_id, quantity) SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[])"
_NAME = "UPDATE sku SET is_kit = n.kit, version = version + 1 FROM unnest(%s::bigint[], %s::bool[]) AS n(id, kit) WHERE sku.id = n.id"
_REPLACE = db.stacked(_FORGET, _WRITE, _NAME)


@operation("catalogue:edit")
def set_kit(batch: Sequence[Recipe | DomainError]) -> list[Outcome[Listed]]:
    """Replace what kits are made of; a SKU with parts is a kit, without any an ordinary SKU. The same parts again change
    nothing."""
    wanted = [recipe for recipe in batch if isinstance(recipe, Recipe)]
    kits = sorted({recipe.sku for recipe in wanted})
    named = sorted({*kits, *(part.sku for recipe in wanted for part in recipe.parts)})
    skus = {row.code: row for row in db.rows(_LOCK_AND_READ, [arrays.texts(named), arrays.texts(kits), arrays.texts(named)])}
    graph = Kits((row.kit_id, row.sku_id, row.quantity) for row in db.rows(_PARTS))
    changed: dict[int, str] = {}
    outcomes = [_one(recipe, skus, graph, changed) for recipe in batch]
    _write(graph, changed)
    return outcomes


def _one(recipe: Recipe | DomainError, skus: dict[str, Any], graph: Kits, changed: dict[int, str]) -> Outcome[Listed]:
    if isinstance(recipe, DomainError):
        return Outcome.refused(recipe)
    try:
        kit, parts = _read(recipe, skus)
        if graph.parts.get(kit.id, {}) == parts:
            return Outcome.again(Listed(kit.id, kit.code))
        graph.replace(kit.id, parts, kit.code)
    except DomainError as error:
        return Outcome.refused(error)
    changed[kit.id] = kit.code
    return Outcome.done(Listed(kit.id, kit.code))


def _read(recipe: Recipe, skus: dict[str, Any]) -> tuple[Any, dict[int, int]]:
    """The kit's row, and pieces by the part's id; a SKU named twice is one part."""
    kit = skus.get(recipe.sku)
    if kit is None:
        raise UnknownSku("/sku", sku=recipe.sku)
    if recipe.parts and kit.stocked:
        raise KitHasStock("/sku", sku=recipe.sku)
    if recipe.parts and kit.tracking != "none":
        raise KitIsNotTracked("/sku", sku=recipe.sku)
    parts: dict[int, int] = {}
    for n, part in enumerate(recipe.parts):
        if part.sku not in skus:
            raise UnknownSku(f"/parts/{n}/sku", sku=part.sku)
        parts[skus[part.sku].id] = parts.get(skus[part.sku].id, 0) + part.quantity
    return kit, parts


def _write(graph: Kits, changed: dict[int, str]) -> None:
    if not changed:
        return
    rows = [(kit, part, quantity) for kit in changed for part, quantity in graph.parts.get(kit, {}).items()]
    db.run(_REPLACE, [arrays.ints(changed), *(arrays.ints(row[n] for row in rows) for n in range(3)),
                      arrays.ints(changed), arrays.bools(bool(graph.parts.get(kit)) for kit in changed)])
    record(*(Event("kit.changed", ("sku", kit), {"sku": code, "parts": len(graph.parts.get(kit, {}))}) for kit, code in changed.items()))
