"""The API's kit: one declaration of an endpoint validates, answers, and writes the documentation."""

from saas.kit.api.answers import problem_of, listing
from saas.kit.api.endpoints import ENDPOINTS, Api, Endpoint, Param, given
from saas.kit.api.idempotency import prune_idempotency

__all__ = ["ENDPOINTS", "Api", "Endpoint", "Param", "given", "listing", "problem_of", "prune_idempotency"]
