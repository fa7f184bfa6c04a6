"""The page of the policy: how stock is promised, routed and valued."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.context import tenant
from saas.kit.i18n import _
from tenants.inventory import queries
from tenants.inventory.operations import change_policy
from tenants.inventory.policy_form import PolicyForm
from tenants.inventory.telling import POLICY
from tenants.inventory.views.door import door


@door.get("/policy")
def policy() -> ResponseReturnValue:
    return render_template("inventory/policy.html", form=PolicyForm.of(queries.get_policy()), company=tenant(), CHOICES=POLICY)


@door.post("/policy")
def save_policy() -> ResponseReturnValue:
    form = PolicyForm(request.form)
    if form.submit(lambda given: change_policy(given, form.version)) is None:
        return render_template("inventory/policy.html", form=form, company=tenant(), CHOICES=POLICY), form.status
    flash(_("Saved. Orders that wait are looked at again by these rules."))
    return redirect(url_for("inventory.policy"), 303)
