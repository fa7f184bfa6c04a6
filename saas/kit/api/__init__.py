"""The API's kit: one declaration of an endpoint validates, answers, and writes the documentation."""

from saas.kit.api.answers import listing, problem_of
from saas.kit.api.asking import Paging, Sparse, given
from saas.kit.api.batches import Each, done_each, read_each
from saas.kit.api.endpoints import ENDPOINTS, Api, Endpoint, Param
from saas.kit.api.idempotency import prune_idempotency

__all__ = ["ENDPOINTS", "Api", "Each", "Endpoint", "Paging", "Param", "Sparse", "done_each", "given", "listing", "problem_of", "prune_idempotency", "read_each"]
