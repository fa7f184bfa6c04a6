"""The bench measures and writes what it measured; no test asserts a time."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from saas.bench.table import PARTS
from saas.cli import benching, quayside


@pytest.mark.slow
def test_a_quick_run_writes_its_figures(tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    done = CliRunner().invoke(quayside, ["bench", "--quick", "--only", "place", "--only", "claim", "--json", str(target)])
    assert done.exit_code == 0, done.output
    place, claim = json.loads(target.read_text())
    assert (place["name"], claim["name"], place["less_is_better"]) == ("place", "claim", False)
    assert place["ratio"] == pytest.approx(place["ours"] / place["reference_value"]) and claim["ours"] > 0


def test_an_unknown_part_gets_a_sentence() -> None:
    done = CliRunner().invoke(quayside, ["bench", "--only", "nothing"])
    assert done.exit_code == 2 and "place" in done.output and benching and len(PARTS) == 14
