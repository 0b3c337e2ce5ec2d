"""What each group moves, in a roadmap as it is."""

import os
import threading
from collections.abc import Iterator, Sequence

from planner.model import AssumedGroup, Roadmap, Swing
from planner.sensitivity.figures import ranges
from planner.sensitivity.moving import ENDS
from planner.sensitivity.workers import Task, Worker, ready

Worths = dict[Task, float | None]
"""What the relaxation is worth with a group at one of its ends; ``None`` where nothing keeps all rules."""

LOOKS_AROUND_SECONDS = 0.2
"""How often somebody who says stop is heard."""


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
        If a process that works is ended from outside.
    """
    known = {} if worths is None else worths
    figures = {group: len(ranges(roadmap, group)) for group in AssumedGroup}
    tasks = [(group, end) for group, count in figures.items() if count for end in ENDS]
    missing = [task for task in tasks if task not in known]
    for task, worth in _side_by_side(roadmap, missing, stop or threading.Event()):
        known[task] = worth
    found = [
        Swing(group=group, figures=count, low_nok=known[group, "low"], high_nok=known[group, "high"])
        for group, count in figures.items()
        if count and known.keys() >= {(group, end) for end in ENDS}
    ]
    return tuple(sorted(found, key=lambda swing: -swing.moves_nok))


def _side_by_side(
    roadmap: Roadmap, tasks: Sequence[Task], stop: threading.Event
) -> Iterator[tuple[Task, float | None]]:
    """Give the worth of each task as it comes."""
    workers = [Worker(roadmap) for _number in range(min(len(tasks), os.cpu_count() or 1))]
    left, free, asked = list(tasks), list(workers), dict[Worker, Task]()
    try:
        while (left or asked) and not stop.is_set():
            while left and free:
                worker = free.pop()
                asked[worker] = left.pop(0)
                worker.ask(asked[worker])
            for worker in ready(list(asked), LOOKS_AROUND_SECONDS):
                yield asked.pop(worker), worker.answer()
                free.append(worker)
    finally:
        for worker in workers:
            worker.end()
