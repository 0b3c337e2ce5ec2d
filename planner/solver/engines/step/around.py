"""Which measures of a large roadmap a question is about, and what of the roadmap is about them alone."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from planner.model import TOLERANCE, Dependency, Group, Roadmap, Schedule
from planner.problem import MeasureTask, Problem

Bucket = tuple[int, int]
"""Numbers of a resource and of one of its buckets."""


def nearby(
    problem: Problem, wanted: Schedule, first: Sequence[str], moves: Sequence[str], most_variables: int
) -> tuple[str, ...]:
    """Give the measures around what stands in the way of a schedule, nearest first.

    Those that come first; of the moves those that are tied to these, then those that draw on limits which are
    passed, most before least, then the rest; all else that draws there; and at last what links and groups tie
    to any of these, step by step.

    Parameters
    ----------
    wanted
        Lawful or not.
    moves
        Measures that are wanted elsewhere than some lawful schedule has them.
    most_variables
        Of a model of them, about; one measure at least is given.
    """
    tied, drawn = _ties(problem), _drawing_too_much(problem, wanted)
    beside = {other for each in first for other in tied.get(each, ())}
    by_draw = sorted(moves, key=lambda each: (each not in beside, -drawn.get(each, 0.0)))
    seeds = [*first, *by_draw, *sorted(drawn, key=lambda each: -drawn[each])]
    found, left = list[str](), most_variables
    for each in _by_ties(problem, seeds, tied):
        left -= _variables(problem, problem.measures[each])
        if found and left < 0:
            break
        found.append(each)
    return tuple(found)


def about(roadmap: Roadmap, measures: Collection[str]) -> Roadmap:
    """Give what a roadmap says of some measures alone: lawful plans of the whole hold one of it.

    Links and groups that name others are gone, and so is what is required of services; limits are as stated.
    """
    known = {*measures, *(each.id for each in roadmap.measures if each.is_done)}
    rollouts = tuple(each for each in roadmap.rollouts if each.measure in known)
    return replace(
        roadmap,
        measures=tuple(each for each in roadmap.measures if each.id in known),
        rollouts=rollouts,
        dependencies=tuple(each for each in roadmap.dependencies if known.issuperset(each.measures)),
        groups=tuple(each for each in roadmap.groups if known.issuperset(each.measures)),
        services=(),
        contributions=(),
        requirements=tuple(each for each in roadmap.requirements if each.measure in known),
        risks=(),
        published=tuple(each for each in roadmap.published if each.measure in known),
        supports=tuple(each for each in roadmap.supports if each.measure in known),
        adaptations=tuple(each for each in roadmap.adaptations if each.measure in known),
    )


def _drawing_too_much(problem: Problem, wanted: Schedule) -> dict[str, float]:
    """Give the measures that draw on limits which a schedule passes, and how much they draw there."""
    passed = set(_passed(problem, wanted))
    if not passed:
        return {}
    drawn = {each: _drawn_there(problem, part, passed) for each, part in _by_measure(problem, wanted)}
    return {each: amount for each, amount in drawn.items() if amount > 0}


def _passed(problem: Problem, wanted: Schedule) -> Iterator[Bucket]:
    for number, row in enumerate(problem.meter.read(wanted)):
        for bucket, (amount, limit) in enumerate(zip(row, problem.resources[number].limits, strict=True)):
            if amount > limit + TOLERANCE * max(1.0, limit):
                yield number, bucket


def _by_measure(problem: Problem, wanted: Schedule) -> Iterator[tuple[str, Schedule]]:
    """Give what a schedule says of each measure."""
    for each, task in problem.measures.items():
        rollouts = (wanted.rollouts_by_key.get(rollout.key) for rollout in task.rollouts)
        yield (
            each,
            Schedule(
                selected=(each,),
                phases=tuple(wanted.phases_by_measure.get(each, ())),
                rollouts=tuple(planned for planned in rollouts if planned is not None),
            ),
        )


def _drawn_there(problem: Problem, part: Schedule, passed: Iterable[Bucket]) -> float:
    """Add up what a part of a schedule draws there, as shares of the limits."""
    drawn, limits = problem.meter.read(part), problem.resources
    return sum(drawn[number][bucket] / max(1.0, limits[number].limits[bucket]) for number, bucket in passed)


def _ties(problem: Problem) -> dict[str, dict[str, None]]:
    """Give of each measure those that a link or a group ties to it."""
    tied: dict[str, dict[str, None]] = {}
    ties: Iterable[Dependency | Group] = (*problem.dependencies, *problem.groups)
    for tie in ties:
        for each in tie.measures:
            tied.setdefault(each, {}).update(dict.fromkeys(tie.measures))
    return tied


def _by_ties(problem: Problem, seeds: Iterable[str], tied: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Give measures, and then all that hangs together with them, the nearest first."""
    known = dict.fromkeys(each for each in seeds if each in problem.measures)
    waiting = deque(known)
    while waiting:
        each = waiting.popleft()
        yield each
        for other in tied.get(each, ()):
            if other in problem.measures and other not in known:
                known[other] = None
                waiting.append(other)


def _variables(problem: Problem, task: MeasureTask) -> int:
    """Count the variables of a measure in a step model, about: instants to start at, and shares by period."""
    starts = sum(mode.starts for phase in (*task.phases, *task.adaptations) for mode in phase.modes)
    return starts + sum(problem.horizon * (2 if each.begin_matters else 1) for each in task.rollouts)
