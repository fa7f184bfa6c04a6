"""Working ahead: an iterator's next items are made while its reader waits for the database.

Two threads of one interpreter can't both compute. Let alone, the maker would begin just when its reader does, hold it up, and
be idle by the time the database works. So the reader goes first, and items are made in its spare time."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from queue import Full, Queue
from threading import Event, Thread, local
from typing import Any, TypeVar

T = TypeVar("T")
_PATIENCE = 0.5
_PROMPT = 0.0002  # seconds a reader whose answer has come waits at most for the interpreter


class _Spare(Event):
    """Set while a reader has nothing to compute."""

    def __enter__(self) -> None:
        self.set()

    def __exit__(self, *_error: object) -> None:
        self.clear()


class _Mine(local):
    """A thread's own: what it spares, and whose spare time it works in."""

    sparing: AbstractContextManager[Any] = nullcontext()
    awaited: _Spare | None = None


_mine = _Mine()


def elsewhere() -> AbstractContextManager[Any]:
    """While the calling thread waits for an answer from outside; if it reads what is made ahead, that is made meanwhile."""
    return _mine.sparing


def in_spare_time(items: Iterable[T]) -> Iterator[T]:
    """The same items; each waits until the reader that they are made ahead for has nothing to compute."""
    for item in items:
        if _mine.awaited and not _mine.awaited.is_set():
            _mine.awaited.wait()
        yield item


def ahead(items: Iterator[T], by: int = 2) -> Iterator[T]:
    """The same items in the same order, up to `by` of them made beforehand in a thread. What goes wrong there is raised
    here; a reader who stops early stops the thread. Items must be made without a unit of work."""
    made: Queue[tuple[bool, T | BaseException | None]] = Queue(by)
    stopped = Event()
    with _spared() as spare:
        thread = Thread(target=_make, args=(items, made, stopped, spare), daemon=True)
        thread.start()
        try:
            while True:
                with spare:
                    there, item = made.get()
                if there:
                    yield item  # type: ignore[misc]
                elif item is None:
                    return
                else:
                    raise item  # type: ignore[misc]
        finally:
            stopped.set()
            with spare:
                thread.join()


@contextmanager
def _spared() -> Iterator[_Spare]:
    """Let this thread's waiting be used, and give it the interpreter back promptly."""
    before, interval = _mine.sparing, sys.getswitchinterval()
    spare = _mine.sparing = _Spare()
    sys.setswitchinterval(_PROMPT)
    try:
        yield spare
    finally:
        _mine.sparing = before
        sys.setswitchinterval(interval)


def _make(items: Iterator[T], made: "Queue[tuple[bool, T | BaseException | None]]", stopped: Event, spare: _Spare) -> None:
    _mine.awaited = spare
    try:
        for item in items:
            if not _put(made, (True, item), stopped):
                return
        end: BaseException | None = None
    except BaseException as error:  # noqa: BLE001  raised again where the items are read
        end = error
    _put(made, (False, end), stopped)


def _put(made: "Queue[tuple[bool, T | BaseException | None]]", item: tuple[bool, T | BaseException | None], stopped: Event) -> bool:
    """False once nobody reads any more."""
    while not stopped.is_set():
        try:
            made.put(item, timeout=_PATIENCE)
            return True
        except Full:
            continue
    return False
