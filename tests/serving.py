"""The real web server for tests: the `quayside serve` command in processes of its own, killed as roughly as a test likes."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from typing import Any

from tests.conftest import World
from tests.working import environment, eventually, kill

LOCAL = "127.0.0.1"


class Server:
    """A web server on a port of its own."""

    def __init__(self, world: World) -> None:
        with socket.create_server((LOCAL, 0)) as free:
            self.port: int = free.getsockname()[1]
        self.world = world
        self.start()

    def start(self) -> None:
        """Returns once it answers."""
        self.process = subprocess.Popen([sys.executable, "-m", "saas.cli", "serve", "--port", str(self.port)], env=environment(self.world),
                                        start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        eventually(self.answers, 90)

    def kill(self) -> None:
        """kill -9, with its workers."""
        kill(self.process)

    def answers(self) -> bool:
        try:
            return Line(self.port, "").send("GET", "/readyz")[0] == 200
        except (OSError, HTTPException):
            return False


@contextmanager
def serving(world: World) -> Iterator[Server]:
    server = Server(world)
    try:
        yield server
    finally:
        server.kill()


class Line:
    """A program's connection to the server, kept open from one request to the next."""

    def __init__(self, port: int, token: str) -> None:
        self.connection = HTTPConnection(LOCAL, port, timeout=60)
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def send(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Status and what was answered, read as JSON where it is."""
        self.connection.request(method, path, None if body is None else json.dumps(body), self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if "json" in answer.headers.get("Content-Type", "") else text

    def api(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        return self.send(method, f"/api/v1{path}", body)
