"""The tables of the database, as the newest migration leaves them."""

from typing import Final

import sqlalchemy as sa

REVISION: Final = "0007"
"""The migration that makes the form below."""

METADATA: Final = sa.MetaData()
_DIGEST = sa.String(64)


def _number() -> sa.Column[int]:
    """Give a key that rises, and that is never given again."""
    return sa.Column("number", sa.Integer, primary_key=True, autoincrement=True)


ABOUT = sa.Table(
    "about",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
PIECES = sa.Table(
    "pieces",
    METADATA,
    sa.Column("digest", _DIGEST, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
CONTENTS = sa.Table(
    "contents",
    METADATA,
    sa.Column("digest", _DIGEST, primary_key=True),
    sa.Column("schema", sa.Integer, nullable=False),
    sa.Column("pieces", sa.LargeBinary, nullable=False),
)
PLANNED = sa.Table(
    "planned",
    METADATA,
    sa.Column("digest", _DIGEST, sa.ForeignKey("contents.digest"), primary_key=True),
    sa.Column("schema", sa.Integer, nullable=False),
    sa.Column("planned_digest", _DIGEST, nullable=False, index=True),
)
"""Of each kept roadmap: the digest of what its plans depend on, and the schema under which it was counted."""
VERSIONS = sa.Table(
    "versions",
    METADATA,
    _number(),
    sa.Column("digest", _DIGEST, sa.ForeignKey("contents.digest"), nullable=False, index=True),
    sa.Column("parent", sa.Integer, sa.ForeignKey("versions.number")),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("about", sa.Integer, sa.ForeignKey("versions.number")),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("moment", sa.Text, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("changes", sa.LargeBinary, nullable=False),
    sa.Column("request", sa.Text, unique=True),
    sqlite_autoincrement=True,
)
PLANS = sa.Table(
    "plans",
    METADATA,
    _number(),
    sa.Column("digest", _DIGEST, sa.ForeignKey("contents.digest"), nullable=False, index=True),
    sa.Column("schema", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("claimed", sa.Boolean, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("moment", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
CERTIFICATES = sa.Table(
    "certificates",
    METADATA,
    sa.Column("plan", sa.Integer, sa.ForeignKey("plans.number"), primary_key=True, autoincrement=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("moment", sa.Text, nullable=False),
)
"""Of each plan that has one: it goes with the plan, and does not keep it."""
SCENARIOS = sa.Table(
    "scenarios",
    METADATA,
    _number(),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("base", sa.Integer, sa.ForeignKey("versions.number"), nullable=False),
    sa.Column("changes", sa.Text, nullable=False),
    sa.Column("aim", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("plan", sa.Integer, sa.ForeignKey("plans.number")),
    sa.Column("revision", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)
PROPOSALS = sa.Table(
    "proposals",
    METADATA,
    _number(),
    sa.Column("scenario", sa.Integer, sa.ForeignKey("scenarios.number"), nullable=False, index=True),
    sa.Column("plan", sa.Integer, sa.ForeignKey("plans.number"), nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("moment", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)
ANSWERS = sa.Table(
    "answers",
    METADATA,
    sa.Column("digest", _DIGEST, primary_key=True),
    sa.Column("question", _DIGEST, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("moment", sa.Text, nullable=False),
)
JOBS = sa.Table(
    "jobs",
    METADATA,
    _number(),
    sa.Column("digest", _DIGEST, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("scenario", sa.Integer, sa.ForeignKey("scenarios.number")),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("plan", sa.Integer, sa.ForeignKey("plans.number")),
    sa.Column("best", sa.Float),
    sa.Column("bound", sa.Float),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("moment", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
DRAFTS = sa.Table(
    "drafts",
    METADATA,
    sa.Column("scenario", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, sa.ForeignKey("versions.number"), nullable=False),
    sa.Column("base", _DIGEST, nullable=False),
    sa.Column("steps", sa.Text, nullable=False),
    sa.Column("holding", sa.Integer, nullable=False),
    sa.Column("rough", sa.Text, nullable=False),
    sa.Column("plan", sa.Integer, sa.ForeignKey("plans.number")),
    sa.Column("rests_on", sa.Text, nullable=False),
    sa.Column("moment", sa.Text, nullable=False),
    sa.Column("swaps", sa.Text, nullable=False, server_default="[]"),
)
"""Of each scenario, and under 0 of the roadmap itself: what is not saved yet, and the plan that stands."""
REPORTS = sa.Table(
    "reports",
    METADATA,
    sa.Column("scenario", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, sa.ForeignKey("versions.number"), nullable=False),
    sa.Column("status_date", sa.Text, nullable=False),
    sa.Column("rows", sa.Text, nullable=False),
    sa.Column("moment", sa.Text, nullable=False),
    sa.Column("steps", sa.Text, nullable=False, server_default="[]"),
    sa.Column("holding", sa.Integer, nullable=False, server_default="0"),
)
"""Under 0 of the roadmap itself: what is reported of how the plan went, and is not taken in yet.

Rows and status date stand in the steps; the columns of their own are those of a form that knew no steps.
"""
ROLLS = sa.Table(
    "rolls",
    METADATA,
    sa.Column("version", sa.Integer, sa.ForeignKey("versions.number"), primary_key=True, autoincrement=False),
    sa.Column("status_date", sa.Text, nullable=False),
    sa.Column("before", sa.Integer, sa.ForeignKey("plans.number"), nullable=False),
    sa.Column("after", sa.Integer, sa.ForeignKey("plans.number")),
    sa.Column("rests_on", sa.Text, nullable=False),
    sa.Column("rows", sa.Text, nullable=False),
    sa.Column("realised", sa.Float, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("moment", sa.Text, nullable=False),
)
"""Of each version that came of rolling forward: the plans before and after, and what was reported."""
LOG = sa.Table(
    "log",
    METADATA,
    _number(),
    sa.Column("moment", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("digest", _DIGEST, nullable=False),
    sqlite_autoincrement=True,
)
