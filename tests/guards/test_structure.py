"""The plan of the house holds: imports run one way, files and functions stay short, every room says what it is for."""

import ast
import subprocess
import sys

import pytest

from tests.guards.source import ROOT, functions, name_of, python_files, tree

LONGEST_FILE, LONGEST_FUNCTION = 300, 40


def test_imports_run_one_way() -> None:
    done = subprocess.run([sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_files_and_functions_are_short(path) -> None:  # type: ignore[no-untyped-def]
    assert len(path.read_text().splitlines()) <= LONGEST_FILE, "Look for the noun that wants a file of its own."
    long = [f.name for f in functions(path) if (f.end_lineno or 0) - f.lineno >= LONGEST_FUNCTION]
    assert not long, f"{long}: past {LONGEST_FUNCTION} lines a verb is asking for a thing with a name."


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_every_module_says_what_it_is_for(path) -> None:  # type: ignore[no-untyped-def]
    assert ast.get_docstring(tree(path)), "Begin with one sentence: what is this for?"


def test_nothing_names_this_machine_or_a_registry() -> None:
    words = ["py" + "pi.org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian", "/wor" + "k/", "/ro" + "ot/"]
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    found = [(name, word) for name in tracked if name and (ROOT / name).is_file() for word in words
             if word in (ROOT / name).read_bytes().decode("utf-8", "ignore")]
    assert not found
