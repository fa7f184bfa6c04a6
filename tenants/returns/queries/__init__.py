"""The reads of returns."""

from tenants.returns.queries.apart import Missed, missed
from tenants.returns.queries.finding import SentOrder, find_sent
from tenants.returns.queries.listing import LIMIT, VIEWS, FindReturns, ReturnPage, ReturnRow, count_returns, list_returns, return_numbers
from tenants.returns.queries.one import (OneReturn, OneUnit, ReturnedLine, get_return, return_story, returnable)

__all__ = ["LIMIT", "VIEWS", "FindReturns", "Missed", "OneReturn", "OneUnit", "ReturnPage", "ReturnRow", "ReturnedLine", "SentOrder", "count_returns", "find_sent", "get_return",
           "list_returns", "missed", "return_numbers", "return_story", "returnable"]
