"""The reads of inventory."""

from tenants.inventory.queries.feed import FindMoves, feed_moves
from tenants.inventory.queries.houses import (
    House, Lying, Proved, Spot, get_warehouse, last_proof, list_locations, location_codes, warehouse_names, warehouses, what_lies_there,
)
from tenants.inventory.queries.levels import LIMIT, VIEWS, FindStock, StockLevel, count_stock, list_stock, stock_levels
from tenants.inventory.queries.lots import LotRow, get_lot, list_lots
from tenants.inventory.queries.low import FindLow, LowSku, list_low
from tenants.inventory.queries.moves import DayEnd, End, Lay, Move, get_move, list_moves, stock_as_of, stock_per_day
from tenants.inventory.queries.policy import Policy, get_policy
from tenants.inventory.queries.one import Claim, OneSku, Part, get_stock
from tenants.inventory.queries.promise import Coming, Promise, Step, available_to_promise
from tenants.inventory.queries.value import CostMade, FindValue, ValueRow, ValueSum, list_value, sum_value, value_of, what_made_the_cost

__all__ = ["LIMIT", "VIEWS", "Claim", "Coming", "CostMade", "DayEnd", "End", "FindLow", "FindMoves", "FindStock", "FindValue", "House", "Lay", "LotRow",
           "LowSku", "Lying", "Move", "OneSku", "Part", "Policy", "Promise", "Proved", "Spot", "Step", "StockLevel", "ValueRow", "ValueSum", "available_to_promise",
           "count_stock", "feed_moves", "get_lot", "get_move", "get_policy", "get_stock", "get_warehouse", "last_proof", "list_locations", "list_lots", "list_low",
           "list_moves", "list_stock", "list_value", "location_codes", "stock_as_of", "stock_levels", "stock_per_day", "sum_value", "value_of",
           "warehouse_names", "warehouses", "what_lies_there", "what_made_the_cost"]
