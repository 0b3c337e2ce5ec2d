"""What is reported of how the plan went: as it is typed, and as each roll took it in."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from planner.files import EditJsonError, JsonError
from planner.language import to_say
from planner.model import Roadmap
from planner.store.database import Database, row
from planner.store.drafts import OF_THE_ROADMAP, StandingPlan, standing_in, standing_out
from planner.store.form import REPORTS, ROLLS, VERSIONS
from planner.store.log import Clock, note, now, written
from planner.store.planned import asking_the_same
from planner.store.refusals import StoreError
from planner.store.saving import Beside
from planner.store.version import Version

_DAMAGED: Final = to_say("What has been reported cannot be read.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedReport:
    """One row of ``framdrift`` as it was typed, whether it can be read or not.

    Parameters
    ----------
    name
        By which windows know it.
    cells
        Text by field.
    author, moment
        Who typed into it last, and when, in UTC.
    """

    name: str
    cells: Mapping[str, str]
    author: str
    moment: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsStep:
    """All that is reported after a step.

    Parameters
    ----------
    status_date
        That it is to be taken in at; ``None`` where nobody has chosen one.
    words
        What the step did.
    """

    rows: tuple[TypedReport, ...] = ()
    status_date: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsKept:
    """What is reported and not taken in yet.

    Parameters
    ----------
    version
        Number of the version that it was typed on last.
    steps
        What can be undone and made again, in order; the first did nothing that can be undone.
    at
        Which of them stands, from 0.

    Raises
    ------
    ValueError
        If there is no such step.
    """

    version: int
    steps: tuple[ReportsStep, ...] = (ReportsStep(),)
    at: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.at < len(self.steps):
            raise ValueError(f"at is {self.at}, expected 0 to {len(self.steps) - 1}")

    @property
    def stands(self) -> ReportsStep:
        """Give all that is reported."""
        return self.steps[self.at]


@dataclass(frozen=True, slots=True, kw_only=True)
class RollKept:
    """A version that came of rolling a plan forward.

    Parameters
    ----------
    before
        The plan that was rolled, as it stood.
    after
        Number of the plan that goes on; ``None`` where it broke a rule.
    rows
        What was reported.
    realised_nok
        The value realised by the status date, by all rolls so far.
    """

    version: int
    status_date: date
    before: StandingPlan
    after: int | None
    rows: tuple[TypedReport, ...]
    realised_nok: float
    author: str
    moment: datetime

    @property
    def goes_on(self) -> StandingPlan | None:
        """Give the plan that goes on, which rests on the version alone."""
        if self.after is None:
            return None
        return replace(self.before, number=self.after, changes=(), baseline=None)


class KeptReports:
    """The reports and rolls of a store."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._database, self._clock = database, clock

    @property
    def moment(self) -> datetime:
        """Give the moment at which something is typed, as it is kept: to the millisecond."""
        return datetime.fromisoformat(written(self._clock()))

    def reports(self) -> ReportsKept | None:
        """Give what is reported and not taken in yet; ``None`` where nothing has been.

        Raises
        ------
        StoreError
            If what is kept of it is damaged.
        """
        with self._database.reading() as connection:
            found = connection.execute(sa.select(REPORTS).where(REPORTS.c.scenario == OF_THE_ROADMAP)).first()
        return None if found is None else _reports(row(found))

    def keep(self, kept: ReportsKept) -> None:
        """Keep reports in place of those before."""
        with self._database.writing() as connection:
            self._write(connection, kept)

    def beside(self, roll: RollKept) -> Beside:
        """Give what keeps a roll in the transaction that makes its version, and empties the reports."""

        def keep(connection: sa.Connection, version: Version) -> None:
            made = replace(roll, version=version.number)
            connection.execute(ROLLS.insert(), [_roll_out(made)])
            self._write(connection, ReportsKept(version=version.number))
            moment, day = written(self._clock()), made.status_date.isoformat()
            note(connection, moment, made.author, "rolled", f"version {version.number}", to=day)

        return keep

    def rolls(self, most: int | None = None) -> tuple[RollKept, ...]:
        """Give the rolls, the newest first: all, or the first few of them.

        Raises
        ------
        StoreError
            If what is kept of one is damaged.
        """
        with self._database.reading() as connection:
            query = sa.select(ROLLS).order_by(ROLLS.c.version.desc()).limit(most)
            found = connection.execute(query).all()
        return tuple(_roll(row(each)) for each in found)

    def newest_with(self, roadmap: Roadmap) -> tuple[RollKept | None, RollKept | None]:
        """Give the newest roll that began on a roadmap, and the newest that led to it.

        One that asks the same is as good: what sectors have said since neither begins nor ends a roll.
        """
        made, parents = VERSIONS.alias(), VERSIONS.alias()
        ended = sa.select(ROLLS.c.version, made.c.digest).join(made, made.c.number == ROLLS.c.version)
        begun = (
            sa.select(ROLLS.c.version, parents.c.digest)
            .join(made, made.c.number == ROLLS.c.version)
            .join(parents, parents.c.number == made.c.parent)
        )
        with self._database.reading() as connection:
            found = [connection.execute(query).all() for query in (begun, ended)]
        alike = {*asking_the_same(self._database, roadmap, (each.digest for rows in found for each in rows))}
        newest = (max((each.version for each in rows if each.digest in alike), default=0) for rows in found)
        began, led = (self.of_version(number) for number in newest)
        return began, led

    def ended_on(self, digest: str) -> RollKept | None:
        """Give the newest roll that led to a roadmap; ``None`` where none did."""
        numbers = sa.select(VERSIONS.c.number).where(VERSIONS.c.digest == digest)
        return self._newest(ROLLS.c.version.in_(numbers))

    def at(self, day: date) -> RollKept | None:
        """Give the newest roll to a status date; ``None`` where none was made to it."""
        return self._newest(ROLLS.c.status_date == day.isoformat())

    def of_version(self, number: int) -> RollKept | None:
        """Give the roll that a version came of; ``None`` where it came of something else."""
        return self._newest(ROLLS.c.version == number)

    def _newest(self, which: sa.ColumnElement[bool]) -> RollKept | None:
        """Give the newest of some rolls; no other is read, as each holds all that was reported then."""
        with self._database.reading() as connection:
            query = sa.select(ROLLS).where(which).order_by(ROLLS.c.version.desc()).limit(1)
            found = connection.execute(query).first()
        return None if found is None else _roll(row(found))

    def _write(self, connection: sa.Connection, kept: ReportsKept) -> None:
        values = {
            "scenario": OF_THE_ROADMAP,
            "version": kept.version,
            "status_date": "",
            "rows": "[]",
            "steps": json.dumps(_steps_out(kept.steps), ensure_ascii=False),
            "holding": kept.at,
            "moment": written(self._clock()),
        }
        connection.execute(REPORTS.delete().where(REPORTS.c.scenario == OF_THE_ROADMAP))
        connection.execute(REPORTS.insert(), [values])


