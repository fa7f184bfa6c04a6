"""The API of what can be promised."""

from typing import Any

from saas.kit.api import Sparse
from saas.kit.errors import NotFound
from saas.kit.i18n import _l
from saas.kit.inputs import Day, Field, Quantity
from tenants.inventory.queries import available_to_promise
from tenants.purchasing import answers, shapes
from tenants.purchasing.api.door import api


class PromiseAsked(Sparse):
    """How many, and up to when."""

    quantity: Quantity | None = Field(None, title=_l("From which day on can so many be promised"))
    until: Day | None = Field(None, title=_l("Only what arrives up to this day"))


@api.endpoint("GET", "/stock/<path:sku>/atp", asks=PromiseAsked, gives=shapes.PromiseOut, permission="inventory:read", errors=(NotFound,),
              summary=_l("What of a SKU can be promised, and when"))
def promise(asked: PromiseAsked, sku: str) -> Any:
    found = available_to_promise([sku], asked.until)
    if not found:
        raise NotFound()
    return answers.promise(found[0], asked.quantity)
