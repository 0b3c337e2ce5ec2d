"""What each engine is worth: each case with the full crew twice, and with one engine left out at a time.

Two hours of machine, so each run is kept as a line of a file when it ends, and what is there is not run
again: ``python benchmarks/ablation.py`` goes on where it stopped. ``--table`` prints what is there.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from apart import apart
from recording import DATA, RESULTS, machine, versions
from rows import PeerFigure
from solving import GRACE_SECONDS, Solved, measure
from waves import Case, peer_figure

from planner import pipeline
from planner.model import VALUE, Effort, Plan, Roadmap
from planner.solver.contract.method import Method
from planner.solver.search.crew import Crew, choose_crew

FULL, AGAIN, PLAIN = "full crew", "full crew again", "plain HiGHS"
WITHOUT = (Method.HIGHS, Method.NEIGHBOURHOODS, Method.PRICES, Method.RUIN, Method.TIDY)
"""Engines of the crews of roadmaps with waves, and tidying after them."""
SIZES: tuple[int | None, ...] = (None, 200, 600)
SEEDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One search: a case, by its family and seed, and who takes part."""

    family: str
    seed: int
    variant: str
    case: Case | None = None

    @property
    def key(self) -> tuple[str, int, str]:
        """Give what a kept line is known by."""
        return self.family, self.seed, self.variant


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what has not been run, or print what has been found."""
    asked = options().parse_args(arguments)
    known = kept(asked.to)
    if not asked.table:
        missing = [
            each
            for each in runs()
            if (*each.key, asked.seconds) not in known
            and (not asked.family or each.family in asked.family)
            and (not asked.variant or each.variant in asked.variant)
        ]
        for number, run in enumerate(missing[: asked.limit]):
            print(f"{number + 1} of {len(missing)}: {run.family}, seed {run.seed}, {run.variant}", flush=True)
            keep(asked.to, line_of(run, asked.seconds))
    print(table([line for key, line in kept(asked.to).items() if key[-1] == asked.seconds]))
    return 0


def options() -> argparse.ArgumentParser:
    """Make the parser."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--seconds", type=float, default=30.0, help="how long each search may take")
    made.add_argument("--to", type=Path, default=RESULTS / "ablation.jsonl", help="file of the lines")
    made.add_argument("--limit", type=int, default=None, help="end after so many runs")
    made.add_argument("--family", action="append", help="run no other than these")
    made.add_argument("--variant", action="append", help="run no other than these")
    made.add_argument("--table", action="store_true", help="run nothing, print the table")
    return made


def runs() -> Iterator[Run]:
    """Give all runs, all variants of a case after one another, so that they meet the machine alike."""
    for seed in range(SEEDS):
        drawn = [Case(measures=size, seed=seed, binding=full) for size in SIZES for full in (False, True)]
        for case in (None, *drawn):
            family = "default data" if case is None else case.family
            for variant in (FULL, *(without(each) for each in WITHOUT), AGAIN, PLAIN):
                if case is not None or variant != PLAIN:
                    yield Run(family=family, seed=seed, variant=variant, case=case)


def without(method: Method) -> str:
    """Name the crew that lacks an engine."""
    return f"without {method.value}"


def line_of(run: Run, seconds: float) -> dict[str, Any]:
    """Run one search in a process of its own, and give what is kept of it."""
    head = {"family": run.family, "seed": run.seed, "variant": run.variant, "seconds_asked": seconds}
    head |= {"date": datetime.now(UTC).date().isoformat(), "machine": machine(), "versions": versions()}
    if run.variant == PLAIN and run.case is not None:
        return head | _figures(peer_figure(run.case, seconds))
    done = apart(work, run, seconds, seconds=seconds + GRACE_SECONDS)
    if done.failure:
        return head | {"value": None, "bound": None, "seconds": None, "status": done.failure}
    solved: Solved = done.answer
    return head | _figures(solved) | {"engine": list(solved.engine)}


