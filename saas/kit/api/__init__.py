"""The API's kit: one declaration of an endpoint validates, answers, and writes the documentation."""

from saas.kit.api.answers import listing, problem_of
from saas.kit.api.asking import Paging, Searching, Sparse, given
from saas.kit.api.batches import Each, done_each, read_each
from saas.kit.api.endpoints import ENDPOINTS, Api, Endpoint
from saas.kit.api.idempotency import prune_idempotency

__all__ = ["ENDPOINTS", "Api", "Each", "Endpoint", "Paging", "Searching", "Sparse", "done_each", "given", "listing", "problem_of", "prune_idempotency", "read_each"]
