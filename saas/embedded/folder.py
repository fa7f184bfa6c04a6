"""The folder an embedded server lives in: one server at a time, and what must be the same tomorrow."""

import fcntl
import os
import secrets
import socket
import time
from pathlib import Path

from saas.embedded.errors import FOLDER_FORBIDDEN, FOLDER_IN_USE, PORT_TAKEN, EmbeddedError

LOCAL = "127.0.0.1"
_DYING_SECONDS = 30
_NO_PROCESS = 2**22 + 1  # above the highest pid Linux gives; macOS stops at 99,998


class Folder:
    """Holds `lock`, `port`, `password`, `log` and whatever the server keeps in `data`."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.lock: int | None = None

    def take(self) -> None:
        """Lock it until it is released. The server inherits the lock, so the folder is free only when the last of its
        processes has gone, however we ended; a server whose owner was killed gets a moment to finish."""
        make_folder(self.path)
        try:
            self.lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise EmbeddedError(FOLDER_FORBIDDEN, folder=self.path) from error
        deadline = time.monotonic() + _DYING_SECONDS
        while not self._locked():
            if self._owner_lives() or time.monotonic() > deadline:
                os.close(self.lock)
                self.lock = None
                raise EmbeddedError(FOLDER_IN_USE, folder=self.path)
            time.sleep(0.05)
        os.ftruncate(self.lock, 0)
        os.pwrite(self.lock, b"%d" % os.getpid(), 0)

    def release(self) -> None:
        if self.lock is not None:
            os.ftruncate(self.lock, 0)
            os.close(self.lock)
            self.lock = None

    def _locked(self) -> bool:
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _owner_lives(self) -> bool:
        try:
            os.kill(int(os.pread(self.lock, 20, 0) or 0) or _NO_PROCESS, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    def password(self) -> str:
        return kept_secret(self.path / "password")

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


def make_folder(path: Path) -> None:
    """Make it, or say in one sentence that it can't be written to."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EmbeddedError(FOLDER_FORBIDDEN, folder=path) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise EmbeddedError(FOLDER_FORBIDDEN, folder=path)


def kept_secret(file: Path) -> str:
    """The secret in `file`, made up the first time; only the owner may read it."""
    if not file.exists():
        new = file.with_name(f".{file.name}")  # renamed when whole: nobody ever reads half a secret
        with open(new, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            out.write(secrets.token_urlsafe(36))
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
