"""A demo of its own: prepared by another process, as its command does, on a server no other test touches."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from saas.embedded.postgres import Postgres
from tests.conftest import QUICK

PREPARE = "import json, sys; from pathlib import Path; from saas.demo import prepare; print(json.dumps(prepare(Path(sys.argv[1]))))"


@dataclass(frozen=True)
class Demo:
    """A data folder with its database."""

    url: str
    folder: Path

    def prepare(self) -> dict[str, Any]:
        """What the demo says once it is ready: the one line on its standard output."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("QUAYSIDE_")}
        env |= {"DATABASE_URL": self.url, "REDIS_URL": "redis://127.0.0.1:1/0", "SECRET_KEY": "s" * 40, "QUAYSIDE_ENV": "demo",
                "FILES_DIR": str(self.folder / "files")}
        done = subprocess.run([sys.executable, "-c", PREPARE, str(self.folder)], env=env, cwd=Path(__file__).parents[2],
                              capture_output=True, text=True, timeout=240)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        conn = psycopg2.connect(self.url)
        try:
            with conn, conn.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall()
        finally:
            conn.close()

    def schemas(self) -> dict[str, str]:
        """Company → schema."""
        return {slug: f"t_{tenant}" for slug, tenant in self.rows("SELECT slug, id FROM saas.tenant WHERE state = 'active'")}


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    server = Postgres(folder / "postgres", settings=QUICK)
    server.start()
    yield Demo(server.url, folder)
    server.stop()


@pytest.fixture(scope="session")
def answer(demo: Demo) -> dict[str, Any]:
    """What the first start said."""
    return demo.prepare()
