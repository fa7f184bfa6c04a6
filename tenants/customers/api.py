"""The API of customers."""

from typing import Annotated, Any

from pydantic import BaseModel

from saas.kit.api import Api, Each, Paging, Sparse, done_each, listing
from saas.kit.api.answers import outcomes, outcomes_model, page_of_model
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line, Prose
from saas.kit.operations import only
from tenants.customers.errors import UnknownCustomer, Unreachable
from tenants.customers.inputs import CustomerChange, NewCustomer, Place
from tenants.customers.operations import SavedCustomer, change_customers, save_customers
from tenants.customers.queries import CustomerRow, FindCustomers, get_customer, list_customers

api = Api("customers", __name__)
ETAG = "SELECT version FROM customer WHERE id = %(customer_id)s FOR NO KEY UPDATE"


class CustomersAsked(Paging, Sparse):
    """Which customers."""

    q: Line = Field("", title=_l("Words to find: name, e-mail, phone or its last four digits"))


class CustomerIn(Input):
    """What of a customer changes; left out means as it is."""

    name: Line | None = Field(None, title=_l("Name"))
    email: Line | None = Field(None, title=_l("E-mail"))
    phone: Line | None = Field(None, title=_l("Phone"))
    address: Place | None = Field(None, title=_l("Address"))
    note: Prose | None = Field(None, title=_l("Note"))


class ManyCustomers(Input):
    """Up to 1,000 customers in one call."""

    customers: list[Annotated[Any, Each(NewCustomer)]] = Field(title=_l("Customers"), min_length=1, max_length=1000)


class WhereOut(BaseModel):
    """An address; what isn't known is left out."""

    name: str = ""
    company: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    phone: str = ""


class BuyerOut(BaseModel):
    """A customer, and how many orders they placed."""

    id: int
    name: str
    email: str
    phone: str
    address: WhereOut
    note: str
    orders: int
    last_order_at: str | None
    version: int


class SavedOut(BaseModel):
    """A customer that was saved."""

    id: int


def shown(row: CustomerRow) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "email": row.email, "phone": row.phone, "address": row.address, "note": row.note, "orders": row.orders,
            "last_order_at": row.last_order_at.isoformat() if row.last_order_at else None, "version": row.version}


def answer(customer_id: int, status: int = 200) -> tuple[dict[str, Any], int, dict[str, str]]:
    row = get_customer(customer_id)
    return shown(row), status, {"ETag": f'"{row.version}"'}


@api.endpoint("GET", "/customers", asks=CustomersAsked, gives=page_of_model(BuyerOut), permission="customers:read", errors=(), summary=_l("List customers by name"))
def index(asked: CustomersAsked) -> Any:
    page = list_customers(FindCustomers(q=asked.q), asked.after, asked.limit)
    return listing(map(shown, page.rows), page.next)


@api.endpoint("POST", "/customers", takes=NewCustomer, gives=BuyerOut, permission="customers:edit", status=201, errors=(Unreachable,),
              summary=_l("Create a customer, or bring the one with this e-mail or phone up to date"))
def save(new: NewCustomer) -> Any:
    done = only(save_customers([new]))
    return answer(done.id, 201 if done.made else 200)


@api.endpoint("POST", "/customers/bulk", takes=ManyCustomers, gives=outcomes_model("customer", SavedOut), permission="customers:edit", status=207,
              summary=_l("Save up to 1,000 customers, with an outcome for each"))
def save_many(many: ManyCustomers) -> Any:
    return outcomes(done_each(NewCustomer, many.customers, save_customers), "customer", _saved), 207


@api.endpoint("GET", "/customers/<int:customer_id>", asks=Sparse, gives=BuyerOut, permission="customers:read", errors=(UnknownCustomer,), etag=ETAG,
              summary=_l("One customer"))
def one(_asked: Sparse, customer_id: int) -> Any:
    return answer(customer_id)


@api.endpoint("PATCH", "/customers/<int:customer_id>", takes=CustomerIn, gives=BuyerOut, permission="customers:edit", errors=(UnknownCustomer,), etag=ETAG,
              summary=_l("Change a customer"))
def change(what: CustomerIn, customer_id: int) -> Any:
    only(change_customers([CustomerChange(id=customer_id, **{name: getattr(what, name) for name in what.model_fields_set})]))
    return answer(customer_id)


def _saved(done: SavedCustomer) -> dict[str, Any]:
    return {"id": done.id}
