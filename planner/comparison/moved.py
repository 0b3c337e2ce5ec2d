"""Why measures lie elsewhere in one plan than in another: forced, or worth something.

Each measure is put back alone, all others as in the later plan. Where that is unlawful now, its move was
forced, and the broken rules say by what; else it is worth what the later plan's score would lose
(``docs/problem.md``, section 10).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.comparison.carrying import as_the_later_counts, is_alike
from planner.model import Finding, Plan, Schedule
from planner.results import keeps_all, moved_between, put_back, score
from planner.verify import judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Which changes and other moves lie behind something.

    Parameters
    ----------
    changes
        Places among the changes, of the fewest whose taking back would undo what comes of changes.
    measures
        Of what then is left, the fewest other measures whose being put back too would undo it.
    is_left
        Whether something is left after both: of a forced move, as time has passed or a measure cannot be put
        back; of one that is worth something, as it would have been worth something before as well.
    is_settled
        Whether that is known; ``False`` where the time did not suffice.
    """

    changes: tuple[int, ...] = ()
    measures: tuple[str, ...] = ()
    is_left: bool = False
    is_settled: bool = True


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
    behind
        Which changes of the data and which other moves lie behind it; ``None`` where nobody asked.
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
    behind: Behind | None = None

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
        If one of the plans has no schedule, or their periods are not equally long.
    """
    old = as_the_later_counts(before, after)
    assert after.schedule is not None
    for measure_id in moved_between(after.roadmap, old, after.schedule):
        if is_alike(before.roadmap, after.roadmap, measure_id):
            yield _why(old, after, after.schedule, measure_id)


def _why(old: Schedule, plan: Plan, new: Schedule, measure_id: str) -> WhyMoved:
    back = put_back(plan.roadmap, old, new, [measure_id])
    was_in, is_in = measure_id in old.selected, measure_id in new.selected
    broken = tuple(judge(plan.roadmap, back))
    if broken:
        return WhyMoved(measure=measure_id, was_in=was_in, is_in=is_in, broken=broken)
    if not keeps_all(plan.roadmap, plan.objective, back):
        return WhyMoved(measure=measure_id, was_in=was_in, is_in=is_in, keeps_less=True)
    now, then = (score(plan.roadmap, plan.objective, each) for each in (new, back))
    worth = now - then if plan.objective.is_maximised else then - now
    return WhyMoved(measure=measure_id, was_in=was_in, is_in=is_in, worth=worth)
