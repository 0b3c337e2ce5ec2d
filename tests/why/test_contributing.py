"""Who determines when a service is realised, and what a measure that is left out would bring."""

from dataclasses import replace

import pytest
from support.builders import a_measure, a_phase, a_roadmap, a_rollout
from support.chained import chain_here
from support.planned import a_plan_of, end_of, planned

from planner.economics import net_present_value
from planner.model import (
    Contribution,
    DateKind,
    Measure,
    Plan,
    PlanDate,
    PlannedRollout,
    Roadmap,
    Service,
)
from planner.why import DateVerdict, Explainer, contributors

REALISED = PlanDate(kind=DateKind.REALISED, service="S")


def in_use(measure: str, *adoption: float) -> PlannedRollout:
    """Give a rollout among general practitioners that ends at its last share."""
    shares = (*adoption, *[adoption[-1]] * (8 - len(adoption)))
    begin = next((period for period, share in enumerate(shares) if share), None)
    return PlannedRollout(measure=measure, sector="gp", begin=begin, adoption=shares)


def a_service(*measures: Measure, **fields: object) -> Roadmap:
    """Give a roadmap in which measures contribute equally to a service."""
    parts = (Contribution(measure=each.id, service="S", share=1 / len(measures)) for each in measures)
    given = {"services": (Service(id="S", name="Service"),), "contributions": tuple(parts)}
    return a_roadmap(*measures, **(given | fields))  # type: ignore[arg-type]


def a_plan() -> Plan:
    """Give a plan in which one rollout is done early, and two bring the service about in period 4."""
    measures = [a_measure(name) for name in "abc"]
    roadmap = a_service(*measures, rollouts=tuple(a_rollout(each.id, pace=1.0) for each in measures))
    rollouts = (in_use("a", 1.0), in_use("b", 0.0, 0.4, 0.4, 0.4, 1.0), in_use("c", 0.8, 0.8, 0.8, 0.8, 1.0))
    return a_plan_of(roadmap, rollouts=rollouts)


def test_those_that_grew_last_determine_when_a_service_is_realised() -> None:
    plan = a_plan()
    assert plan.schedule is not None

    found = contributors(plan.roadmap, plan.schedule, REALISED)

    assert [each.measure for each in found] == ["b", "c"]
    assert [each.share for each in found] == pytest.approx([0.75, 0.25])
    assert found[0].dates == (PlanDate(kind=DateKind.END, measure="b", sector="gp"),)


def test_of_one_not_realised_those_determine_it_that_lack_something() -> None:
    plan = a_plan()
    assert plan.schedule is not None
    rollouts = (in_use("a", 1.0), in_use("b", 0.0, 0.4), in_use("c", 0.8))

    found = contributors(plan.roadmap, replace(plan.schedule, rollouts=rollouts), REALISED)

    assert [(each.measure, round(each.share, 6)) for each in found] == [("b", 0.75), ("c", 0.25)]


def test_without_a_rollout_the_end_of_building_counts_and_below_the_target_the_share() -> None:
    built, rolled = a_measure("built", a_phase("try", 1), a_phase("build", 2)), a_measure("rolled")
    roadmap = a_service(built, rolled, rollouts=(a_rollout("rolled", pace=1.0),))
    roadmap = replace(roadmap, services=(Service(id="S", name="Service", threshold=0.7),))
    phases = (planned("built", 0, 1, "try"), planned("built", 1, 3))
    plan = a_plan_of(roadmap, *phases, rollouts=(in_use("rolled", 0.0, 0.0, 0.5, 1.0),))
    assert plan.schedule is not None

    found = {each.measure: each.dates for each in contributors(plan.roadmap, plan.schedule, REALISED)}

    assert found["built"] == (end_of("built"),)
    assert found["rolled"] == (PlanDate(kind=DateKind.END, measure="rolled", sector="gp", share=0.5),)


def test_what_is_realised_from_the_start_and_other_dates_have_no_contributors() -> None:
    plan = a_plan()
    assert plan.schedule is not None
    low = replace(plan.roadmap, services=(Service(id="S", name="Service", threshold=0.1),))
    known = replace(low, rollouts=tuple(replace(each, in_use=0.8) for each in low.rollouts))

    assert contributors(known, plan.schedule, REALISED) == ()
    assert contributors(plan.roadmap, plan.schedule, end_of("a")) == ()


def test_a_service_leads_to_its_contributors() -> None:
    roadmap = a_service(
        a_measure("a", a_phase("build", 2)),
        a_measure("b", a_phase("build", 1)),
        rollouts=(a_rollout("a", pace=0.5), a_rollout("b", pace=0.5)),
    )
    rollouts = (in_use("a", 0.0, 0.0, 0.5, 1.0), in_use("b", 0.0, 0.5, 1.0))
    plan = a_plan_of(roadmap, planned("a", 0, 2), planned("b", 0, 1), rollouts=rollouts)

    chain = chain_here(plan, REALISED)

    (lead,) = chain.leads
    assert lead.link is None
    assert lead.share == pytest.approx(1.0)
    assert lead.chain.date == PlanDate(kind=DateKind.END, measure="a", sector="gp")
    assert lead.chain.roots


def test_what_a_measure_would_earn_and_cost_is_what_the_plan_would_gain() -> None:
    roadmap = a_roadmap(
        a_measure("in", a_phase("build", 1, cost=1e6)),
        a_measure("out", a_phase("build", 2, cost=9e6), optional=True),
        rollouts=(
            a_rollout("in", benefit_nok_per_year=5e6),
            a_rollout("out", benefit_nok_per_year=2e6, running_cost_per_unit_nok=1e3),
        ),
    )
    rollouts = (in_use("in", 0.0, 1.0), in_use("out", 0.0))
    plan = a_plan_of(roadmap, planned("in", 0, 1), rollouts=rollouts)

    reason = Explainer(plan).reason(PlanDate(kind=DateKind.IN, measure="out"))

    assert reason.verdict is DateVerdict.CHOSEN
    assert reason.entering is not None
    assert plan.score == pytest.approx(net_present_value(roadmap, plan.schedule))  # type: ignore[arg-type]
    assert reason.entering.costs_nok - reason.entering.earns_nok == pytest.approx(reason.loss)
    assert 0 < reason.entering.earns_nok < reason.entering.costs_nok


def test_a_measure_that_finds_no_place_brings_nothing() -> None:
    plan = a_plan()
    assert plan.schedule is not None
    reason = Explainer(plan).reason(REALISED)

    assert reason.entering is None
