"""Random small roadmaps that have a plan until a rule is tightened: conflicts with a known repair.

A roadmap with a known plan is made stricter step by step, by one cell, until nothing fits any more. The steps
back to the last that had a plan are a repair that is known to suffice.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from support.strategies import random_roadmap

from planner.check import check
from planner.model import (
    Budget,
    Deadline,
    Link,
    Measure,
    Requirement,
    RequirementKind,
    Roadmap,
    Schedule,
    Sector,
    errors,
)
from planner.results import budget_uses, coverage
from planner.solver import Verdict, any_schedule
from planner.verify import judge
from planner.why import RepairKind


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A roadmap without a plan, and what is known to mend it.

    Parameters
    ----------
    before
        The last roadmap that had a plan.
    column
        Field of the model that was changed.
    amount
        How much of it gives a plan again, in the unit of the repair.
    """

    roadmap: Roadmap
    before: Roadmap
    kind: RepairKind
    column: str
    amount: float


_NOK = 1e5
"""Budgets are planted in whole numbers of this, which repairs hit too."""

Tighter = Callable[[int], Roadmap | None]
"""Gives a roadmap that is stricter by some steps; ``None`` where there are no more."""


def planted(seed: int) -> Planted:
    """Plant a conflict of a kind that the seed decides."""
    kinds = tuple(PLANTS)
    kind = kinds[seed % len(kinds)]
    for number in range(1_000):
        dice = Random(f"planted {seed} {number}")
        found = _known(random_roadmap(dice.randrange(10_000)))
        plant = None if found is None else _first(PLANTS[kind](dice, *found), kind)
        if plant is not None:
            return plant
    raise AssertionError(seed)


def has_a_plan(roadmap: Roadmap) -> bool:
    """Tell whether the exact model finds a schedule that the judge accepts."""
    found = any_schedule(roadmap, seconds=60.0)
    assert found.verdict is not Verdict.UNKNOWN
    return found.schedule is not None and not judge(roadmap, found.schedule)


def _known(roadmap: Roadmap) -> tuple[Roadmap, Schedule] | None:
    """Give a roadmap without errors whose plan holds as many measures as it can, all of them mandatory."""
    roadmap = replace(roadmap, groups=(), started_first=False)
    wanted = replace(
        roadmap, measures=tuple(replace(each, optional=False, stoppable=False) for each in roadmap.measures)
    )
    if errors(check(wanted)):
        return None
    found = any_schedule(wanted, seconds=60.0)
    if found.schedule is None or judge(wanted, found.schedule):
        return None
    return wanted, found.schedule


Found = tuple[Tighter, str, float]
"""How to make it stricter, what field that changes, and how much one step of it is."""


def _first(found: Found | None, kind: RepairKind) -> Planted | None:
    """Make a roadmap stricter until it has no plan."""
    if found is None:
        return None
    tighter, column, step = found
    before = tighter(0)
    for steps in range(1, 40):
        roadmap = tighter(steps)
        if roadmap is None or before is None:
            return None
        if not has_a_plan(roadmap):
            if not has_a_plan(before):
                return None
            return Planted(roadmap=roadmap, before=before, kind=kind, column=column, amount=step)
        before = roadmap
    return None


def _deadline(dice: Random, roadmap: Roadmap, schedule: Schedule) -> Found | None:
    """Let a measure be due earlier and earlier."""
    built = [each for each in roadmap.open_measures if each.phases]
    if not built:
        return None
    measure = dice.choice(built)
    end = max(phase.end for phase in schedule.phases if phase.measure == measure.id)

    def tighter(steps: int) -> Roadmap | None:
        if end - steps < 0:
            return None
        due = Deadline(day=roadmap.calendar.date_of(end - steps))
        return _with_measure(roadmap, replace(measure, deadline=due))

    return tighter, "deadline", 1.0


