"""The parts, in the order they are measured, and how the result is shown."""

import json
from collections.abc import Iterable
from pathlib import Path

from saas.bench import importing, placing, reading, tenancy
from saas.bench.parts import Figure, Part

PARTS = (
    Part("place", "one order, in process", "orders/s", "limit-c1", 0.22, 0.40, False, placing.one_order),
    Part("bulk", "orders in bulk, 1,000 a call in chunks of 200", "orders/s", "limit-c1", 1.2, 2.5, False, placing.in_bulk),
    Part("api", "one order through the API, 2 processes, 4 connections", "orders/s", "limit-c4", 0.12, 0.25, False, placing.through_api),
    Part("hot", "hot SKU against uniform, API, 8 writers", "share kept", "the bare server's own loss", 0.80, 0.95, False, placing.hot_sku),
    Part("import", "order file, apply pass", "lines/s", "COPY and set-based SQL", 0.30, 0.60, False, importing.order_file),
    Part("memory", "peak memory of reading a large file", "MB", "the file's own MB", 300, 150, True, importing.memory),
    Part("list", "list of 50 at a million orders, JSON, p50", "ms", "raw keyset query, ms", 15, 7, True, reading.list_json),
    Part("page", "the same as a whole page, p50", "ms", "raw keyset query, ms", 60, 25, True, reading.list_page),
    Part("search", "search at a million orders, slowest of four", "ms", "none", 100, 20, True, reading.search),
    Part("tenant", "a new tenant made", "ms", "none", 150, 80, True, tenancy.made),
    Part("claim", "a new tenant claimed ready-made", "ms", "none", 20, 5, True, tenancy.claimed),
    Part("enter", "a tenant's request against the same without tenancy", "requests/s", "without tenancy", 0.75, 0.90, False, tenancy.entering),
    Part("many", "a request at 1,000 tenants against 1, warm", "requests/s", "one tenant", 0.60, 0.80, False, tenancy.thousand),
    Part("migrate", "one column and index over 1,000 tenants", "s", "tenants there", 10, 5, True, tenancy.migrating),
)


def line(figure: Figure) -> str:
    """One line of the table: work, ours, reference, ratio with its range, floor, goal."""
    part = figure.part
    return (f"{part.work:<56} {figure.ours:>11,.2f} {part.unit:<10} {figure.reference:>11,.2f}  {figure.ratio:>8.2f} "
            f"[{figure.lowest:.2f}..{figure.highest:.2f}]  floor {part.floor:g} goal {part.goal:g}  {figure.verdict}")


def write(figures: Iterable[Figure], path: Path) -> None:
    """The same as JSON."""
    path.write_text(json.dumps([{
        "name": f.part.name, "work": f.part.work, "unit": f.part.unit, "reference": f.part.reference, "ours": f.ours, "reference_value": f.reference,
        "ratio": f.ratio, "lowest": f.lowest, "highest": f.highest, "floor": f.part.floor, "goal": f.part.goal, "less_is_better": f.part.less,
        "verdict": f.verdict} for f in figures], indent=1))
