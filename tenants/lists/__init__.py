"""Lists: what people keep of them (saved views) and do with all they find (bulk runs), whatever the list is of."""