def _figures(found: Solved | PeerFigure) -> dict[str, Any]:
    """Give what is kept of a search, whoever searched."""
    return {name: getattr(found, name) for name in ("value", "bound", "seconds", "status", "lawful")}


def work(run: Run, seconds: float) -> Solved:
    """Search with the crew of a run; the seed of the search is that of the case."""
    roadmap = pipeline.read_roadmap(DATA) if run.case is None else run.case.roadmap()
    with ExitStack() as patches:
        for method in WITHOUT:
            if run.variant == without(method):
                patches.enter_context(_left_out(method))
        return measure(roadmap, VALUE, _search(roadmap, run.seed), seconds)


def _search(roadmap: Roadmap, seed: int) -> Any:
    """Give a search of a roadmap with the face that is measured."""
    from planner.solver import solve

    def search(seconds: float, **rest: Any) -> Plan:
        return solve(roadmap, effort=Effort(seconds=seconds, seed=seed), **rest)

    return search


def _left_out(method: Method) -> Any:
    """Let searches do without an engine while a context lasts; seconds kept for tidying go to the search."""
    if method is Method.TIDY:
        return patch("planner.solver.search.solving.seconds_to_tidy", lambda *_: 0.0)

    def choose(features: Any) -> Crew:
        crew = choose_crew(features)
        return replace(crew, methods=tuple(each for each in crew.methods if each is not method))

    return patch("planner.solver.search.searching.choose_crew", choose)


def kept(file: Path) -> dict[tuple[str, int, str, float], dict[str, Any]]:
    """Read the lines of a file by family, seed, variant and seconds."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    parsed = [json.loads(line) for line in lines]
    return {(each["family"], each["seed"], each["variant"], each["seconds_asked"]): each for each in parsed}


def keep(file: Path, line: dict[str, Any]) -> None:
    """Write a line at the end of a file."""
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(line, ensure_ascii=False) + "\n")


def table(lines: Iterable[dict[str, Any]]) -> str:
    """Write how far each variant is from the full crew, by family: medians over seeds, in per cent.

    The full crew's own spread is that of its second run from its first.
    """
    by_family: dict[str, dict[tuple[int, str], dict[str, Any]]] = {}
    for line in lines:
        by_family.setdefault(line["family"], {})[line["seed"], line["variant"]] = line
    variants = (AGAIN, *(without(each) for each in WITHOUT), PLAIN)
    rows = ["| family | variant | value | gap | full crew's gap | runs |", "|---|---|---|---|---|---|"]
    for family, found in by_family.items():
        rows += [_row(family, variant, found) for variant in variants]
    return "\n".join(row for row in rows if row)


def _row(family: str, variant: str, found: dict[tuple[int, str], dict[str, Any]]) -> str:
    """Write one row; nothing where a variant has not been run."""
    seeds = [seed for seed, each in found if each == variant and (seed, FULL) in found]
    pairs = [(found[seed, FULL], found[seed, variant]) for seed in seeds]
    moved = [100 * (new["value"] / old["value"] - 1) for old, new in pairs if new["value"] and old["value"]]
    gaps = [[_gap(line) for line in side] for side in zip(*pairs, strict=True)] if pairs else []
    if not moved:
        return ""
    full, own = (statistics.median(each) for each in gaps)
    worst = max(moved, key=abs)
    return (
        f"| {family} | {variant} | {statistics.median(moved):+.2f} % ({worst:+.2f}) | {own:.2f} % "
        f"| {full:.2f} % | {len(moved)} |"
    )


def _gap(line: dict[str, Any]) -> float:
    """Give the gap in per cent; a hundred where there is no bound or no plan."""
    if line["value"] is None or line["bound"] is None:
        return 100.0
    return float(100.0 * abs(line["bound"] - line["value"]) / max(abs(line["value"]), 1.0))


if __name__ == "__main__":
    sys.exit(main())
