"""The request door: who calls, into which tenant, one unit of work, one rendering of everything that goes wrong."""

from saas.kit.web.doors import Door, Entry, Resolver
from saas.kit.web.forms import Form
from saas.kit.web.front import House
from saas.kit.web.paging import Page, after, page_of

__all__ = ["Door", "Entry", "Form", "House", "Page", "Resolver", "after", "page_of"]
