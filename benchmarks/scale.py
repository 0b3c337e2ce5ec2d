"""Ten thousand activities: how soon the compiled list schedules give a first plan, and how good it is."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from time import monotonic, perf_counter

from apart import apart
from formats_project import Activity, Arc, Project, Way
from formats_reduction import LONGEST_HORIZON
from formats_roadmaps import roadmap_of
from peers import PeerMissingError, figure_of, refuse_missing
from recording import timed
from rows import PEERS, Row, parser, report
from solving import Solved, fields_of

from planner.model import Objective, Roadmap, Schedule
from planner.results import score
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.channel import Assignment, Guide, Memory
from planner.verify import judge

_FEWEST_LAYERS = 2
_FULLNESS = 2
_MOST_REQUESTED = 10
_MOST_PLENTY = 1.5
_LONGEST_LINK = 3
"""Layers that a link may span."""
_GRACE_SECONDS = 600.0


def main(arguments: list[str] | None = None) -> int:
    """Measure projects of one size; 1 when a plan or a bound is wrong, 2 when asked wrongly."""
    options = parser(__doc__ or "", seconds=2.0, peers=list(PEERS))
    options.add_argument("--activities", type=int, default=10_000, help="activities of each project")
    options.add_argument("--resources", type=int, default=10, help="resources of each project")
    options.add_argument("--seeds", type=int, default=3, help="projects, drawn with seeds from 1")
    text = "layers, several numbers with commas: the more, the fewer activities run at once"
    options.add_argument("--layers", type=_numbers, default=[50, 200], help=text)
    asked = options.parse_args(arguments)
    try:
        refuse_missing(asked.peers)
    except PeerMissingError as error:
        print(error, file=sys.stderr)
        return 2
    drawn = [(layers, seed) for layers in asked.layers for seed in range(1, asked.seeds + 1)]
    return report("scale", asked, [_row(asked, layers, seed) for layers, seed in drawn])


def _row(asked: argparse.Namespace, layers: int, seed: int) -> Row:
    """Measure one project."""
    project = layered_project(asked.activities, asked.resources, layers, seed)
    empty = Row(name=project.name, family=f"{asked.activities} activities in {layers} layers")
    done = apart(work, project, asked.seconds, seconds=asked.seconds + _GRACE_SECONDS)
    peers = tuple(figure_of(peer, project, asked.seconds, asked.workers) for peer in asked.peers)
    return replace(empty, **fields_of(done), peers=peers)


def _numbers(text: str) -> list[int]:
    """Read whole numbers with commas between."""
    numbers = [int(part) for part in text.split(",")]
    if min(numbers) < _FEWEST_LAYERS:
        raise argparse.ArgumentTypeError(f"{text}, expected numbers from {_FEWEST_LAYERS}")
    return numbers


def layered_project(activities: int, resources: int, layers: int, seed: int) -> Project:
    """Draw a project in layers: links run from a layer to one of the next few.

    Durations are 1 to 10 periods. Each activity asks for 1 to 10 of one to three resources. Capacities are
    such that the work of the scarcest takes twice as long as the longest chain, and that of others less.
    """
    dice = Random(seed)
    dealt = _layers(activities, layers, dice)
    real = [Activity((_way(resources, dice),)) for _ in range(activities)]
    dummy = Activity((Way(0, (0,) * resources),))
    free = Project(
        name=f"seed {seed}",
        activities=(dummy, *real, dummy),
        arcs=tuple(_arcs(dealt, dice)),
        capacities=(_MOST_REQUESTED,) * resources,
    )
    periods = _FULLNESS * _longest_chain(free)
    plenty = [1.0, *(dice.uniform(1.0, _MOST_PLENTY) for _ in range(resources - 1))]
    wanted = [round(more * each / periods) for more, each in zip(plenty, _work_of(free), strict=True)]
    return replace(free, capacities=tuple(max(_MOST_REQUESTED, each) for each in wanted))


def _work_of(project: Project) -> list[int]:
    """Give the sum of duration times request for each resource."""
    ways = [each.ways[0] for each in project.activities]
    return [sum(way.duration * way.requests[k] for way in ways) for k in range(len(project.capacities))]


def _layers(activities: int, count: int, dice: Random) -> list[list[int]]:
    """Deal the activities, numbered from 1, to layers."""
    layers: list[list[int]] = [[] for _ in range(count)]
    for number in range(1, activities + 1):
        layers[dice.randrange(count)].append(number)
    return [layer for layer in layers if layer]


def _way(resources: int, dice: Random) -> Way:
    """Draw what one activity takes and asks for."""
    requests = [0] * resources
    for resource in dice.sample(range(resources), min(resources, dice.randint(1, 3))):
        requests[resource] = dice.randint(1, _MOST_REQUESTED)
    return Way(dice.randint(1, 10), tuple(requests))


def _arcs(layers: list[list[int]], dice: Random) -> Iterator[Arc]:
    """Draw one to three predecessors for each activity after the first layer."""
    for place, layer in enumerate(layers[1:], 1):
        earlier = [number for each in layers[max(0, place - _LONGEST_LINK) : place] for number in each]
        for number in layer:
            drawn = dice.sample(earlier, min(len(earlier), dice.randint(1, 3)))
            yield from (Arc(before, number) for before in sorted(drawn))


class Clocked(Memory):
    """A channel that remembers when it was told what."""

    def __init__(self, roadmap: Roadmap, objective: Objective, seconds: float) -> None:
        super().__init__(deadline=monotonic() + seconds)
        self.trace: list[tuple[float, float | None, float | None]] = []
        self._case, self._began = (roadmap, objective), perf_counter()

    def tell(
        self,
        *,
        schedule: Schedule | None = None,
        bound: float | None = None,
        verdict: Verdict | None = None,
        guide: Guide | None = None,
    ) -> None:
        """Remember with the seconds since the beginning."""
        since = perf_counter() - self._began
        super().tell(schedule=schedule, bound=bound, verdict=verdict, guide=guide)
        self.trace.append((since, None if schedule is None else score(*self._case, schedule), bound))


def work(project: Project, seconds: float) -> Solved:
    """Let the compiled list schedules work in this process; what is loaded, compiled or built is not counted.

    The first plan is counted from the flat arrays, the rest from the roadmap.
    """
    from planner.solver.engines.makespan.engine import list_makespan

    small, objective = roadmap_of(layered_project(20, len(project.capacities), 4, 1))
    list_makespan(Assignment(roadmap=small, objective=objective, units=1), Memory())
    roadmap, objective = roadmap_of(project, horizon=_horizon(project))
    first_makespan, first_seconds = first_on_arrays(roadmap, objective)
    channel = Clocked(roadmap, objective, seconds)
    took, _ = timed(lambda: list_makespan(Assignment(roadmap=roadmap, objective=objective), channel))
    schedule = channel.schedules[-1] if channel.schedules else None
    proved = channel.verdict is Verdict.OPTIMAL
    return Solved(
        value=None if schedule is None else score(roadmap, objective, schedule),
        bound=max(channel.bounds, default=None),
        status="optimal" if proved else "unknown" if schedule is None else "feasible",
        engine=("list schedules",),
        first_plan_seconds=first_seconds,
        seconds=took,
        lawful=None if schedule is None else judge(roadmap, schedule) == [],
        more={"first_makespan": first_makespan, "periods": roadmap.calendar.periods, "trace": channel.trace},
    )


def first_on_arrays(roadmap: Roadmap, objective: Objective) -> tuple[float, float]:
    """Give the makespan of the first schedule, and the seconds it takes once the arrays are there."""
    import numpy as np

    from planner.problem import Problem
    from planner.solver.engines.makespan.bounds import spans, topological_order
    from planner.solver.engines.makespan.engine import rules
    from planner.solver.engines.makespan.kernels.search import schedule_by
    from planner.solver.engines.makespan.project import ProjectOfPhases

    project = ProjectOfPhases(Problem(roadmap), objective).project
    activities, periods = len(project.weight), len(project.capacity)

    def first() -> float:
        order = topological_order(project)
        assert order is not None, "the layers leave no circle"
        key = rules(project, spans(project, order))[0]
        starts, modes = np.zeros(activities, np.int64), project.mode_from[:-1].copy()
        return float(schedule_by(project, key, modes, starts, periods, True, 0))

    took, makespan = timed(first)
    return makespan, took


def _horizon(project: Project) -> int:
    """Give periods enough for any list schedule: what all work needs, twice, and the longest chain."""
    alone = (work / capacity for work, capacity in zip(_work_of(project), project.capacities, strict=True))
    return min(LONGEST_HORIZON, round(2 * max(alone)) + _longest_chain(project))


def _longest_chain(project: Project) -> int:
    """Give the length of the longest chain; arcs are sorted by the layer they run to."""
    ends = [0] * len(project.activities)
    for arc in project.arcs:
        ends[arc.before] = max(ends[arc.before], project.activities[arc.before].shortest)
        ends[arc.after] = max(ends[arc.after], ends[arc.before] + project.activities[arc.after].shortest)
    return max(ends)


if __name__ == "__main__":
    sys.exit(main())
