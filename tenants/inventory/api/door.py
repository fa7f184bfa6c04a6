"""The door of inventory's API."""

from saas.kit.api import Api

api = Api("inventory", __name__)
