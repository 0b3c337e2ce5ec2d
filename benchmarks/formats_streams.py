"""Readers of the two formats that are streams of numbers: Patterson (.rcp) and ProGen/max (.sch)."""

from pathlib import Path

from formats_project import Activity, Arc, Project, Way
from formats_text import LARGEST_NUMBER, MOST_ACTIVITIES, LeftOutError, Numbers, text_of

_RESERVOIR_NUMBERS = 3


def read_patterson(path: Path) -> Project:
    """Read a Patterson file: numbers of jobs and resources, capacities, then each job; lines break anywhere.

    Raises
    ------
    FormatError
        If the file is damaged, or is of the dialect with reservoirs.
    """
    text = text_of(path)
    _refuse_reservoirs(path, text)
    numbers = Numbers(path, text)
    jobs = numbers.whole("the number of jobs", 2, MOST_ACTIVITIES)
    resources = numbers.whole("the number of resources", 0, 1000)
    capacities = numbers.several(resources, "a capacity")
    activities, arcs = [], []
    for job in range(jobs):
        duration = numbers.whole("a duration")
        way = Way(duration, numbers.several(resources, "a request"))
        activities.append(Activity((way,)))
        count = numbers.whole("the number of successors", 0, jobs)
        arcs += [Arc(job, after - 1) for after in numbers.several(count, "a successor", 1, jobs)]
    numbers.end()
    return Project(name=path.stem, activities=tuple(activities), arcs=tuple(arcs), capacities=capacities)


def _refuse_reservoirs(path: Path, text: str) -> None:
    """Leave out the dialect whose first line has three numbers."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if len(first.split()) == _RESERVOIR_NUMBERS:
        raise LeftOutError(f"{path}: reservoirs that are drawn from and filled are no part of a roadmap")


def read_progen_max(path: Path) -> Project:
    """Read a ProGen/max file: arcs with lags from start to start, then modes, then capacities.

    Raises
    ------
    FormatError
        If the file is damaged.
    """
    numbers = Numbers(path, text_of(path))
    real = numbers.whole("the number of activities", 1, MOST_ACTIVITIES)
    resources = numbers.whole("the number of renewable resources", 0, 1000)
    numbers.several(2, "0, as there are no other resources", 0, 0)
    arcs = [arc for number in range(real + 2) for arc in _arcs_of(numbers, number, real + 1)]
    activities = tuple(_activity(numbers, number, resources) for number in range(real + 2))
    capacities = numbers.several(resources, "a capacity")
    numbers.end()
    return Project(name=path.stem, activities=activities, arcs=tuple(arcs), capacities=capacities)


def _arcs_of(numbers: Numbers, number: int, last: int) -> list[Arc]:
    """Read one activity's number, its one mode, its successors and the lags to them."""
    numbers.whole("the activity's number", number, number)
    numbers.whole("1, the number of modes", 1, 1)
    count = numbers.whole("the number of successors", 0, last + 1)
    successors = numbers.several(count, "a successor", 0, last)
    lags = numbers.several(count, "a lag", -LARGEST_NUMBER)
    return [Arc(number, after, lag) for after, lag in zip(successors, lags, strict=True)]


def _activity(numbers: Numbers, number: int, resources: int) -> Activity:
    """Read one activity's number, its one mode, duration and requests."""
    numbers.whole("the activity's number", number, number)
    numbers.whole("1, the mode", 1, 1)
    duration = numbers.whole("a duration")
    return Activity((Way(duration, numbers.several(resources, "a request")),))
