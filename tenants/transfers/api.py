"""The API of transfers."""

from collections.abc import Callable, Sequence
from typing import Any

from pydantic import BaseModel

from saas.kit.api import Api, Paging, Sparse, listing
from saas.kit.api.answers import page_of_model
from saas.kit.i18n import _l
from saas.kit.inputs import Input
from saas.kit.operations import Outcome, only
from tenants.transfers import operations as verbs
from tenants.transfers import queries
from tenants.transfers.inputs import Arrival, Loss, NewTransfer, Recall, Sending, WhatArrived, WhatIsLost, WhatToSend, WhyRecalled
from tenants.transfers.queries import FindTransfers, Listed, OneTransfer

api = Api("transfers", __name__)
_VERSION = "SELECT version FROM transfer WHERE number = %(number)s FOR NO KEY UPDATE"


class TransferBrief(BaseModel):
    """A transfer in a list; quantities in pieces. `surplus` turned up on arrival beyond what was sent."""

    number: int
    state: str
    from_warehouse: str
    to_warehouse: str
    planned: int
    sent: int
    received: int
    lost: int
    surplus: int
    expected_on: str | None
    late: bool
    created_at: str


class TransferLotOut(BaseModel):
    """What of a line has left, of one lot."""

    lot: str | None
    sent: int
    received: int
    lost: int


class TransferLineOut(BaseModel):
    """A line of a transfer; `on_the_way` pieces have left and neither arrived nor got lost."""

    line: int
    sku: str
    title: str
    lot: str | None
    planned: int
    sent: int
    received: int
    lost: int
    surplus: int
    on_the_way: int
    lots: list[TransferLotOut]


class TransferOut(TransferBrief):
    """A transfer as it stands."""

    note: str
    version: int
    lines: list[TransferLineOut]


class TransfersAsked(FindTransfers, Paging, Sparse):
    """Which transfers."""


def brief(t: Listed | OneTransfer) -> dict[str, Any]:
    return {"number": t.number, "state": t.state, "from_warehouse": t.source, "to_warehouse": t.target, "planned": t.planned, "sent": t.sent,
            "received": t.received, "lost": t.lost, "surplus": t.surplus, "expected_on": t.expected_on and t.expected_on.isoformat(), "late": t.late,
            "created_at": t.created_at.isoformat()}


def whole(t: OneTransfer) -> dict[str, Any]:
    lines = [{"line": x.line_no, "sku": x.sku, "title": x.title, "lot": x.lot, "planned": x.planned, "sent": x.sent, "received": x.received,
              "lost": x.lost, "surplus": x.surplus, "on_the_way": x.on_the_way,
              "lots": [{"lot": p.lot, "sent": p.sent, "received": p.received, "lost": p.lost} for p in x.parts]} for x in t.lines]
    return {**brief(t), "note": t.note, "version": t.version, "lines": lines}


def answer(number: int, status: int = 200) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The transfer as it stands now, with its ETag."""
    it = queries.get_transfer(number)
    return whole(it), status, {"ETag": f'"{it.version}"'}


def acted(verb: Callable[[Sequence[Any]], list[Outcome[Any]]], model: type[Input], number: int, asked: Input) -> Any:
    """The verb on one transfer; then how it stands."""
    only(verb([model(**{name: getattr(asked, name) for name in type(asked).model_fields}, number=number)]))
    return answer(number)


@api.endpoint("GET", "/transfers", gives=page_of_model(TransferBrief), permission="transfers:read", asks=TransfersAsked,
              summary=_l("List transfers, newest first"))
def index(find: TransfersAsked) -> Any:
    page = queries.list_transfers(find, find.after, find.limit)
    return listing(map(brief, page.rows), page.next)


@api.endpoint("POST", "/transfers", takes=NewTransfer, gives=TransferOut, permission="transfers:plan", status=201,
              summary=_l("Plan a transfer between warehouses"))
def plan(new: NewTransfer) -> Any:
    outcome, = verbs.plan_transfers([new])
    return answer(outcome.result().number, 201 if outcome.status == "done" else 200)


@api.endpoint("GET", "/transfers/<int:number>", asks=Sparse, gives=TransferOut, permission="transfers:read", etag=_VERSION, summary=_l("One transfer"))
def one(_asked: Sparse, number: int) -> Any:
    return answer(number)


@api.endpoint("POST", "/transfers/<int:number>/send", takes=WhatToSend, gives=TransferOut, permission="transfers:move", etag=_VERSION,
              summary=_l("Send a transfer, whole or in part"))
def send(asked: WhatToSend, number: int) -> Any:
    return acted(verbs.send_transfers, Sending, number, asked)


@api.endpoint("POST", "/transfers/<int:number>/receive", takes=WhatArrived, gives=TransferOut, permission="transfers:move", etag=_VERSION,
              summary=_l("Receive what arrived of a transfer"))
def receive(asked: WhatArrived, number: int) -> Any:
    return acted(verbs.receive_transfers, Arrival, number, asked)


@api.endpoint("POST", "/transfers/<int:number>/lose", takes=WhatIsLost, gives=TransferOut, permission="transfers:move", etag=_VERSION,
              summary=_l("Write off what never arrived of a transfer"))
def lose(asked: WhatIsLost, number: int) -> Any:
    return acted(verbs.lose_transfers, Loss, number, asked)


@api.endpoint("POST", "/transfers/<int:number>/cancel", takes=WhyRecalled, gives=TransferOut, permission="transfers:plan", etag=_VERSION,
              summary=_l("Cancel what of a transfer hasn't left"))
def cancel(asked: WhyRecalled, number: int) -> Any:
    return acted(verbs.cancel_transfers, Recall, number, asked)
