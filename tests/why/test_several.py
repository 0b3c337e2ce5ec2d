"""Reasons of many dates side by side: a process that is ended from outside costs one of them."""

import multiprocessing
from collections.abc import Iterable, Iterator

import pytest
from support.builders import a_roadmap_with_everything, its_schedule

from planner.model import VALUE, Plan, PlanDate, PlanStatus
from planner.results import dates_of, instant_of
from planner.runs import Answered, Outcome
from planner.why import DateVerdict, Reason, reasons, several

PLAN = Plan(
    roadmap=a_roadmap_with_everything(),
    objective=VALUE,
    status=PlanStatus.FEASIBLE,
    schedule=its_schedule(),
)


def test_a_process_that_is_lost_costs_the_date_it_was_at(monkeypatch: pytest.MonkeyPatch) -> None:
    dates = list(dates_of(PLAN.roadmap, its_schedule()))
    lost, large, *_others = dates
    what = {lost: Outcome.LOST, large: Outcome.OUT_OF_MEMORY}

    def dying(
        _begin: object, _args: object, asked: Iterable[PlanDate], **_options: object
    ) -> Iterator[Answered[PlanDate, Reason]]:
        for date in asked:
            reason = Reason(date=date, instant=1, verdict=DateVerdict.FREE)
            outcome = what.get(date, Outcome.ANSWERED)
            yield Answered(date, outcome, None if date in what else reason)

    monkeypatch.setattr(several, "side_by_side", dying)

    found = {each.date: each for each in reasons(PLAN, dates)}

    assert list(found) == dates
    assert {each for each in dates if found[each].verdict is DateVerdict.UNSETTLED} == {lost, large}
    assert found[lost].instant == instant_of(PLAN.roadmap, its_schedule(), lost)


def test_who_no_longer_asks_leaves_no_process() -> None:
    found = reasons(PLAN, dates_of(PLAN.roadmap, its_schedule()), workers=2)
    next(found)

    found.close()

    assert multiprocessing.active_children() == []


def test_a_plan_without_schedule_is_refused() -> None:
    empty = Plan(roadmap=PLAN.roadmap, objective=VALUE, status=PlanStatus.UNKNOWN)

    with pytest.raises(ValueError, match="no schedule"):
        list(reasons(empty, []))
