"""For WSGI servers: `wsgi:app`."""

import gc

from saas.app import create_app

app = create_app()
gc.freeze()  # what was made at start lives for good; the collector needn't look at it again
