"""`./run` explains itself without installing anything, and refuses in a sentence."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUN = ROOT / "run"


def run(*words: str, **env: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, RUN, *words], env=os.environ | env, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"]])
def test_it_explains_itself_and_installs_nothing(words, tmp_path):
    told = run(*words, QUAYSIDE_VENV=str(tmp_path / "venv"))
    assert told.returncode == 0 and "./run demo" in told.stdout and "./run test" in told.stdout
    assert not (tmp_path / "venv").exists()


def test_an_old_python_can_read_it_and_gets_a_sentence(tmp_path):
    ast.parse(RUN.read_text(), feature_version=(3, 6))
    old = "import sys, runpy; sys.version_info = (3, 9, 1, 'final', 0); sys.argv = ['run', 'demo']; runpy.run_path('run', run_name='__main__')"
    told = subprocess.run([sys.executable, "-c", old], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (told.returncode, told.stderr) == (1, "Quayside needs Python 3.11 or newer; this is Python 3.9.\n")


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "letters").write_text("dear")
    told = run("test", QUAYSIDE_VENV=str(tmp_path))
    assert told.stderr == f"{tmp_path} holds something else. Set QUAYSIDE_VENV to an empty folder.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]


def test_a_place_that_cannot_be_written_gets_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    told = run("demo", QUAYSIDE_VENV=str(tmp_path / "file" / "venv"))
    assert told.returncode == 1 and told.stderr.endswith("Set QUAYSIDE_VENV to a folder of your own.\n")
    assert told.stderr.count("\n") == 1


def test_locks_have_hashes_and_name_no_registry():
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text()
        assert "://" not in text
        for entry in text.replace("\\\n", " ").splitlines():
            assert "==" in entry and "--hash=sha256:" in entry, f"{lock.name}: {entry}"


def test_whatever_the_product_needs_the_tests_have_in_the_same_version():
    product, tests = (set((ROOT / name).read_text().replace("\\\n", " ").splitlines())
                      for name in ("requirements.lock", "requirements-test.lock"))
    assert product <= tests
