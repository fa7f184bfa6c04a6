"""What embedded servers have in common: a folder, a port, a password, a start that waits and a stop that is clean."""

import importlib.util
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from saas.embedded.children import end, launch
from saas.embedded.errors import DIED, NOT_INSTALLED, TOO_SLOW, EmbeddedError
from saas.embedded.folder import Folder

_PATIENCE = 120  # seconds; recovery after a crash replays the log first


class Server:
    """A server process on a folder. `start` twice is harmless; `start` after its death recovers."""

    name: ClassVar[str]
    farewell: ClassVar[signal.Signals]

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = Folder(folder)
        self.wanted_port = port
        self.port = port
        self.child: subprocess.Popen | None = None

    @property
    def pid(self) -> int | None:
        return self.child.pid if self.running else None

    @property
    def running(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def start(self, output: int | None = None) -> None:
        """Start and wait until it answers; `output` is a descriptor for its log lines instead of the file `log`."""
        if self.running:
            return
        self.folder.release()  # ours from before a crash; what is left of that server still holds it
        self.folder.take()
        try:
            self.prepare()
            self.port = self.folder.port(self.wanted_port)
            self._launch(output)
            self._wait_until_it_answers()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Finish open work, write everything, go; after 30 seconds it is made to go."""
        if self.child is not None:
            end(self.child, self.farewell, patience=30)
        self.child = None
        self.folder.release()

    def restart(self) -> None:
        """Stop and start on the same port."""
        port, self.wanted_port = self.wanted_port, self.port
        self.stop()
        try:
            self.start()
        finally:
            self.wanted_port = port

    def prepare(self) -> None:
        """Make what the server needs before its first start."""

    def command(self) -> Sequence[str | Path]:
        raise NotImplementedError

    def disguise(self) -> Callable[[], None] | None:
        return None

    def answers(self) -> bool:
        raise NotImplementedError

    def _launch(self, output: int | None) -> None:
        log = os.open(self.folder.path / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            self.child = launch(self.command(), log if output is None else output, farewell=self.farewell,
                                disguise=self.disguise(), keep=[self.folder.lock], cwd=self.folder.path)
        finally:
            os.close(log)

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not self.answers():
            if not self.running:
                raise EmbeddedError(DIED, server=self.name, reason=self._last_words())
            if time.monotonic() > deadline:
                raise EmbeddedError(TOO_SLOW, server=self.name, seconds=_PATIENCE, log=self.folder.path / "log")
            time.sleep(0.02)

    def _last_words(self) -> str:
        lines = (self.folder.path / "log").read_text(errors="replace").strip().splitlines()
        return lines[-1].strip() if lines else f"{self.child.returncode}"


def wheel_folder(package: str, variable: str) -> Path:
    """Where a wheel lies, without importing it: importing these packages already changes things on the machine."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(NOT_INSTALLED, package=package, variable=variable)
    return Path(spec.submodule_search_locations[0])
