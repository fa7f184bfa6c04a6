"""The PostgreSQL that comes along: keeps its data through stops and kills, and refuses in a sentence."""

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from saas.embedded import disguise
from saas.embedded.errors import EmbeddedError
from saas.embedded.postgres import Postgres
from tests.embedded.processes import alive, naming, soon

SMALL = {"shared_buffers": "16MB", "max_connections": "20"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Postgres]:
    server = Postgres(tmp_path / "postgres", settings=SMALL)
    server.start()
    yield server
    server.stop()


def ask(server: Postgres, statement: str) -> list[tuple]:
    with psycopg2.connect(server.url) as conn, conn.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_a_restart_keeps_the_data_and_the_address(server):
    ask(server, "CREATE TABLE harbour AS SELECT 7 AS berths")
    address = server.url
    server.restart()
    assert server.url == address
    assert ask(server, "SELECT berths FROM harbour") == [(7,)]


def test_another_start_on_the_same_folder_keeps_the_data(server):
    ask(server, "CREATE TABLE harbour AS SELECT 7 AS berths")
    server.stop()
    tomorrow = Postgres(server.folder.path, settings=SMALL)
    tomorrow.start()
    try:
        assert ask(tomorrow, "SELECT berths FROM harbour") == [(7,)]
    finally:
        tomorrow.stop()


def test_kill_9_of_all_its_processes_loses_nothing_committed(server):
    ask(server, "CREATE TABLE harbour AS SELECT 7 AS berths")
    for pid in naming(server.data):
        os.kill(pid, signal.SIGKILL)
    assert soon(lambda: not server.running)
    server.start()
    assert ask(server, "SELECT berths FROM harbour") == [(7,)]


def test_a_pid_file_that_names_somebody_else_does_not_stop_the_start(server):
    server.stop()
    (server.data / "postmaster.pid").write_text(f"{os.getppid()}\n{server.data}\n")
    server.start()
    assert ask(server, "SELECT 1") == [(1,)]


def test_a_second_instance_on_the_folder_is_refused_at_once(server):
    with pytest.raises(EmbeddedError, match="Another running Quayside uses the folder .*postgres"):
        Postgres(server.folder.path).start()
    assert ask(server, "SELECT 1") == [(1,)]


def test_a_taken_port_is_refused(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(EmbeddedError, match=f"Port {port} is taken"):
            Postgres(tmp_path / "postgres", port=port, settings=SMALL).start()
    assert naming(tmp_path) == []


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "postgres").write_text("not a folder")
    with pytest.raises(EmbeddedError, match="isn't writable"):
        Postgres(tmp_path / "postgres").start()


def test_a_wrong_setting_is_told_in_its_own_words(tmp_path):
    with pytest.raises(EmbeddedError, match="PostgreSQL stopped while starting: .*no_such_setting"):
        Postgres(tmp_path / "postgres", settings={"no_such_setting": "1"}).start()


def test_only_the_owner_reads_the_password_and_nobody_enters_without(server):
    assert stat.S_IMODE((server.folder.path / "password").stat().st_mode) == 0o600
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(server.url.replace(server.folder.password(), "guess"))


def test_it_listens_on_this_machine_only_and_has_the_settings_asked_for(server):
    assert ask(server, "SHOW listen_addresses") == [("127.0.0.1",)]
    assert ask(server, "SHOW unix_socket_directories") == [("",)]
    assert ask(server, "SHOW max_locks_per_transaction") == [("256",)]
    assert ask(server, "SHOW shared_buffers") == [("16MB",)]


def test_han_kana_and_cyrillic_are_letters(server):
    ask(server, "CREATE EXTENSION pg_trgm")
    for word in ("東京都", "かもめ", "Москва"):
        assert ask(server, f"SELECT cardinality(show_trgm('{word}')) > 0") == [(True,)]
    assert ask(server, "SELECT lower('ПРИСТАНЬ')") == [("пристань",)]


def test_it_ends_with_its_owner_even_by_kill_9(tmp_path):
    owner = subprocess.Popen([sys.executable, "-c", _OWNER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    server = int(owner.stdout.readline())
    assert alive(server)
    owner.kill()
    owner.wait()
    assert soon(lambda: not naming(tmp_path) and not alive(server))
    again = Postgres(tmp_path / "postgres", settings=SMALL)
    again.start()
    again.stop()


_OWNER = """
import sys, time
from pathlib import Path
from saas.embedded.postgres import Postgres
server = Postgres(Path(sys.argv[1]) / "postgres", settings={"shared_buffers": "16MB", "max_connections": "20"})
server.start()
print(server.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs a disguise")
def test_root_without_namespaces_starts_it_as_nobody_in_a_closed_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(disguise, "_works", lambda _program, kind: kind is disguise.become_nobody)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = Postgres(closed / "postgres", settings=SMALL)
    server.start()
    try:
        assert server.data.stat().st_uid == disguise.NOBODY
        assert ask(server, "SELECT 1") == [(1,)]
    finally:
        server.stop()
    monkeypatch.undo()
    server.start()  # back in a namespace the files are ours again
    try:
        assert ask(server, "SELECT 1") == [(1,)]
    finally:
        server.stop()
