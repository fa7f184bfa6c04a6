"""Knowing customers: whoever orders is kept, found by their e-mail, or by their phone's digits where they gave none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saas.kit import search
from tenants.customers.keys import key_of, words_of
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


@dataclass(frozen=True, slots=True)
class Known:
    """Who ordered, as their order says, and when it was placed."""

    key: str
    name: str
    email: str
    phone: str
    address: Mapping[str, str]
    at: datetime


def people(orders: Iterable[tuple[NewOrder, Mapping[str, str], datetime]]) -> list[dict[str, Any]]:
    """A row for each customer of new orders."""
    return rows_of(Known(key, new.customer.name, new.customer.email, new.customer.phone, address, at) for new, address, at in orders
                   if (key := key_of(new.customer.email, new.customer.phone)))


def rows_of(seen: Iterable[Known]) -> list[dict[str, Any]]:
    """A row for each customer, as the last of their orders says; how many orders it was, and when the last."""
    found: dict[str, dict[str, Any]] = {}
    for who in seen:
        before = found.get(who.key, {"orders": 0, "last_order_at": who.at})
        found[who.key] = {"key": who.key, "name": who.name, "email": who.email, "phone": who.phone, "address": who.address, "orders": before["orders"] + 1,
                          "last_order_at": max(before["last_order_at"], who.at), "grams": search.joined(words_of(who.name, who.email, who.phone))}
    return list(found.values())