def _capacity(dice: Random, roadmap: Roadmap, schedule: Schedule) -> Found | None:
    """Let a sector have less and less."""
    limited = [each for each in roadmap.sectors if each.capacities]
    if not limited:
        return None
    sector, step = dice.choice(limited), 0.2

    def tighter(steps: int) -> Roadmap | None:
        if any(row.person_months.likely < steps * step for row in sector.capacities):
            return None
        rows = tuple(
            replace(row, person_months=type(row.person_months).sure(row.person_months.likely - steps * step))
            for row in sector.capacities
        )
        return _with_sector(roadmap, replace(sector, capacities=rows))

    return tighter, "person_months", step


def _budget(dice: Random, roadmap: Roadmap, schedule: Schedule) -> Found | None:
    """Let all together have less and less to invest in the years of the horizon."""
    whole = Budget(year=roadmap.years[0], last_year=roadmap.years[-1], limit_nok=1e12)
    roadmap = replace(roadmap, budgets=(whole,))
    used = math.ceil(budget_uses(roadmap, schedule)[0].used_nok / _NOK)
    each = max(1, used // 10)
    step = each * _NOK

    def tighter(steps: int) -> Roadmap | None:
        limit = (used - steps * each) * _NOK
        return None if limit <= 0 else replace(roadmap, budgets=(replace(whole, limit_nok=limit),))

    return tighter, "limit_nok", step


def _lag(dice: Random, roadmap: Roadmap, schedule: Schedule) -> Found | None:
    """Let a successor wait longer and longer."""
    timed = [
        number
        for number, link in enumerate(roadmap.dependencies)
        if link.link in (Link.FINISH_START, Link.START_START) and link.largest_lag_periods is None
    ]
    if not timed:
        return None
    number = dice.choice(timed)

    def tighter(steps: int) -> Roadmap | None:
        link = roadmap.dependencies[number]
        longer = replace(link, lag_periods=link.lag_periods + steps)
        links = (longer if at == number else each for at, each in enumerate(roadmap.dependencies))
        return replace(roadmap, dependencies=tuple(links))

    return tighter, "lag_periods", 1.0


def _scope(dice: Random, roadmap: Roadmap, schedule: Schedule) -> Found | None:
    """Ask for more and more of the target picture, by a date within the horizon."""
    instant = dice.randint(2, roadmap.calendar.periods)
    reached = coverage(roadmap, schedule)[instant - 1]
    if not 0.05 < reached < 0.9:
        return None

    def tighter(steps: int) -> Roadmap | None:
        share = round(reached, 2) - 0.01 + 0.04 * steps
        if share > 1:
            return None
        asked = Requirement(
            id="k", kind=RequirementKind.COVERAGE, day=roadmap.calendar.date_of(instant), share=share
        )
        return replace(roadmap, requirements=(asked,))

    return tighter, "share", 4.0


def _horizon(dice: Random, roadmap: Roadmap, schedule: Schedule) -> Found | None:
    """Let there be less and less time."""

    def tighter(steps: int) -> Roadmap | None:
        periods = roadmap.calendar.periods - steps
        return replace(roadmap, calendar=replace(roadmap.calendar, periods=periods)) if periods else None

    return tighter, "periods", 1.0


def _with_measure(roadmap: Roadmap, measure: Measure) -> Roadmap:
    return replace(
        roadmap, measures=tuple(measure if each.id == measure.id else each for each in roadmap.measures)
    )


def _with_sector(roadmap: Roadmap, sector: Sector) -> Roadmap:
    return replace(
        roadmap, sectors=tuple(sector if each.id == sector.id else each for each in roadmap.sectors)
    )


PLANTS = {
    RepairKind.DATE: _deadline,
    RepairKind.CAPACITY: _capacity,
    RepairKind.BUDGET: _budget,
    RepairKind.LAG: _lag,
    RepairKind.SCOPE: _scope,
    RepairKind.HORIZON: _horizon,
}
