"""The door of the API of orders."""

from saas.kit.api import Api

api = Api("orders", __name__)
# Locks the order, so that what If-Match asks about stays true until the verb is done.
ETAG = "SELECT version FROM orders WHERE number = %(number)s FOR NO KEY UPDATE"
