"""Purchasing: suppliers, what is ordered from them, what they announce, and what really arrives."""
