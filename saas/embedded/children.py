"""Child processes that never outlive us: on Linux the kernel itself ends them when we die, even by kill -9."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from saas.embedded.errors import DIED, TOO_SLOW, EmbeddedError
from saas.embedded.log import Lines

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class Part(Protocol):
    """Something the supervisor keeps running: an embedded server or one of our own programs."""

    name: str
    lines: Lines
    child: subprocess.Popen | None

    @property
    def running(self) -> bool: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


def launch(
    command: Sequence[str | Path],
    lines: Lines,
    *,
    farewell: signal.Signals = signal.SIGTERM,
    env: Mapping[str, str] | None = None,
    disguise: Callable[[], None] | None = None,
    keep: Sequence[int] = (),
    cwd: Path | None = None,
) -> subprocess.Popen:
    """Start a child in a session of its own, so that Ctrl-C reaches only us. `farewell` is what the kernel sends it
    when the thread that called this dies; `disguise` runs between fork and exec; `keep` are descriptors it inherits."""
    parent, output = os.getpid(), lines.open()

    def between_fork_and_exec() -> None:
        if disguise is not None:
            disguise()  # first: a change of user takes the farewell away again
        die_with(parent, farewell)

    try:
        return subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=env, cwd=cwd,
            start_new_session=True, pass_fds=keep, preexec_fn=between_fork_and_exec,
        )
    finally:
        os.close(output)


def die_with(parent: int, farewell: signal.Signals) -> None:
    """Ask the kernel to end this process with its parent. macOS has no such wish: there Ctrl-C and SIGTERM must do."""
    if sys.platform != "linux":
        return
    _libc.prctl(_PR_SET_PDEATHSIG, int(farewell), 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked
        os._exit(1)


def wait_for(part: Part, answers: Callable[[], bool], seconds: float) -> None:
    """Until it answers; EmbeddedError with its last words if it dies first, or with its log if it takes too long."""
    deadline = time.monotonic() + seconds
    while not answers():
        if not part.running:
            raise EmbeddedError(DIED, server=part.name, reason=cause_of_death(part))
        if time.monotonic() > deadline:
            raise EmbeddedError(TOO_SLOW, server=part.name, seconds=seconds, log=part.lines.path)
        time.sleep(0.02)


def cause_of_death(part: Part) -> str:
    """Its last words, or the signal that took it before it could say any."""
    code = part.child.returncode if part.child is not None else 0
    return signal.Signals(-code).name if code < 0 else part.lines.last()


def end(child: subprocess.Popen, farewell: signal.Signals, patience: float) -> None:
    """Ask a child to go, after `patience` seconds ask again (an RQ worker then drops its job), at last make it go."""
    for seconds in (patience, 3):
        if child.poll() is not None:
            return
        child.send_signal(farewell)
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
    child.kill()
    child.wait()


def sweep(child: subprocess.Popen) -> None:
    """End what a dead child left in its process group, such as the web server's workers."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
