"""Counts moves when the default data is planned anew: unchanged over seeds, and after small changes.

``python benchmarks/settled.py`` makes a plan for each aim in a minute, or takes one. It plans anew what has
not changed, and then each of ``--changes`` small changes of one row, from that plan. Every measure that lies
elsewhere is put back alone: its move must be forced or worth what a move costs. One that is not is a fault
where the plan says that it is settled, and the exit code 1; so are moves where nothing has changed and the
plan is not better by more than what they cost: a longer search may well find a better plan.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from recording import DATA

from planner import pipeline
from planner.check import check
from planner.comparison import WhyMoved, why_moved
from planner.model import MOVE_COST, OBJECTIVE_NAMES, Drop, Plan, Roadmap, Scale, Set, errors
from planner.tables import apply

LATER_PERIODS = 2
Change = Scale | Set | Drop


@dataclass(frozen=True, slots=True)
class Replanned:
    """One plan made anew, with the moves from its start."""

    name: str
    start: Plan
    plan: Plan
    moved: tuple[WhyMoved, ...]
    seconds: float

    @property
    def threshold(self) -> float:
        """Give what a move has to be worth."""
        return MOVE_COST * max(1.0, abs(self.plan.score or 0.0))

    @property
    def gain(self) -> float:
        """Give by how many times what a move costs the score is better than that of the start."""
        more = (self.plan.score or 0.0) - (self.start.score or 0.0)
        return (more if self.plan.objective.is_maximised else -more) / self.threshold

    @property
    def needless(self) -> tuple[str, ...]:
        """Name the measures whose move is neither forced nor worth what it costs."""
        return tuple(
            why.measure for why in self.moved if why.worth is not None and why.worth <= self.threshold
        )

    def __str__(self) -> str:
        forced = sum(why.is_forced for why in self.moved)
        worth = [why.worth / self.threshold for why in self.moved if why.worth is not None]
        least = f", least worth {min(worth):.1f} times its cost" if worth else ""
        settled = {True: "settled", False: "not settled", None: "not told"}[self.plan.settled]
        given = (self.plan.given_up or 0.0) / max(1.0, abs(self.plan.score or 0.0))
        return (
            f"{self.name}: {len(self.moved)} moves, {forced} forced{least}; {settled}, "
            f"{100 * given:.3f} % given up, "
            f"score {self.gain:+.1f} times what a move costs, {self.seconds:.1f} s"
            + (f"; NEEDLESS: {', '.join(self.needless)}" if self.needless else "")
        )


def replanned(name: str, roadmap: Roadmap, start: Plan, aim: str, seconds: float, seed: int) -> Replanned:
    """Plan anew from a start, and print what came of it."""
    began = time.perf_counter()
    plan = pipeline.solve(roadmap, objective=aim, seconds=seconds, seed=seed, start=start)
    took = time.perf_counter() - began
    moved = tuple(why_moved(start, plan)) if plan.schedule is not None else ()
    found = Replanned(name=name, start=start, plan=plan, moved=moved, seconds=took)
    print(found, flush=True)
    return found


def small_change(roadmap: Roadmap, start: Plan, seed: int) -> tuple[Change, Roadmap]:
    """Give a change of one row that can be made, by a seed, and the roadmap with it."""
    dice = Random(f"small change {seed}")
    edits = list(_edits(dice, roadmap, start))
    kinds = sorted({type_of(edit) for edit in edits})
    wanted = kinds[seed % len(kinds)]
    of_kind = [edit for edit in edits if type_of(edit) == wanted]
    dice.shuffle(of_kind)
    for edit in (*of_kind, *edits):
        changed = apply(roadmap, [edit]).roadmap
        if changed is not None and changed != roadmap and not errors(check(changed)):
            return edit, changed
    raise ValueError("no row of the roadmap can be changed")


def type_of(edit: Change) -> str:
    """Name the kind of a change: by table and field."""
    return f"{edit.table} {getattr(edit, 'field', 'dropped')}"


def _edits(dice: Random, roadmap: Roadmap, start: Plan) -> Iterator[Change]:
    for sector in roadmap.sectors:
        if sector.capacities:
            yield Scale("capacity", {"sector": sector.id}, "person_months", dice.choice((0.9, 0.95, 1.05)))
    for rollout in roadmap.open_rollouts:
        key = {"measure": rollout.measure, "sector": rollout.sector}
        for field in ("pace", "effort_per_unit", "benefit_nok_per_year"):
            yield Scale("rollouts", key, field, dice.choice((0.8, 0.9, 1.1)))
    assert start.schedule is not None
    for measure, phases in start.schedule.phases_by_measure.items():
        if not roadmap.measure(measure).is_started:
            later = roadmap.calendar.date_of(phases[0].start + LATER_PERIODS)
            yield Set("measures", {"id": measure}, "earliest_start", later)
    for link in roadmap.dependencies:
        yield Drop(
            "dependencies", {"predecessor": link.predecessor.measure, "successor": link.successor.measure}
        )


def told(found: Sequence[Replanned]) -> str:
    """Say how many moves there were, and how many of them needless."""
    counts = [len(each.moved) for each in found]
    needless = sum(len(each.needless) for each in found)
    settled = sum(each.plan.settled is True for each in found)
    return (
        f"{len(found)} plans, {settled} settled: {statistics.mean(counts):.1f} moves on average, at most "
        f"{max(counts)}; {sum(not count for count in counts)} without any; {needless} needless"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Plan anew, unchanged and changed, and tell the moves."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--changes", type=int, default=100)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--first", type=float, default=60.0, metavar="SECONDS")
    parser.add_argument("--aims", nargs="+", choices=OBJECTIVE_NAMES, default=["value", "coverage", "finish"])
    parser.add_argument("--plan", type=Path, help="a plan for the first aim to start from")
    options = parser.parse_args(arguments)
    is_wrong = False
    for aim in options.aims:
        roadmap = pipeline.read_roadmap(DATA)
        named = options.plan if aim == options.aims[0] else None
        start = (
            pipeline.read_plan(named)
            if named
            else pipeline.solve(roadmap, objective=aim, seconds=options.first)
        )
        same = [
            replanned(f"{aim}, unchanged, seed {seed}", roadmap, start, aim, options.seconds, seed)
            for seed in range(1, options.seeds + 1)
        ]
        changed = [
            replanned(f"{aim}, {type_of(edit)} {dict(edit.key)}", other, start, aim, options.seconds, seed)
            for seed in range(options.changes)
            for edit, other in [small_change(roadmap, start, seed)]
        ]
        if changed:
            print(f"{aim}, changed: {told(changed)}", flush=True)
        is_wrong |= any(each.gain < len(each.moved) for each in same) or any(
            each.needless and each.plan.settled for each in changed
        )
    return int(is_wrong)


if __name__ == "__main__":
    sys.exit(main())
