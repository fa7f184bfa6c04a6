"""Working ahead: an iterator's next items are made while its reader waits for the database."""

from collections.abc import Iterator
from queue import Full, Queue
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")
_PATIENCE = 0.5


def ahead(items: Iterator[T], by: int = 2) -> Iterator[T]:
    """The same items in the same order, up to `by` of them made beforehand in a thread. What goes wrong there is raised
    here; a reader who stops early stops the thread. Items must be made without a unit of work."""
    made: Queue[tuple[bool, T | BaseException | None]] = Queue(by)
    stopped = Event()
    thread = Thread(target=_make, args=(items, made, stopped), daemon=True)
    thread.start()
    try:
        while True:
            there, item = made.get()
            if there:
                yield item  # type: ignore[misc]
            elif item is None:
                return
            else:
                raise item  # type: ignore[misc]
    finally:
        stopped.set()
        thread.join()


def _make(items: Iterator[T], made: "Queue[tuple[bool, T | BaseException | None]]", stopped: Event) -> None:
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
