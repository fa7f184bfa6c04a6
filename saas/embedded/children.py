"""Child processes that never outlive us: on Linux the kernel itself ends them when we die, even by kill -9."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def launch(
    command: Sequence[str | Path],
    output: int,
    *,
    farewell: signal.Signals = signal.SIGTERM,
    env: Mapping[str, str] | None = None,
    disguise: Callable[[], None] | None = None,
    keep: Sequence[int] = (),
    cwd: Path | None = None,
) -> subprocess.Popen:
    """Start a child in a session of its own, so that Ctrl-C reaches only us. `farewell` is what the kernel sends it
    when the thread that called this dies; `disguise` runs between fork and exec; `keep` are descriptors it inherits."""
    parent = os.getpid()

    def between_fork_and_exec() -> None:
        if disguise is not None:
            disguise()  # first: a change of user takes the farewell away again
        die_with(parent, farewell)

    return subprocess.Popen(
        [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=env, cwd=cwd,
        start_new_session=True, pass_fds=keep, preexec_fn=between_fork_and_exec,
    )


def die_with(parent: int, farewell: signal.Signals) -> None:
    """Ask the kernel to end this process with its parent. macOS has no such wish: there Ctrl-C and SIGTERM must do."""
    if sys.platform != "linux":
        return
    _libc.prctl(_PR_SET_PDEATHSIG, int(farewell), 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked
        os._exit(1)


def end(child: subprocess.Popen, farewell: signal.Signals, patience: float) -> None:
    """Ask a child to go; after `patience` seconds make it."""
    if child.poll() is not None:
        return
    child.send_signal(farewell)
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
