"""Fulfilment: picking what is held and shipping it in parcels, whole or in part."""
