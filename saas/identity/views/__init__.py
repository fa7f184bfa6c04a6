"""Identity's pages: the front door, a person's own settings, the people and tokens of a company."""

from saas.identity.views import company
from saas.identity.views.front import door as front
from saas.identity.views.own import account

settings = company.door

__all__ = ["account", "front", "settings"]
