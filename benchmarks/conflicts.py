"""How quickly it is told why wishes for the default data are impossible, and what would mend them.

``python benchmarks/conflicts.py`` asks for a share of the target picture by a date, for the law's date in the
municipalities without and with its repairs, and for five impossible wishes at once, one after the other in
this process, as ``planner diagnose PATH --wish FILE`` does.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from recording import DATA, Figure, report, timed

from planner import pipeline
from planner.model import Add, CellValue, Edit, RequirementKind, Roadmap, Set
from planner.say import diagnosis_lines
from planner.why import Diagnosis, RemedyOutcome

NAME = "conflicts"
SECONDS: Final = 600.0
"""More than any of them takes: how long it takes is what is measured."""


def required(name: str, kind: RequirementKind, day: date, **cells: CellValue) -> Edit:
    """Require something by a day."""
    return Add("requirements", {"id": name, "kind": kind, "day": day, **cells})


def by_law(sector: str) -> Edit:
    """Ask that a sector has the patient summary by the date that law gives, whatever it costs."""
    key = {"measure": "pasientoppsummering", "sector": sector}
    return Set("rollouts", key, "deadline.price_nok_per_period", None)


COVERAGE: Final = required("picture", RequirementKind.COVERAGE, date(2028, 12, 31), share=0.9)
MUNICIPALITIES: Final = by_law("kommuner")
FIVE: Final = (
    COVERAGE,
    MUNICIPALITIES,
    by_law("fastleger"),
    required("critical", RequirementKind.SERVICE, date(2024, 12, 31), service="IT02", share=0.8),
    required("summary", RequirementKind.END, date(2026, 12, 31), measure="ap3_oppsummering"),
)
"""Each is impossible by itself, so that there are as many conflicts."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of some wishes, and the seconds that it took by the clock and of the processor."""

    found: Diagnosis
    clock: float
    processor: float

    @property
    def unsettled(self) -> int:
        """Count the conflicts that are not shown to be smallest, and the changes that came to no end."""
        changes = (tried.outcome for each in self.found.conflicts for tried in each.tried)
        return sum(not each.conflict.is_smallest for each in self.found.conflicts) + sum(
            outcome is RemedyOutcome.UNSETTLED for outcome in changes
        )


def ask(roadmap: Roadmap, *wishes: Edit, repairs: bool = False) -> Told:
    """Ask why wishes are impossible, and time it."""
    began = time.process_time()
    clock, found = timed(lambda: pipeline.diagnose(roadmap, wishes, seconds=SECONDS, repairs=repairs))
    return Told(found, clock, time.process_time() - began)


def figures_of(name: str, told: Told, at_most: float | None = None) -> Iterator[Figure]:
    """Give how long it took, how many conflicts there are, how large they are, and what is not settled."""
    yield Figure(f"{name}, processor", told.processor, "s", at_most=at_most)
    yield Figure(f"{name}, clock", told.clock, "s")
    yield Figure(f"{name}, conflicts", len(told.found.conflicts), "")
    yield Figure(f"{name}, rows in them", len(told.found.cells), "")
    yield Figure(f"{name}, not settled", told.unsettled, "", at_most=0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and give 1 where something is not settled."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", nargs="?", type=Path, default=DATA, help="roadmap that is wished for")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--keep", action="store_true", help="write the result to benchmarks/results/")
    asked = parser.parse_args(arguments)
    roadmap = pipeline.read_roadmap(asked.path)
    ask(roadmap, MUNICIPALITIES)  # what is loaded and compiled at the first question is not counted
    told = {
        "a date": ask(roadmap, MUNICIPALITIES),
        "a date with repairs": ask(roadmap, MUNICIPALITIES, repairs=True),
        "a share of the picture": ask(roadmap, COVERAGE),
        "five at once": ask(roadmap, *FIVE),
    }
    wanted = {"a date": 10.0, "a share of the picture": 10.0, "five at once": 30.0}
    figures = [figure for name, each in told.items() for figure in figures_of(name, each, wanted.get(name))]
    lines = {name: diagnosis_lines(each.found) for name, each in told.items()}
    report(NAME, asked, figures, {"told": lines})
    return int(any(each.unsettled for each in told.values()))


if __name__ == "__main__":
    sys.exit(main())
