"""Customers: who orders, found again, with all they ordered."""
