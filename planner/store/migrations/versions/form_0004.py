"""Reports of how a plan went that nobody has taken in yet, and each roll to a later status date."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the two tables; nothing has been reported before them."""
    op.create_table(
        "reports",
        sa.Column("scenario", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.number"), nullable=False),
        sa.Column("status_date", sa.Text, nullable=False),
        sa.Column("rows", sa.Text, nullable=False),
        sa.Column("moment", sa.Text, nullable=False),
    )
    op.create_table(
        "rolls",
        sa.Column(
            "version", sa.Integer, sa.ForeignKey("versions.number"), primary_key=True, autoincrement=False
        ),
        sa.Column("status_date", sa.Text, nullable=False),
        sa.Column("before", sa.Integer, sa.ForeignKey("plans.number"), nullable=False),
        sa.Column("after", sa.Integer, sa.ForeignKey("plans.number")),
        sa.Column("rests_on", sa.Text, nullable=False),
        sa.Column("rows", sa.Text, nullable=False),
        sa.Column("realised", sa.Float, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("moment", sa.Text, nullable=False),
    )
