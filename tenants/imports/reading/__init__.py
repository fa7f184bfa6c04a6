"""Reading files: bytes someone brought → rows of text with the row numbers a person sees. Knows no database."""
