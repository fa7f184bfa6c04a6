"""The door of the pages of lists."""

from saas.kit.web import Door

door = Door("lists", "tenants.lists", "member", url_prefix="/t/<company>/lists", template_folder="templates")
