"""What order alone does to a date that is moved: whom it pushes, and between which instants it can be."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from planner.model import ADAPTATION, TOLERANCE, Roadmap, Schedule
from planner.network import ORIGIN, Wait, chain_to, earliest_points, needs, waits
from planner.problem import Problem, RolloutTask
from planner.results import rollout_end
from planner.rules import Point, periods_to_reach


class StartSpan(NamedTuple):
    """The first and the last instant that something may start at; none where ``first > last``."""

    first: int
    last: int


class PlanOrder:
    """The waits of a roadmap among what a plan has in.

    Parameters
    ----------
    problem
        The roadmap as the engines see it.
    """

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self._roadmap, self._horizon = problem.roadmap, problem.horizon
        self.instants = dict(_instants(problem.roadmap, schedule))
        proven = waits(problem.roadmap, proven=True)
        self._earliest, self._causes = _earliest(proven)
        self._latest = _latest(problem, proven)
        self._after: dict[Point, list[tuple[Point, int]]] = defaultdict(list)
        self._before: dict[Point, list[tuple[Point, int]]] = defaultdict(list)
        for wait in (*proven, *_as_long_as_planned(self.instants)):
            if wait.earlier in self.instants and wait.later in self.instants:
                self._after[wait.earlier].append((wait.later, wait.periods))
                self._before[wait.later].append((wait.earlier, wait.periods))

    def proved(self, point: Point) -> StartSpan:
        """Give the instants outside of which no lawful plan that holds its measure has a date."""
        return StartSpan(self._earliest.get(point, 0), self._latest.get(point, self._horizon))

    def chain(self, point: Point) -> tuple[str, ...]:
        """Give the measures whose waits hold a date at its earliest, in order; its own is last."""
        return chain_to(point, self._causes)

    def kept(self, point: Point) -> StartSpan:
        """Give the instants at which a date can be, by order, while all other measures stay as they are."""
        span = self.proved(point)
        return StartSpan(*self._between(point, span, {point.measure}))

    def _between(self, point: Point, span: StartSpan, own: set[str]) -> StartSpan:
        """Narrow a span by what a start and its end, moved as one, meet of other dates."""
        first, last = span
        parts = [(point, 0)]
        end = point._replace(at_end=True)
        if end in self.instants:
            parts.append((end, self.instants[end] - self.instants[point]))
        moving = {each for each, _distance in parts}
        for each, distance in parts:
            for other, periods in self._before[each]:
                if other not in moving and self._stays(other, own, point):
                    first = max(first, self.instants[other] + periods - distance)
            for other, periods in self._after[each]:
                if other not in moving and self._stays(other, own, point):
                    last = min(last, self.instants[other] - periods - distance)
        return StartSpan(first, last)

    def _stays(self, other: Point, own: set[str], point: Point) -> bool:
        """Tell whether another date stays: all but what a rollout does once its own begin has moved."""
        return not (other.measure in own and other.sector == point.sector != "" and other.at_end)

    def pushed(self, pins: Mapping[Point, int]) -> dict[Point, int]:
        """Give where dates go that pins push along the waits: no further than they must.

        Each goes one way only; what would have to go both ways stays where it was pushed first.
        """
        now, later, earlier = {**self.instants, **pins}, set[Point](), set[Point]()
        waiting = deque(pins)
        while waiting:
            point = waiting.popleft()
            for other, periods in self._after[point]:
                if now[other] < now[point] + periods and other not in pins and other not in earlier:
                    now[other] = now[point] + periods
                    later.add(other)
                    waiting.append(other)
            for other, periods in self._before[point]:
                if now[other] > now[point] - periods and other not in pins and other not in later:
                    now[other] = now[point] - periods
                    earlier.add(other)
                    if now[other] >= -self._horizon:  # else a circle has no end
                        waiting.append(other)
        return {point: instant for point, instant in now.items() if instant != self.instants[point]}


def _instants(roadmap: Roadmap, schedule: Schedule) -> Iterable[tuple[Point, int]]:
    """Give when a plan has each start, begin and end of what is in."""
    for phase in schedule.phases:
        yield Point(phase.measure, phase.phase), phase.start
        yield Point(phase.measure, phase.phase, at_end=True), phase.end
    for planned in schedule.rollouts:
        if planned.begin is None:
            continue
        begin = Point(planned.measure, sector=planned.sector)
        yield begin, planned.begin
        yield begin._replace(at_end=True), rollout_end(roadmap, planned)
        if planned.adaptation is not None:
            start = begin._replace(phase=ADAPTATION)
            yield start, planned.adaptation.start
            yield start._replace(at_end=True), planned.adaptation.end


def _as_long_as_planned(instants: Mapping[Point, int]) -> Iterable[Wait]:
    """Let work take as long as in the plan, and a rollout too when it has to move."""
    for start, instant in instants.items():
        end = start._replace(at_end=True)
        if start.at_end or end not in instants:
            continue
        periods = instants[end] - instant
        yield Wait(start, end, periods)
        if start.phase:
            yield Wait(end, start, -periods)


def _earliest(found: list[Wait]) -> tuple[dict[Point, int], dict[Point, Wait]]:
    try:
        return earliest_points(found)
    except ValueError:  # a circle that nothing in it has to enter
        return {}, {}


def _latest(problem: Problem, found: list[Wait]) -> dict[Point, int]:
    """Give the latest instant of each point in plans that have it: the turned network's earliest.

    What waits for it counts where every such plan has that too.
    """
    roadmap, horizon = problem.roadmap, problem.horizon
    always = needs(roadmap, {each.id for each in roadmap.open_measures if each.must_be_in})
    begins = {each.key for each in problem.rollouts.values() if _surely_begins(problem, each, always)}

    def is_sure(wait: Wait) -> bool:
        earlier, later = wait.earlier, wait.later
        own = later.measure == earlier.measure
        if later.sector and (later.measure, later.sector) not in begins:
            return own and later.sector == earlier.sector
        return own or later.measure in always

    turned = [
        Wait(wait.later, wait.earlier, wait.periods)
        for wait in found
        if wait.earlier != ORIGIN and is_sure(wait)
    ]
    left = [Wait(ORIGIN, point, horizon - latest) for point, latest in _own_latest(problem)]
    times, _causes = _earliest([*turned, *left])
    return {point: horizon - periods for point, periods in times.items()}


def _surely_begins(problem: Problem, task: RolloutTask, always: Collection[str]) -> bool:
    """Tell whether a rollout takes somebody in wherever its measure is in."""
    must_end = problem.measures[task.rollout.measure].must_be_in and task.rollout.measure in always
    return _is_due(problem, task) or (must_end and task.to_take_in > TOLERANCE)


def _is_due(problem: Problem, task: RolloutTask) -> bool:
    """Tell whether a hard deadline within the horizon asks for more than is in use."""
    due, asked = problem.due_of(task), task.rollout.deadline
    is_more = asked is not None and asked.share > task.in_use + TOLERANCE
    return due is not None and due <= problem.horizon and is_more


def _own_latest(problem: Problem) -> Iterable[tuple[Point, int]]:
    """Give the latest instants that windows, deadlines and the horizon leave by themselves."""
    for task in problem.measures.values():
        for phase in task.phases:
            yield Point(task.id, phase.phase), max(phase.last, -1)
        for rollout in task.rollouts:
            begin = Point(task.id, sector=rollout.rollout.sector)
            yield begin, problem.horizon - 1
            if rollout.adaptation is not None:
                yield begin._replace(phase=ADAPTATION), max(rollout.adaptation.last, -1)
            due, asked = problem.due_of(rollout), rollout.rollout.deadline
            if due is not None and asked is not None and _is_due(problem, rollout):
                periods = periods_to_reach(problem.roadmap, rollout.rollout, asked.share)
                yield begin, max(due - periods, -1)
