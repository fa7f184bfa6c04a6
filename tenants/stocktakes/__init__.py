"""Stocktakes: counting what really lies there, looking again, and bringing the books in line."""
