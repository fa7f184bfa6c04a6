"""The verbs of transfers."""

from tenants.transfers.operations.arrive import receive_transfers
from tenants.transfers.operations.lose import lose_transfers
from tenants.transfers.operations.plan import plan_transfers
from tenants.transfers.operations.recall import cancel_transfers
from tenants.transfers.operations.send import send_transfers

__all__ = ["cancel_transfers", "lose_transfers", "plan_transfers", "receive_transfers", "send_transfers"]
