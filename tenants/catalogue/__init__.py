"""Catalogue: what a company sells. A product groups SKUs; a SKU is the thing that is stocked, ordered and shipped."""
