"""The shell: what frames every page of a company, whichever room it belongs to."""

from flask import Flask
from werkzeug.local import LocalProxy

from saas.shell.framing import frame
from saas.shell.views import door


def init_shell(app: Flask) -> None:
    """Templates find `frame`; it is made when one of them first looks."""
    app.context_processor(lambda: {"frame": LocalProxy(frame)})
    app.register_blueprint(door)
