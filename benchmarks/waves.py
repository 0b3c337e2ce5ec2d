"""Seeded wave roadmaps of several sizes and the real graph, slack and binding: value, bound, time, memory."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from time import perf_counter
from typing import Any

from apart import apart
from generate import graph_roadmap, utilisation, wave_roadmap
from recording import MEGABYTE, median_seconds
from resolving import resolve_rows
from rows import PeerFigure, Row, parser, report
from solving import GRACE_SECONDS, Solved, fields_of, measure, told

from planner.model import VALUE, Effort, Plan, Roadmap
from planner.verify import judge

PEERS_OF_WAVES = ["plain"]
PEER_MEMORY_MB = 6000
PEER_GRACE_SECONDS = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One generated roadmap, by what it is drawn from.

    Parameters
    ----------
    measures
        How many; ``None`` is the real graph.
    binding, strict, counts_from, as_they_are
        See ``generate.wave_roadmap``.
    """

    measures: int | None
    seed: int
    binding: bool
    strict: bool = False
    counts_from: float = 0.0
    as_they_are: bool = False

    @property
    def family(self) -> str:
        """Name the size, the difficulty and the harder rules."""
        words = ["graph" if self.measures is None else f"waves {self.measures}"]
        words.append("binding" if self.binding else "slack")
        words += ["strict"] if self.strict else []
        words += [f"{self.counts_from:.0%} count late"] if self.counts_from else []
        words += ["receivers as they are"] if self.as_they_are else []
        return ", ".join(words)

    def roadmap(self) -> Roadmap:
        """Draw it."""
        if self.measures is None:
            return graph_roadmap(
                self.seed, binding=self.binding, strict=self.strict, counts_from=self.counts_from
            )
        return wave_roadmap(
            self.measures,
            self.seed,
            binding=self.binding,
            strict=self.strict,
            counts_from=self.counts_from,
            as_they_are=self.as_they_are,
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for; 1 when a plan is unlawful or better than its bound."""
    asked = options().parse_args(arguments)
    if asked.resolve:
        return report("resolve", asked, [told(row) for row in resolve_rows(asked.seconds, asked.workers)])
    return report("waves", asked, [told(row_of(case, asked)) for case in cases(asked)])


def options() -> argparse.ArgumentParser:
    """Make the parser."""
    made = parser(__doc__ or "", seconds=60.0, peers=PEERS_OF_WAVES)
    made.add_argument("--measures", type=int, nargs="*", default=None, help="sizes; 200 when nothing is said")
    made.add_argument("--graph", action="store_true", help="the real graph with numbers drawn anew")
    made.add_argument("--seeds", type=int, default=1, help="how many of each size and difficulty")
    made.add_argument("--binding", action="store_true", help="only with two delivering sectors full")
    made.add_argument("--slack", action="store_true", help="only with room in all delivering sectors")
    made.add_argument("--strict", action="store_true", help="count simultaneous rollouts whole")
    made.add_argument("--counts-from", type=float, default=0.0, help="share of rollouts that count from half")
    made.add_argument("--receivers", action="store_true", help="receivers as they are; sizes alone")
    made.add_argument("--resolve", action="store_true", help="re-solve the default data after small changes")
    return made


def cases(asked: argparse.Namespace) -> Iterator[Case]:
    """Give each size in each difficulty for each seed."""
    sizes: list[int | None] = [None] if asked.graph else []
    sizes += (asked.measures or []) if asked.graph else (asked.measures or [200])
    both = asked.binding == asked.slack  # neither is named, or both are
    difficulties = (False, True) if both else (asked.binding,)
    for measures in sizes:
        for binding in difficulties:
            for seed in range(asked.seeds if asked.limit is None else min(asked.seeds, asked.limit)):
                yield Case(
                    measures=measures,
                    seed=seed,
                    binding=binding,
                    strict=asked.strict,
                    counts_from=asked.counts_from,
                    as_they_are=asked.receivers,
                )


def row_of(case: Case, asked: argparse.Namespace) -> Row:
    """Let the planner, then its peers, work on one case, each in a process of its own."""
    limit = asked.seconds + GRACE_SECONDS
    done = apart(work, case, asked.seconds, asked.workers, seconds=limit)
    row = Row(name=f"seed {case.seed}", family=case.family, maximise=True)
    row = replace(row, **fields_of(done))
    return replace(row, peers=tuple(peer_figure(case, asked.seconds) for _ in asked.peers))


def work(case: Case, seconds: float, workers: int) -> Solved:
    """Solve a case in this process, and say how busy the plan makes each sector."""
    from planner.solver import first_plan, solve

    roadmap, plans = case.roadmap(), list[Plan]()

    def solve_and_keep(seconds: float, **rest: Any) -> Plan:
        plans.append(solve(roadmap, effort=Effort(seconds=seconds, workers=workers), **rest))
        return plans[0]

    solved = measure(roadmap, VALUE, solve_and_keep, seconds)
    schedule = plans[0].schedule
    use = {} if schedule is None else utilisation(roadmap, schedule)
    more = {
        "digest": roadmap.digest,
        "measures": len(roadmap.measures),
        "measures_in": 0 if schedule is None else len(schedule.selected),
        "utilisation": {
            sector: asdict(each) | {"is_receiving": roadmap.sector(sector).is_receiving}
            for sector, each in use.items()
        },
        "first_plan_again_seconds": median_seconds(lambda: first_plan(roadmap), 3),
    }
    return replace(solved, more=solved.more | more)


def peer_figure(case: Case, seconds: float) -> PeerFigure:
    """Let plain HiGHS work on a case in a process of its own."""
    done = apart(plain_highs, case, seconds, seconds=seconds + PEER_GRACE_SECONDS)
    if done.failure:
        return PeerFigure(name="plain", status="failed", reason=done.failure)
    found: PeerFigure = done.answer
    return replace(found, memory_mb=done.memory_mb)


def plain_highs(case: Case, seconds: float) -> PeerFigure:
    """Give HiGHS the whole step model and the list schedule as a hint; building counts as time."""
    from planner.problem import Problem
    from planner.solver.contract.allowance import Allowance
    from planner.solver.engines.placing.list_schedule import list_schedule
    from planner.solver.engines.step.engine import StepEngine

    _limit_memory(PEER_MEMORY_MB)
    roadmap = case.roadmap()
    began = perf_counter()
    hint, engine = list_schedule(Problem(roadmap), VALUE), StepEngine(roadmap, VALUE)
    left = max(1.0, seconds - (perf_counter() - began))
    answer, schedule = engine.prove(Allowance(seconds=left), hint)
    return PeerFigure(
        name="plain",
        value=None if schedule is None else engine.score(schedule),
        bound=answer.bound,
        seconds=perf_counter() - began,
        status=answer.verdict.value,
        lawful=None if schedule is None else judge(roadmap, schedule) == [],
    )


def _limit_memory(megabytes: float) -> None:
    """Let this process fail alone where it asks for too much; not on Windows."""
    try:
        import resource
    except ImportError:
        return
    most = int(megabytes * MEGABYTE)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    sys.exit(main())
