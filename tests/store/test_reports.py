"""Reports are kept as they were typed, and a roll is kept whole with its version or not at all."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from planner.model import Aim, SectorInput, Set
from planner.solver import first_plan
from planner.store import (
    ReportsKept,
    ReportsStep,
    RollKept,
    Saved,
    StandingPlan,
    Store,
    StoreError,
    TypedReport,
    open_store,
)
from planner.store.database import Database
from planner.store.form import REPORTS
from planner.tables import edited

ROW = TypedReport(
    name="work|a\x1fbuild\x1f",
    cells={"began": "ikke lest", "source": "Ærlig <b>"},
    author="Kari",
    moment=datetime(2026, 11, 30, 12, 0, 0, 5000, tzinfo=UTC),
)
DAY = date(2027, 4, 1)
SAID = SectorInput(id="n1", day=date(2027, 1, 1), who="Kari", content="Video.")
STEP = ReportsStep(rows=(ROW, replace(ROW, name="work|b")), status_date=DAY, words="two rows")
AGAIN = ReportsStep(rows=(replace(ROW, author="Ola"), replace(ROW, name="money|c")), words="one mended")


BEFORE_STEPS = {
    "steps": "[]",
    "holding": 0,
    "status_date": "2027-04-01",
    "rows": (
        '[{"name": "work|a\\u001fbuild\\u001f", "cells": {"began": "ikke lest", "source": "Ærlig <b>"}, '
        '"author": "Kari", "moment": "2026-11-30T12:00:00.005+00:00"}]'
    ),
}
"""What stands in the columns where an earlier form kept it."""


def test_nothing_is_reported_where_nobody_has(store: Store) -> None:
    assert store.reports.reports() is None
    assert store.reports.rolls() == ()


def test_reports_come_back_as_they_were_kept_also_when_the_store_is_opened_again(store: Store) -> None:
    kept = ReportsKept(version=1, steps=(ReportsStep(), STEP, AGAIN, ReportsStep(words="cleared")), at=2)
    store.reports.keep(kept)

    assert store.reports.reports() == kept
    assert open_store(store.path, store.folder, author="Kari").reports.reports() == kept


def test_of_reports_that_an_earlier_form_kept_what_stands_is_all_there_is(store: Store) -> None:
    store.reports.keep(ReportsKept(version=1, steps=(STEP, AGAIN), at=1))
    with Database(store.database).writing() as connection:
        connection.execute(sa.update(REPORTS).values(**BEFORE_STEPS))

    assert store.reports.reports() == ReportsKept(
        version=1, steps=(ReportsStep(rows=(ROW,), status_date=DAY),)
    )


def test_what_an_earlier_form_would_read_is_not_read_beside_the_steps(store: Store) -> None:
    kept = ReportsKept(version=1, steps=(STEP, AGAIN), at=1)
    store.reports.keep(kept)
    with Database(store.database).writing() as connection:
        connection.execute(sa.update(REPORTS).values(rows="{", status_date="soon"))

    assert store.reports.reports() == kept


def a_roll(store: Store) -> RollKept:
    """Give a roll of a first plan of the first version, which goes on as itself."""
    number = store.plans.keep(first_plan(store.versions.roadmap(1)), author="Kari").number
    return RollKept(
        version=1,
        status_date=DAY,
        before=StandingPlan(number=number, aim=Aim(name="coverage"), is_accepted=False),
        after=number,
        rows=(ROW,),
        realised_nok=-1.5e6,
        author="Kari",
        moment=ROW.moment,
    )


def rolled(store: Store) -> Saved:
    """Keep a roll with a version that changes something."""
    store.reports.keep(ReportsKept(version=1, steps=(STEP,)))
    made = edited(store.versions.roadmap(1), [Set("measures", {"id": "a"}, "name", "Rolled")])
    beside = store.reports.beside(a_roll(store))
    found = store.versions.save(made, parent=1, author="Kari", beside=beside)
    assert isinstance(found, Saved)
    return found


def test_a_roll_is_kept_with_its_version_and_empties_the_reports(store: Store) -> None:
    version = rolled(store).version

    (found,) = store.reports.rolls()
    assert (found.version, found.status_date, found.rows) == (version.number, DAY, (ROW,))
    assert (found.realised_nok, found.before.aim.name) == (-1.5e6, "coverage")
    assert found.goes_on is not None
    assert (found.goes_on.number, found.goes_on.is_accepted) == (found.after, False)
    assert store.reports.reports() == ReportsKept(version=version.number)
    assert store.log.lines()[0].action == "rolled"


def test_where_a_version_is_not_made_the_reports_stay(store: Store) -> None:
    store.reports.keep(ReportsKept(version=1, steps=(STEP,)))

    def fails(*what: Any) -> None:
        keeps(*what)
        raise OSError("no room")

    made = edited(store.versions.roadmap(1), [Set("measures", {"id": "a"}, "name", "Rolled")])
    keeps = store.reports.beside(a_roll(store))
    with pytest.raises(OSError, match="no room"):
        store.versions.save(made, parent=1, author="Kari", beside=fails)

    assert store.reports.rolls() == ()
    kept = store.reports.reports()
    assert kept is not None
    assert kept.stands == STEP
    assert store.versions.newest().number == 1


def test_a_roll_is_found_by_the_roadmap_it_began_with_and_the_one_it_led_to(store: Store) -> None:
    version = rolled(store).version
    reports, before, after = store.reports, store.versions.roadmap(1), store.versions.roadmap(version.number)
    (roll,) = reports.rolls()

    assert (reports.newest_with(before), reports.newest_with(after)) == ((roll, None), (None, roll))
    assert reports.ended_on(after.digest) == roll
    assert reports.ended_on(before.digest) is None
    assert reports.newest_with(replace(after, inputs=(SAID,))) == (None, roll)
    assert reports.newest_with(edited(before, [Set("measures", {"id": "a"}, "name", "Other")])) == (
        None,
        None,
    )
    assert (reports.at(DAY), reports.of_version(version.number)) == (reports.rolls()[0],) * 2
    assert (reports.at(date(2000, 1, 1)), reports.of_version(1), reports.rolls(0)) == (None, None, ())


@pytest.mark.parametrize(
    "damaged",
    [
        *(
            {"rows": rows, "steps": "[]"}
            for rows in ("{", "[{}]", '[{"name": 1, "cells": {}, "author": "", "moment": ""}]', "7")
        ),
        {"steps": '[{"words": "", "rows": []}]'},
        {"steps": '[{"words": 1, "rows": [], "gone": [], "status_date": ""}]'},
        {"holding": 1},
    ],
)
def test_damaged_reports_are_told_of(store: Store, damaged: dict[str, Any]) -> None:
    store.reports.keep(ReportsKept(version=1, steps=(STEP,)))
    with Database(store.database).writing() as connection:
        connection.execute(sa.update(REPORTS).values(**damaged))

    with pytest.raises(StoreError, match="reported"):
        store.reports.reports()
