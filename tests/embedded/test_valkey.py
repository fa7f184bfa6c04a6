"""The Valkey that comes along forgets nothing."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import AuthenticationError

from saas.embedded.errors import EmbeddedError
from saas.embedded.valkey import Valkey
from tests.embedded.processes import soon


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Valkey]:
    server = Valkey(tmp_path / "valkey")
    server.start()
    yield server
    server.stop()


def test_a_restart_keeps_what_was_written(server):
    with Redis.from_url(server.url) as client:
        client.set("berth", "7")
    server.restart()
    with Redis.from_url(server.url) as client:
        assert client.get("berth") == b"7"


def test_kill_9_keeps_what_was_written_a_second_ago(server):
    with Redis.from_url(server.url) as client:
        client.set("berth", "7")
        client.waitaof(1, 0, 5000)
    os.kill(server.pid, signal.SIGKILL)
    assert soon(lambda: not server.running)
    server.start()
    with Redis.from_url(server.url) as client:
        assert client.get("berth") == b"7"


def test_it_evicts_nothing_and_asks_for_the_password(server):
    with Redis.from_url(server.url) as client:
        assert client.config_get("appendonly") == {"appendonly": "yes"}
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
    with Redis(port=server.port) as stranger, pytest.raises(AuthenticationError):
        stranger.ping()


def test_a_second_instance_on_the_folder_is_refused(server):
    with pytest.raises(EmbeddedError, match="Another running Quayside uses the folder"):
        Valkey(server.folder.path).start()
