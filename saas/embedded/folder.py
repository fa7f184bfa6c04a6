"""The folder an embedded server lives in: one server at a time, and what must be the same tomorrow."""

import fcntl
import os
import secrets
import socket
import time
from pathlib import Path

from saas.embedded.errors import FOLDER_FORBIDDEN, FOLDER_IN_USE, PORT_TAKEN, EmbeddedError

LOCAL = "127.0.0.1"
_DYING_SECONDS = 5.0


class Folder:
    """Holds `lock`, `port`, `password`, `log` and whatever the server keeps."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.lock: int | None = None

    def take(self) -> None:
        """Lock it until it is released. The server inherits the lock, so it is free only when the last of the
        server's processes has gone, however we ended; those that are just dying get a moment."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self.lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
            (self.path / "log").open("ab").close()
        except OSError as error:
            raise EmbeddedError(FOLDER_FORBIDDEN, folder=self.path) from error
        deadline = time.monotonic() + _DYING_SECONDS
        while not self._try_lock():
            if time.monotonic() > deadline:
                self.release()
                raise EmbeddedError(FOLDER_IN_USE, folder=self.path)
            time.sleep(0.05)

    def _try_lock(self) -> bool:
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None

    def password(self) -> str:
        return self._kept("password", lambda: secrets.token_urlsafe(24))

    def port(self, wanted: int) -> int:
        """`wanted`, which must be free; or for 0 yesterday's port if it is free, else any."""
        if wanted:
            require_free(wanted)
            return wanted
        kept = self.path / "port"
        yesterday = int(kept.read_text()) if kept.exists() else 0
        port = yesterday if yesterday and is_free(yesterday) else free_port()
        kept.write_text(str(port))
        return port

    def _kept(self, name: str, make) -> str:
        file = self.path / name
        if not file.exists():
            new = self.path / f".{name}"
            with open(new, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
                out.write(make())
            new.rename(file)
        return file.read_text()


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOCAL, port))
        except OSError:
            return False
        return True


def require_free(port: int) -> None:
    if not is_free(port):
        raise EmbeddedError(PORT_TAKEN, port=port)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return probe.getsockname()[1]
