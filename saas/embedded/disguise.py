"""PostgreSQL refuses to run as root. In a container there is often nobody else, so the child becomes somebody else.

First choice: a user namespace, in which root is called `nobody`; the files stay root's. Where that is forbidden (most
containers), the child becomes the real `nobody` and keeps one capability, to reach folders only root may enter."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from saas.embedded.errors import ROOT_FORBIDDEN, EmbeddedError

NOBODY = 65534
_CLONE_NEWUSER = 0x10000000
_PR_SET_KEEPCAPS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE = 8, 47, 2
_CAP_DAC_OVERRIDE = 1
_CAPABILITY_VERSION_3 = 0x20080522
_libc = ctypes.CDLL(None, use_errno=True)


def disguise_for(program: Path) -> Callable[[], None] | None:
    """What a child must do between fork and exec so that `program` runs; None where we aren't root."""
    if os.geteuid() != 0:
        return None
    if sys.platform == "linux":
        for disguise in (enter_namespace, become_nobody):
            if _works(program, disguise):
                return disguise
    raise EmbeddedError(ROOT_FORBIDDEN)


@cache
def _works(program: Path, disguise: Callable[[], None]) -> bool:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, preexec_fn=disguise)
    except (subprocess.SubprocessError, OSError):
        return False
    return done.returncode == 0


def owner_under(disguise: Callable[[], None] | None) -> int:
    """The user id, seen from outside, that must own the server's files."""
    return NOBODY if disguise is become_nobody else os.geteuid()


def enter_namespace() -> None:
    """Root outside, `nobody` inside."""
    uid, gid = os.geteuid(), os.getegid()
    _check(_libc.unshare(_CLONE_NEWUSER))
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{NOBODY} {uid} 1")
    _write("/proc/self/gid_map", f"{NOBODY} {gid} 1")


def become_nobody() -> None:
    """Give up root for good, except for the right to pass through folders that are closed to others."""
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    _check(_libc.prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0))
    os.setresuid(NOBODY, NOBODY, NOBODY)
    only = 1 << _CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(only, only, only, 0, 0, 0)  # effective, permitted, inheritable; then the upper halves
    _check(_libc.capset(header, sets))
    _check(_libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, _CAP_DAC_OVERRIDE, 0, 0))


def _check(answer: int) -> None:
    if answer != 0:
        raise OSError(ctypes.get_errno(), "not permitted here")


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)
