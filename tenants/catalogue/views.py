"""Products' pages: the list, one SKU with its variants, and the form that lists or changes one."""

from decimal import Decimal
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.context import actor, tenant
from saas.kit.errors import Forbidden
from saas.kit.i18n import _
from saas.kit.inputs import read
from saas.kit.money import to_text
from saas.kit.operations import only
from saas.kit.web import Door, Form
from saas.kit.web.links import within_company
from tenants.catalogue import acting, exporting, queries  # noqa: F401  declare the list and what is done to it
from tenants.catalogue.asking import KitForm
from tenants.catalogue.inputs import NewProduct
from tenants.catalogue.operations import set_kit, upsert_products
from tenants.catalogue.queries import LIMIT, FindProducts, ProductRow
from tenants.catalogue.wording import TRACKING

door = Door("catalogue", "tenants.catalogue", "member", url_prefix="/t/<company>/products", template_folder="templates")


@door.get("/")
def index() -> ResponseReturnValue:
    find = read(FindProducts, {name: value for name in FindProducts.model_fields if (value := request.args.get(name, "").strip())})
    page = queries.list_products(find.q, request.args.get("after"), view=find.view)
    return render_template("catalogue/index.html", find=find, page=page, counts=queries.count_products(find.q), LIMIT=LIMIT,
                           currency=tenant().currency)


@door.get("/sku/<path:sku>")
def show(sku: str) -> ResponseReturnValue:
    found = queries.get_sku(sku)
    return render_template("catalogue/show.html", product=found, variants=queries.variants_of(found.product), parts=queries.get_kit(sku), kits=queries.kits_with(sku), TRACKING=TRACKING, currency=tenant().currency)


@door.get("/new")
def new() -> ResponseReturnValue:
    """The form of a SKU; whoever sends a person here may name it, and where to go on afterwards."""
    return _form(Form(NewProduct, active=True, sku=request.args.get("sku", ""), title=request.args.get("title", "")), None)


@door.post("/new")
def create() -> ResponseReturnValue:
    return _saved(_sent(), None)


@door.get("/edit/<path:sku>")
def edit(sku: str) -> ResponseReturnValue:
    found = queries.get_sku(sku)
    return _form(Form(NewProduct, **_typed(found)), found)


@door.post("/edit/<path:sku>")
def update(sku: str) -> ResponseReturnValue:
    return _saved(_sent(sku=sku), queries.get_sku(sku))


@door.get("/offers")
def offers() -> ResponseReturnValue:
    """What the SKU fields of a kit offer, as data for their lists."""
    found = queries.list_products(request.args.get("q", "")[:100], limit=20).rows
    return jsonify([{"value": row.sku, "label": row.title, "hint": row.sku} for row in found])


@door.get("/kit/<path:sku>")
def ask_kit(sku: str) -> ResponseReturnValue:
    return _kit(sku, KitForm(sku, queries.get_kit(sku)))


@door.post("/kit/<path:sku>")
def save_kit(sku: str) -> ResponseReturnValue:
    form = KitForm(sku, data=request.form)
    if "more" in request.form or form.submit(lambda given: only(set_kit([given]))) is None:
        return _kit(sku, form)
    flash(_("%(sku)s saved.", sku=sku))
    return redirect(url_for("catalogue.show", sku=sku), 303)


def _kit(sku: str, form: KitForm) -> ResponseReturnValue:
    if not actor().may("catalogue:edit"):
        raise Forbidden(permission="catalogue:edit")
    return render_template("catalogue/kit.html", product=queries.get_sku(sku), form=form), form.status


class ProductForm(Form[NewProduct]):
    """All of a SKU: a barcode that was emptied is taken away."""

    def _wants_text(self, name: str) -> bool:
        return name == "barcode" or super()._wants_text(name)


def _sent(**fixed: str) -> Form[NewProduct]:
    """What was typed; a browser says nothing of a box that isn't ticked."""
    return ProductForm(NewProduct, {**request.form, "active": str("active" in request.form).lower(), **fixed})


def _saved(form: Form[NewProduct], known: ProductRow | None) -> ResponseReturnValue:
    listed = form.submit(lambda given: only(upsert_products([given])))
    if listed is None:
        return _form(form, known)
    flash(_("%(sku)s saved.", sku=listed.code))
    return redirect(within_company(request.form.get("back", ""), url_for("catalogue.show", sku=listed.code)), 303)


def _typed(found: ProductRow) -> dict[str, Any]:
    """A SKU as the form shows it: amounts in the currency's own units, the rate in per cent."""
    rate = f"{Decimal(found.tax_bp).scaleb(-2):f}".rstrip("0").rstrip(".")
    return {"sku": found.sku, "title": found.title, "product": found.product, "option": found.option, "barcode": found.barcode or "",
            "price": to_text(found.price, tenant().currency), "tax_rate": rate, "active": found.active,
            "weight_g": _count(found.weight_g), "tracking": found.tracking, "safety_stock": _count(found.safety_stock),
            "reorder_point": _count(found.reorder_point), "reorder_quantity": _count(found.reorder_quantity)}


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _form(form: Form[NewProduct], known: ProductRow | None) -> ResponseReturnValue:
    if not actor().may("catalogue:edit"):
        raise Forbidden(permission="catalogue:edit")
    return render_template("catalogue/form.html", form=form, known=known, back=request.values.get("back", ""), currency=tenant().currency, TRACKING=TRACKING), form.status
