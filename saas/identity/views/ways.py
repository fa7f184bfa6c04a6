"""The pages of a company's settings that this person may open, as tabs."""

from typing import Any

from flask import current_app, g, request, url_for

from saas.kit.i18n import _p

# Warehouses and the policy are set up in the stock room; here is only the way there.
_WAYS = (("settings.index", ""), ("settings.company", ""), ("settings.people", "people:manage"), ("settings.tokens", "tokens:manage"),
         ("inventory.policy", "inventory:read"), ("inventory.warehouses", "inventory:setup"))


def ways() -> dict[str, Any]:
    """For templates: {ways: [{label, url, current}]}; nothing on a page that tells why someone may not in."""
    if not g.entry or not g.entry.tenant:
        return {}
    labels = {"settings.index": _p("settings", "You"), "settings.company": _p("settings", "Company"), "settings.people": _p("settings", "People"),
              "settings.tokens": _p("settings", "API tokens"), "inventory.policy": _p("settings", "Stock and routing"), "inventory.warehouses": _p("settings", "Warehouses")}
    return {"ways": [{"label": labels[endpoint], "url": url_for(endpoint), "current": request.path == url_for(endpoint)}
                     for endpoint, permission in _WAYS
                     if endpoint in current_app.view_functions and (not permission or g.entry.actor.may(permission))]}
