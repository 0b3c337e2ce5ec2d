"""From a need to the measures that meet it and to a date in a plan, and back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.builders import a_measure, a_phase, a_receiver, a_roadmap, a_rollout

from planner.model import Contribution, InputKind, Roadmap, SectorInput, Service, Status
from planner.results import Facts, NeedState, NeedWalk, facts, need_walks, needs_of_measure
from planner.solver import solve_exactly

SERVICES = tuple(Service(id=name, name=name) for name in ("S", "NOW", "SLOW", "OUT", "NONE"))
ROADMAP = a_roadmap(
    a_measure("a", a_phase("build", 2)),
    a_measure("slow", a_phase("build", 2)),
    a_measure("out", a_phase("build", 2, cost=1e6), optional=True),
    a_measure("done", status=Status.DONE),
    sectors=(a_receiver(),),
    rollouts=(a_rollout("a", in_use=0.1), a_rollout("slow", pace=0.1, target=0.5)),
    services=SERVICES,
    contributions=(
        Contribution(measure="done", service="S", share=0.2),
        Contribution(measure="a", service="S", share=0.8),
        Contribution(measure="done", service="NOW", share=1.0),
        Contribution(measure="slow", service="SLOW", share=1.0),
        Contribution(measure="out", service="OUT", share=1.0),
    ),
)


def need(**fields: Any) -> SectorInput:
    return SectorInput(**{"id": "n", "day": date(2023, 1, 1), "who": "KS", "content": "Missing.", **fields})


def planned(*inputs: SectorInput) -> tuple[Roadmap, Facts]:
    plan = solve_exactly(replace(ROADMAP, inputs=inputs))
    found = facts(plan)
    assert found is not None
    return plan.roadmap, found


def walked(*inputs: SectorInput) -> NeedWalk:
    (walk,) = need_walks(*planned(*inputs))
    return walk


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, NeedState.UNMET),
        ({"service": "NONE"}, NeedState.UNMET),
        ({"service": "NOW"}, NeedState.MET),
        ({"measure": "done"}, NeedState.MET),
        ({"service": "S"}, NeedState.DATED),
        ({"measure": "a"}, NeedState.DATED),
        ({"service": "SLOW"}, NeedState.ON_THE_WAY),
        ({"service": "OUT"}, NeedState.LEFT_OUT),
        ({"measure": "out"}, NeedState.LEFT_OUT),
    ],
)
def test_a_need_is_what_comes_of_the_measures_it_leads_to(fields: dict[str, str], state: NeedState) -> None:
    walk = walked(need(**fields))

    assert walk.state is state
    assert (walk.instant is None) == (state is not NeedState.DATED)
    assert state.is_unmet == (state in (NeedState.UNMET, NeedState.LEFT_OUT))


def test_its_date_is_when_the_service_is_realised_or_the_measure_ends() -> None:
    roadmap, found = planned(need(id="s", service="S"), need(id="m", measure="a"))

    by_service, by_measure = need_walks(roadmap, found)

    realised = found.realised["S"]
    assert realised is not None
    assert by_service.instant == realised + 1
    assert by_measure.instant == found.ends["a"]


def test_it_leads_to_the_measures_with_the_largest_parts_first_or_to_the_one_it_names() -> None:
    all_of_it, one = walked(need(service="S")), walked(need(service="S", measure="done"))

    assert [(step.measure, step.share) for step in all_of_it.steps] == [("a", 0.8), ("done", 0.2)]
    assert [(step.measure, step.share) for step in one.steps] == [("done", 0.2)]
    assert [step.is_in for step in all_of_it.steps] == [True, True]


def test_without_a_plan_it_is_told_what_no_plan_changes() -> None:
    inputs = (need(id="u"), need(id="n", service="NOW"), need(id="s", service="S"))

    walks = need_walks(replace(ROADMAP, inputs=inputs))

    assert [walk.state for walk in walks] == [NeedState.UNMET, NeedState.MET, NeedState.NOT_PLANNED]


def test_what_a_plan_of_an_earlier_roadmap_does_not_know_has_no_date_of_it() -> None:
    _roadmap, found = planned()
    later = replace(
        ROADMAP,
        measures=(*ROADMAP.measures, a_measure("new", a_phase("build", 2))),
        services=(*SERVICES, Service(id="NEW", name="NEW")),
        contributions=(
            *ROADMAP.contributions,
            Contribution(measure="new", service="NEW", share=1.0),
            Contribution(measure="new", service="OUT", share=1.0),
        ),
        inputs=(
            need(id="new", service="NEW"),
            need(id="by_name", measure="new"),
            need(id="part", service="OUT"),
            need(id="old", service="S"),
        ),
    )

    walks = need_walks(later, found)

    states = [NeedState.NOT_PLANNED] * 3 + [NeedState.DATED]
    assert [walk.state for walk in walks] == states
    assert {step.measure: step.is_known for step in walks[2].steps} == {"out": True, "new": False}
    assert walks[3].instant == planned(need(service="S"))[1].realised["S"] + 1  # type: ignore[operator]


def test_only_needs_are_walked_and_a_measure_leads_back_to_all_that_concerns_it() -> None:
    inputs = (
        need(id="by_service", service="S"),
        need(id="by_name", measure="a", kind=InputKind.COMMENT),
        need(id="by_figure", figure_table="innforing", figure_row="a/gp", kind=InputKind.CAPACITY),
        need(id="comment_on_service", service="S", kind=InputKind.COMMENT),
        need(id="other", measure="out"),
        need(id="of_a_sector", figure_table="aktorer", figure_row="a", kind=InputKind.CAPACITY),
        need(id="by_share", figure_table="bidrag", figure_row="a/S", kind=InputKind.COMMENT),
    )
    roadmap = replace(ROADMAP, inputs=inputs)

    assert [walk.need.id for walk in need_walks(roadmap)] == ["by_service", "other"]
    assert [each.id for each in needs_of_measure(roadmap, "a")] == [
        "by_service",
        "by_name",
        "by_figure",
        "by_share",
    ]


def test_a_rollout_that_is_not_finished_gives_no_date_by_its_measure() -> None:
    short = replace(
        ROADMAP, rollouts=(a_rollout("a", pace=0.05, benefit_nok_per_year=1e9), ROADMAP.rollouts[1])
    )
    optional = a_measure("a", a_phase("build", 2), optional=True)
    roadmap = replace(short, measures=(optional, *ROADMAP.measures[1:]), inputs=(need(measure="a"),))
    plan = solve_exactly(roadmap)
    found = facts(plan)
    assert found is not None

    (walk,) = need_walks(roadmap, found)

    assert (walk.state, walk.instant) == (NeedState.ON_THE_WAY, None)
    assert not walk.steps[0].is_finished
