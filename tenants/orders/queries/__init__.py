"""The reads of orders."""

from tenants.orders.queries.beyond import OneParcel, OrderReturn, OrderTie, ParcelLine
from tenants.orders.queries.cases import REASONS, Case, UnknownGoods, find_case, list_cases, unknown_goods
from tenants.orders.queries.counting import Day, Waits, needs_person, orders_per_day, view_counts, waiting_count
from tenants.orders.queries.finding import LIMIT, NO_CHANNEL, VIEWS, FindOrders
from tenants.orders.queries.history import order_history
from tenants.orders.queries.listing import (BriefOrder, OrderPage, OrderRow, Wait, brief_orders, channels, count_orders,
                                           export_orders, list_orders, list_waiting, numbers_of)
from tenants.orders.queries.mergeable import Mergeable, list_mergeable
from tenants.orders.queries.one import HeldPart, OneHold, OneKit, OneLine, OneOrder, get_order, order_story

__all__ = ["LIMIT", "NO_CHANNEL", "REASONS", "VIEWS", "BriefOrder", "Case", "Day", "FindOrders", "HeldPart", "Mergeable", "OneHold", "OneKit", "OneLine", "OneOrder", "OneParcel",
           "OrderPage", "OrderReturn", "OrderRow", "OrderTie", "ParcelLine", "UnknownGoods", "Wait", "Waits", "brief_orders", "channels", "count_orders", "export_orders", "find_case", "get_order",
           "list_cases", "list_mergeable", "list_orders", "list_waiting", "needs_person", "numbers_of", "order_history", "order_story", "orders_per_day", "unknown_goods", "view_counts", "waiting_count"]
