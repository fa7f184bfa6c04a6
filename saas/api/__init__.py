"""The API's description: OpenAPI 3.1 and a readable page, both written from the endpoints' own declarations."""
