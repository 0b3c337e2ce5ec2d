"""Steps by which reports were typed: they can be undone after the server has been started again."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the steps and which of them stands; of reports from before, what stands is all there is."""
    op.add_column("reports", sa.Column("steps", sa.Text, nullable=False, server_default="[]"))
    op.add_column("reports", sa.Column("holding", sa.Integer, nullable=False, server_default="0"))
