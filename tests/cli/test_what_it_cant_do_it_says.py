"""The command says in one sentence what it can't do, and ends; no traceback, and nothing started for ever."""

import os
import subprocess
import sys

import pytest

from tests.conftest import World
from tests.working import environment


def _run(*words: str, env: dict[str, str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "saas.cli", *words], env=env, input=given, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("command", ["serve", "worker", "migrate"])
def test_without_real_servers_it_refuses(command: str) -> None:
    told = _run(command, env={"PATH": os.environ["PATH"]})
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("Set DATABASE_URL.") and told.stderr.count("\n") == 1


def test_the_verbs_are_listed_on_a_machine_without_servers() -> None:
    told = _run("do", env={"PATH": os.environ["PATH"]})
    assert told.returncode == 0 and "orders.place_orders" in told.stdout and "orders:place" in told.stdout


@pytest.mark.parametrize(("words", "given", "sentence"), [
    (("do", "inventory.adjust_stock", "--tenant", "acme"), "junk", "The input isn't JSON"),
    (("do", "inventory.adjust_stock", "--tenant", "acme"), '{"nope": 1}', "The input must be an object of inventory.adjust_stock's arguments: batch"),
    (("do", "no.verb", "--tenant", "acme"), "{}", "Name a verb of the list"),
    (("tenant", "create", "Not A Slug", "Nobody"), "", "A company's short name has"),
    (("tenant", "create", "evan", "Evan", "--currency", "ZZZ"), "", "There is no currency 'ZZZ'. Name one such as EUR."),
    (("tenant", "create", "evan", "Evan", "--zone", "Mars/Base"), "", "There is no time zone 'Mars/Base'. Name one such as Asia/Tokyo."),
    (("tenant", "create", "evan", "Evan", "--country", "Mars"), "", "There is no country 'Mars'. Name one such as JP."),
    *((("tenant", verb, "nobody", *more), "", "There is no company called nobody.\n") for verb, *more in (
        ("suspend",), ("resume",), ("export", "nobody.zip"), ("restore", "pyproject.toml"), ("erase", "--confirm", "nobody"))),
    (("tenant", "resume", "acme"), "", "acme is active, so that can't be done."),
    (("tenant", "export", "acme", "no/such/folder/acme.zip"), "", "no/such/folder/acme.zip: No such file or directory"),
    (("tenant", "restore", "acme", "pyproject.toml"), "", "This file isn't a company's export, or it is damaged."),
    (("check", "acme", "nobody"), "", "There is no company called nobody.\n"),
    (("do", "orders.place_orders", "--tenant", "nobody"), '{"batch": []}', "There is no company called nobody.\n"),
])
def test_what_it_is_told_wrong_gets_a_sentence(world: World, words: tuple[str, ...], given: str, sentence: str) -> None:
    told = _run(*words, env=environment(world), given=given)
    assert told.returncode == 2 and sentence in told.stderr and "Traceback" not in told.stderr and not told.stdout


@pytest.mark.parametrize("words", [("tenant", "list"), ("migrate",), ("check",), ("tenant", "create", "evan", "Evan")])
def test_a_database_that_is_away_gets_a_sentence(world: World, words: tuple[str, ...]) -> None:
    told = _run(*words, env=environment(world) | {"DATABASE_URL": "postgresql://quayside@127.0.0.1:1/quayside"})
    assert told.returncode == 2 and told.stderr.startswith("PostgreSQL says: connection to server") and told.stderr.count("\n") == 1
