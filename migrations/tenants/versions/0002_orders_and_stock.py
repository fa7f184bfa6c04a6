"""Orders and stock, whole: kits, lots and costs; transfers, stocktakes, purchasing, returns, customers; saved views and bulk runs."""

from pathlib import Path

from alembic import op

revision = "0002_orders_and_stock"
down_revision = "0001_rooms"


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text().split(";\n"):
        if statement.strip():
            op.execute(statement)
