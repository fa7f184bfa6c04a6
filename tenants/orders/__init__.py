"""Orders: what customers asked for, what is held for them, and what each order waits for."""
