"""What alone mends a conflict, and the least of it: one case for each kind of change."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_requirement,
    a_roadmap,
    a_rollout,
    an_adaptation,
    day_of,
)

from planner.model import (
    Budget,
    Contribution,
    Deadline,
    Link,
    RequirementKind,
    Roadmap,
    Service,
    ShareDeadline,
)
from planner.say import repair_words
from planner.solver import Verdict
from planner.tables import edited
from planner.verify import judge
from planner.why import RemedyOutcome, RemedyUnit, Repair, RepairKind, diagnosis_of
from planner.why.deciding import Decider, Decision
from planner.why.repairs import CHANGES, tried_repairs

LONG = 300.0


class Case(NamedTuple):
    """A roadmap without a plan, and one of its repairs: kind, field, least amount and unit."""

    roadmap: Callable[[], Roadmap]
    kind: RepairKind
    column: str
    amount: float
    unit: RemedyUnit


def late(**fields: Any) -> Roadmap:
    """Give a measure that takes three periods, due after two."""
    return a_roadmap(a_measure("a", a_phase("build", 3), deadline=Deadline(day=day_of(2)), **fields))


def taken_in_by(share: float, instant: int, **fields: Any) -> Roadmap:
    """Require a share of a rollout that takes half of the units a period from instant 1 on."""
    asked = a_requirement(RequirementKind.SHARE, instant, measure="a", sector="gp", share=share)
    return a_roadmap(
        a_measure("a", a_phase("build", 1), optional=True),
        rollouts=(a_rollout("a", **fields),),
        requirements=(asked,),
    )


def with_lag(link: Link, **fields: Any) -> Roadmap:
    """Let b follow a, one period each, and be due after three."""
    return a_roadmap(
        a_measure("a", a_phase("build", 1)),
        a_measure("b", a_phase("build", 1), deadline=Deadline(day=day_of(3))),
        dependencies=(a_link("a", "b", link, **fields),),
    )


def shared(**fields: Any) -> Roadmap:
    """Let two rollouts of one sector begin and end in two periods."""
    return a_roadmap(
        a_measure("a"),
        a_measure("b"),
        rollouts=(a_rollout("a", pace=0.5), a_rollout("b", pace=0.5)),
        sectors=(a_receiver(**fields),),
        periods=3,
    )


CASES = {
    "deadline": Case(late, RepairKind.DATE, "deadline", 1, RemedyUnit.PERIODS),
    "deadline of a share": Case(
        lambda: a_roadmap(
            a_measure("a", a_phase("build", 1)),
            rollouts=(a_rollout("a", deadline=ShareDeadline(share=1.0, deadline=Deadline(day=day_of(1)))),),
        ),
        RepairKind.DATE,
        "deadline",
        2,
        RemedyUnit.PERIODS,
    ),
    "share of a deadline": Case(
        lambda: a_roadmap(
            a_measure("a", a_phase("build", 1)),
            rollouts=(a_rollout("a", deadline=ShareDeadline(share=0.9, deadline=Deadline(day=day_of(2)))),),
        ),
        RepairKind.SCOPE,
        "deadline.share",
        40,
        RemedyUnit.POINTS,
    ),
    "day of a requirement": Case(
        lambda: taken_in_by(1.0, 2), RepairKind.DATE, "deadline", 1, RemedyUnit.PERIODS
    ),
    "share of a requirement": Case(
        lambda: taken_in_by(0.8, 2), RepairKind.SCOPE, "share", 30, RemedyUnit.POINTS
    ),
    "number of services": Case(
        lambda: a_roadmap(
            a_measure("a", a_phase("build", 1)),
            a_measure("b", a_phase("build", 5)),
            services=(Service(id="S", name="S"), Service(id="T", name="T")),
            contributions=(
                Contribution(measure="a", service="S", share=1.0),
                Contribution(measure="b", service="T", share=1.0),
            ),
            requirements=(a_requirement(RequirementKind.REALISED, 3, count=2),),
        ),
        RepairKind.SCOPE,
        "count",
        1,
        RemedyUnit.SERVICES,
    ),
    "earliest start": Case(
        lambda: a_roadmap(
            a_measure("a", a_phase("build", 2), earliest_start=day_of(3), deadline=Deadline(day=day_of(4)))
        ),
        RepairKind.DATE,
        "earliest_start",
        1,
        RemedyUnit.PERIODS,
    ),
    "pin of a phase": Case(
        lambda: a_roadmap(
            a_measure(
                "a",
                replace(a_phase("build", 2), pinned_start=day_of(4)),
                deadline=Deadline(day=day_of(4)),
            )
        ),
        RepairKind.DATE,
        "pinned_start",
        2,
        RemedyUnit.PERIODS,
    ),
    "pin of a rollout": Case(
        lambda: a_roadmap(
            a_measure("a", a_phase("build", 3)), rollouts=(a_rollout("a", pinned_begin=day_of(1)),)
        ),
        RepairKind.DATE,
        "pinned_begin",
        2,
        RemedyUnit.PERIODS,
    ),
    "pin of an adaptation": Case(
        lambda: a_roadmap(
            a_measure("a", a_phase("build", 3)),
            rollouts=(a_rollout("a"),),
            adaptations=(an_adaptation("a", pinned_start=day_of(1)),),
        ),
        RepairKind.DATE,
        "pinned_start",
        2,
        RemedyUnit.PERIODS,
    ),
    "lag": Case(
        lambda: with_lag(Link.FINISH_START, lag_periods=4),
        RepairKind.LAG,
        "lag_periods",
        3,
        RemedyUnit.PERIODS,
    ),
    "largest lag": Case(
        lambda: a_roadmap(
            a_measure("a", a_phase("build", 1), deadline=Deadline(day=day_of(1))),
            a_measure("b", a_phase("build", 1), earliest_start=day_of(4)),
            dependencies=(a_link("a", "b", largest_lag_periods=1),),
        ),
        RepairKind.LAG,
        "largest_lag_periods",
        2,
        RemedyUnit.PERIODS,
    ),
    "awaited share": Case(
        lambda: a_roadmap(
            a_measure("a", a_phase("build", 1)),
            a_measure("b", a_phase("build", 1), deadline=Deadline(day=day_of(3))),
            rollouts=(a_rollout("a"),),
            dependencies=(a_link("a", "b", Link.SHARE, share=0.8, share_sector="gp"),),
        ),
        RepairKind.LAG,
        "share",
        30,
        RemedyUnit.POINTS,
    ),
    "capacity": Case(
        lambda: a_roadmap(a_measure("a", a_phase("build", 2, nhn=6.0)), sectors=(a_deliverer(capacity=4.5),)),
        RepairKind.CAPACITY,
        "person_months",
        1.5,
        RemedyUnit.PERSON_MONTHS,
    ),
    "simultaneous rollouts": Case(
        lambda: shared(simultaneous_limit=1.0),
        RepairKind.CAPACITY,
        "simultaneous_limit",
        0.4,
        RemedyUnit.ROLLOUTS,
    ),
    "whole rollouts": Case(
        lambda: shared(simultaneous_limit=1.0, strict_counting=True),
        RepairKind.CAPACITY,
        "simultaneous_limit",
        1,
        RemedyUnit.ROLLOUTS,
    ),
    "budget": Case(
        lambda: a_roadmap(
            a_measure("a", a_phase("build", 2, cost=3e6)),
            budgets=(Budget(year=2023, last_year=2024, limit_nok=5e6),),
        ),
        RepairKind.BUDGET,
        "limit_nok",
        1e6,
        RemedyUnit.NOK,
    ),
    "measure out": Case(late, RepairKind.SCOPE, "optional", 1, RemedyUnit.MEASURES),
    "target": Case(
        lambda: a_roadmap(
            a_measure("a", a_phase("build", 1)), rollouts=(a_rollout("a", pace=0.3),), periods=4
        ),
        RepairKind.SCOPE,
        "target",
        10,
        RemedyUnit.POINTS,
    ),
    "horizon": Case(
        lambda: a_roadmap(a_measure("a", a_phase("build", 5)), periods=3),
        RepairKind.HORIZON,
        "periods",
        2,
        RemedyUnit.PERIODS,
    ),
}


def repairs(roadmap: Roadmap) -> list[Repair]:
    """Give the repairs of the only conflict."""
    (found,) = diagnosis_of(roadmap, seconds=LONG).conflicts
    return [tried.repair for tried in found.tried if tried.repair is not None]


@pytest.mark.parametrize("name", CASES)
def test_the_least_that_mends_it_is_found_and_lawful(name: str) -> None:
    case = CASES[name]
    roadmap = case.roadmap()

    found = {(each.change.kind, each.change.column): each for each in repairs(roadmap)}

    repair = found[case.kind, case.column]
    assert repair.amount == pytest.approx(case.amount)
    assert repair.unit is case.unit
    assert repair.is_least
    assert judge(edited(roadmap, repair.edits), repair.schedule) == []
    assert repair_words(roadmap, repair)


def test_there_is_a_case_for_every_cell_that_can_be_changed() -> None:
    assert {case.kind for case in CASES.values()} == set(RepairKind)
    assert {case.unit for case in CASES.values()} == set(RemedyUnit)
    changed = {
        tried.change.cell.kind
        for case in CASES.values()
        for each in diagnosis_of(case.roadmap(), seconds=LONG).conflicts
        for tried in each.tried
        if tried.change.cell is not None
    }
    assert changed == set(CHANGES)


def test_what_does_not_mend_it_alone_is_told() -> None:
    # c is late by its own length, whatever a takes: no shorter wait helps
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2)),
        a_measure("b", a_phase("build", 2, nhn=5.0), deadline=Deadline(day=day_of(3))),
        a_measure("c", a_phase("build", 2, nhn=5.0), deadline=Deadline(day=day_of(3))),
        sectors=(a_deliverer(capacity=5.0),),
        dependencies=(a_link("a", "b"),),
    )
    found = diagnosis_of(roadmap, seconds=LONG).conflicts

    outcomes = {(tried.change.column, tried.outcome) for each in found for tried in each.tried}
    assert ("lag_periods", RemedyOutcome.DOES_NOT_SUFFICE) in outcomes
    assert all(outcome is not RemedyOutcome.UNSETTLED for _column, outcome in outcomes)


def test_other_conflicts_are_set_aside_while_one_is_mended() -> None:
    measures = [a_measure(each, a_phase("build", 3), deadline=Deadline(day=day_of(2))) for each in "ab"]

    found = diagnosis_of(a_roadmap(*measures), seconds=LONG).conflicts

    assert [
        {tried.change.cell.measure for tried in each.tried if tried.repair and tried.change.cell}
        for each in found
    ] == [{"a"}, {"b"}]


def test_an_amount_below_which_nothing_is_settled_is_not_said_to_be_the_least() -> None:
    roadmap, decider = a_roadmap(a_measure("a", a_phase("build", 5)), periods=3), Decider(LONG)
    (conflict,) = diagnosis_of(roadmap, seconds=LONG, repairs=False).conflicts

    def unsure(changed: Roadmap) -> Decision:
        found = decider.decide(changed)
        return Decision(verdict=Verdict.UNKNOWN) if found.is_impossible else found

    tried = {each.change.column: each for each in tried_repairs(roadmap, conflict.conflict.cells, unsure)}
    assert tried["optional"].repair is not None
    assert tried["optional"].repair.is_least
    assert tried["periods"].repair is not None
    assert tried["periods"].repair.amount == 2
    assert not tried["periods"].repair.is_least
