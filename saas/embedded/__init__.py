"""The servers that come with `pip`: PostgreSQL and Valkey for the demo and the tests, and what keeps them running."""
