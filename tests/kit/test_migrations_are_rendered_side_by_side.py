"""Two tenants may be opened at the same moment: each revision is rendered whole, by one thread at a time."""

import time
from concurrent.futures import ThreadPoolExecutor

from alembic import op

from saas.kit.migrations import _render


def _slowly(number: int):
    def upgrade() -> None:
        for step in range(3):
            op.execute(f"SELECT {number}, {step}")
            time.sleep(0.005)

    return upgrade


def test_no_thread_writes_into_anothers_revision():
    with ThreadPoolExecutor(4) as pool:
        rendered = list(pool.map(_render, [_slowly(n) for n in range(8)]))
    assert rendered == [tuple(f"SELECT {n}, {step}" for step in range(3)) for n in range(8)]
