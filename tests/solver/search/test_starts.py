"""What searches start from."""

from dataclasses import replace

from support.builders import a_roadmap_with_everything, its_schedule

from planner.model import COVERAGE, VALUE, Objective, ObjectiveKind, Plan, PlanStatus
from planner.solver.search.starts import Starts, starts_after, starts_of

ROADMAP = a_roadmap_with_everything()
PLAN = Plan(
    roadmap=ROADMAP,
    objective=VALUE,
    status=PlanStatus.FEASIBLE,
    schedule=its_schedule(),
    score=100.0,
    bound=104.0,
)


def test_a_plan_of_the_same_roadmap_is_lawful_and_one_of_another_is_to_be_repaired() -> None:
    other = replace(ROADMAP, name="another")

    assert starts_of(ROADMAP, VALUE, PLAN).lawful == (its_schedule(),)
    assert starts_of(other, VALUE, PLAN).lawful == ()
    assert starts_of(other, VALUE, PLAN).known == (its_schedule(),)


def test_a_plan_is_near_the_best_when_that_is_nearly_proved_for_the_same_aim() -> None:
    far, unknown = replace(PLAN, bound=110.0), replace(PLAN, bound=None)

    assert starts_of(ROADMAP, VALUE, PLAN).is_near
    assert not starts_of(ROADMAP, COVERAGE, PLAN).is_near
    assert not any(starts_of(ROADMAP, VALUE, each).is_near for each in (far, unknown))


def test_without_a_plan_the_baseline_is_the_start() -> None:
    stability = Objective(kind=ObjectiveKind.STABILITY, baseline=its_schedule())

    assert starts_of(ROADMAP, VALUE, None) == Starts()
    assert starts_of(ROADMAP, VALUE, replace(PLAN, schedule=None)) == Starts()
    assert starts_of(ROADMAP, stability, None) == Starts(known=(its_schedule(),))


def test_a_lawful_baseline_is_a_candidate_beside_the_start() -> None:
    other = replace(its_schedule(), selected=("a",))
    stability = Objective(kind=ObjectiveKind.STABILITY, baseline=other)

    starts = starts_of(ROADMAP, stability, PLAN, (other,))

    assert starts.known == (its_schedule(), other)
    assert starts.lawful == (other, its_schedule())


def test_stages_leave_their_own_plan_and_what_was_best_without_them() -> None:
    staged, first = its_schedule(), replace(its_schedule(), selected=("a",))

    assert starts_after(ROADMAP, None, staged) == Starts(known=(staged,), lawful=(staged,))
    after = starts_after(ROADMAP, first, staged)
    assert (after.known[0], after.known[-1], after.lawful) == (first, staged, (staged,))
