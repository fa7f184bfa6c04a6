"""Inventory: where goods are. The ledger is the truth; a balance is kept beside it in the same transaction."""
