"""One of our own programs under the supervisor: the web server, the worker."""

import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPConnection, HTTPException

from saas.embedded.children import end, launch, sweep, wait_for
from saas.embedded.folder import LOCAL
from saas.embedded.log import Lines

_STARTING = 60  # seconds


class Program:
    """A command with an environment; `answers` says when it is up, `patience` how many seconds it may take to go."""

    def __init__(self, name: str, command: Sequence[str], env: Mapping[str, str], lines: Lines,
                 answers: Callable[[], bool] = lambda: True, patience: float = 10) -> None:
        self.name, self.command, self.env, self.lines = name, command, env, lines
        self.answers, self.patience = answers, patience
        self.child: subprocess.Popen | None = None

    @property
    def running(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def start(self) -> None:
        if self.child is not None:
            sweep(self.child)
        self.child = launch(self.command, self.lines, env=self.env)
        wait_for(self, self.answers, _STARTING)

    def stop(self) -> None:
        if self.child is not None:
            end(self.child, signal.SIGTERM, self.patience)
            sweep(self.child)
        self.child = None


def page_answers(port: int, path: str) -> bool:
    """Whether GET `path` on this machine says 200. No proxy is asked, whatever the environment says."""
    connection = HTTPConnection(LOCAL, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
