"""Returns: what customers send back, from the request to the refund or the exchange."""
