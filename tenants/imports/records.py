"""Rows → records: what stands in a file becomes one dict for each order, product or count, with coded errors instead of
sentences."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from tenants.imports.cells import Error, by_name, count_in, instant_in, number_in, pieces_in, positive_in
from tenants.imports.columns import Source
from tenants.imports.profiles.china import split_address
from tenants.imports.profiles.profile import Cells, Profile
from tenants.imports.reading.values import truth

Record = dict[str, Any]
Rows = Iterable[tuple[int, list[str]]]
MOST_ROWS = 2_000
_ORDER_TEXT = ("customer_name", "customer_email", "customer_phone", "ship_name", "ship_company", "ship_line1", "ship_line2", "ship_city",
               "ship_region", "ship_postcode", "ship_country", "ship_phone", "note", "shipping_method")
_ORDER_MONEY = ("shipping", "discount", "tax")
TRACKING = {word: kind for kind, words in {
    "none": ("none", "no", "нет", "否", "无", "なし"), "lot": ("lot", "batch", "партия", "партии", "по партиям", "серия", "批次", "ロット"),
    "serial": ("serial", "serial number", "серийный номер", "по серийным номерам", "序列号", "シリアル", "シリアル番号")}.items() for word in words}
_UNPAID = ("pending", "unpaid", "authorized", "partially_paid", "待付款", "未付款", "入金待ち", "等待买家付款")


def orders(source: Source, rows: Rows) -> Iterator[Record]:
    """One record for each order: rows that follow each other with one reference belong together. A column mistaken for
    the reference may be the same all the way down: of MOST_ROWS and more, the last one alone stands for the rest."""
    seen: set[int] = set()
    group: list[tuple[int, list[str]]] = []
    reference = ""
    for row_no, cells in rows:
        mine = source.value("reference", cells)
        if group and (mine == reference or not mine):
            group[MOST_ROWS:] = [(row_no, cells)]
            continue
        if group and (record := _order(source, reference, group, seen)):
            yield record
        reference, group = mine, [(row_no, cells)]
    if group and (record := _order(source, reference, group, seen)):
        yield record


def _order(source: Source, reference: str, group: list[tuple[int, list[str]]], seen: set[int]) -> Record | None:
    """The order of these rows; None where the format says that none of them sells anything."""
    if source.profile.skip and all(source.profile.skip(by_name(source, cells)) for _row_no, cells in group):
        return None
    errors: list[Error] = []
    first_row, first = group[0]
    record: Record = {"reference": reference, "channel": source.profile.channel, "rows": [row_no for row_no, _cells in group]}
    if not reference:
        errors.append((first_row, source.column("reference"), "missing_value", {}))
    if len(group) > MOST_ROWS:
        errors.append((first_row, source.column("reference"), "too_many_items", {"max": MOST_ROWS}))
    record["again"] = hash(reference) in seen
    seen.add(hash(reference))
    _about(source, record, first_row, first, errors)
    record["lines"] = []
    off = _cancelled(source, group)
    record["cancelled"] = all(off)
    for (row_no, cells), left_out in zip(group, off, strict=True):
        if left_out and not record["cancelled"]:
            continue
        for line in _lines(source, row_no, cells, errors):
            if "off" in line:
                record["discount"] = str(Decimal(record.get("discount") or 0) + Decimal(line["off"]))
            else:
                record["lines"].append(line)
    if not record["lines"] and not errors:
        errors.append((first_row, source.column("sku"), "missing_value", {}))
    if any(off) or errors:
        record.pop("total", None)  # the shop's, of lines that are left out too
    elif record.get("total"):
        _settle_tax(record)
    if errors:
        record["errors"] = errors
    return record


def _about(source: Source, record: Record, row_no: int, cells: Cells, errors: list[Error]) -> None:
    """The order as a whole, from its first row."""
    text = {field: source.value(field, cells) for field in _ORDER_TEXT if field in source.get}
    if whole := source.value("ship_whole", cells):
        text |= {k: v for k, v in split_address(whole).items() if v}
    place = {field[5:]: value[:200] for field, value in text.items() if field.startswith("ship_") and value}
    if place.keys() - {"name", "phone"}:
        record["ship_to"] = ({"country": source.profile.country} if source.profile.country else {}) | place
    record["customer"] = {field[9:]: value[:200] for field, value in text.items() if field.startswith("customer_") and value}
    record["note"], record["shipping_method"] = _comment(source.profile, text)
    record["currency"] = (source.value("currency", cells) or source.profile.currency).upper()[:3]
    for field in _ORDER_MONEY:
        if cell := source.value(field, cells):
            record[field] = number_in(cell, row_no, source, field, errors)
    if (cell := source.value("total", cells)) and not any(_charged(get(cells)) for get in source.beyond):
        record["total"] = number_in(cell, row_no, source, "total", errors)
    if cell := source.value("placed_at", cells):
        record["placed_at"] = instant_in(cell, source, row_no, errors)
    record["paid"] = _paid(source, cells)
    if source.profile.prices_include_tax is not None:
        record["prices_include_tax"] = source.profile.prices_include_tax


def _charged(cell: str) -> bool:
    return any(digit in cell for digit in "123456789")


def _settle_tax(record: Record) -> None:
    """Shops don't say whether their prices contain the tax they name; the total they name does."""
    tax = Decimal(record.get("tax") or 0)
    goods = [(line["quantity"] * Decimal(line["unit_price"]) if line.get("unit_price") else None, line.get("discount")) for line in record["lines"]]
    if not tax or any(worth is None for worth, _off in goods):
        return
    bare = sum(worth - Decimal(off or 0) for worth, off in goods) - Decimal(record.get("discount") or 0) + Decimal(record.get("shipping") or 0)
    if Decimal(record["total"]) in (bare, bare + tax):
        record["prices_include_tax"] = Decimal(record["total"]) == bare


