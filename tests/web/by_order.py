"""A stand-in for the repair of plans: by order alone, what waits for a pinned phase is pushed later."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from planner.language import Message, to_say
from planner.model import (
    ADAPTATION,
    Plan,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Schedule,
)
from planner.network import ORIGIN, Wait, earliest_points, waits
from planner.rules import Point
from planner.view import end_of, plan_instants, rollout_points
from planner.web.components.gantt.repairing import PhasePin, PinRepair, StartWindow

Instants = dict[Point, int]


class ByOrder:
    """Knows the order of a roadmap: links, phases in sequence, earliest starts, adaptations first."""

    is_ready = True

    def window(self, plan: Plan, measure: str, phase: str) -> StartWindow:
        """Give what order leaves a phase, by itself and with all others as they are."""
        found, (known, earliest) = plan_instants(plan), _order(plan.roadmap)
        point = Point(measure, phase)
        first, last = earliest.get(point, 0), _latest(plan, measure, phase)
        least, most = _shifts(known, found, _own(plan.roadmap, measure, phase))
        kept = (max(first, found[point] + least), min(last, found[point] + most))
        return StartWindow(allowed=(first, last), kept=kept)

    def repair(self, plan: Plan, pins: Sequence[PhasePin]) -> PinRepair:
        """Move pinned phases with what follows in their measures, and push later what waits for them."""
        before, (known, _earliest) = plan_instants(plan), _order(plan.roadmap)
        after, held = dict(before), set[Point]()
        for pin in pins:
            _place(plan, after, pin)
            held |= {Point(pin.measure, pin.phase), Point(pin.measure, pin.phase, at_end=True)}
        _push(known, after, held, plan.roadmap.calendar.periods)
        names = {pin.measure for pin in pins}
        broken = dict.fromkeys(_breaks(plan.roadmap, known, after, names))
        return PinRepair(plan=replace(plan, schedule=_moved(plan, before, after)), breaks=tuple(broken))


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


def _place(plan: Plan, after: Instants, pin: PhasePin) -> None:
    """Put a phase where it is pinned, keep what follows in its measure as far off, and pull what precedes."""
    start = Point(pin.measure, pin.phase)
    length = after[end_of(start)] - after[start] if pin.periods is None else pin.periods
    shift = pin.start + length - after[end_of(start)]
    for point in _own(plan.roadmap, pin.measure, pin.phase) & after.keys():
        after[point] += shift
    after[start], after[end_of(start)], limit = pin.start, pin.start + length, pin.start
    ids = [each.id for each in plan.roadmap.measure(pin.measure).phases]
    for name in reversed(ids[: ids.index(pin.phase)]):
        point = Point(pin.measure, name)
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


def _breaks(roadmap: Roadmap, known: Sequence[Wait], after: Instants, names: set[str]) -> Iterator[Message]:
    """Say what does not hold of pinned measures: what they wait for, earliest starts, and the horizon."""
    at = {ORIGIN: 0, **after}
    for wait in known:
        if wait.later.measure not in names or wait.earlier not in at or wait.later not in at:
            continue
        lacking = at[wait.earlier] + wait.periods - at[wait.later]
        if lacking > 0 and wait.earlier.measure != wait.later.measure:
            yield _too_early(roadmap, wait)
    for point, instant in after.items():
        if point.at_end and not point.sector and instant > roadmap.calendar.periods:
            name = roadmap.measure(point.measure).name
            yield to_say("“{name}” does not end within the horizon", name=name)


def _too_early(roadmap: Roadmap, wait: Wait) -> Message:
    own = roadmap.measure(wait.later.measure).name
    if wait.earlier == ORIGIN:
        return to_say("“{name}” would start before it may", name=own)
    other = roadmap.measure(wait.earlier.measure).name
    return to_say("“{name}” would not wait for “{other}”", name=own, other=other)


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
