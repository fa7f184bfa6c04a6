"""Guesses are counted per person and per address of the network; the right password works again after the wait."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from saas.identity.errors import SlowDown, WrongPassword
from saas.identity.inputs import SignIn
from saas.identity.operations import sign_in
from saas.identity.throttling import PER_ADDRESS, PER_PERSON
from saas.kit import clock
from tests.cast import PASSWORD, Member
from tests.conftest import World

HERE = "203.0.113.7"
NOON = datetime(2026, 11, 24, 12, 0, 30, tzinfo=UTC)


def _guess(email: str, password: str = "wrong", address: str = HERE) -> str:
    """'in', or the code of the refusal."""
    try:
        sign_in(SignIn(email=email, password=password), address, "a browser")
    except (WrongPassword, SlowDown) as error:
        return error.code
    return "in"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hash that costs nothing: these tests count, they don't measure."""
    monkeypatch.setattr("saas.identity.operations.signing.matches", lambda secret, given: secret is not None and given == PASSWORD)


def test_after_ten_wrong_passwords_the_right_one_waits(world: World, ann: Member, cheap: None) -> None:
    with clock.freeze(NOON):
        assert [_guess(ann.email) for _n in range(PER_PERSON)] == ["wrong_password"] * PER_PERSON
        assert _guess(ann.email) == _guess(ann.email, PASSWORD) == "slow_down"
    with clock.freeze(NOON + timedelta(minutes=14)):
        assert _guess(ann.email, PASSWORD) == "slow_down"
    with clock.freeze(NOON + timedelta(minutes=16)):
        assert _guess(ann.email, PASSWORD) == "in"


def test_refused_tries_do_not_lengthen_the_wait(world: World, ann: Member, cheap: None) -> None:
    for minute in range(16):
        with clock.freeze(NOON + timedelta(minutes=minute)):
            [_guess(ann.email) for _n in range(PER_PERSON + 2)]
    with clock.freeze(NOON + timedelta(minutes=32)):
        assert _guess(ann.email, PASSWORD) == "in"


def test_others_are_not_locked(world: World, ann: Member, ben: Member, cheap: None) -> None:
    [_guess(ann.email) for _n in range(PER_PERSON + 5)]
    assert _guess(ben.email, PASSWORD) == "in"


def test_one_address_gets_fifty_guesses_for_everyone_together(world: World, ann: Member, cheap: None) -> None:
    assert {_guess(f"nobody{n}@acme.example") for n in range(PER_ADDRESS)} == {"wrong_password"}
    assert _guess(ann.email, PASSWORD) == "slow_down"
    assert _guess(ann.email, PASSWORD, address="198.51.100.1") == "in"


def test_a_whole_ipv6_network_is_one_address(world: World, cheap: None) -> None:
    assert {_guess(f"n{n}@acme.example", address=f"2001:db8::{n:x}") for n in range(PER_ADDRESS)} == {"wrong_password"}
    assert _guess("one@acme.example", address="2001:db8::ffff") == "slow_down"
    assert _guess("one@acme.example", address="2001:db8:0:1::1") == "wrong_password"


def test_fifty_guesses_at_once_are_counted_as_fifty(world: World, ann: Member, cheap: None) -> None:
    def guess(_n: int) -> str:
        with world.app.app_context():
            return _guess(ann.email)

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(guess, range(50)))
    assert (answers.count("wrong_password"), answers.count("slow_down")) == (PER_PERSON, 50 - PER_PERSON)


def test_signing_in_forgets_the_failures(world: World, ann: Member, cheap: None) -> None:
    for _round in range(3):
        assert [_guess(ann.email) for _n in range(PER_PERSON - 1)] == ["wrong_password"] * (PER_PERSON - 1)
        assert _guess(ann.email, PASSWORD) == "in"


def test_strangers_are_slowed_down_like_people(world: World, cheap: None) -> None:
    answers = [_guess("nobody@acme.example") for _n in range(PER_PERSON + 1)]
    assert answers == ["wrong_password"] * PER_PERSON + ["slow_down"]
