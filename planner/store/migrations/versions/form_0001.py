"""Versions in pieces, scenarios, plans, proposals, answers, jobs and the log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ONLY_ADDED_TO = ("log", "versions", "contents", "pieces")


def upgrade() -> None:
    """Make all tables, and keep those from being changed that are only added to."""
    _contents()
    _versions()
    _plans()
    _work()
    for table in _ONLY_ADDED_TO:
        _never_changed(table)


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, primary_key=True, autoincrement=True)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _named(name: str, target: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(target), nullable=nullable)


def _contents() -> None:
    op.create_table("about", sa.Column("name", sa.Text, primary_key=True), _text("value"))
    op.create_table(
        "pieces",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "contents",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("schema", sa.Integer, nullable=False),
        sa.Column("pieces", sa.LargeBinary, nullable=False),
    )


def _of_contents() -> sa.Column[str]:
    return sa.Column("digest", sa.String(64), sa.ForeignKey("contents.digest"), nullable=False, index=True)


def _versions() -> None:
    op.create_table(
        "versions",
        _number(),
        _of_contents(),
        _named("parent", "versions.number", nullable=True),
        _text("kind"),
        _named("about", "versions.number", nullable=True),
        *map(_text, ("author", "message", "moment")),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("changes", sa.LargeBinary, nullable=False),
        sa.Column("request", sa.Text, unique=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "log",
        _number(),
        *map(_text, ("moment", "author", "action", "subject", "detail")),
        sa.Column("digest", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )


def _plans() -> None:
    op.create_table(
        "plans",
        _number(),
        _of_contents(),
        sa.Column("schema", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("claimed", sa.Boolean, nullable=False),
        *map(_text, ("author", "moment")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "scenarios",
        _number(),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        _named("base", "versions.number"),
        *map(_text, ("changes", "aim", "owner", "state")),
        _named("plan", "plans.number", nullable=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )


def _work() -> None:
    op.create_table(
        "proposals",
        _number(),
        sa.Column("scenario", sa.Integer, sa.ForeignKey("scenarios.number"), nullable=False, index=True),
        _named("plan", "plans.number"),
        *map(_text, ("author", "message", "state", "moment")),
        sa.Column("revision", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answers",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("question", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        _text("moment"),
    )
    op.create_table(
        "jobs",
        _number(),
        sa.Column("digest", sa.String(64), nullable=False),
        _text("question"),
        _named("scenario", "scenarios.number", nullable=True),
        *map(_text, ("author", "state")),
        _named("plan", "plans.number", nullable=True),
        sa.Column("best", sa.Float),
        sa.Column("bound", sa.Float),
        sa.Column("seconds", sa.Float, nullable=False),
        _text("moment"),
        sqlite_autoincrement=True,
    )


def _never_changed(table: str) -> None:
    """Refuse changes of what is only added to; other databases than SQLite do it by rights."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
        )
