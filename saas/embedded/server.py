"""What embedded servers have in common: a folder, a port, a password, a start that waits and a stop that is clean."""

import importlib.util
import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from saas.embedded.children import end, launch, wait_for
from saas.embedded.errors import NOT_INSTALLED, EmbeddedError
from saas.embedded.folder import Folder
from saas.embedded.log import Lines, OwnFile

_STARTING = 120  # seconds; after a crash the log is replayed first
_STOPPING = 30


class Server:
    """A server process on a folder. `start` twice is harmless; `start` after its death recovers."""

    name: ClassVar[str]
    farewell: ClassVar[signal.Signals]

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = Folder(folder)
        self.lines: Lines = OwnFile(self.folder.path / "log")
        self.wanted_port = port
        self.port = port
        self.child: subprocess.Popen | None = None

    @property
    def pid(self) -> int | None:
        return self.child.pid if self.running else None

    @property
    def running(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def start(self) -> None:
        """Start and wait until it answers, or raise EmbeddedError and leave nothing running."""
        if self.running:
            return
        self.folder.release()  # ours from before a crash; what is left of that server still holds it
        self.folder.take()
        try:
            self.prepare()
            self.port = self.folder.port(self.wanted_port)
            self.child = launch(self.command(), self.lines, farewell=self.farewell, disguise=self.disguise(),
                                keep=[self.folder.lock], cwd=self.folder.path)
            wait_for(self, self.answers, _STARTING)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Finish open work, write everything, go; after 30 seconds it is made to go."""
        if self.child is not None:
            end(self.child, self.farewell, _STOPPING)
        self.child = None
        self.folder.release()

    def restart(self) -> None:
        """Stop and start, on the same port if nobody has taken it meanwhile."""
        self.stop()
        self.start()

    def prepare(self) -> None:
        """Make what the server needs before its first start."""
        raise NotImplementedError

    def command(self) -> Sequence[str | Path]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    def disguise(self) -> Callable[[], None] | None:
        return None


def wheel_folder(package: str, variable: str) -> Path:
    """Where a wheel lies, without importing it: importing these packages already changes things on the machine."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(NOT_INSTALLED, package=package, variable=variable)
    return Path(spec.submodule_search_locations[0])
