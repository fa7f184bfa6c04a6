"""Knowing customers: whoever orders is kept, found by their e-mail, or by their phone's digits where they gave none."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from saas.kit import search
from tenants.orders.inputs import NewOrder

# What the company has written itself stays; rows are locked in the order of their keys.
UPSERT = """
INSERT INTO customer AS c (key, name, email, phone, address, orders, last_order_at, grams)
SELECT n.key, n.name, n.email, n.phone, n.address, n.orders, n.last_order_at, string_to_array(n.grams, chr(31))
  FROM json_to_recordset(%s) AS n(key text, name text, email text, phone text, address jsonb, orders bigint, last_order_at timestamptz, grams text)
 ORDER BY n.key
ON CONFLICT (key) DO UPDATE SET orders = c.orders + excluded.orders, last_order_at = greatest(c.last_order_at, excluded.last_order_at),
  name = CASE WHEN c.edited_at IS NULL AND excluded.name <> '' THEN excluded.name ELSE c.name END,
  email = CASE WHEN c.edited_at IS NULL AND excluded.email <> '' THEN excluded.email ELSE c.email END,
  phone = CASE WHEN c.edited_at IS NULL AND excluded.phone <> '' THEN excluded.phone ELSE c.phone END,
  address = CASE WHEN c.edited_at IS NULL AND excluded.address <> '{}' THEN excluded.address ELSE c.address END,
  grams = CASE WHEN c.edited_at IS NULL THEN excluded.grams ELSE c.grams END"""


def key_of(email: str, phone: str) -> str:
    """What a customer is known by; empty for someone who gave neither."""
    return search.fold(email).strip() if email else "".join(filter(str.isdecimal, search.fold(phone)))


def people(orders: Iterable[tuple[NewOrder, Mapping[str, str], datetime]]) -> list[dict[str, Any]]:
    """A row for each customer of new orders, as the last of them says; how many orders it was, and when the last."""
    found: dict[str, dict[str, Any]] = {}
    for new, address, at in orders:
        who = new.customer
        if key := key_of(who.email, who.phone):
            before = found.get(key, {"orders": 0, "last_order_at": at})
            found[key] = {"key": key, "name": who.name, "email": who.email, "phone": who.phone, "address": address, "orders": before["orders"] + 1,
                          "last_order_at": max(before["last_order_at"], at), "grams": search.joined(search.fold(f"{who.name} {who.email} {who.phone}"))}
    return list(found.values())
