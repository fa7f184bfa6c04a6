"""The reads of transfers."""

from tenants.transfers.queries.many import LIMIT, VIEWS, FindTransfers, Listed, count_transfers, list_transfers
from tenants.transfers.queries.one import OneLine, OneTransfer, Part, get_transfer, transfer_story

__all__ = ["LIMIT", "VIEWS", "FindTransfers", "Listed", "OneLine", "OneTransfer", "Part", "count_transfers", "get_transfer",
           "list_transfers", "transfer_story"]
