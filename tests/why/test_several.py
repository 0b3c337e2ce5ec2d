"""Reasons of many dates side by side: a process that is ended from outside costs one of them."""

from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool

import pytest
from support.builders import a_roadmap_with_everything, its_schedule

from planner.model import VALUE, Plan, PlanDate, PlanStatus
from planner.results import dates_of, instant_of
from planner.why import DateVerdict, Reason, reasons, several

PLAN = Plan(
    roadmap=a_roadmap_with_everything(),
    objective=VALUE,
    status=PlanStatus.FEASIBLE,
    schedule=its_schedule(),
)


def test_a_process_that_is_lost_costs_the_date_it_was_at(monkeypatch: pytest.MonkeyPatch) -> None:
    dates = list(dates_of(PLAN.roadmap, its_schedule()))
    deadly, asked_of = dates[2], list[int]()

    def until_it_dies(
        plan: Plan, left: dict[PlanDate, None], workers: int, *, yielding: bool
    ) -> Iterator[Reason]:
        asked_of.append(workers)
        for date in list(left):
            if date == deadly:
                raise BrokenProcessPool
            instant = instant_of(plan.roadmap, its_schedule(), date)
            yield Reason(date=date, instant=instant, verdict=DateVerdict.FREE)

    monkeypatch.setattr(several, "_side_by_side", until_it_dies)

    found = list(reasons(PLAN, dates, workers=4))

    assert {each.date for each in found} == set(dates)
    assert len(found) == len(dates)
    unsettled = [each.date for each in found if each.verdict is DateVerdict.UNSETTLED]
    assert unsettled == [deadly]
    assert asked_of == [4, 1, 1], "after a loss one at a time, to know whose it was"


def test_a_plan_without_schedule_is_refused() -> None:
    empty = Plan(roadmap=PLAN.roadmap, objective=VALUE, status=PlanStatus.UNKNOWN)

    with pytest.raises(ValueError, match="no schedule"):
        list(reasons(empty, []))
