"""Knowing customers: whoever orders is kept, found by their e-mail, or by their phone's digits where they gave none."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from tenants.orders.inputs import Customer

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


class Seen(NamedTuple):
    """Who ordered, as their order says, where it goes, and when it was placed."""

    who: Customer
    address: Mapping[str, str]
    at: datetime


def rows_of(seen: Iterable[Seen]) -> list[dict[str, Any]]:
    """A row for each customer who is known by anything, as the last of their orders says; how many orders it was, and when
    the last."""
    found: dict[str, dict[str, Any]] = {}
    for who, address, at in seen:
        if who.key:
            before = found.get(who.key, {"orders": 0, "last_order_at": at})
            found[who.key] = {"key": who.key, "name": who.name, "email": who.email, "phone": who.phone, "address": address,
                              "orders": before["orders"] + 1, "last_order_at": max(before["last_order_at"], at), "grams": who.pairs}
    return list(found.values())
