"""How rows become what the API of purchasing answers. Amounts are decimal texts."""

from datetime import date
from typing import Any

from saas.kit.context import tenant
from saas.kit.money import to_text
from tenants.inventory.queries import Promise
from tenants.purchasing.operations.change import Effect
from tenants.purchasing.operations.offers import Offered
from tenants.purchasing.queries import NoticeRow, Offer, OneNotice, OnePurchase, OneReceipt, OneSupplier, PurchaseRow, ReceiptRow
from tenants.purchasing.shapes import SupplierOut, TakenInOut


def supplier(one: OneSupplier) -> dict[str, Any]:
    return {name: getattr(one, name) for name in SupplierOut.model_fields}


def placed(one: Any) -> dict[str, Any]:
    return {"number": one.number, "state": one.state, "currency": one.currency, "total": to_text(one.total, one.currency), "version": one.version}


def offer(row: Offer) -> dict[str, Any]:
    return {"sku": row.sku, "title": row.title, "unit_cost": to_text(row.unit_cost, row.currency), "currency": row.currency, "lead_days": row.lead_days,
            "code": row.code}


def offered(one: Offered) -> dict[str, Any]:
    return {"supplier": one.supplier, "sku": one.sku}


def brief(row: PurchaseRow | OnePurchase) -> dict[str, Any]:
    return {**placed(row), "supplier": row.supplier, "reference": row.reference, "late": row.late, "ordered": row.ordered, "received": row.received,
            "open": row.open_pieces, "expected_on": text_of(row.expected_on)}


def purchase(order: OnePurchase) -> dict[str, Any]:
    return {**brief(order), "warehouse": order.warehouse, "rate": order.rate, "note": order.note,
            "lines": [{"line": x.line_no, "sku": x.sku, "title": x.title, "unit_cost": to_text(x.unit_cost, order.currency), "ordered": x.ordered,
                       "received": x.received, "damaged": x.damaged, "closed": x.closed, "open": x.open, "announced": x.announced} for x in order.lines],
            "notices": [row.number for row in order.notices], "receipts": [row.number for row in order.receipts]}


def effect(of: Effect) -> dict[str, Any]:
    def money(*amounts: int) -> list[str]:
        return [to_text(minor, of.currency) for minor in amounts]

    return {"number": of.number, "currency": of.currency, "total": money(of.total_before, of.total), "open": [of.open_before, of.open],
            "expected_on": [text_of(of.expected_before), text_of(of.expected_on)],
            "lines": [{"line": x.line_no, "sku": x.sku, "ordered": [x.before, x.after], "unit_cost": money(x.cost_before, x.cost)} for x in of.lines]}


def notice(row: NoticeRow) -> dict[str, Any]:
    return {"number": row.number, "purchase_order": row.purchase, "supplier": row.supplier, "warehouse": row.warehouse, "reference": row.reference,
            "carrier": row.carrier, "tracking": row.tracking, "expected_on": text_of(row.expected_on), "state": row.state, "pieces": row.pieces,
            "version": row.version}


def whole_notice(one: OneNotice) -> dict[str, Any]:
    return {**notice(one.row), "receipt": one.receipt, "lines": [
        {"sku": x.sku, "quantity": x.quantity, "lot": x.lot, "expires_on": text_of(x.expires_on)} for x in one.lines]}


def announced(one: Any) -> dict[str, Any]:
    return {"number": one.number, "state": one.state, "version": one.version}


def receipt(row: ReceiptRow) -> dict[str, Any]:
    return {**taken_in(row), "purchase_order": row.purchase, "notice": row.notice, "supplier": row.supplier, "warehouse": row.warehouse, "note": row.note,
            "received_at": row.received_at.isoformat(), "reversed_at": row.reversed_at and row.reversed_at.isoformat(), "version": row.version}


def whole_receipt(one: OneReceipt) -> dict[str, Any]:
    own = tenant().currency
    return {**receipt(one.row), "lines": [
        {"sku": x.sku, "lot": x.lot, "expires_on": text_of(x.expires_on), "expected": x.expected, "good": x.good, "damaged": x.damaged, "over": x.over,
         "short": x.short, "reason": x.reason, "unit_cost": None if x.unit_cost is None else to_text(x.unit_cost, own)} for x in one.lines]}


def taken_in(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in TakenInOut.model_fields}


def promise(of: Promise, quantity: int | None) -> dict[str, Any]:
    return {"sku": of.sku, "available": of.now, "waiting": of.waiting, "safety_stock": of.safety_stock, "overdue": of.overdue, "undated": of.undated,
            "steps": [{"day": step.day.isoformat(), "coming": step.coming, "available": step.promised} for step in of.steps],
            "inbound": [{"kind": x.kind, "number": x.number, "day": text_of(x.day), "late": x.day is not None and x.day < of.today, "warehouse": x.warehouse,
                         "pieces": x.pieces} for x in of.coming], "quantity": quantity,
            "first_day": text_of(of.first_day(quantity)) if quantity else None, "needs_late": bool(quantity) and of.needs_late(quantity or 0)}


def text_of(day: date | None) -> str | None:
    return day and day.isoformat()
