"""A stand-in for the repair of plans: by order alone, what waits for a pinned phase is pushed later."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from planner.model import (
    ADAPTATION,
    Endpoint,
    Plan,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Schedule,
)
from planner.network import ORIGIN, Wait, earliest_points, waits
from planner.repair import Pin, Repaired, StartSpan, Window
from planner.rules import Point
from planner.view.instants import end_of, plan_instants, rollout_points

Instants = dict[Point, int]


class Unscored(Repaired):
    """A plan that may run beyond the horizon, where nothing can be scored."""

    def plan(self) -> Plan:
        """Give it as it is."""
        return replace(self.before, roadmap=self.roadmap, schedule=self.schedule)


class ByOrder:
    """Stands in for what mends plans: it needs no engine, and looks at no capacity."""

    is_ready = True

    def of(self, plan: Plan, drafted: Roadmap) -> "Pushing":
        """Give what answers for a plan in a draft."""
        return Pushing(plan, drafted)


class Pushing:
    """Moves pinned phases with what follows in their measures, and pushes later what waits for them."""

    def __init__(self, plan: Plan, roadmap: Roadmap | None = None) -> None:
        self.plan = plan if roadmap is None else replace(plan, roadmap=roadmap)
        self.roadmap = self.plan.roadmap

    def window(self, part: Endpoint) -> Window:
        """Give what order leaves a phase, by itself and with all others as they are."""
        plan, point = self.plan, Point(part.measure, part.phase)
        found, (known, earliest) = plan_instants(plan), _order(plan.roadmap)
        first, last = earliest.get(point, 0), _latest(plan, part.measure, part.phase)
        least, most = _shifts(known, found, _own(plan.roadmap, part.measure, part.phase))
        now = found[point]
        kept = StartSpan(max(first, now + least), min(last, now + most))
        return Window(now=now, by_order=StartSpan(first, last), kept=kept)

    def repaired(self, pins: Sequence[Pin]) -> Repaired:
        """Give the plan that follows, though it may break a limit."""
        plan, before = self.plan, plan_instants(self.plan)
        known, after, held = _order(plan.roadmap)[0], dict(before), set[Point]()
        for pin in pins:
            _place(plan, after, pin)
            held |= {pin.point, end_of(pin.point)}
        _push(known, after, held, plan.roadmap.calendar.periods)
        schedule = _moved(plan, before, after)
        return Unscored(before=plan, pins=tuple(pins), roadmap=plan.roadmap, schedule=schedule)


@lru_cache(maxsize=2)
def _order(roadmap: Roadmap) -> tuple[list[Wait], Instants]:
    """Give all least distances as if nothing were pinned, and the earliest instants that are proved."""
    free = replace(
        roadmap,
        measures=tuple(
            replace(each, phases=tuple(replace(phase, pinned_start=None) for phase in each.phases))
            for each in roadmap.measures
        ),
    )
    return waits(free), earliest_points(waits(free, proven=True))[0]


def _own(roadmap: Roadmap, measure: str, phase: str) -> frozenset[Point]:
    """Give the instants that move with a phase: its own, those of later phases, and of all rollouts."""
    ids = [each.id for each in roadmap.measure(measure).phases]
    starts = [Point(measure, each) for each in ids[ids.index(phase) :]]
    for rollout in roadmap.rollouts_of(measure):
        starts += [
            Point(measure, sector=rollout.sector),
            Point(measure, phase=ADAPTATION, sector=rollout.sector),
        ]
    return frozenset((*starts, *map(end_of, starts)))


def _latest(plan: Plan, measure: str, phase: str) -> int:
    """Give the last start from which the phases of a measure still end within the horizon."""
    planned = (plan.schedule or Schedule(selected=(), phases=(), rollouts=())).phases_by_measure[measure]
    place = next(number for number, each in enumerate(planned) if each.phase == phase)
    return plan.roadmap.calendar.periods - sum(each.end - each.start for each in planned[place:])


def _shifts(known: Sequence[Wait], found: Instants, own: frozenset[Point]) -> tuple[int, int]:
    """Give by how much some instants can move together while all others stay: from below 0 to above."""
    least, most = -len(found) - 10**6, 10**6
    at = {ORIGIN: 0, **found}
    for wait in known:
        if (wait.earlier in own) == (wait.later in own) or wait.earlier not in at or wait.later not in at:
            continue
        room = at[wait.later] - at[wait.earlier] - wait.periods
        least, most = (max(least, -room), most) if wait.later in own else (least, min(most, room))
    return min(least, 0), max(most, 0)


def _place(plan: Plan, after: Instants, pin: Pin) -> None:
    """Put a phase where it is pinned, keep what follows in its measure as far off, and pull what precedes."""
    measure, limit = pin.part.measure, pin.period
    phases = plan.roadmap.measure(measure).phases
    length = next(each.modes[0].periods for each in phases if each.id == pin.part.phase)
    shift = pin.period + length - after[end_of(pin.point)]
    for point in _own(plan.roadmap, measure, pin.part.phase) & after.keys():
        after[point] += shift
    after[pin.point] = pin.period
    ids = [each.id for each in phases]
    for name in reversed(ids[: ids.index(pin.part.phase)]):
        point = Point(measure, name)
        late = max(0, after.get(end_of(point), limit) - limit)
        if late:
            after[point] -= late
            after[end_of(point)] -= late
        limit = after.get(point, limit)


def _push(known: Sequence[Wait], after: Instants, held: set[Point], horizon: int) -> None:
    """Let each instant be late enough for what it waits for; what is held stays, what runs off is left."""
    following = defaultdict[Point, list[Wait]](list)
    for wait in known:
        following[wait.earlier].append(wait)
    queue = deque(after)
    while queue:
        point = queue.popleft()
        for wait in following[point]:
            at = after[point] + wait.periods
            if wait.later in after and wait.later not in held and after[wait.later] < at <= 2 * horizon:
                after[wait.later] = at
                queue.append(wait.later)


def _moved(plan: Plan, before: Instants, after: Instants) -> Schedule:
    """Give the schedule with all of it at other instants; curves move with their begin."""
    schedule = plan.schedule or Schedule(selected=(), phases=(), rollouts=())
    return replace(
        schedule,
        phases=tuple(_phase_at(phase, after) for phase in schedule.phases),
        rollouts=tuple(_rollout_at(plan.roadmap, planned, before, after) for planned in schedule.rollouts),
    )


def _phase_at(phase: PlannedPhase, after: Instants) -> PlannedPhase:
    point = Point(phase.measure, phase.phase)
    return replace(phase, start=after[point], end=after[end_of(point)])


def _rollout_at(
    roadmap: Roadmap, planned: PlannedRollout, before: Instants, after: Instants
) -> PlannedRollout:
    begin, adapts = rollout_points(planned)
    if planned.begin is None:
        return planned
    if after[begin] == before[begin] and after.get(adapts) == before.get(adapts):
        return planned
    by, periods = after[begin] - before[begin], len(planned.adoption)
    level = roadmap.rollout_by_key(planned.key).in_use
    late = (*[level] * max(0, by), *planned.adoption, *[planned.adoption[-1]] * max(0, -by))
    runs = planned.adaptation and PlannedAdaptation(start=after[adapts], end=after[end_of(adapts)])
    is_within = after[begin] < periods
    return replace(
        planned,
        begin=after[begin] if is_within else None,
        adoption=late[max(0, -by) :][:periods],
        adaptation=runs if is_within else None,
    )
