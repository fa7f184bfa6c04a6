"""The bench measures and writes what it measured; no test asserts a time."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from saas.bench.table import PARTS
from tests.guards.source import ROOT


def _bench(*words: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own: it brings servers, and a process has one house."""
    return subprocess.run([sys.executable, "-m", "saas.cli", "bench", *words], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.slow
def test_a_quick_run_writes_its_figures(tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    done = _bench("--quick", "--only", "place", "--only", "claim", "--json", str(target))
    assert done.returncode == 0, done.stderr
    place, claim = json.loads(target.read_text())
    assert (place["name"], claim["name"], place["less_is_better"]) == ("place", "claim", False)
    assert place["ratio"] == pytest.approx(place["ours"] / place["reference_value"]) and claim["ours"] > 0


def test_an_unknown_part_gets_a_sentence() -> None:
    done = _bench("--only", "nothing")
    assert done.returncode == 2 and all(part.name in done.stderr for part in PARTS)
