"""Seeing processes from outside, the way an administrator would."""

import os
import time
from collections.abc import Callable
from pathlib import Path


def alive(pid: int) -> bool:
    """Whether it runs; a zombie nobody has collected yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def naming(text: str | Path) -> list[int]:
    """The processes whose command line or working folder names `text`, without ourselves."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            seen = process.joinpath("cmdline").read_bytes().decode(errors="replace") + os.readlink(process / "cwd")
        except OSError:
            continue
        if str(text) in seen and int(process.name) != os.getpid():
            found.append(int(process.name))
    return [pid for pid in found if alive(pid)]


def soon(true: Callable[[], object], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
