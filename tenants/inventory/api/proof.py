"""The API of the proof: what it found last, and proving now."""

from typing import Any

from pydantic import BaseModel

from saas.kit.errors import NotFound
from saas.kit.i18n import _l
from saas.kit.inputs import Input
from tenants.inventory.api.door import api
from tenants.inventory.operations import prove_stock
from tenants.inventory.queries import last_proof


class Now(Input):
    """An empty object."""


class DifferenceOut(BaseModel):
    """Two figures that should agree and don't: which question, where, what the ledger says, what stands there."""

    question: str
    where: str | None
    expected: str | None
    found: str | None


class ProofOut(BaseModel):
    """What a proof found: `total` differences, the first ones of each question, and how many rows were compared."""

    at: str
    total: int
    differences: list[DifferenceOut]
    compared: dict[str, int]


def shown_proof() -> dict[str, Any]:
    """The last proof; NotFound where nothing was ever proved."""
    proved = last_proof()
    if proved is None:
        raise NotFound()
    return {"at": proved.at.isoformat(), "total": proved.total, "differences": proved.differences, "compared": proved.counts}


@api.endpoint("GET", "/proof", gives=ProofOut, permission="inventory:read", errors=(NotFound,), summary=_l("What the last proof of ledger, balances and orders found"))
def proof() -> Any:
    return shown_proof()


@api.endpoint("POST", "/proof", takes=Now, gives=ProofOut, permission="inventory:prove", summary=_l("Prove ledger, balances and orders now"))
def prove(_now: Now) -> Any:
    prove_stock()
    return shown_proof()
