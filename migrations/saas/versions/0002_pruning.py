"""What has served its time is found by an index."""

from pathlib import Path

from alembic import op

revision = "0002_pruning"
down_revision = "0001_house"


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text().split(";\n"):
        if statement.strip():
            op.execute(statement)
