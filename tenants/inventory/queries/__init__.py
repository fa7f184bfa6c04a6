"""The reads of inventory."""

from tenants.inventory.queries.levels import VIEWS, FindStock, StockLevel, count_stock, list_stock, stock_levels

__all__ = ["VIEWS", "FindStock", "StockLevel", "count_stock", "list_stock", "stock_levels"]
