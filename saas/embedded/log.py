"""Where the lines of a child go: a file of its own, or one log that all children share."""

import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol


class Lines(Protocol):
    path: Path

    def open(self) -> int:
        """A descriptor to write to; the caller closes it."""
        ...

    def last(self) -> str: ...


class OwnFile:
    """One child, one file, lines as they come."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self) -> int:
        return os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def last(self) -> str:
        lines = self.path.read_text(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


class SharedLog:
    """One file for all, each line with its instant (UTC) and the child's name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("a", buffering=1, encoding="utf-8", errors="replace")
        self._writing = threading.Lock()

    def write(self, name: str, line: str) -> None:
        with self._writing:
            self._file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ} {name:<10} {line}\n")

    def channel(self, name: str) -> "Channel":
        return Channel(self, name)


class Channel:
    """One child's way into the shared log."""

    def __init__(self, log: SharedLog, name: str) -> None:
        self.path, self._log, self._name, self._last = log.path, log, name, ""
        self._reader: threading.Thread | None = None

    def open(self) -> int:
        reading, writing = os.pipe()
        self._reader = threading.Thread(target=self._copy, args=[reading], daemon=True)
        self._reader.start()
        return writing

    def last(self) -> str:
        if self._reader is not None:
            self._reader.join(1)  # the child is dead; let its last words arrive
        return self._last

    def _copy(self, reading: int) -> None:
        with os.fdopen(reading, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                self._last = line.strip() or self._last
                self._log.write(self._name, line.rstrip("\n"))
