"""The reads of orders."""

from tenants.orders.queries.counting import Day, Waits, needs_person, orders_per_day, view_counts, waiting_count
from tenants.orders.queries.finding import VIEWS, FindOrders
from tenants.orders.queries.listing import OrderPage, OrderRow, channels, count_orders, export_orders, list_orders
from tenants.orders.queries.one import (HeldPart, OneHold, OneLine, OneOrder, OneParcel, ParcelLine, get_order, order_story)

__all__ = ["VIEWS", "Day", "FindOrders", "HeldPart", "OneHold", "OneLine", "OneOrder", "OneParcel", "OrderPage", "OrderRow",
           "ParcelLine", "Waits", "channels", "count_orders", "export_orders", "get_order", "list_orders", "needs_person",
           "order_story", "orders_per_day", "view_counts", "waiting_count"]
