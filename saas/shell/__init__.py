"""The shell: what frames every page of a company, whichever room it belongs to."""

from flask import Flask

from saas.shell.framing import frame
from saas.shell.views import door


def init_shell(app: Flask) -> None:
    """The layouts ask for the frame, and only they: a fragment needs none."""
    app.jinja_env.globals.update(frame_of_page=frame)
    app.register_blueprint(door)
