"""The supervisor brings the dead back, tells the person, stops in reverse, and is survived by nobody."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from saas.embedded.errors import EmbeddedError
from saas.embedded.log import SharedLog
from saas.embedded.program import Program
from saas.embedded.supervisor import Supervisor
from tests.embedded.processes import alive, naming, soon

SLEEP = [sys.executable, "-c", "import time; print('here', flush=True); time.sleep(60)"]


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def supervisor(tmp_path, clock):
    supervisor = Supervisor(SharedLog(tmp_path / "log"), clock)
    yield supervisor
    supervisor.stop()


def program(supervisor: Supervisor, name: str, command: list[str], **more) -> Program:
    return Program(name, command, os.environ, supervisor.log.channel(name), **more)


def test_every_line_goes_to_one_log_under_its_name(supervisor):
    supervisor.start(program(supervisor, "quay", SLEEP))
    assert soon(lambda: "quay       here\n" in supervisor.log.path.read_text())


def test_the_dead_are_started_again_and_the_person_is_told(supervisor, capsys):
    quay = program(supervisor, "quay", SLEEP)
    supervisor.start(quay)
    first = quay.child.pid
    os.kill(first, signal.SIGKILL)
    assert soon(lambda: not quay.running)
    supervisor.look_after()
    supervisor.look_after()
    assert quay.running and quay.child.pid != first
    assert capsys.readouterr().err == "quay stopped: SIGKILL\nquay was started again.\n"


def test_who_keeps_dying_is_tried_less_and_less_often(supervisor, clock):
    quay = program(supervisor, "quay", [sys.executable, "-c", "raise SystemExit('no berth')"])
    supervisor.start(quay)
    tried = []
    for _tenth in range(200):
        before = quay.child.pid
        assert soon(lambda: not quay.running)
        supervisor.look_after()
        if quay.child.pid != before:
            tried.append(round(clock.now, 1))
        clock.now += 0.1
    pauses = [later - earlier for earlier, later in zip(tried, tried[1:], strict=False)]
    assert len(tried) >= 4
    assert all(later > earlier for earlier, later in zip(pauses, pauses[1:], strict=False))


def test_a_program_that_dies_while_starting_says_why(supervisor):
    quay = program(supervisor, "quay", [sys.executable, "-c", "raise SystemExit('no berth')"], answers=lambda: False)
    with pytest.raises(EmbeddedError, match="quay stopped while starting: no berth"):
        supervisor.start(quay)


def test_all_are_stopped_last_started_first(supervisor):
    for name in ("sea", "quay", "crane"):
        supervisor.start(program(supervisor, name, SLEEP))
    pids = [health.part.child.pid for health in supervisor.started]
    supervisor.stop()
    assert not any(map(alive, pids))
    stopped = [line.split()[-1] for line in supervisor.log.path.read_text().splitlines() if " stopping " in line]
    assert stopped == ["crane", "quay", "sea"]


def test_who_ignores_the_request_is_made_to_go(supervisor):
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    quay = program(supervisor, "quay", [sys.executable, "-c", deaf], patience=0.2)
    supervisor.start(quay)
    assert soon(lambda: "deaf" in supervisor.log.path.read_text())
    pid = quay.child.pid
    supervisor.stop()
    assert not alive(pid)


def test_what_a_program_leaves_in_its_group_goes_with_it(supervisor, tmp_path):
    parent = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)', '{tmp_path}']); time.sleep(60)"
    supervisor.start(program(supervisor, "quay", [sys.executable, "-c", parent]))
    assert soon(lambda: len(naming(tmp_path)) == 2)
    supervisor.stop()
    assert soon(lambda: naming(tmp_path) == [])


def test_kill_9_of_the_supervisor_leaves_nothing(tmp_path: Path):
    keeper = subprocess.Popen([sys.executable, "-c", _KEEPER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    children = [int(word) for word in keeper.stdout.readline().split()]
    assert len(children) == 3 and all(map(alive, children))
    keeper.kill()
    keeper.wait()
    assert soon(lambda: not any(map(alive, children)) and not naming(tmp_path))


_KEEPER = """
import os, sys
from pathlib import Path
from saas.embedded.log import SharedLog
from saas.embedded.postgres import Postgres
from saas.embedded.program import Program
from saas.embedded.supervisor import Supervisor
from saas.embedded.valkey import Valkey
folder = Path(sys.argv[1])
supervisor = Supervisor(SharedLog(folder / "log"))
nap = [sys.executable, "-c", "import time; time.sleep(60)"]
for part in (Postgres(folder / "postgres", settings={"shared_buffers": "16MB"}), Valkey(folder / "valkey"),
             Program("nap", nap, os.environ, supervisor.log.channel("nap"))):
    supervisor.start(part)
print(*(health.part.child.pid for health in supervisor.started), flush=True)
supervisor.watch()
"""
