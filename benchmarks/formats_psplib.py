"""Reader of the PSPLIB formats: one mode (.sm) or several (.mm), in sections with words at their head."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from formats_project import Activity, Arc, Project, Way
from formats_text import MOST_ACTIVITIES, FormatError, Numbers, text_of


class Line(NamedTuple):
    """A line of the file and its number from 1."""

    number: int
    text: str


class Resources(NamedTuple):
    """Capacities by resource, and which of them are renewable."""

    capacities: tuple[int, ...]
    renewable: tuple[bool, ...]

    def take(self, amounts: tuple[int, ...], *, renewable: bool) -> tuple[int, ...]:
        """Keep the amounts of one kind of resource."""
        return tuple(
            amount
            for amount, is_renewable in zip(amounts, self.renewable, strict=True)
            if is_renewable is renewable
        )


def read_psplib(path: Path) -> Project:
    """Read a PSPLIB file.

    Raises
    ------
    FormatError
        If the file is damaged.
    """
    lines = [Line(number, text) for number, text in enumerate(text_of(path).splitlines(), 1)]
    jobs = _number_of_jobs(path, lines)
    arcs, modes = _arcs(path, _section(path, lines, "PRECEDENCE RELATIONS"), jobs)
    resources = _resources(path, _section(path, lines, "AVAILABILITIES"))
    rows = _section(path, lines, "REQUESTS/DURATIONS")
    activities = _activities(path, rows, modes, resources)
    return Project(
        name=path.stem,
        activities=activities,
        arcs=arcs,
        capacities=resources.take(resources.capacities, renewable=True),
        stocks=resources.take(resources.capacities, renewable=False),
    )


def _number_of_jobs(path: Path, lines: list[Line]) -> int:
    """Read how many jobs there are, dummies included."""
    heads = [line for line in lines if line.text.lstrip().startswith("jobs") and ":" in line.text]
    if heads:
        numbers = Numbers(path, heads[0].text.partition(":")[2], heads[0].number)
        return numbers.whole("the number of jobs", 2, MOST_ACTIVITIES)
    return _refuse(path, lines, "no line that begins with 'jobs'", "one with the number of jobs")


def _section(path: Path, lines: list[Line], head: str) -> list[Line]:
    """Give the lines below a head up to the next row of stars, without empty ones and rules."""
    starts = [index for index, line in enumerate(lines) if head in line.text]
    if len(starts) != 1:
        _refuse(path, lines, f"{len(starts)} lines with {head}", "one")
    return list(_until_stars(lines[starts[0] + 1 :]))


def _until_stars(lines: list[Line]) -> Iterator[Line]:
    """Give the lines before a row of stars."""
    for line in lines:
        if line.text.startswith("***"):
            return
        if line.text.strip(" -\t"):
            yield line


def _arcs(path: Path, section: list[Line], jobs: int) -> tuple[tuple[Arc, ...], list[int]]:
    """Read each job's number of modes and its successors."""
    arcs: list[Arc] = []
    modes: list[int] = []
    for job, line in enumerate(_rows(path, section, jobs), 1):
        numbers = Numbers(path, line.text, line.number)
        numbers.whole("the job's number", job, job)
        modes.append(numbers.whole("the number of modes", 1, 1000))
        count = numbers.whole("the number of successors", 0, jobs)
        arcs += [Arc(job - 1, after - 1) for after in numbers.several(count, "a successor", 1, jobs)]
        numbers.end()
    return tuple(arcs), modes


def _resources(path: Path, section: list[Line]) -> Resources:
    """Read the names and capacities of the resources."""
    if len(section) != 2:
        _refuse(path, section, f"{len(section)} lines of availabilities", "names and capacities")
    names, amounts = section
    kinds = re.findall(r"\b([RND])\s*[0-9]+", names.text)
    if not kinds or "D" in kinds:
        _refuse(path, [names], repr(names.text.strip()), "resources named R 1 ... and N 1 ...")
    numbers = Numbers(path, amounts.text, amounts.number)
    capacities = numbers.several(len(kinds), "a capacity")
    numbers.end()
    return Resources(capacities, tuple(kind == "R" for kind in kinds))


def _activities(
    path: Path, section: list[Line], modes: list[int], resources: Resources
) -> tuple[Activity, ...]:
    """Read the modes of each job, one line for each."""
    rows = iter(_rows(path, section, sum(modes)))
    return tuple(
        Activity(tuple(_way(path, next(rows), job, mode, resources) for mode in range(1, count + 1)))
        for job, count in enumerate(modes, 1)
    )


def _way(path: Path, line: Line, job: int, mode: int, resources: Resources) -> Way:
    """Read one mode; only a job's first line begins with the job's number."""
    numbers = Numbers(path, line.text, line.number)
    if mode == 1:
        numbers.whole("the job's number", job, job)
    numbers.whole("the mode's number", mode, mode)
    duration = numbers.whole("a duration")
    amounts = numbers.several(len(resources.renewable), "a request")
    numbers.end()
    return Way(duration, resources.take(amounts, renewable=True), resources.take(amounts, renewable=False))


def _rows(path: Path, section: list[Line], count: int) -> list[Line]:
    """Give the rows below the names of the columns; there have to be so many."""
    rows = section[1:]
    if len(rows) != count:
        _refuse(path, section, f"{len(rows)} rows in the section that begins here", f"{count}")
    return rows


def _refuse(path: Path, lines: list[Line], found: str, expected: str) -> NoReturn:
    """Say what is wrong with some lines."""
    number = lines[0].number if lines else 1
    raise FormatError(f"{path}, line {number}: found {found}, expected {expected}")
