"""What plans of each kept roadmap depend on, by its digest: roadmaps that ask the same are found by it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the digests beside the contents, which are only added to; whoever opens the store fills them in."""
    op.create_table(
        "planned",
        sa.Column("digest", sa.String(64), sa.ForeignKey("contents.digest"), primary_key=True),
        sa.Column("schema", sa.Integer, nullable=False),
        sa.Column("planned_digest", sa.String(64), nullable=False, index=True),
    )
