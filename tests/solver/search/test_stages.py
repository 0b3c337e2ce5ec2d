"""Objectives in order: what a stage reaches is kept, less what may be lost; started measures come first."""

from dataclasses import replace

import pytest
from support.builders import (
    a_deliverer,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
    an_adaptation,
)

from planner.model import (
    COVERAGE,
    VALUE,
    Effort,
    Fault,
    FaultKind,
    Objective,
    ObjectiveKind,
    Plan,
    PlanStatus,
    Roadmap,
    Status,
)
from planner.results import score
from planner.solver import Progress, Stage, first_plan, solve, solve_exactly
from planner.solver.search import in_order
from planner.solver.search.stages import (
    OPEN_WORK,
    carried,
    keep,
    lifted,
    of_part,
    stages_before,
    what_counts,
    with_started,
)
from planner.verify import verify

FINISH_LAST = Objective(kind=ObjectiveKind.FINISH, last_end=True)


def two_that_compete(**fields: object) -> Roadmap:
    """Give a running measure of little worth and a planned one of much, that ask for the same people."""
    running = a_measure(
        "old", a_phase("build", 2, nhn=1.0), a_phase("trial", 2, nhn=1.0), status=Status.STARTED
    )
    wanted = a_measure("new", a_phase("build", 2, nhn=1.0), optional=True)
    given = {
        "sectors": (a_receiver(), a_deliverer(capacity=1.0)),
        "rollouts": (a_rollout("new", benefit_nok_per_year=9e6),),
        "periods": 10,
    } | fields
    return a_roadmap(running, wanted, **given)  # type: ignore[arg-type]


def start_of(plan_of: Roadmap, measure: str) -> int:
    """Solve, and give the start of a measure's last phase."""
    schedule = solve_exactly(plan_of).schedule
    assert schedule is not None
    return schedule.phases_by_measure[measure][-1].start


def test_started_measures_come_first_when_the_roadmap_says_so() -> None:
    assert start_of(two_that_compete(), "old") >= 4
    assert start_of(two_that_compete(started_first=True), "old") == 2


def test_open_work_may_grow_by_a_twentieth_and_the_plan_carries_the_level() -> None:
    plan = solve_exactly(two_that_compete(started_first=True))

    (kept,) = plan.objective.kept
    assert kept.objective.kind is ObjectiveKind.OPEN_WORK
    assert (kept.reached, kept.loss) == (6.0, 0.05)
    assert kept.level == pytest.approx(6.3)
    assert verify(plan.roadmap, plan) == []


@pytest.mark.parametrize("deterministic", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_the_search_puts_started_measures_first_too(deterministic: bool) -> None:
    roadmap = two_that_compete(started_first=True)

    plan = solve(
        roadmap, effort=Effort(seconds=2 if deterministic else 300, deterministic=deterministic)
    )  # ends when proved

    assert plan.status is PlanStatus.OPTIMAL
    assert plan.score == pytest.approx(solve_exactly(roadmap).score)
    assert verify(roadmap, plan) == []


def test_the_first_plan_carries_its_own_level() -> None:
    plan = first_plan(two_that_compete(started_first=True))

    assert [kept.objective.kind for kept in plan.objective.kept] == [ObjectiveKind.OPEN_WORK]
    assert verify(plan.roadmap, plan) == []


def test_nothing_comes_first_where_nothing_has_started() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase()), started_first=True)

    assert stages_before(roadmap, VALUE) == ()


def test_a_stage_is_kept_less_its_loss() -> None:
    best = Stage(objective=VALUE, loss=0.02)

    assert keep(best, 200.0).level == 196.0
    assert keep(Stage(objective=OPEN_WORK, loss=0.5), 0.0).level == 0.5


def test_objectives_in_order_lose_no_more_than_stated() -> None:
    roadmap = two_that_compete()
    best = solve_exactly(roadmap, COVERAGE)
    assert best.score is not None

    plan = solve_exactly(roadmap, FINISH_LAST, before=[Stage(objective=VALUE, loss=0.0)])

    assert plan.schedule is not None
    assert score(roadmap, VALUE, plan.schedule) == pytest.approx(solve_exactly(roadmap).score, rel=1e-5)
    assert verify(roadmap, plan) == []


def test_what_counts_for_open_work_leaves_out_what_is_optional() -> None:
    roadmap = two_that_compete()

    part = what_counts(roadmap, Stage(objective=OPEN_WORK))

    assert [measure.id for measure in part.measures] == ["old"]
    assert what_counts(roadmap, Stage(objective=VALUE)) is roadmap
    whole, least = (solve_exactly(each, OPEN_WORK).score for each in (roadmap, part))
    assert whole == least == 6.0


def test_a_plan_of_a_part_is_a_plan_of_the_whole() -> None:
    roadmap = two_that_compete()
    part = what_counts(roadmap, Stage(objective=OPEN_WORK))

    plan = solve_exactly(part, OPEN_WORK)
    assert plan.schedule is not None

    whole = replace(plan, roadmap=roadmap, schedule=lifted(roadmap, plan.schedule))
    assert verify(roadmap, whole) == []
    assert of_part(part, lifted(roadmap, plan.schedule)) == plan.schedule


