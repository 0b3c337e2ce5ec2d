"""A rule that the engine does not honour is refused by name, never silently ignored."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of

from planner.model import (
    COVERAGE,
    FINISH,
    VALUE,
    Deadline,
    Estimate,
    Freeze,
    Group,
    GroupRule,
    Link,
    Mode,
    Objective,
    ObjectiveKind,
    Roadmap,
    ShareDeadline,
    Status,
)
from planner.solver import first_plan, solve, solve_exactly, unsupported
from planner.solver.refusal import _REFUSALS

LATE = Deadline(day=date(2023, 7, 1), price_nok_per_period=1e5)
TWO_MODES = tuple(Mode(name=name, duration=Estimate.sure(1)) for name in ("fast", "slow"))
ONE_OF = Group(id="either", rule=GroupRule.EXACTLY_ONE, measures=("a", "b"))


def two(*, a: dict[str, Any] | None = None, phase: dict[str, Any] | None = None, **fields: Any) -> Roadmap:
    """Give two measures, one of them with a phase."""
    first = replace(a_measure("a", replace(a_phase(), **(phase or {}))), **(a or {}))
    return a_roadmap(first, a_measure("b"), **fields)


REFUSED: dict[str, tuple[Roadmap, str, str]] = {
    "strict counting": (two(sectors=(a_receiver(strict_counting=True),)), "aktorer", "gp"),
    "freeze": (
        two(sectors=(a_receiver(freezes=(Freeze(starts=day_of(1), ends=day_of(2)),)),)),
        "innforingsstopp",
        "gp",
    ),
    "counts from": (two(rollouts=(a_rollout("a", counts_from=0.5),)), "innforing", "a/gp"),
    "modes": (two(phase={"modes": TWO_MODES}), "faser", "a/build"),
    "largest pause": (two(phase={"largest_pause_periods": 2}), "faser", "a/build"),
    "largest lag": (
        two(dependencies=(a_link("a", "b", Link.START_START, largest_lag_periods=3),)),
        "avhengigheter",
        "a/b",
    ),
    "group": (two(groups=(ONE_OF,)), "grupper", "either"),
    "soft deadline": (two(a={"deadline": LATE}), "veikart", "a"),
    "soft share deadline": (
        two(rollouts=(a_rollout("a", deadline=ShareDeadline(share=0.5, deadline=LATE)),)),
        "innforing",
        "a/gp",
    ),
    "started first": (two(started_first=True), "forutsetninger", "started_first"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_rule_that_is_not_honoured_is_refused_by_name(name: str) -> None:
    roadmap, table, subject = REFUSED[name]

    (finding,) = unsupported(roadmap, VALUE)

    assert (finding.code, finding.table, finding.subject) == ("unsupported_rule", table, subject)
    assert subject in finding.message
    assert finding.is_error


@pytest.mark.parametrize("engine", [solve, first_plan, solve_exactly])
@pytest.mark.parametrize("name", REFUSED)
def test_no_engine_plans_what_is_refused(name: str, engine: Callable[[Roadmap], object]) -> None:
    with pytest.raises(ValueError, match=REFUSED[name][2]):
        engine(REFUSED[name][0])


def test_every_refusal_has_a_case() -> None:
    for refusal in _REFUSALS:
        assert any(list(refusal(roadmap)) for roadmap, _, _ in REFUSED.values())


@pytest.mark.parametrize("kind", [ObjectiveKind.STABILITY, ObjectiveKind.LEVELLING])
def test_an_objective_that_is_not_known_is_refused_by_name(kind: ObjectiveKind) -> None:
    with pytest.raises(ValueError, match=kind.value):
        solve_exactly(two(), Objective(kind=kind))


@pytest.mark.parametrize("objective", [VALUE, COVERAGE, FINISH], ids=lambda each: each.kind.value)
def test_what_is_honoured_is_not_refused(objective: Objective) -> None:
    assert unsupported(two(), objective) == []


def test_what_a_done_measure_once_had_is_not_refused() -> None:
    done = a_measure("a", status=Status.DONE)
    roadmap = a_roadmap(done, rollouts=(a_rollout("a", counts_from=0.5, in_use=1.0),))

    assert unsupported(roadmap, VALUE) == []
