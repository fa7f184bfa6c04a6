"""A client company: catalogue, inventory, orders, fulfilment, imports, history."""

from pathlib import Path

from alembic import op

revision = "0001_rooms"
down_revision = None


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text().split(";\n"):
        if statement.strip():
            op.execute(statement)