def _comment(profile: Profile, text: Mapping[str, str]) -> tuple[str, str]:
    """(what the customer says, how it is to be delivered)."""
    note, method = text.get("note", "")[:4000], text.get("shipping_method", "")
    if note and profile.filler and not re.sub(profile.filler, "", note).strip():
        return "", " ".join(filter(None, (method, *re.sub(r"\[[^\]]*\]", "", note).split())))[:200]
    return note, method[:200]


def _cancelled(source: Source, group: list[tuple[int, list[str]]]) -> list[bool]:
    """Which rows the shop says are cancelled; a row that says nothing follows the one above it."""
    found: list[bool] = []
    for _row_no, cells in group:
        status = _status(source, cells)
        off = bool(source.value("cancelled_at", cells)) or any(word in status for word in source.profile.cancelled)
        found.append(off or (not status and bool(found) and found[-1]))
    return found


def _status(source: Source, cells: Cells) -> str:
    return " ".join(filter(None, (source.value("status", cells), source.value("status_code", cells)))).casefold()


def _paid(source: Source, cells: Cells) -> bool | None:
    said = source.value("paid_status", cells).casefold() or _status(source, cells)
    if any(word in said for word in _UNPAID):
        return False
    return truth(source.value("paid", cells)) if "paid" in source.get else None


def _lines(source: Source, row_no: int, cells: Cells, errors: list[Error]) -> Iterator[Record]:
    profile = source.profile
    if profile.skip or profile.expand:
        named = by_name(source, cells)
        if profile.skip and profile.skip(named):
            return
        if profile.expand:
            yield from filter(None, (_line(source, row_no, part.get, errors) for part in profile.expand(named)))
            return
    line = _line(source, row_no, lambda field: source.value(field, cells), errors)
    if line:
        yield line


def _line(source: Source, row_no: int, get: Callable[[str], str | None], errors: list[Error]) -> Record | None:
    sku, title, pieces = get("sku") or "", get("title") or "", get("quantity") or ""
    if not (sku or title or pieces):
        return None
    if not sku and (get("unit_price") or "").startswith("-") and (off := number_in(get("unit_price") or "", row_no, source, "unit_price", errors)):
        return {"off": off.lstrip("-")}  # a row that only takes money off is a discount of the order
    if not sku and source.profile.sku_from_title:
        sku = title
    for field, value in (("sku", sku), ("quantity", pieces)):
        if not value:
            errors.append((row_no, source.column(field), "missing_value", {}))
    count = pieces_in(pieces, row_no, source, "quantity", errors) if pieces else None
    if source.profile.merged_by and source.profile.merged_by in sku:
        errors.append((row_no, source.column("sku"), "rows_merged", {}))
    line: Record = {"sku": sku[:100], "title": title[:200], "quantity": count}
    _price(source, line, row_no, get, errors)
    for field in ("tax_rate", "tax_rate_part"):
        if (cell := get(field)) and (rate := number_in(cell, row_no, source, field, errors)):
            line["tax_rate"] = _percent(rate) if field == "tax_rate_part" else rate
    return line


def _percent(rate: str) -> str:
    """0.08 → 8; a rate that is a percentage already stays."""
    part = Decimal(rate)
    return f"{part * 100:f}".rstrip("0").rstrip(".") if 0 < part < 1 else rate


def _price(source: Source, line: Record, row_no: int, get: Callable[[str], str | None], errors: list[Error]) -> None:
    """Unit price and discount; a line's total is divided, and what doesn't divide becomes its discount."""
    off = get("line_discount")
    if off and (amount := number_in(off, row_no, source, "line_discount", errors)):
        line["discount"] = amount.lstrip("-")
    if cell := get("unit_price"):
        line["unit_price"] = positive_in(cell, row_no, source, "unit_price", errors)
    elif (cell := get("line_total")) and line["quantity"]:
        total = positive_in(cell, row_no, source, "line_total", errors)
        line |= divided(total, line["quantity"]) if total else {}


