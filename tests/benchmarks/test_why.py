"""The benchmark of reasons: what it counts, and what it calls wrong."""

from dataclasses import replace

from support.builders import a_roadmap_with_everything, its_schedule
from why import Took, ask, counted, figures_of, has_reason, share_of

from planner.model import VALUE, Plan, PlanStatus
from planner.results import dates_of
from planner.why import DateVerdict, Explainer, Holds, Reason

PLAN = Plan(
    roadmap=a_roadmap_with_everything(),
    objective=VALUE,
    status=PlanStatus.FEASIBLE,
    schedule=its_schedule(),
)
DATES = list(dates_of(PLAN.roadmap, its_schedule()))


def a_reason(verdict: DateVerdict, *, instant: int = 3, holds: Holds | None = None) -> Reason:  # type: ignore[type-arg]
    return Reason(date=DATES[0], instant=instant, verdict=verdict, holds=holds)


def test_a_first_hold_comes_before_all_of_them_and_after_the_verdict() -> None:
    answers = [ask(Explainer(PLAN), date) for date in DATES]

    for each in answers:
        assert each.verdict.clock <= each.first_hold.clock <= each.all_holds.clock
    assert any(each.first_hold.clock > each.verdict.clock for each in answers)
    assert {figure.name for figure in figures_of(answers)} >= {
        "verdict, median",
        "verdict and all holds, 95 %",
    }


def test_of_twenty_nineteen_are_at_most_what_19_of_20_are() -> None:
    assert share_of(map(float, range(1, 21)), 0.95) == 19.0
    assert share_of([7.0], 0.5) == 7.0


def test_time_is_counted_from_the_beginning() -> None:
    assert Took.since(Took(0.0, 0.0)).clock > 0.0


def test_a_date_without_a_reason_is_told() -> None:
    assert has_reason(a_reason(DateVerdict.FREE))
    assert not has_reason(a_reason(DateVerdict.UNSETTLED))
    assert not has_reason(a_reason(DateVerdict.HELD))
    assert not has_reason(a_reason(DateVerdict.HELD, holds=Holds(holds=(), way_out=None, is_all=False)))
    assert has_reason(a_reason(DateVerdict.HELD, holds=Holds(holds=((),), way_out=None, is_all=True)))
    assert has_reason(a_reason(DateVerdict.IMPOSSIBLE, instant=0)), "nothing is before the status date"


def test_dates_roots_and_faults_are_counted() -> None:
    explainer = Explainer(PLAN)
    found = [ask(explainer, date).reason for date in DATES]
    told = [
        replace(each, holds=explainer.holds(each.date))
        if each.verdict in (DateVerdict.HELD, DateVerdict.IMPOSSIBLE) and each.instant
        else each
        for each in found
    ]

    counts = counted(PLAN, told)

    assert sum(counts["dates"].values()) == len(DATES)  # type: ignore[attr-defined]
    assert sum(counts["roots"].values()) == counts["roots_in_all"]  # type: ignore[attr-defined]
    assert counts["without_reason"] == counts["chains_that_go_round"] == counts["not_shown_smallest"] == 0
    assert counted(PLAN, found)["without_reason"] == sum(each.holds is not None for each in told)
