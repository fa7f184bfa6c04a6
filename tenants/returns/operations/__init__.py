"""The verbs of returns."""

from tenants.returns.operations.answer import authorise_returns, cancel_returns, close_returns, decline_returns
from tenants.returns.operations.decide import decide_returns
from tenants.returns.operations.exchange import order_exchanges
from tenants.returns.operations.receive import receive_returns
from tenants.returns.operations.refund import record_refunds
from tenants.returns.operations.refund_apart import refund_apart
from tenants.returns.operations.request import request_returns

__all__ = ["authorise_returns", "cancel_returns", "close_returns", "decide_returns", "decline_returns", "order_exchanges", "receive_returns",
           "record_refunds", "refund_apart", "request_returns"]
