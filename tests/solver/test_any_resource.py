"""A limit that no engine knows by name is kept by all: whatever it is drawn for, and however late."""

from collections.abc import Iterator
from dataclasses import dataclass
from unittest.mock import patch

import pytest
from support.bites import useful
from support.builders import a_measure, a_phase, a_receiver, a_roadmap

from planner.model import PRECISION, VALUE, Gate, Roadmap, Schedule
from planner.problem import Amount, Draws, Problem, Resource, ResourceKind, resources
from planner.solver.arrays.building import Flat
from planner.solver.contract.allowance import Allowance
from planner.solver.engines.placing.list_schedule import list_schedule_of
from planner.solver.engines.pricing.ascent import Ascent
from planner.solver.engines.pricing.bound import Relaxed
from planner.solver.engines.step.engine import StepEngine
from planner.verify import judge

PERIODS = 8
EACH_ALONE = tuple(range(PERIODS))
IN_PAIRS = tuple(period // 2 for period in EACH_ALONE)
LATE_ON = (None, None, None, *range(PERIODS - 3))


@dataclass(frozen=True)
class Limit:
    """What three measures draw on a made-up resource of 1 in each bucket."""

    draws: Draws
    amount: float
    offset: int = 0
    buckets: tuple[int | None, ...] = EACH_ALONE
    again: tuple[tuple[int, float], ...] = ()
    """What is drawn besides, at other offsets."""

    def __str__(self) -> str:
        """Name the case."""
        where = f"{self.offset} later, in {len(set(self.buckets))} buckets"
        again = "".join(f", {amount:g} {offset} later" for offset, amount in self.again)
        return f"{self.draws} {self.amount:g}, {where}{again}"

    def build(self, problem: Problem) -> Iterator[Resource]:
        """Build the resource as a builder of the table does."""
        of_phases = self.draws in (Draws.RUNNING, Draws.START)
        keys = [(name, "build" if of_phases else "gp") for name in problem.measures]
        count = len(set(self.buckets) - {None})
        yield Resource(
            kind=ResourceKind.ROLLOUTS,
            name="made up",
            limits=(1.0,) * count,
            buckets=self.buckets,
            labels=tuple(range(count)),
            amounts=tuple(
                Amount(key, self.draws, amount, offset=offset)
                for key in keys
                for offset, amount in ((self.offset, self.amount), *self.again)
            ),
        )


ANYWHERE, LATER = (0, EACH_ALONE), (1, EACH_ALONE)
PAIRED, ONLY_LATE = (0, IN_PAIRS), (0, LATE_ON)
LIMITS = [
    Limit(draws, amount, *where)
    for draws, amount, *wheres in (
        (Draws.RUNNING, 0.6, ANYWHERE, LATER),
        (Draws.START, 1.0, ANYWHERE, LATER, PAIRED),
        (Draws.WAVE, 2.5, ANYWHERE, LATER, PAIRED, ONLY_LATE),
        (Draws.BEGIN, 1.0, ANYWHERE, LATER, PAIRED),
        (Draws.OPEN, 0.4, ANYWHERE, LATER, ONLY_LATE),  # with a bucket for each period
    )
    for where in wheres
]
EARLY, BEFORE = (-1, EACH_ALONE), (-2, EACH_ALONE)
LIMITS += [
    Limit(Draws.WAVE, 2.5, *EARLY),
    Limit(Draws.WAVE, 2.5, *BEFORE),
    Limit(Draws.WAVE, 1.2, *ANYWHERE, again=((1, 1.3),)),
    Limit(Draws.WAVE, 0.5, *EARLY, again=((0, 1.2), (1, 0.6), (2, 0.2))),
    Limit(Draws.WAVE, 0.4, *EARLY, again=((2, 2.4),)),
    Limit(Draws.WAVE, 1.5, *LATER, again=((3, 1.5),)),
]


def three() -> Roadmap:
    """Give three measures that are built in two periods and then taken into use, as soon as may be."""
    gates = (Gate(limit=0.4),)  # so that it matters when they begin
    return a_roadmap(
        *(a_measure(name, a_phase("build", 2), optional=True) for name in "abc"),
        sectors=(a_receiver(),),
        rollouts=tuple(useful(name, gates=gates, pace=0.5) for name in "abc"),
        periods=PERIODS,
    )


def most_drawn(limit: Limit, schedule: Schedule | None) -> float:
    """Give the most that a schedule draws in any bucket."""
    assert schedule is not None
    with patch.object(resources, "BUILDERS", (limit.build,)):
        (drawn,) = Problem(three()).meter.read(schedule)
    return max(drawn)


@pytest.mark.parametrize("limit", LIMITS, ids=str)
def test_list_schedules_keep_a_limit_that_binds(limit: Limit) -> None:
    free = list_schedule_of(Flat(Problem(three()), VALUE))
    with patch.object(resources, "BUILDERS", (*resources.BUILDERS, limit.build)):
        kept = list_schedule_of(Flat(Problem(three()), VALUE))

    assert most_drawn(limit, free) > 1.0
    assert 0.0 < most_drawn(limit, kept) <= 1.0 + 2 * PRECISION
    assert kept is not None
    assert judge(three(), kept) == []


@pytest.mark.parametrize("limit", LIMITS, ids=str)
def test_the_step_model_keeps_it_and_prices_bound_what_it_finds(limit: Limit) -> None:
    with patch.object(resources, "BUILDERS", (*resources.BUILDERS, limit.build)):
        problem = Problem(three())
        engine = StepEngine(three(), VALUE, problem=problem)
        answer, kept = engine.prove(Allowance())
        listed = list_schedule_of(Flat(problem, VALUE))
        ascent = Ascent(Relaxed(Flat(problem, VALUE)))
        ascent.run(20)

    assert most_drawn(limit, kept) <= 1.0 + 1e-6
    assert kept is not None
    assert listed is not None
    assert answer.bound is not None
    assert judge(three(), kept) == []
    assert engine.score(kept) >= engine.score(listed) - 1.0
    assert ascent.best * 1e6 >= engine.score(kept) - 1.0
