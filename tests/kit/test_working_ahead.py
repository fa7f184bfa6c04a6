"""Working ahead: the same items in the same order, errors where they are read, and no thread left behind."""

import threading
from collections.abc import Iterator

import pytest

from saas.kit.ahead import ahead


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
