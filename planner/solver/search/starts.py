"""Which schedules the engines can start from."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.model import Objective, Plan, Roadmap, Schedule
from planner.solver.search.stages import with_started

NEAR = 0.05
"""Gap up to which a plan is near the best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts:
    """Schedules to start from: those to repair, the most useful first, and those that are lawful as they are.

    ``is_near`` tells that the first is of an earlier search, so that the best is not far from it.
    """

    known: tuple[Schedule, ...] = ()
    lawful: tuple[Schedule, ...] = ()
    is_near: bool = False


def starts_of(
    roadmap: Roadmap, objective: Objective, start: Plan | None, lawful: Sequence[Schedule] = ()
) -> Starts:
    """Give as starts an earlier plan, what changes are counted from, and what is known to be lawful."""
    parts = (objective, *(part.objective for part in objective.parts))
    known = [each.baseline for each in parts if each.baseline is not None]
    lawful, is_near = list(lawful), False
    if start is not None and start.schedule is not None:
        known.insert(0, start.schedule)
        is_near = _is_near(objective, start)
        lawful += [start.schedule] if start.digest == roadmap.digest else []
    return Starts(known=_each_once(known), lawful=_each_once(lawful), is_near=is_near)


def _each_once(schedules: Sequence[Schedule]) -> tuple[Schedule, ...]:
    """Leave out what has come before."""
    return tuple(each for place, each in enumerate(schedules) if each not in schedules[:place])


def _is_near(objective: Objective, start: Plan) -> bool:
    """Tell whether a plan has been proved good for the same aim, if not on the same roadmap."""
    return start.objective.kind is objective.kind and start.gap is not None and start.gap <= NEAR


def starts_after(roadmap: Roadmap, first: Schedule | None, staged: Schedule) -> Starts:
    """Give the starts after stages: what was best without them, also with started measures as staged.

    What the stages gave comes last: they look at other things, and leave out most that is optional.
    """
    if first is None:
        return Starts(known=(staged,), lawful=(staged,))
    return Starts(known=(first, with_started(roadmap, first, staged), staged), lawful=(staged,))
