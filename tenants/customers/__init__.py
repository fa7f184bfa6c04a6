"""Customers: who orders from the client company, found again by e-mail or phone."""
