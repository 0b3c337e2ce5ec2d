"""What became of measures between two status dates, each with its reason, by hand-made plans."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
    day_of,
)
from support.planned import planned
from support.rolling import a_plan, a_report, rolled_to, scheduled

from planner.comparison import as_the_later_counts
from planner.language import in_language
from planner.model import (
    VALUE,
    Budget,
    Kept,
    Objective,
    ObjectiveKind,
    Plan,
    PlannedPhase,
    Report,
    ReportedState,
    Roadmap,
    Schedule,
)
from planner.rolling import Rolled
from planner.say import measure_variance_words
from planner.variance import (
    Became,
    Because,
    HindranceKind,
    MeasureVariance,
    Variance,
    own_places,
    what_changed,
)
from planner.verify import judge

LATE = a_report("a/build", left_periods=2)


def a_line(capacity: float = 9.0, **fields: Any) -> Roadmap:
    """Give two measures after each other, and one beside them, that one sector builds."""
    measures = (
        a_measure("a", a_phase("build", 2, nhn=2.0)),
        a_measure("b", a_phase("build", 2, nhn=2.0)),
        a_measure("c", a_phase("build", 1, nhn=2.0), optional=True),
    )
    sectors = (a_receiver(), a_deliverer(capacity=capacity))
    return a_roadmap(*measures, sectors=sectors, dependencies=(a_link("a", "b"),), **fields)


def as_planned(roadmap: Roadmap) -> Plan:
    """Give a plan of these: the first half a year, then the other two."""
    return scheduled(roadmap, (planned("a", 0, 2), planned("b", 2, 4), planned("c", 4, 5)))


def moved_to(rolled: Rolled, *phases: PlannedPhase, out: tuple[str, ...] = ()) -> Plan:
    """Give a lawful plan of a rolled roadmap with some phases elsewhere, and some measures out."""
    there = {(each.measure, each.phase): each for each in (*rolled.schedule.phases, *phases)}
    schedule = Schedule(
        selected=tuple(each for each in rolled.schedule.selected if each not in out),
        phases=tuple(each for each in there.values() if each.measure not in out),
        rollouts=rolled.schedule.rollouts,
    )
    assert judge(rolled.roadmap, schedule) == []
    return a_plan(rolled.roadmap, schedule)


def only(found: Variance, measure: str) -> MeasureVariance:
    """Give what became of one measure."""
    (change,) = [each for each in found.changes if each.measure == measure]
    return change


def test_where_all_went_as_planned_nothing_has_moved() -> None:
    before = as_planned(a_line())
    rolled = rolled_to(before, 3)

    found = what_changed(before, a_plan(rolled.roadmap, rolled.schedule))

    assert [(each.measure, each.became, each.reasons) for each in found.changes] == [
        ("a", Became.FINISHED, (Because.PLANNED,))
    ]
    assert found.slips == ()
    assert found.edits == ()
    assert found.value is not None
    assert found.value.now_nok == pytest.approx(found.value.planned_nok, abs=0.5)


@pytest.mark.parametrize("reports", [None, (LATE,)])
def test_what_depends_on_what_slipped_was_forced_by_it(reports: tuple[Report, ...] | None) -> None:
    before = as_planned(a_line())
    rolled = rolled_to(before, 1, LATE)
    after = moved_to(rolled, planned("b", 2, 4))

    found = what_changed(before, after, reports)

    own, forced = only(found, "a"), only(found, "b")
    assert (own.became, own.reasons, own.later_periods) == (Became.MOVED, (Because.REPORTED,), 1)
    assert (forced.became, forced.reasons, forced.later_periods) == (Became.MOVED, (Because.FORCED,), 1)
    (hindrance,) = forced.hindrances
    assert (hindrance.kind, hindrance.measures, forced.leads_to) == (HindranceKind.DEPENDS, ("a",), ("a",))
    assert [each.measure for each in found.changes] == ["a", "b"]


def test_what_waits_for_capacity_that_what_slipped_fills_was_forced_by_it() -> None:
    roadmap = replace(a_line(capacity=2.0), dependencies=())
    before = as_planned(roadmap)
    rolled = rolled_to(before, 1, LATE)
    after = moved_to(rolled, planned("b", 4, 6), planned("c", 2, 3))

    forced = only(what_changed(before, after), "b")

    (hindrance,) = forced.hindrances
    assert forced.reasons == (Because.FORCED,)
    assert (hindrance.kind, hindrance.sector) == (HindranceKind.CAPACITY, "nhn")
    assert forced.leads_to == ("a",)


def test_a_chain_leads_through_what_only_moved_to_what_slipped() -> None:
    roadmap = a_line(capacity=2.0)
    before = as_planned(roadmap)
    rolled = rolled_to(before, 1, LATE)
    after = moved_to(rolled, planned("b", 2, 4), planned("c", 4, 5))

    found = only(what_changed(before, after), "c")

    assert found.reasons == (Because.FORCED,)
    assert found.hindrances[0].measures == ("b",)
    assert (found.through, found.leads_to) == (("b",), ("a",))


def test_what_did_not_have_to_move_is_worth_what_the_old_date_would_lose() -> None:
    before = as_planned(a_line())
    rolled = rolled_to(before, 1)
    after = moved_to(rolled, planned("c", 5, 6))

    found = only(what_changed(before, after), "c")

    assert found.reasons == (Because.WORTH,)
    assert found.worth == found.worth_nok
    assert found.hindrances == ()


def test_what_moved_further_than_its_own_slip_has_both_reasons() -> None:
    before = as_planned(a_line())
    not_begun = a_report("a/build", state=ReportedState.NOT_BEGUN)
    rolled = rolled_to(before, 1, not_begun)
    own = moved_to(rolled, planned("a", 0, 2), planned("b", 2, 4))
    further = moved_to(rolled, planned("a", 1, 3), planned("b", 3, 5))

    assert only(what_changed(before, own), "a").reasons == (Because.REPORTED,)
    assert only(what_changed(before, further), "a").reasons[0] is Because.REPORTED
    assert len(only(what_changed(before, further), "a").reasons) == 2


def without_c(plan: Plan) -> Schedule:
    """Give the dates of a plan without its last measure."""
    assert plan.schedule is not None
    phases = tuple(each for each in plan.schedule.phases if each.measure != "c")
    return replace(plan.schedule, selected=("a", "b"), phases=phases)


def test_what_goes_out_and_what_comes_in_are_told() -> None:
    before = as_planned(a_line())
    rolled = rolled_to(before, 1)
    without = moved_to(rolled, out=("c",))
    again = a_plan(before.roadmap, without_c(before))

    assert only(what_changed(before, without), "c").became is Became.DROPPED
    added = only(what_changed(again, moved_to(rolled_to(before, 1))), "c")
    assert (added.became, added.reasons, added.was) == (Became.ADDED, (Because.WORTH,), None)


def test_what_was_stopped_says_so() -> None:
    before = as_planned(a_line())
    stop = a_report("c", state=ReportedState.STOPPED)
    rolled = rolled_to(before, 1, stop)

    found = only(what_changed(before, moved_to(rolled)), "c")

    assert (found.became, found.reasons, found.now) == (Became.STOPPED, (Because.REPORTED,), None)


def test_measures_of_one_roadmap_only_are_as_the_data_says() -> None:
    before = as_planned(a_line())
    rolled = rolled_to(before, 1)
    new = a_measure("d", a_phase("build", 1))
    roadmap = replace(rolled.roadmap, measures=(*rolled.roadmap.measures[:2], new))
    schedule = replace(
        rolled.schedule,
        selected=("a", "b", "d"),
        phases=(*(each for each in rolled.schedule.phases if each.measure != "c"), planned("d", 4, 5)),
    )

    found = what_changed(before, a_plan(roadmap, schedule))

    assert [(each.measure, each.became, each.reasons) for each in found.changes] == [
        ("d", Became.ADDED, (Because.DATA,)),
        ("c", Became.DROPPED, (Because.DATA,)),
    ]
    assert {each.subject for each in found.edits} >= {"d"}


def test_days_are_real_ones_where_something_has_begun_or_ended() -> None:
    before = as_planned(a_line())
    report = a_report("a/build", began=date(2023, 2, 10), ended=date(2023, 11, 20))
    rolled = rolled_to(before, 4, report, a_report("b/build", state=ReportedState.NOT_BEGUN))
    after = moved_to(rolled, planned("b", 0, 2), planned("c", 2, 3))

    found = only(what_changed(before, after), "a")

    assert found.became is Became.FINISHED
    assert found.reasons == (Because.REPORTED,)
    assert found.now is not None
    assert (found.now.first, found.now.last) == (date(2023, 2, 10), date(2023, 11, 20))
    assert found.later_periods == 2


def test_a_share_that_is_behind_catches_up_as_fast_as_its_pace_allows() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)), rollouts=(a_rollout("a", pace=0.25),))
    curve = (0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 1.0, 1.0)
    before = scheduled(roadmap, (planned("a", 0, 1),), ("a", 1, curve))
    rolled = rolled_to(before, 3, a_report("a@gp", in_use=0.1))
    late = replace(rolled.schedule.rollouts[0], begin=0, adoption=(0.35, 0.6, 0.85, 1.0, 1.0))
    after = a_plan(rolled.roadmap, replace(rolled.schedule, rollouts=(late,)))
    assert judge(after.roadmap, after.schedule) == []  # type: ignore[arg-type]

    found = only(what_changed(before, after), "a")

    assert found.reasons == (Because.REPORTED,)
    assert found.later_periods == 2


@pytest.mark.parametrize("in_use", [0.0, 0.2])
def test_what_has_begun_lies_in_its_own_place_after_the_phases_that_are_left(in_use: float) -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 2)), rollouts=(a_rollout("a", in_use=in_use),))
    curve = (in_use, in_use, 0.3, 0.6, 1.0, 1.0, 1.0, 1.0)
    before = scheduled(roadmap, (planned("a", 0, 2),), ("a", 2, curve))
    late, begun = a_report("a/build", left_periods=3), a_report("a@gp", in_use=0.3)
    rolled = rolled_to(before, 3, late, begun)
    after = a_plan(rolled.roadmap, rolled.schedule)
    assert judge(after.roadmap, rolled.schedule) == []

    found = only(what_changed(before, after), "a")

    assert found.reasons == (Because.REPORTED,)


BEGUN_LATE: list[tuple[float, int, tuple[Report, ...]]] = [
    (0.0, 5, (a_report("a@gp", began=day_of(3)),)),
    (0.0, 5, (a_report("a@gp", began=day_of(3), in_use=0.2),)),
    (0.0, 4, (a_report("a@gp", began=day_of(2), in_use=0.1),)),
    (0.0, 5, (a_report("a/build", ended=date(2023, 9, 30)),)),
    (0.2, 5, (a_report("a/build", ended=date(2023, 9, 30)),)),
    (0.2, 4, (a_report("a/build", ended=date(2023, 9, 30)), a_report("a@gp", in_use=0.25))),
    (0.0, 5, (a_report("a/build", left_periods=1), a_report("a@gp", in_use=0.2))),
    (0.2, 5, (a_report("a/build", left_periods=1), a_report("a@gp", in_use=0.3))),
    (0.0, 5, (a_report("a@gp", state=ReportedState.RUNNING, in_use=0.0),)),
    (0.0, 5, (a_report("a@gp", began=day_of(3), in_use=0.0),)),
]


@pytest.mark.parametrize(("in_use", "instant", "reports"), BEGUN_LATE)
def test_the_own_place_of_a_rollout_that_began_late_is_what_is_left_of_the_plan(
    in_use: float, instant: int, reports: tuple[Report, ...]
) -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 1)), rollouts=(a_rollout("a", in_use=in_use, pace=0.4),)
    )
    curve = (in_use, 0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
    before = scheduled(roadmap, (planned("a", 0, 1),), ("a", 1, curve))
    rolled = rolled_to(before, instant, *reports)
    old = as_the_later_counts(before, a_plan(rolled.roadmap, rolled.schedule))

    (own,) = own_places(before, rolled.roadmap, old).rollouts

    (left,) = rolled.schedule.rollouts
    assert own.adoption == pytest.approx(left.adoption)
    assert own.begin == left.begin


SAID = {
    "en": (
        "B: Q3 2023–Q4 2023 → Q4 2023–Q1 2024, 1 quarter later. Forced: it depends on “A”; it waits for",
        "capacity in NHN, which goes to “A”. Behind it: “A” (build 1 quarter late).",
    ),
    "nb": (
        "B: K3 2023–K4 2023 → K4 2023–K1 2024, 1 kvartal senere. Tvunget: det avhenger av «A»; det venter på",
        "kapasitet hos NHN, som går til «A». Bak det: «A» (build 1 kvartal forsinket).",
    ),
    "nn": (
        "B: K3 2023–K4 2023 → K4 2023–K1 2024, 1 kvartal seinare. Tvinga: det er avhengig av «A»; det ventar",
        "på kapasitet hos NHN, som går til «A». Bak det: «A» (build 1 kvartal forseinka).",
    ),
}


@pytest.mark.parametrize("lang", SAID)
def test_each_change_is_said_with_its_reason(lang: str) -> None:
    before = as_planned(a_line(capacity=2.0))
    rolled = rolled_to(before, 1, LATE)
    found = what_changed(before, moved_to(rolled, planned("b", 2, 4), planned("c", 4, 5)))

    with in_language(lang):
        assert measure_variance_words(found, only(found, "b")) == " ".join(SAID[lang])


def limited(cost: float) -> Variance:
    """Compare a plan in which a measure at this cost slips, and another waits as a budget has been cut."""
    measures = (
        a_measure("a", a_phase("build", 2, cost=cost)),
        a_measure("c", a_phase("build", 1, cost=2e6)),
    )
    whole = a_roadmap(*measures, budgets=(Budget(year=2023, limit_nok=9e6),))
    before = scheduled(whole, (planned("a", 0, 2), planned("c", 3, 4)))
    rolled = rolled_to(before, 1, LATE)
    cut = replace(rolled.roadmap.budgets[0], limit_nok=3 * cost + 1e6)
    without = replace(rolled, roadmap=replace(rolled.roadmap, budgets=(cut,)))
    return what_changed(before, moved_to(without, planned("c", 3, 4)))


def test_a_slip_that_costs_nothing_takes_no_money() -> None:
    forced = only(limited(cost=0.0), "c")

    assert forced.reasons == (Because.FORCED, Because.DATA)
    assert [(each.kind, each.measures) for each in forced.hindrances] == [(HindranceKind.BUDGET, ())]
    assert forced.leads_to == ()


def test_a_slip_that_costs_more_in_the_years_of_a_budget_takes_its_money() -> None:
    forced = only(limited(cost=1e6), "c")

    assert forced.reasons == (Because.FORCED,)
    assert forced.leads_to == ("a",)


def test_of_what_is_kept_first_a_measure_that_is_gone_is_not_the_cause() -> None:
    before = as_planned(a_line())
    rolled = rolled_to(before, 1, LATE)
    roadmap = replace(rolled.roadmap, measures=rolled.roadmap.measures[1:], dependencies=())
    schedule = Schedule(selected=("b", "c"), phases=(planned("b", 1, 3), planned("c", 2, 3)), rollouts=())
    last = Objective(kind=ObjectiveKind.FINISH, last_end=True)
    kept = replace(VALUE, kept=(Kept(objective=last, level=3.0),))
    after = replace(a_plan(roadmap, schedule), objective=kept)

    forced = only(what_changed(before, after, (LATE,)), "c")

    assert forced.reasons == (Because.FORCED, Because.DATA)
    assert [(each.kind, each.measures) for each in forced.hindrances] == [(HindranceKind.KEPT, ())]
