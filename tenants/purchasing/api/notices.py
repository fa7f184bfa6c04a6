"""The API of advance notices."""

from typing import Annotated, Any

from saas.kit.api import Each, Paging, Sparse, done_each, listing
from saas.kit.api.answers import outcomes, outcomes_model, page_of_model
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input
from saas.kit.operations import only
from tenants.catalogue.errors import UnknownSku
from tenants.inventory.errors import KitHoldsNoStock, UnknownWarehouse
from tenants.purchasing import answers, operations, queries, shapes
from tenants.purchasing.api.door import MOST, Why, api, created, tagged
from tenants.purchasing.errors import (
    AnotherSupplier, FromWhom, NoticeOver, NotSentYet, PurchaseOver, SupplierOff, UnknownNotice, UnknownPurchaseOrder, UnknownSupplier,
)
from tenants.purchasing.inputs import NewNotice, NoticeAct
from tenants.purchasing.queries import FindNotices

ETAG = "SELECT version FROM notice WHERE number = %(number)s FOR NO KEY UPDATE"


class NoticesAsked(FindNotices, Paging, Sparse):
    """Which advance notices."""


class ManyNotices(Input):
    """Up to 1,000 advance notices in one call."""

    notices: list[Annotated[Any, Each(NewNotice)]] = Field(title=_l("Advance notices"), min_length=1, max_length=MOST)


def notice_now(number: int) -> Any:
    return tagged(answers.whole_notice(queries.get_notice(number)))


@api.endpoint("GET", "/notices", asks=NoticesAsked, gives=page_of_model(shapes.NoticeOut), permission="purchasing:read", errors=(),
              summary=_l("List advance notices, newest first"))
def notices(asked: NoticesAsked) -> Any:
    page = queries.list_notices(asked, asked.after, asked.limit)
    return listing(map(answers.notice, page.rows), page.next)


@api.endpoint("POST", "/notices", takes=NewNotice, gives=shapes.AnnouncedOut, permission="purchasing:order", status=201, summary=_l("Announce a delivery"),
              errors=(FromWhom, UnknownSupplier, SupplierOff, AnotherSupplier, UnknownPurchaseOrder, NotSentYet, PurchaseOver, UnknownWarehouse, UnknownSku,
                      KitHoldsNoStock))
def announce(new: NewNotice) -> Any:
    outcome, = operations.announce([new])
    return created(outcome, answers.announced)


@api.endpoint("POST", "/notices/bulk", takes=ManyNotices, gives=outcomes_model("notice", shapes.AnnouncedOut), permission="purchasing:order", status=207,
              errors=(), summary=_l("Announce up to 1,000 deliveries, an outcome each"))
def announce_many(many: ManyNotices) -> Any:
    return outcomes(done_each(NewNotice, many.notices, operations.announce), "notice", answers.announced), 207


@api.endpoint("GET", "/notices/<int:number>", asks=Sparse, gives=shapes.NoticeOut, permission="purchasing:read", errors=(UnknownNotice,), etag=ETAG,
              summary=_l("One advance notice"))
def notice(_asked: Sparse, number: int) -> Any:
    return notice_now(number)


@api.endpoint("POST", "/notices/<int:number>/cancel", takes=Why, gives=shapes.NoticeOut, permission="purchasing:order", etag=ETAG,
              errors=(UnknownNotice, NoticeOver), summary=_l("Cancel an advance notice"))
def cancel_notice(why: Why, number: int) -> Any:
    only(operations.cancel_notices([NoticeAct(number=number, reason=why.reason)]))
    return notice_now(number)
