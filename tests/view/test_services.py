"""One service: who makes it up, who decides when it is realised, and what a proposal changes."""

from dataclasses import replace

from support.builders import a_measure, a_receiver, a_roadmap, a_rollout
from web.demo import demo_plan, demo_roadmap

from planner.model import (
    VALUE,
    Contribution,
    PeriodLength,
    Plan,
    PlannedPhase,
    PlannedRollout,
    PlanStatus,
    Roadmap,
    Schedule,
    Service,
)
from planner.results import Facts
from planner.view import compared_years, realised_date, service_changes, service_matrix, service_parts
from planner.why import contributors


def two_givers() -> Roadmap:
    """One service, made up of three measures in one sector; the third has no rollout in the plan."""
    return a_roadmap(
        *(a_measure(name) for name in "abc"),
        sectors=(a_receiver("gp"),),
        rollouts=tuple(a_rollout(name, "gp") for name in "abc"),
        services=(Service(id="s", name="Summary", threshold=0.6),),
        contributions=(
            Contribution(measure="a", service="s", share=0.5),
            Contribution(measure="b", service="s", share=0.3),
            Contribution(measure="c", service="s", share=0.2),
        ),
    )


def planned(adoption_of_b: tuple[float, ...]) -> Facts:
    """Give a plan: the first measure in use from the third period on, the second as given, the third out."""
    early = (0.0, 0.0, *(1.0,) * 6)
    rows = (("a", 2, early), ("b", 3, adoption_of_b), ("c", None, (0.0,) * 8))
    schedule = Schedule(
        selected=("a", "b"),
        phases=tuple(PlannedPhase(measure=each, phase="build", start=0, end=2) for each in "ab"),
        rollouts=tuple(
            PlannedRollout(measure=name, sector="gp", begin=begin, adoption=adoption)
            for name, begin, adoption in rows
        ),
    )
    return Facts(Plan(roadmap=two_givers(), objective=VALUE, status=PlanStatus.FEASIBLE, schedule=schedule))


IN_TIME = planned((0.0, 0.0, 0.0, 0.2, 0.8, 1.0, 1.0, 1.0))
NEVER = planned((0.0,) * 8)


def test_who_decides_stands_first_with_its_part_in_what_is_added_last() -> None:
    (service,) = IN_TIME.roadmap.services

    parts = service_parts(IN_TIME, service)

    assert [each.measure for each in parts] == ["b", "a", "c"]
    assert [each.decides for each in parts] == ["100% of what was added last", "", "Not in the plan"]
    assert [each.share for each in parts] == ["30%", "50%", "20%"]
    assert [each.at_end for each in parts] == ["100%", "100%", "0%"]
    assert parts[2].begins == "–"


def test_of_a_service_that_is_not_realised_it_is_what_lacks() -> None:
    (service,) = NEVER.roadmap.services

    parts = service_parts(NEVER, service)

    assert NEVER.realised["s"] is None
    assert parts[0].measure == "b"
    assert parts[0].decides == "100% of what lacks"
    assert parts[0].ends == "Not finished"


def test_the_grid_names_who_decides_and_lets_each_service_be_chosen() -> None:
    found = Facts(demo_plan(demo_roadmap()))

    grid = service_matrix(found)

    assert grid["chooses"] == "tjeneste"
    names = [row[0] for row in grid["rows"][:-1]]
    assert [name["choose"] for name in names] == [each.id for each in found.roadmap.services]
    assert all(len(row) == len(grid["head"]) for row in grid["rows"])
    for service, row in zip(found.roadmap.services, grid["rows"], strict=False):
        date = contributors(found.roadmap, found.schedule, realised_date(service.id))
        assert (row[-1] == "–") is not bool(date)
        if date:
            assert row[-1].startswith(found.roadmap.measure(date[0].measure).name)


def test_a_proposal_that_realises_a_service_earlier_is_told_with_its_coverage() -> None:
    (change,) = service_changes(NEVER, IN_TIME)

    assert change.realised[0] == "–"
    assert change.realised[1] != "–"
    assert change.last == "+30.0 percentage points"


def test_a_proposal_that_changes_nothing_has_no_rows() -> None:
    assert service_changes(IN_TIME, IN_TIME) == []


def test_plans_that_count_time_differently_are_not_set_side_by_side() -> None:
    other = replace(IN_TIME.roadmap, calendar=replace(IN_TIME.roadmap.calendar, period=PeriodLength.YEAR))

    assert service_changes(Facts(replace(NEVER.plan, roadmap=other, schedule=None)), IN_TIME) == []


def test_a_proposal_that_ends_earlier_is_compared_as_far_as_it_reaches() -> None:
    shorter = replace(IN_TIME.roadmap, calendar=replace(IN_TIME.roadmap.calendar, periods=4))
    after = Facts(replace(NEVER.plan, roadmap=shorter, schedule=IN_TIME.plan.schedule))

    assert compared_years(NEVER, after) == (2023, 2023)
    assert [each.service for each in service_changes(NEVER, after)] == ["s"]
