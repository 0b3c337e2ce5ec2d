"""Who did what: a list that is only added to, each line with the digest of the one before it."""

import hashlib
import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from planner.language import Message, to_say
from planner.store.database import Database
from planner.store.form import LOG
from planner.store.refusals import StoreError

Clock = Callable[[], datetime]
_FIRST = "0" * 64
_MOST_LETTERS = 2_000
AUTHOR, MESSAGE, NAME = to_say("author"), to_say("message"), to_say("name")
"""What people type."""


def now() -> datetime:
    """Give the moment, in UTC."""
    return datetime.now(UTC)


def written(moment: datetime) -> str:
    """Write a moment, in UTC, so that later ones sort behind."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One thing that somebody did.

    Parameters
    ----------
    author
        As typed; nobody has proved it.
    action, subject
        What was done, and to what, such as ``saved`` and ``version 3``.
    detail
        What it was and became, by name.
    """

    number: int
    moment: datetime
    author: str
    action: str
    subject: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Log:
    """Reads the list; lines are added by who does something, within the same transaction."""

    database: Database

    def lines(self) -> tuple[LogLine, ...]:
        """Give all lines, the newest first."""
        with self.database.reading() as connection:
            found = connection.execute(sa.select(LOG).order_by(LOG.c.number.desc())).all()
        return tuple(
            LogLine(
                number=row.number,
                moment=datetime.fromisoformat(row.moment),
                author=row.author,
                action=row.action,
                subject=row.subject,
                detail=json.loads(row.detail),
            )
            for row in found
        )

    def is_whole(self) -> bool:
        """Tell whether no line was changed or taken out."""
        with self.database.reading() as connection:
            return log_is_whole(connection)


def log_is_whole(connection: sa.Connection) -> bool:
    """Tell whether each line has the digest of what it says and of the line before it."""
    before = _FIRST
    for row in connection.execute(sa.select(LOG).order_by(LOG.c.number)):
        said = (row.moment, row.author, row.action, row.subject, row.detail)
        before = _digest(before, *said)
        if row.digest != before:
            return False
    return True


def note(
    connection: sa.Connection, moment: str, author: str, action: str, subject: str, **detail: Any
) -> None:
    """Add a line, in the transaction in which the thing is done."""
    last = sa.select(LOG.c.digest).order_by(LOG.c.number.desc()).limit(1)
    before = connection.execute(last).scalar() or _FIRST
    said = (moment, author, action, subject, json.dumps(detail, ensure_ascii=False, sort_keys=True))
    names = ("moment", "author", "action", "subject", "detail")
    line = dict(zip(names, said, strict=True))
    connection.execute(LOG.insert(), [line | {"digest": _digest(before, *said)}])


def _digest(before: str, *said: str) -> str:
    return hashlib.sha256(json.dumps([before, *said], ensure_ascii=False).encode()).hexdigest()


def typed(text: str, what: Message, *, may_be_empty: bool = False) -> str:
    """Give what somebody typed, without space around it.

    Raises
    ------
    StoreError
        If it is empty and may not be, too long, or holds what no database and no screen can.
    """
    found = text.strip()
    is_writable = all(
        unicodedata.category(letter) not in ("Cc", "Cs") or letter in "\n\t" for letter in found
    )
    if (found or may_be_empty) and is_writable and len(found) <= _MOST_LETTERS:
        return found
    message = to_say(
        "{what} is {found}, expected text of 1 to {most} letters without control characters.",
        what=what,
        found=ascii(found[:60]) if found else to_say("empty"),
        most=_MOST_LETTERS,
    )
    raise StoreError("not allowed", message)
