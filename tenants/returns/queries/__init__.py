"""The reads of returns."""

from tenants.returns.queries.listing import LIMIT, VIEWS, FindReturns, ReturnPage, ReturnRow, count_returns, list_returns
from tenants.returns.queries.one import (OneReturn, OneUnit, ReturnedLine, get_return, return_story, returnable)

__all__ = ["LIMIT", "VIEWS", "FindReturns", "OneReturn", "OneUnit", "ReturnPage", "ReturnRow", "ReturnedLine", "count_returns", "get_return",
           "list_returns", "return_story", "returnable"]