def test_a_stage_without_a_plan_says_that_there_is_none() -> None:
    both = [a_measure(each, a_phase("build", 6, nhn=1.0), status=Status.STARTED) for each in ("a", "b")]
    late = a_measure("c", a_phase("build", 9, nhn=1.0))
    roadmap = a_roadmap(
        *both, late, sectors=(a_receiver(), a_deliverer(capacity=1.0)), started_first=True, periods=8
    )

    plan = solve(roadmap, effort=Effort(seconds=30))

    assert (plan.status, plan.schedule) == (PlanStatus.INFEASIBLE, None)


def adapting(**fields: object) -> Roadmap:
    """Give a measure that must go on and an optional one, each with an adaptation before its rollout."""
    roadmap = two_that_compete(**fields)
    old = a_rollout("old", benefit_nok_per_year=1e6)
    both = (an_adaptation("old"), an_adaptation("new"))
    return replace(roadmap, rollouts=(old, *roadmap.rollouts), adaptations=both)


def test_a_part_keeps_the_adaptations_of_its_measures_and_its_plan_goes_back_with_them() -> None:
    roadmap = adapting()
    part = what_counts(roadmap, Stage(objective=OPEN_WORK))

    plan = solve_exactly(part, OPEN_WORK)
    assert plan.schedule is not None
    whole = lifted(roadmap, plan.schedule)

    assert [each.measure for each in part.adaptations] == ["old"]
    assert verify(roadmap, replace(plan, roadmap=roadmap, schedule=whole)) == []
    assert whole.rollouts_by_key["old", "gp"].adaptation is not None
    assert of_part(part, whole) == plan.schedule


def test_a_stage_gives_started_measures_with_their_adaptations() -> None:
    roadmap = adapting()
    first, staged = (solve_exactly(roadmap, each).schedule for each in (VALUE, OPEN_WORK))
    assert first is not None
    assert staged is not None

    merged = with_started(roadmap, first, staged).rollouts_by_key

    assert merged["old", "gp"] == staged.rollouts_by_key["old", "gp"]
    assert merged["new", "gp"] == first.rollouts_by_key["new", "gp"]
    assert merged["new", "gp"].adaptation is not None


def test_a_plan_is_carried_to_a_like_roadmap_without_the_adaptations_that_it_does_not_ask_for() -> None:
    roadmap = adapting()
    schedule = solve_exactly(roadmap).schedule
    assert schedule is not None
    fewer = replace(roadmap, adaptations=roadmap.adaptations[:1])

    found = carried(fewer, schedule).rollouts_by_key

    assert found["old", "gp"] == schedule.rollouts_by_key["old", "gp"]
    assert found["old", "gp"].adaptation is not None
    assert found["new", "gp"] == replace(schedule.rollouts_by_key["new", "gp"], adaptation=None)


OUT_OF_MEMORY = Fault(kind=FaultKind.OUT_OF_MEMORY, method="HiGHS", detail="4")


def test_where_no_search_gives_a_plan_the_one_at_once_stands_and_says_what_went_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def finds_nothing(roadmap: Roadmap, objective: Objective, *_: object, **__: object) -> Plan:
        return Plan(roadmap=roadmap, objective=objective, status=PlanStatus.UNKNOWN, faults=(OUT_OF_MEMORY,))

    monkeypatch.setattr(in_order, "search_for", finds_nothing)

    plan = solve(two_that_compete(started_first=True), effort=Effort(seconds=1, seed=7))

    assert (plan.status, set(plan.faults)) == (PlanStatus.FEASIBLE, {OUT_OF_MEMORY})
    assert (plan.engine, plan.seed, plan.deterministic) == (("list schedule",), 7, False)
    assert verify(plan.roadmap, plan) == []


def test_a_plan_is_told_before_the_stages_are_solved() -> None:
    roadmap = two_that_compete(started_first=True)
    told: list[Progress] = []

    solve(roadmap, effort=Effort(seconds=20), progress=told.append)

    first = told[0].plan
    assert first.engine == ("list schedule",)
    assert told[0].bound is None
    assert [kept.objective for kept in first.objective.kept] == [OPEN_WORK]
    assert verify(roadmap, first) == []


def test_a_stage_gives_started_measures_and_the_rest_stays_as_it_was() -> None:
    roadmap = two_that_compete()
    first, staged = (solve_exactly(roadmap, each).schedule for each in (VALUE, OPEN_WORK))
    assert first is not None
    assert staged is not None

    merged = with_started(roadmap, first, staged)

    assert merged.phases_by_measure["old"] == staged.phases_by_measure["old"]
    assert merged.phases_by_measure["new"] == first.phases_by_measure["new"]
    assert merged.rollouts_by_key["new", "gp"] == first.rollouts_by_key["new", "gp"]
