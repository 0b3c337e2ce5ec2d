"""What the linear relaxation is worth with a group of assumed figures at one of their ends."""

from dataclasses import replace

from planner.model import VALUE, AssumedGroup, Roadmap
from planner.sensitivity.moving import End, moved
from planner.solver import best_relaxed


def worth(roadmap: Roadmap, group: AssumedGroup, end: End) -> float | None:
    """Give the most net benefit that it allows, in NOK; ``None`` where nothing keeps all rules."""
    return best_relaxed(_without_hard_dates(moved(roadmap, group, end)), VALUE)


def _without_hard_dates(roadmap: Roadmap) -> Roadmap:
    """Leave out deadlines that may not be missed: one of them would hide all else that a group moves."""
    measures = (
        replace(each, deadline=None) if each.deadline is not None and each.deadline.is_hard else each
        for each in roadmap.measures
    )
    rollouts = (
        replace(each, deadline=None) if each.deadline is not None and each.deadline.deadline.is_hard else each
        for each in roadmap.rollouts
    )
    return replace(roadmap, measures=tuple(measures), rollouts=tuple(rollouts))