def divided(total: str, pieces: int) -> Record:
    """A line's total as unit price, rounded up, and the discount that brings it back: 10.00 for 3 → 3.34, 0.02."""
    whole, _point, part = total.partition(".")
    scale = len(part)
    minor = int(whole + part)
    unit = -(-minor // pieces)
    rest = unit * pieces - minor
    return {"unit_price": _scaled(unit, scale), **({"discount": _scaled(rest, scale)} if rest else {})}


def _scaled(minor: int, scale: int) -> str:
    digits = str(minor).zfill(scale + 1)
    return f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits


def products(source: Source, rows: Rows) -> Iterator[Record]:
    """One record for each SKU. A title that stands on a product's first row only is the title of its other rows too."""
    above: Record = {}
    for row_no, cells in _kept(source, rows):
        errors: list[Error] = []
        record: Record = {field: source.value(field, cells)[:200] for field in ("title", "product", "option", "barcode") if field in source.get}
        if not record.get("title") and record.get("product") and record["product"] == above.get("product"):
            record["title"] = above["title"]
        above = record
        record |= {"sku": _code(source, cells, record.get("title", "")), "rows": [row_no]}
        errors += [(row_no, source.column(field), "missing_value", {}) for field in ("sku", "title") if not record.get(field)]
        if cell := source.value("price", cells):
            record["price"] = positive_in(cell, row_no, source, "price", errors)
        if cell := source.value("tax_rate", cells):
            record["tax_rate"] = positive_in(cell.rstrip("%"), row_no, source, "tax_rate", errors)
        _weight(source, record, row_no, cells, errors)
        record |= {field: count_in(cell, row_no, source, field, errors) for field in ("safety_stock", "reorder_point", "reorder_quantity")
                   if (cell := source.value(field, cells))}
        if cell := source.value("tracking", cells):
            record["tracking"] = TRACKING.get(cell.casefold(), cell[:60])
        yield record | ({"errors": errors} if errors else {})


def _weight(source: Source, record: Record, row_no: int, cells: Cells, errors: list[Error]) -> None:
    for field, factor in (("weight_g", 1), ("weight_kg", 1000)):
        if (cell := source.value(field, cells)) and (text := positive_in(cell, row_no, source, field, errors)):
            record["weight_g"] = round(Decimal(text) * factor)


def _code(source: Source, cells: Cells, title: str) -> str:
    """The SKU; where a shop gave its variants none, what its orders call them: Shirt - Blue / M."""
    sku = source.value("sku", cells)
    if not sku and source.profile.sku_from_title:
        variant = source.value("variant", cells)
        sku = f"{title} - {variant}" if variant and variant != "Default Title" else title
    return sku[:100]


def stock(source: Source, rows: Rows) -> Iterator[Record]:
    """One record for each count of a SKU somewhere. A second count of the same would undo the first: a file that doesn't say
    where each lies can't be taken."""
    seen: set[int] = set()
    for row_no, cells in _kept(source, rows):
        errors: list[Error] = []
        record: Record = {"sku": _code(source, cells, source.value("title", cells)), "rows": [row_no]}
        record |= {field: value[:100] for field in ("warehouse", "location", "lot") if (value := source.value(field, cells))}
        if not record["sku"]:
            errors.append((row_no, source.column("sku"), "missing_value", {}))
        cell = source.value("quantity", cells)
        if not cell:
            errors.append((row_no, source.column("quantity"), "missing_value", {}))
        else:
            record["quantity"] = count_in(cell, row_no, source, "quantity", errors)
        if cell := source.value("unit_cost", cells):
            record["unit_cost"] = positive_in(cell, row_no, source, "unit_cost", errors)
        if cell := source.value("expires_on", cells):
            record["expires_on"] = (instant_in(cell, source, row_no, errors, "expires_on") or "")[:10]
        place = hash((record["sku"], record.get("warehouse"), record.get("location"), record.get("lot")))
        if record["sku"] and place in seen:
            errors.append((row_no, source.column("sku"), "counted_twice", {}))
        seen.add(place)
        yield record | ({"errors": errors} if errors else {})


def _kept(source: Source, rows: Rows) -> Iterator[tuple[int, list[str]]]:
    """Rows the profile doesn't skip."""
    if source.profile.skip is None:
        yield from rows
        return
    for row_no, cells in rows:
        if not source.profile.skip(by_name(source, cells)):
            yield row_no, cells


BUILDERS = {"orders": orders, "products": products, "stock": stock}
