"""The reads of inventory."""

from tenants.inventory.queries.houses import (
    House, Lying, Proved, Spot, get_warehouse, last_proof, list_locations, location_codes, warehouse_names, warehouses, what_lies_there,
)
from tenants.inventory.queries.levels import LIMIT, VIEWS, FindStock, StockLevel, count_stock, list_stock, stock_levels
from tenants.inventory.queries.lots import LotRow, get_lot, list_lots
from tenants.inventory.queries.moves import DayEnd, End, Lay, Move, list_moves, stock_as_of, stock_per_day
from tenants.inventory.queries.policy import Policy, get_policy
from tenants.inventory.queries.one import Claim, OneSku, Part, get_stock
from tenants.inventory.queries.promise import Coming, Promise, Step, available_to_promise

__all__ = ["LIMIT", "VIEWS", "Claim", "Coming", "DayEnd", "End", "FindStock", "House", "Lay", "LotRow", "Lying", "Move", "OneSku", "Part", "Policy",
           "Promise", "Proved", "Spot", "Step", "StockLevel", "available_to_promise", "count_stock", "get_lot", "get_policy", "get_stock",
           "get_warehouse", "last_proof", "list_locations", "list_lots", "list_moves", "list_stock", "location_codes", "stock_as_of",
           "stock_levels", "stock_per_day", "warehouse_names", "warehouses", "what_lies_there"]
