"""The door of orders' pages."""

from saas.kit.web import Door

door = Door("orders", "tenants.orders", "member", url_prefix="/t/<company>/orders", template_folder="templates")