def _rows_out(rows: Iterable[TypedReport]) -> list[dict[str, Any]]:
    return [
        {"name": each.name, "cells": dict(each.cells), "author": each.author, "moment": written(each.moment)}
        for each in rows
    ]


def _day_out(step: ReportsStep) -> str:
    return "" if step.status_date is None else step.status_date.isoformat()


def _day_in(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _steps_out(steps: Iterable[ReportsStep]) -> list[dict[str, Any]]:
    """Give each step by the rows that it changed and those that it took away: most touch few of them."""
    told, before = [], dict[str, TypedReport]()
    for step in steps:
        now = {row.name: row for row in step.rows}
        told.append(
            {
                "words": step.words,
                "status_date": _day_out(step),
                "rows": _rows_out(row for name, row in now.items() if before.get(name) != row),
                "gone": [name for name in before if name not in now],
            }
        )
        before = now
    return told


def _steps_in(told: Iterable[Any]) -> Iterator[ReportsStep]:
    rows: dict[str, TypedReport] = {}
    for step in told:
        rows = {name: row for name, row in rows.items() if name not in step["gone"]}
        rows |= {row.name: row for row in _rows_in(step["rows"])}
        yield ReportsStep(
            rows=tuple(rows.values()), status_date=_day_in(step["status_date"]), words=_text(step["words"])
        )


def _rows_in(told: Iterable[Any]) -> tuple[TypedReport, ...]:
    return tuple(
        TypedReport(
            name=_text(each["name"]),
            cells={_text(field): _text(cell) for field, cell in each["cells"].items()},
            author=_text(each["author"]),
            moment=datetime.fromisoformat(each["moment"]),
        )
        for each in told
    )


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise TypeError(f"{found!r} is no text")
    return found


def _reports(values: dict[str, Any]) -> ReportsKept:
    try:
        steps = tuple(_steps_in(json.loads(values["steps"]))) or (_as_kept_before(values),)
        return ReportsKept(version=values["version"], steps=steps, at=values["holding"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError("damaged", _DAMAGED) from error


def _as_kept_before(values: Mapping[str, Any]) -> ReportsStep:
    """Give what stands where an earlier form kept it, which knew no steps."""
    return ReportsStep(rows=_rows_in(json.loads(values["rows"])), status_date=_day_in(values["status_date"]))


def _roll_out(roll: RollKept) -> dict[str, Any]:
    return {
        "version": roll.version,
        "status_date": roll.status_date.isoformat(),
        "before": roll.before.number,
        "after": roll.after,
        "rests_on": json.dumps(standing_out(roll.before), ensure_ascii=False),
        "rows": json.dumps(_rows_out(roll.rows), ensure_ascii=False),
        "realised": roll.realised_nok,
        "author": roll.author,
        "moment": written(roll.moment),
    }


def _roll(values: dict[str, Any]) -> RollKept:
    try:
        return RollKept(
            version=values["version"],
            status_date=date.fromisoformat(values["status_date"]),
            before=standing_in(json.loads(values["rests_on"]) | {"plan": values["before"]}),
            after=values["after"],
            rows=_rows_in(json.loads(values["rows"])),
            realised_nok=values["realised"],
            author=values["author"],
            moment=datetime.fromisoformat(values["moment"]),
        )
    except (EditJsonError, JsonError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError("damaged", _DAMAGED) from error
