"""Drafts with the plans that stood before and after each accepted step."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add a column to the drafts; those that are there know of no plan before."""
    op.add_column("drafts", sa.Column("swaps", sa.Text, nullable=False, server_default="[]"))
