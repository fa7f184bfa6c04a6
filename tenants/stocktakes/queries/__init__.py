"""The reads of stocktakes."""

from tenants.stocktakes.queries.lines import LINE_VIEWS, Entry, FindLines, Place, get_line, last_counts, list_lines, places_to_count
from tenants.stocktakes.queries.many import LIMIT, VIEWS, FindStocktakes, Listed, count_stocktakes, list_stocktakes
from tenants.stocktakes.queries.one import OneStocktake, get_stocktake, sees_the_book, stocktake_story

__all__ = ["LIMIT", "LINE_VIEWS", "VIEWS", "Entry", "FindLines", "FindStocktakes", "Listed", "OneStocktake", "Place", "count_stocktakes",
           "get_line", "get_stocktake", "last_counts", "list_lines", "list_stocktakes", "places_to_count", "sees_the_book", "stocktake_story"]
