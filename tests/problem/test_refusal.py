"""What the engines cannot count with is refused by name; every rule and objective is honoured."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from support.builders import (
    a_calendar,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
    an_adaptation,
    day_of,
)

from planner.model import (
    Deadline,
    Demand,
    Estimate,
    Freeze,
    Group,
    GroupRule,
    Mode,
    Phase,
    Roadmap,
    ShareDeadline,
    Status,
)
from planner.problem import refusal
from planner.solver import first_plan, solve, solve_exactly, unsupported

TINY, HUGE = 1e-3, 1e9
LATE = Deadline(day=day_of(2), price_nok_per_period=1e5)


def asking(person_months: float) -> Phase:
    """Give a phase that asks the deliverer for so much."""
    demand = Demand(sector="nhn", person_months=person_months)
    return Phase(id="build", modes=(Mode(duration=Estimate.sure(1), demands=(demand,)),))


APART: dict[str, tuple[Roadmap, str, str]] = {
    "person-months of phases": (
        a_roadmap(a_measure("a", asking(TINY)), a_measure("b", asking(HUGE))),
        "nhn",
        "b/build",
    ),
    "person-months of rollouts": (
        a_roadmap(
            a_measure("a"),
            a_measure("b"),
            rollouts=(a_rollout("a", effort_per_unit=TINY / 10), a_rollout("b", effort_per_unit=HUGE)),
        ),
        "gp",
        "b/gp",
    ),
    "person-months of adaptations": (
        a_roadmap(
            a_measure("a", asking(TINY)),
            rollouts=(a_rollout("a", effort_per_unit=0.0),),
            adaptations=(an_adaptation("a", support=(Demand(sector="nhn", person_months=HUGE),)),),
        ),
        "nhn",
        "a/gp",
    ),
    "money of adaptations": (
        a_roadmap(
            a_measure("a", a_phase("build", 1, cost=1.0)),
            rollouts=(a_rollout("a"),),
            adaptations=(an_adaptation("a", cost_nok_per_period=1e13),),
        ),
        "1e+13",
        "a/gp",
    ),
    "money": (
        a_roadmap(
            a_measure("a", a_phase("build", 1, cost=1.0)),
            a_measure("b"),
            rollouts=(a_rollout("b", benefit_nok_per_year=1e13),),
        ),
        "1e+13",
        "b/gp",
    ),
}


@pytest.mark.parametrize("name", APART)
def test_amounts_too_far_apart_are_refused_with_the_largest_and_the_smallest(name: str) -> None:
    roadmap, named, largest = APART[name]

    (finding,) = unsupported(roadmap)

    assert (finding.code, finding.subject) == ("amounts_too_far_apart", largest)
    assert named in str(finding.message)
    assert finding.is_error


@pytest.mark.parametrize("engine", [solve, first_plan, solve_exactly])
def test_no_engine_plans_what_is_refused(engine: Callable[[Roadmap], object]) -> None:
    with pytest.raises(ValueError, match="b/gp"):
        engine(APART["money"][0])


def test_nothing_and_much_are_not_too_far_apart() -> None:
    roadmap = a_roadmap(a_measure("a", asking(0.0)), a_measure("b", asking(HUGE)))

    assert unsupported(roadmap) == []


def test_what_a_done_measure_once_asked_does_not_count() -> None:
    done = a_measure("a", status=Status.DONE)
    rollouts = (a_rollout("a", benefit_nok_per_year=1.0), a_rollout("b", benefit_nok_per_year=1e13))

    assert unsupported(a_roadmap(done, a_measure("b"), rollouts=rollouts)) == []


def test_work_asked_of_a_sector_that_nobody_knows_is_left_to_the_check() -> None:
    demand = Demand(sector="nobody", person_months=TINY)
    build = Phase(id="build", modes=(Mode(duration=Estimate.sure(1), demands=(demand,)),))

    assert unsupported(a_roadmap(a_measure("a", build), a_measure("b", asking(HUGE)))) == []


def test_a_large_and_a_small_amount_in_sectors_of_their_own_are_not_too_far_apart() -> None:
    taken = a_rollout("b", effort_per_unit=HUGE)
    roadmap = a_roadmap(a_measure("a", asking(TINY)), a_measure("b"), rollouts=(taken,))

    assert unsupported(roadmap) == []


def test_more_phases_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusal, "MOST_PARTS", 2)
    two = a_roadmap(a_measure("a", a_phase("clarify"), a_phase("build")))
    three = replace(two, rollouts=(a_rollout("a"),))

    assert unsupported(two) == []
    (finding,) = unsupported(three)
    assert finding.code == "too_large"
    assert "3" in str(finding.message)


def test_more_periods_than_the_arrays_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusal, "MOST_INSTANTS", 20)
    eight = a_roadmap(a_measure("a", a_phase("build")), rollouts=(a_rollout("a"),))
    twelve = replace(eight, calendar=a_calendar(12))

    assert unsupported(eight) == []
    (finding,) = unsupported(twelve)
    assert finding.code == "too_large"
    assert "10" in str(finding.message)


def a_roadmap_of_every_rule() -> Roadmap:
    """Give a roadmap with what was once refused."""
    modes = tuple(Mode(name=name, duration=Estimate.sure(1)) for name in ("fast", "slow"))
    freeze = Freeze(starts=day_of(1), ends=day_of(2))
    due = ShareDeadline(share=0.5, deadline=LATE)
    return a_roadmap(
        a_measure("a", Phase(id="build", modes=modes, largest_pause_periods=2), deadline=LATE),
        a_measure("b"),
        sectors=(a_receiver(strict_counting=True, simultaneous_limit=1, freezes=(freeze,)),),
        rollouts=(a_rollout("a", counts_from=0.5, deadline=due),),
        groups=(Group(id="either", rule=GroupRule.AT_LEAST, measures=("a", "b")),),
        started_first=True,
    )


def test_no_rule_is_refused() -> None:
    assert unsupported(a_roadmap_of_every_rule()) == []
