"""What each group moves, in a roadmap as it is."""

import threading
from collections.abc import Callable
from contextlib import closing

from planner.language import ToldError, to_say
from planner.model import AssumedGroup, Roadmap, Swing
from planner.runs import Answered, Outcome, side_by_side
from planner.sensitivity.figures import ranges
from planner.sensitivity.moving import ENDS, End
from planner.sensitivity.relaxing import worth

Task = tuple[AssumedGroup, End]
Worths = dict[Task, float | None]
"""What the relaxation is worth with a group at one of its ends; ``None`` where nothing keeps all rules."""


def swings(
    roadmap: Roadmap, *, worths: Worths | None = None, stop: threading.Event | None = None
) -> tuple[Swing, ...]:
    """Give what each group moves, that which moves most first; groups without a figure to move are left out.

    Works in as many processes as there are cores. Net benefit is what is compared, whatever a plan is for.

    Parameters
    ----------
    worths
        What is known from before, to which all that is worked out is added.
    stop
        Set from another thread to end the work at once: groups that are not known then are left out.

    Raises
    ------
    ToldError
        If a process that works is ended from outside, takes too much memory, or the engine refuses the
        roadmap.
    """
    known = {} if worths is None else worths
    figures = {group: len(ranges(roadmap, group)) for group in AssumedGroup}
    tasks = [(group, end) for group, count in figures.items() if count for end in ENDS]
    missing = [task for task in tasks if task not in known]
    with closing(side_by_side(_begin, (roadmap,), missing, stop=stop)) as answers:
        for each in answers:
            if each.outcome is not Outcome.STOPPED:
                known[each.question] = _worth(each)
    found = [
        Swing(group=group, figures=count, low_nok=known[group, "low"], high_nok=known[group, "high"])
        for group, count in figures.items()
        if count and known.keys() >= {(group, end) for end in ENDS}
    ]
    return tuple(sorted(found, key=lambda swing: -swing.moves_nok))


def _begin(roadmap: Roadmap) -> Callable[[Task], float | None]:
    """Give what answers for a roadmap, in a process of its own."""
    return lambda task: worth(roadmap, *task)


def _worth(answered: Answered[Task, float | None]) -> float | None:
    match answered.outcome:
        case Outcome.ANSWERED:
            return answered.answer
        case Outcome.OUT_OF_MEMORY:
            raise ToldError(to_say("What assumptions move takes more memory to work out than there may be."))
    lost = to_say("A process that worked out what assumptions move was ended from outside.")
    raise answered.error or ToldError(lost)
