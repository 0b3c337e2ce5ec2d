"""Why measures lie elsewhere in one plan than in another: forced, or worth something.

Each measure is put back alone, all others as in the later plan. Where that is unlawful now, its move was
forced, and the broken rules say by what; else it is worth what the later plan's score would lose
(``docs/problem.md``, section 10).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.model import SLACK, Finding, Plan, Roadmap, Schedule
from planner.results import keeps_all, score
from planner.verify import judge


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyMoved:
    """A measure that lies elsewhere than before, is in, or is out.

    Parameters
    ----------
    was_in, is_in
        Whether the earlier, and the later plan has it.
    broken
        What forbids it to be as before, all others as they are now; none where that is lawful.
    keeps_less
        Whether it is lawful, but less would be kept of what comes first.
    worth
        What the score would lose if it alone were as before, in the unit of the score; negative is a gain.
        ``None`` of a move that was forced.
    """

    measure: str
    was_in: bool
    is_in: bool
    broken: tuple[Finding, ...] = ()
    keeps_less: bool = False
    worth: float | None = None

    @property
    def is_forced(self) -> bool:
        """Tell whether no lawful plan has it as before and all others as they are now."""
        return self.worth is None


def why_moved(before: Plan, after: Plan) -> Iterator[WhyMoved]:
    """Give each open measure that lies elsewhere in a later plan, in the order of the data, with the reason.

    Measures that the earlier plan's data does not have, or with other phases or sectors, are left out.

    Raises
    ------
    ValueError
        If one of the plans has no schedule.
    """
    if before.schedule is None or after.schedule is None:
        raise ValueError("one of the plans has no schedule")
    for measure in after.roadmap.open_measures:
        if _is_alike(before.roadmap, after.roadmap, measure.id) and _differs(
            before.schedule, after.schedule, measure.id
        ):
            yield _why(before.schedule, after, after.schedule, measure.id)


def _why(old: Schedule, plan: Plan, new: Schedule, measure_id: str) -> WhyMoved:
    back = _put_back(plan.roadmap, old, new, measure_id)
    was_in, is_in = measure_id in old.selected, measure_id in new.selected
    broken = tuple(judge(plan.roadmap, back))
    if broken:
        return WhyMoved(measure=measure_id, was_in=was_in, is_in=is_in, broken=broken)
    if not keeps_all(plan.roadmap, plan.objective, back):
        return WhyMoved(measure=measure_id, was_in=was_in, is_in=is_in, keeps_less=True)
    now, then = (score(plan.roadmap, plan.objective, each) for each in (new, back))
    worth = now - then if plan.objective.is_maximised else then - now
    return WhyMoved(measure=measure_id, was_in=was_in, is_in=is_in, worth=worth)


def _is_alike(before: Roadmap, after: Roadmap, measure_id: str) -> bool:
    """Tell whether both roadmaps have a measure open, with the same phases and sectors over the same time."""
    known = {each.id for each in before.open_measures}
    if measure_id not in known or before.calendar != after.calendar:
        return False
    phases, sectors = (
        [[phase.id for phase in each.measure(measure_id).phases] for each in (before, after)],
        [[rollout.sector for rollout in each.rollouts_of(measure_id)] for each in (before, after)],
    )
    return phases[0] == phases[1] and sectors[0] == sectors[1]


def _differs(old: Schedule, new: Schedule, measure_id: str) -> bool:
    """Tell whether a measure lies elsewhere, by more than rounding."""
    if (measure_id in old.selected) != (measure_id in new.selected):
        return True
    if old.phases_by_measure.get(measure_id) != new.phases_by_measure.get(measure_id):
        return True
    pairs = ((each, new.rollouts_by_key[each.key]) for each in old.rollouts if each.measure == measure_id)
    return any(
        one.adaptation != other.adaptation
        or any(abs(a - b) > SLACK for a, b in zip(one.adoption, other.adoption, strict=True))
        for one, other in pairs
    )


def _put_back(roadmap: Roadmap, old: Schedule, new: Schedule, measure_id: str) -> Schedule:
    """Give the new schedule with one measure as in the old."""
    chosen = {*new.selected} - {measure_id} | ({measure_id} & {*old.selected})
    phases = {**new.phases_by_measure, measure_id: old.phases_by_measure.get(measure_id, ())}
    rollouts = [
        old.rollouts_by_key[each.key] if each.measure == measure_id else each for each in new.rollouts
    ]
    selected = tuple(each.id for each in roadmap.open_measures if each.id in chosen)
    return Schedule(
        selected=selected,
        phases=tuple(phase for each in selected for phase in phases.get(each, ())),
        rollouts=tuple(rollouts),
    )
