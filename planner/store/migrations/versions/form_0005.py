"""Certificates, each kept with the plan that it was made of."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table; no certificate has been kept before it."""
    op.create_table(
        "certificates",
        sa.Column("plan", sa.Integer, sa.ForeignKey("plans.number"), primary_key=True, autoincrement=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("moment", sa.Text, nullable=False),
    )
