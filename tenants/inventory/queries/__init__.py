"""The reads of inventory."""

from tenants.inventory.queries.houses import House, Proved, get_warehouse, last_proof, warehouse_names, warehouses
from tenants.inventory.queries.levels import LIMIT, VIEWS, FindStock, StockLevel, count_stock, list_stock, stock_levels
from tenants.inventory.queries.lots import LotRow, get_lot, list_lots
from tenants.inventory.queries.moves import DayEnd, End, Lay, Move, list_moves, stock_as_of, stock_per_day
from tenants.inventory.queries.policy import Policy, get_policy
from tenants.inventory.queries.one import Claim, OneSku, Part, get_stock
from tenants.inventory.queries.promise import Coming, Promise, Step, available_to_promise

__all__ = ["LIMIT", "VIEWS", "Claim", "Coming", "DayEnd", "End", "FindStock", "House", "Lay", "LotRow", "Move", "OneSku", "Part", "Policy", "Promise",
           "Proved", "Step", "StockLevel", "available_to_promise", "count_stock", "get_lot", "get_policy", "get_stock", "get_warehouse", "last_proof",
           "list_lots", "list_moves", "list_stock", "stock_as_of", "stock_levels", "stock_per_day", "warehouse_names", "warehouses"]
