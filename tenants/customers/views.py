"""Customers' pages: the list, one of them with what they ordered, and the form that changes one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.context import actor, tenant
from saas.kit.errors import Forbidden
from saas.kit.i18n import _
from saas.kit.inputs import read
from saas.kit.operations import only
from saas.kit.web import Door, Form
from saas.ui.addressing import address_lines
from tenants.customers import exporting, queries  # noqa: F401  declares the list
from tenants.customers.inputs import CustomerChange
from tenants.customers.operations import change_customers
from tenants.customers.queries import LIMIT, CustomerRow, FindCustomers

door = Door("customers", __name__, "member", url_prefix="/t/<company>/customers", template_folder="templates")
_TYPED = ("name", "email", "phone", "note")


@door.get("/")
def index() -> ResponseReturnValue:
    find = read(FindCustomers, {"q": request.args.get("q", "").strip()})
    page = queries.list_customers(find, request.args.get("after"))
    return render_template("customers/index.html", find=find, page=page, found=queries.count_customers(find), LIMIT=LIMIT)


@door.get("/who")
def find() -> ResponseReturnValue:
    """Where an order's page leads: to whoever is known by what the order says, or to the list where nobody is."""
    email, phone = request.args.get("email", ""), request.args.get("phone", "")
    known = queries.customer_of(email, phone)
    return redirect(url_for("customers.show", customer_id=known) if known else url_for("customers.index", q=email or phone))


@door.get("/<int:customer_id>")
def show(customer_id: int) -> ResponseReturnValue:
    one = queries.get_customer(customer_id)
    places = [address_lines(place, tenant().country) for place in queries.places_of(one.key) or filter(None, [one.address])]
    return render_template("customers/show.html", one=one, orders=queries.orders_of(one.key, request.args.get("after")),
                           sums=queries.sums_of(one.key), places=places)


@door.get("/<int:customer_id>/edit")
def edit(customer_id: int) -> ResponseReturnValue:
    one = queries.get_customer(customer_id)
    return _form(one, Form(CustomerChange, id=customer_id, **{name: getattr(one, name) for name in _TYPED}))


@door.post("/<int:customer_id>/edit")
def change(customer_id: int) -> ResponseReturnValue:
    one, sent = queries.get_customer(customer_id), {name: request.form.get(name, "") for name in _TYPED}
    form = Form(CustomerChange, None, id=customer_id, **sent)
    if form.attempt(lambda _given: only(change_customers([read(CustomerChange, {"id": customer_id, **sent})]))) is None:
        return _form(one, form)
    flash(_("Customer saved."))
    return redirect(url_for("customers.show", customer_id=customer_id), 303)


def _form(one: CustomerRow, form: Form[CustomerChange]) -> ResponseReturnValue:
    if not actor().may("customers:edit"):
        raise Forbidden(permission="customers:edit")
    return render_template("customers/edit.html", one=one, form=form), form.status
