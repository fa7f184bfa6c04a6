"""The API of orders: placing, reading, working and changing them."""

from tenants.orders.api import changing, placing, reading, working  # noqa: F401  declare their endpoints
from tenants.orders.api.door import ETAG, api
from tenants.orders.api.saying import answer
from tenants.orders.api.shapes import AddressOut, OrderOut

__all__ = ["ETAG", "AddressOut", "OrderOut", "answer", "api"]
