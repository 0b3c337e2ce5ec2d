"""Drafts that outlive their window and their server, with the plan that stands."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of drafts."""
    op.create_table(
        "drafts",
        sa.Column("scenario", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.number"), nullable=False),
        sa.Column("base", sa.String(64), nullable=False),
        sa.Column("steps", sa.Text, nullable=False),
        sa.Column("holding", sa.Integer, nullable=False),
        sa.Column("rough", sa.Text, nullable=False),
        sa.Column("plan", sa.Integer, sa.ForeignKey("plans.number")),
        sa.Column("rests_on", sa.Text, nullable=False),
        sa.Column("moment", sa.Text, nullable=False),
    )
