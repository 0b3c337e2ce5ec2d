"""Who fills a sector whose capacity holds a date."""

from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap

from planner.explain import Cell, CellKind, DateVerdict, Holds, Reason, fillings
from planner.language import in_language
from planner.model import FINISH, DateKind, Plan, PlanDate, PlannedPhase, PlanStatus, Schedule
from planner.say import hold_lines

NHN = Cell(kind=CellKind.CAPACITY, sector="nhn")


def a_plan() -> Plan:
    """Give a plan in which a sector is always full: of one measure mostly, and of two others in turn."""
    roadmap = a_roadmap(
        a_measure("big", a_phase("build", 4, nhn=3.0)),
        a_measure("small", a_phase("build", 3, nhn=1.0)),
        a_measure("late", a_phase("build", 1, nhn=1.0)),
        sectors=(a_receiver(), a_deliverer(capacity=4.0)),
    )
    spans = {"big": (0, 4), "small": (0, 3), "late": (3, 4)}
    schedule = Schedule(
        selected=tuple(spans),
        phases=tuple(
            PlannedPhase(measure=name, phase="build", start=start, end=end)
            for name, (start, end) in spans.items()
        ),
        rollouts=(),
    )
    return Plan(roadmap=roadmap, objective=FINISH, status=PlanStatus.FEASIBLE, schedule=schedule)


def a_reason(measure: str, instant: int, *cells: Cell) -> Reason:
    """Give a reason that some cells hold the start of a measure."""
    date = PlanDate(kind=DateKind.START, measure=measure, phase="build")
    holds = Holds(holds=(cells,), way_out=cells, is_all=True)
    return Reason(date=date, instant=instant, verdict=DateVerdict.HELD, holds=holds)


def test_others_are_named_by_what_they_take_while_it_is_full() -> None:
    (found,) = fillings(a_plan(), a_reason("late", 3, NHN))

    assert found.periods == (2, 3)
    assert [measure.id for measure, _share in found.parts] == ["big", "small"]
    assert [share for _measure, share in found.parts] == pytest.approx([6 / 8, 1 / 8])


def test_what_takes_less_than_a_tenth_is_not_named() -> None:
    plan = a_plan()
    measures = (*plan.roadmap.measures[:1], a_measure("small", a_phase("build", 3, nhn=0.2)))
    roadmap = a_roadmap(
        *measures, plan.roadmap.measures[2], sectors=(a_receiver(), a_deliverer(capacity=3.2))
    )

    (found,) = fillings(replace(plan, roadmap=roadmap), a_reason("late", 3, NHN))

    assert [measure.id for measure, _share in found.parts] == ["big"]


def test_without_capacity_among_the_holds_nobody_is_named() -> None:
    assert fillings(a_plan(), a_reason("late", 3, Cell(kind=CellKind.MANDATORY, measure="late"))) == []


def test_it_is_said_with_the_holds() -> None:
    with in_language("nb"):
        lines = hold_lines(a_plan(), a_reason("late", 3, NHN))

    assert "NHN er full i 2 kvartaler da, mest av «BIG» (75\xa0%), «SMALL» (12\xa0%)." in lines
