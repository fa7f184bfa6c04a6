"""Working ahead: the same items in the same order, errors where they are read, and no thread left behind."""

import itertools
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from saas.kit.ahead import ahead, elsewhere, in_spare_time
from tests.working import eventually


def test_items_come_in_their_order() -> None:
    assert list(ahead(iter(range(100)))) == list(range(100))


def test_what_goes_wrong_is_raised_where_it_is_read() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("the file ends here")

    read = ahead(broken())
    assert next(read) == 1
    with pytest.raises(ValueError, match="ends here"):
        next(read)


def test_a_reader_who_stops_leaves_no_thread() -> None:
    before = threading.active_count()
    read = ahead(iter(range(10**9)))
    assert next(read) == 0
    read.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before


def test_no_more_is_made_than_asked_ahead() -> None:
    made: list[int] = []

    def counted() -> Iterator[int]:
        for n in range(50):
            made.append(n)
            yield n

    read = ahead(counted(), by=2)
    assert next(read) == 0
    read.close()  # type: ignore[attr-defined]
    assert len(made) <= 5


def test_items_wait_until_their_reader_has_nothing_to_compute() -> None:
    made: list[int] = []

    def counted() -> Iterator[int]:
        for n in in_spare_time(itertools.count()):
            made.append(n)
            yield n

    read = ahead(counted(), by=10**6)
    assert next(read) == 0
    time.sleep(0.05)  # what was begun is finished
    so_far = len(made)
    time.sleep(0.05)
    assert len(made) == so_far
    with elsewhere():
        eventually(lambda: len(made) > so_far, 5)
    read.close()  # type: ignore[attr-defined]


def test_without_a_reader_nothing_waits() -> None:
    assert list(in_spare_time([1, 2, 3])) == [1, 2, 3]
    with elsewhere():
        pass


def test_the_interpreter_is_left_as_it_was() -> None:
    before = sys.getswitchinterval()
    read = ahead(iter([1, 2, 3]))
    assert next(read) == 1
    assert sys.getswitchinterval() != before
    read.close()  # type: ignore[attr-defined]
    assert sys.getswitchinterval() == before
