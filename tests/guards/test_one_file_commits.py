"""Only saas/kit/db.py says commit, and only clock.py asks what time it is."""

import re

from tests.guards.source import name_of, python_files


def _saying(pattern: str) -> set[str]:
    return {name_of(path) for path in python_files() if re.search(pattern, path.read_text())}


def test_commit_stands_in_one_file() -> None:
    assert _saying(r"\.commit\(") == {"saas/kit/db.py"}, "Verbs and doors never commit; the unit of work does."


def test_now_stands_in_one_file() -> None:
    allowed = {"saas/kit/clock.py", "saas/embedded/log.py"}
    assert _saying(r"datetime\.(now|utcnow|today)\(|date\.today\(") <= allowed, "Ask saas.kit.clock, so that tests can stand still."


def test_environment_is_read_in_settings_only() -> None:
    found = {n for n in _saying(r"os\.(environ|getenv)") if not n.startswith(("saas/embedded/", "saas/demo", "saas/bench"))}
    assert found <= {"saas/config.py", "saas/working.py"}, "Rooms receive values; Settings.from_env reads the environment."
