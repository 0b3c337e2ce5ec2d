"""List schedules of roadmaps: lawful, repeatable, and as short as the interval engine proves."""

from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_roadmap, a_rollout, day_of
from support.seeds import drawn

from planner.model import (
    FINISH,
    VALUE,
    Budget,
    Capacity,
    Deadline,
    Estimate,
    Link,
    Objective,
    ObjectiveKind,
    Phase,
    Roadmap,
    Status,
)
from planner.problem import Problem, is_listable
from planner.results import score
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.contract.channel import Assignment, Heard, Memory
from planner.solver.engines.interval.engine import interval_engine
from planner.solver.engines.makespan.engine import list_makespan, lower_bound
from planner.verify import judge

LAST_END = Objective(kind=ObjectiveKind.FINISH, last_end=True)
OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)


@dataclass
class Short(Memory):
    """A channel that is over after the population has been filled and has evolved a few times."""

    asked: int = 0

    def is_over(self) -> bool:
        """Count how often the engine asks."""
        self.asked += 1
        return self.asked > 75


@pytest.mark.parametrize("seed", drawn(3, 8))
@pytest.mark.parametrize("objective", [LAST_END, FINISH, OPEN_WORK], ids=lambda each: each.kind)
def test_schedules_are_lawful_and_come_near_what_the_interval_engine_proves(
    seed: int, objective: Objective
) -> None:
    roadmap = a_project_roadmap(Random(seed))
    proved = Memory()
    interval_engine(Assignment(roadmap=roadmap, objective=objective), proved)
    best = score(roadmap, objective, proved.schedules[-1])

    memory = worked(roadmap, objective)

    scores = [score(roadmap, objective, schedule) for schedule in memory.schedules]
    assert all(judge(roadmap, schedule) == [] for schedule in memory.schedules)
    assert scores == sorted(set(scores), reverse=True)
    assert scores[-1] == pytest.approx(best, rel=0.06)
    assert max(memory.bounds) <= best + 1e-6 <= scores[-1] + 2e-6


def test_the_same_seed_and_units_give_the_same_plans() -> None:
    roadmap = a_project_roadmap(Random(4), 30)
    asked = {"effort": Allowance(seed=3)}

    first, second = worked(roadmap, FINISH, **asked), worked(roadmap, FINISH, **asked)

    assert first.schedules == second.schedules != []


def test_a_plan_as_short_as_the_bound_is_proved_at_once() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase(periods=2)), a_measure("b", a_phase(periods=3)))

    memory = worked(roadmap, LAST_END)

    assert (memory.verdict, memory.bounds) == (Verdict.OPTIMAL, [3.0])


def test_two_that_cannot_run_together_raise_the_bound() -> None:
    build = a_phase(periods=2, nhn=2.0)
    roadmap = a_roadmap(a_measure("a", build), a_measure("b", build), sectors=(a_deliverer(capacity=3.0),))

    assert lower_bound(Problem(roadmap), LAST_END) == 4.0


def test_what_others_found_is_improved_on() -> None:
    roadmap = a_project_roadmap(Random(5))
    best = worked(roadmap, LAST_END).schedules[-1]
    memory = Memory(known=Heard(schedule=best), deadline=0.0)

    list_makespan(Assignment(roadmap=roadmap, objective=LAST_END, starts=(best,)), memory)

    assert all(judge(roadmap, schedule) == [] for schedule in memory.schedules)


def test_late_plans_are_not_told() -> None:
    build = a_phase(periods=2, nhn=1.0)
    due = Deadline(day=day_of(3))
    roadmap = a_roadmap(
        a_measure("a", build, deadline=due),
        a_measure("b", build, deadline=due),
        sectors=(a_deliverer(capacity=1.0),),
    )

    assert worked(roadmap, LAST_END).schedules == []


@pytest.mark.parametrize(
    "change",
    [
        {"rollouts": (a_rollout("a"),)},
        {"dependencies": (a_link("a", "b", largest_lag_periods=2),)},
        {"dependencies": (a_link("a", "b", Link.SHARE, share=0.5, share_sector="gp"),)},
        {"budgets": (Budget(year=2023, limit_nok=1.0),)},
        {"measures": (a_measure("a", a_phase(cost=1.0)), a_measure("b", a_phase(), optional=True))},
        {"measures": (a_measure("a", a_phase()), a_measure("b"))},
    ],
    ids=["rollouts", "largest lag", "share", "budget", "optional", "no phases"],
)
def test_rules_that_list_schedules_do_not_know_are_left_to_others(change: dict[str, Any]) -> None:
    roadmap = a_roadmap(a_measure("a", a_phase(cost=1.0)), a_measure("b", a_phase()))

    assert is_listable(Problem(roadmap), LAST_END)
    assert not is_listable(Problem(roadmap), VALUE)
    assert not is_listable(Problem(replace(roadmap, **change)), LAST_END)


def test_there_is_no_bound_for_what_is_no_project() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase(), optional=True))

    assert lower_bound(Problem(roadmap), LAST_END) is None


def worked(roadmap: Roadmap, objective: Objective, **asked: Any) -> Memory:
    """Run the engine to its end and give what it told."""
    memory = Short()
    list_makespan(Assignment(roadmap=roadmap, objective=objective, **asked), memory)
    return memory


def a_project_roadmap(dice: Random, count: int = 8) -> Roadmap:
    """Draw measures that must all be in: phases, modes, started ones, pins, links of every kind."""
    names = [f"m{number}" for number in range(count)]
    started = a_measure("m0", a_phase(periods=2, nhn=9.0), status=Status.STARTED)
    pinned = replace(a_phase("pinned", 1, nhn=1.0), pinned_start=day_of(4))
    others = [
        a_measure(name, _phase(dice, "p"), _phase(dice, "q"), finish_weight=dice.choice((1.0, 2.0)))
        for name in names[2:]
    ]
    later = Capacity(starts=day_of(6), person_months=Estimate.sure(2.5))
    sector = a_deliverer("nhn", capacity=3.0)
    links = [
        a_link(names[number - 1], names[number], dice.choice(list(Link)[:4]), lag_periods=dice.randint(-1, 2))
        for number in range(3, count)
        if dice.random() < 0.7
    ]
    return a_roadmap(
        started,
        a_measure("m1", pinned),
        *others,
        periods=12 * count,
        sectors=(replace(sector, capacities=(*sector.capacities, later)), a_deliverer("dir", capacity=2.0)),
        dependencies=tuple(links),
    )


def _phase(dice: Random, name: str) -> Phase:
    slow = a_phase(name, dice.randint(1, 4), nhn=dice.choice((0.5, 1.0, 2.0)), dir=dice.choice((0.0, 1.0)))
    fast = a_phase(name, 1, nhn=2.5)
    modes = (*slow.modes, replace(fast.modes[0], name="fast")) if dice.random() < 0.4 else slow.modes
    return replace(slow, modes=modes)
