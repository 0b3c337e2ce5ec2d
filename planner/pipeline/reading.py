"""Read a roadmap and check it: nothing is planned unchecked."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from planner.check import unknown_names
from planner.files import Reading, first_of, gathered, read
from planner.model import Finding, Roadmap, errors
from planner.runs import no_collecting
from planner.sheets import found_in
from planner.solver import unsupported


class DataError(Exception):
    """Data that no plan can be made from; ``findings`` says why, all at once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding.message) for finding in errors(self.findings)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What came of reading and checking a roadmap: ``None`` when it could not be read at all."""

    roadmap: Roadmap | None
    findings: tuple[Finding, ...] = ()
    took: tuple[tuple[str, float], ...] = ()
    """Seconds of each step."""

    @property
    def can_be_planned(self) -> bool:
        """Tell whether nothing stops the work."""
        return self.roadmap is not None and not errors(self.findings)


def load(path: str | Path) -> Loaded:
    """Read a roadmap and check it; findings carry table, row and column as in the files."""
    began = time.monotonic()
    with no_collecting():
        reading = read(Path(path))
    ended = time.monotonic()
    outcome = checked(reading)
    return replace(outcome, took=(("reading", ended - began), ("checking", time.monotonic() - ended)))


def read_roadmap(path: str | Path) -> Roadmap:
    """Read a roadmap from a folder of tables, the ``veikart.csv`` in it, or a workbook (``.xlsx``).

    Raises
    ------
    DataError
        If the data holds an error; notes are no errors.
    """
    outcome = load(path)
    if outcome.roadmap is None or not outcome.can_be_planned:
        raise DataError(outcome.findings)
    return outcome.roadmap


def stop_on_errors(roadmap: Roadmap) -> None:
    """Raise what stops a roadmap from being planned, whatever the objective."""
    found = errors([*found_in(roadmap), *unsupported(roadmap)])
    if found:
        raise DataError(found)


def checked(reading: Reading) -> Loaded:
    """Check what was read."""
    if reading.roadmap is None:
        found = (*reading.every, *reading.locate(_misnamed_beside(reading)))
        return Loaded(roadmap=None, findings=first_of(gathered(found)))
    checked = reading.locate(found_in(reading.roadmap))
    return Loaded(roadmap=reading.roadmap, findings=(*reading.findings, *gathered(checked)))


def _misnamed_beside(reading: Reading) -> Iterator[Finding]:
    """Find what is misnamed in rows that do not become parts of others: it is told along with what does.

    Phases may stand in rows that name another measure, and so be there.
    """
    if reading.rest is None:
        return
    lost = {"unknown_phase"} if {"unknown_measure"} & {each.code for each in errors(reading.every)} else ()
    yield from (each for each in unknown_names(reading.rest) if each.code not in lost)
