"""Figures as people type them: a comma before cents is understood, one that may mean thousands is never taken for it."""

import pytest

from saas.kit.inputs import figure


@pytest.mark.parametrize(("typed", "read"), [
    ("12.50", "12.50"), ("12,50", "12.50"), ("１２，５０", "12.50"), ("1 234,5", "1234.5"), ("0,125", "0.125"), ("1234,500", "1234.500"), ("7", "7"),
    ("1,000", "1,000"), ("12,500", "12,500"), ("-1,000", "-1,000"), ("1,234.50", "1,234.50"), ("1,000,000", "1,000,000")])
def test_what_is_understood_and_what_is_left_to_be_refused(typed: str, read: str) -> None:
    assert figure(typed) == read
