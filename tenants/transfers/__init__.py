"""Transfers: goods that go from one of our warehouses to another, and the road between."""
