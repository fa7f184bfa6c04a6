"""Real workers for tests: the `quayside worker` command in a process of its own, killed as roughly as a test likes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.conftest import World


def environment(world: World) -> dict[str, str]:
    """What a command of ours needs to work on the test's servers."""
    settings = world.settings
    return os.environ | {
        "QUAYSIDE_ENV": "test", "DATABASE_URL": settings.database_url, "REDIS_URL": settings.redis_url,
        "SECRET_KEY": settings.secret_key, "FILES_DIR": str(settings.files_dir),
        "QUAYSIDE_LEASE_SECONDS": str(settings.lease_seconds), "QUAYSIDE_BLANK_TENANTS": "0"}


@contextmanager
def worker(world: World, *parts: str) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Parts of the work (relay, house, imports), each in a process group of its own; ended with the test."""
    started = [start(world, part) for part in parts]
    try:
        yield started
    finally:
        for process in started:
            kill(process)


def start(world: World, part: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "saas.cli", "worker", "--only", part], env=environment(world),
                            start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill(process: subprocess.Popen[bytes]) -> None:
    """kill -9 of a worker and of whatever it forked."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def eventually(question: Callable[[], object], seconds: float = 30) -> object:
    """Ask until the answer is truthy; the last answer. Fails the test after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (answer := question()):
        if time.monotonic() > deadline:
            raise AssertionError(f"Still {answer!r} after {seconds} s.")
        time.sleep(0.05)
    return answer
