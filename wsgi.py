"""For WSGI servers: `wsgi:app`."""

from saas.app import create_app
from saas.kit import memory

app = create_app()
memory.settle()
