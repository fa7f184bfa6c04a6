"""The demo from one command: refuses in a sentence, says where it is, keeps its data, and ends with Ctrl-C."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from saas.cli.running import demo as demo_command
from saas.embedded.folder import free_port
from tests.embedded.processes import naming, soon

PROGRAM = """
import json, os, sys
from pathlib import Path
import psycopg2
from saas.embedded.errors import EmbeddedError
from saas.embedded.local import run_demo

def prepare():
    with psycopg2.connect(os.environ["DATABASE_URL"]) as conn, conn.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS visits (at timestamptz DEFAULT now())")
        cursor.execute("INSERT INTO visits DEFAULT VALUES")
        cursor.execute("SELECT count(*) FROM visits")
        visits = cursor.fetchone()[0]
    return {"password": os.environ["SECRET_KEY"], "people": {"owner": "owner@acme.example"}, "companies": {"visits": visits}}

try:
    run_demo(int(sys.argv[1]), Path(sys.argv[2]), "--json" in sys.argv, prepare)
except EmbeddedError as error:
    sys.exit(str(error))
"""
SITE = """
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"here"]
"""

STOPS = 60  # seconds: the worker alone may take 30 to let its own go, and nobody may wait for ever


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Path]:
    """A working folder with a small site and a worker that only waits, in place of ours."""
    (tmp_path / "wsgi.py").write_text(SITE)
    yield tmp_path
    for pid in naming(tmp_path):
        os.kill(pid, signal.SIGKILL)


def demo(site: Path, port: int, *words: str, **env: str) -> subprocess.Popen:
    known = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY")}
    path = os.pathsep.join([str(site), str(Path(__file__).parents[2])])
    return subprocess.Popen([sys.executable, "-c", PROGRAM, str(port), str(site / "data"), *words], cwd=site, text=True,
                            env=known | {"PYTHONPATH": path} | env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_it_tells_programs_where_it_is_keeps_its_data_and_ends_with_ctrl_c(site):
    port, told = free_port(), []
    for _visit in range(2):
        running = demo(site, port, "--json")
        told.append(json.loads(running.stdout.readline()))
        running.send_signal(signal.SIGINT)
        assert running.wait(STOPS) == 0
        assert soon(lambda: naming(site) == [])
    first, second = told
    assert first["url"] == f"http://127.0.0.1:{port}" and first["people"] == {"owner": "owner@acme.example"}
    assert (first["companies"], second["companies"]) == ({"visits": 1}, {"visits": 2})
    assert first["password"] == second["password"]  # the secret key is kept too


def test_it_tells_people_where_to_sign_in(site):
    running = demo(site, free_port())
    lines = [running.stdout.readline() for _line in range(4)]
    running.terminate()
    assert running.wait(STOPS) == 0
    assert "/sign-in" in lines[1] and "owner@acme.example" in lines[3]


def test_a_taken_port_is_refused_before_anything_starts(site):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        running = demo(site, port)
        out, err = running.communicate(timeout=30)
    assert err == f"Port {port} is taken by another program. Choose another one with --port.\n"
    assert (out, running.returncode, (site / "data").exists()) == ("", 1, False)


def test_a_number_that_is_no_port_is_refused(tmp_path):
    answer = CliRunner().invoke(demo_command, ["--port", "99999", "--data", str(tmp_path / "data")])
    assert answer.exit_code == 2 and "99999 is not in the range" in answer.output


def test_production_is_refused(site):
    running = demo(site, free_port(), QUAYSIDE_ENV="production")
    assert running.communicate(timeout=30)[1] == "The demo has open passwords, so it does not run with QUAYSIDE_ENV=production.\n"


def test_a_second_demo_in_the_same_folder_is_refused_and_harms_nothing(site):
    first = demo(site, free_port(), "--json")
    assert first.stdout.readline()
    second = demo(site, free_port())
    err = second.communicate(timeout=30)[1]
    assert err.startswith("Another running Quayside uses the folder") and err.count("\n") == 1
    assert first.poll() is None
    first.terminate()
    assert first.wait(STOPS) == 0


def test_kill_9_of_the_demo_leaves_nothing(site):
    running = demo(site, free_port(), "--json")
    assert running.stdout.readline()
    running.kill()
    running.wait()
    assert soon(lambda: naming(site) == [])


def test_a_web_server_that_lives_but_is_not_ready_holds_nobody_up(site):
    """Its database may have died while it started: waiting for it, nobody would start the database again."""
    (site / "wsgi.py").write_text(SITE.replace('"200 OK"', '"200 OK" if environ["PATH_INFO"] == "/livez" else "503 Service Unavailable"'))
    running = demo(site, free_port(), "--json")
    assert running.stdout.readline()
    running.terminate()
    assert running.wait(STOPS) == 0
