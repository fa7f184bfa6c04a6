"""Imports: a file someone brought becomes orders, products or stock, through the very verbs everyone else uses."""
