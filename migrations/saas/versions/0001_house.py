"""The house: tenants, mailbox, identity."""

from pathlib import Path

from alembic import op

revision = "0001_house"
down_revision = None


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text().split(";\n"):
        if statement.strip():
            op.execute(statement)
