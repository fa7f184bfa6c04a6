"""The data plane: one PostgreSQL schema and one role for each client company."""
