"""How far a plan lies from another: what a repair makes small, and what stands elsewhere."""

from collections.abc import Collection, Iterator

from planner.model import Objective, ObjectiveKind, Roadmap, Schedule
from planner.rules import begin_matters, named_rollouts


def nearness(baseline: Schedule) -> Objective:
    """Give what tells how far a schedule lies from another; moves of published dates weigh as others do."""
    return Objective(kind=ObjectiveKind.STABILITY, baseline=baseline, published_weight=1.0)


def out_of_place(
    roadmap: Roadmap, one: Schedule, other: Schedule, measures: Collection[str]
) -> tuple[str, ...]:
    """Name those of some measures of which two schedules decide otherwise; their curves may differ."""
    named = named_rollouts(roadmap)

    def place(schedule: Schedule, measure_id: str) -> Iterator[object]:
        yield from schedule.phases_by_measure.get(measure_id, ())
        for rollout in roadmap.rollouts_of(measure_id):
            planned = schedule.rollouts_by_key[rollout.key]
            yield planned.adaptation
            yield planned.begin if begin_matters(roadmap, rollout, named) else None

    chosen = {*one.selected} ^ {*other.selected}
    return tuple(each for each in measures if each in chosen or [*place(one, each)] != [*place(other, each)])
