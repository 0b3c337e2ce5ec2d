"""All whole-number decisions of a small roadmap, one after the other: selection, starts, begins.

Made from ``docs/problem.md`` and nothing of the engine. Decisions that break a rule by themselves are dropped
here; what depends on waves is left to ``brute_force_waves``.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from planner.model import Dependency, Endpoint, Link, Measure, Roadmap, Rollout
from planner.verify.links import has_passed
from planner.verify.rollouts import begin_matters

Key = tuple[str, str]
NEVER = math.inf


@dataclass(frozen=True)
class Choice:
    """All whole-number decisions of a plan.

    ``links`` holds the timed and share links that bind between measures that are in; ``begins`` the rollouts
    whose begin matters, with infinity for never; ``ends`` the instants by which rollouts that others wait for
    are to have reached their target, ``finishes`` the same for all rollouts of a measure.
    """

    roadmap: Roadmap
    selected: frozenset[str]
    starts: Mapping[Key, int]
    links: tuple[Dependency, ...]
    begins: Mapping[Key, float] = field(default_factory=dict)
    ends: Mapping[Key, int] = field(default_factory=dict)
    finishes: Mapping[str, int] = field(default_factory=dict)

    def phases_end(self, measure_id: str) -> int:
        """Give the end of a measure's last phase; without phases, its earliest start."""
        measure = self.roadmap.measure(measure_id)
        if not measure.phases:
            return self.roadmap.earliest_start(measure)
        return self.phase_end(measure, measure.phases[-1].id)

    def phase_end(self, measure: Measure, phase_id: str) -> int:
        """Give the end of one phase."""
        periods = {phase.id: phase.modes[0].periods for phase in measure.phases}
        return self.starts[measure.id, phase_id] + periods[phase_id]

    def instant(self, endpoint: Endpoint, *, at_end: bool) -> float | None:
        """Give the instant of an endpoint, or ``None`` where the waves decide it."""
        key = endpoint.measure, endpoint.sector
        if endpoint.is_rollout:
            return self.ends.get(key) if at_end else self.begins.get(key)
        measure = self.roadmap.measure(endpoint.measure)
        if at_end:
            return self.phase_end(measure, endpoint.phase) if endpoint.phase else self.phases_end(measure.id)
        if not measure.phases:
            return self.phases_end(measure.id)
        return self.starts[measure.id, endpoint.phase or measure.phases[0].id]


def every_start(roadmap: Roadmap) -> Iterator[Choice]:
    """Give all selections with all starts of their phases, where dates and links between phases hold."""
    for selected in _selections(roadmap):
        measures = [measure for measure in roadmap.open_measures if measure.id in selected]
        links = tuple(_binding_links(roadmap, selected))
        for starts in _all_starts(roadmap, measures):
            choice = Choice(roadmap, selected, starts, links)
            if _instants_hold(choice):
                yield choice


def _selections(roadmap: Roadmap) -> Iterator[frozenset[str]]:
    """Give the sets of open measures that may be in together."""
    options = [[True] if measure.must_be_in else [True, False] for measure in roadmap.open_measures]
    for chosen in product(*options):
        selected = frozenset(m.id for m, is_in in zip(roadmap.open_measures, chosen, strict=True) if is_in)
        if all(_may_be_selected(roadmap, link, selected) for link in roadmap.dependencies):
            yield selected


def _may_be_selected(roadmap: Roadmap, link: Dependency, selected: frozenset[str]) -> bool:
    """Tell whether a link allows a selection: its successor comes with its predecessor."""
    predecessor, successor = link.measures
    if successor not in selected or predecessor in selected or roadmap.measure(predecessor).is_done:
        return True
    return link.link is not Link.ADOPTION and has_passed(roadmap, link)


def _all_starts(roadmap: Roadmap, measures: list[Measure]) -> Iterator[dict[Key, int]]:
    """Give all starts of the phases of several measures."""
    for parts in product(*(list(_starts(roadmap, measure)) for measure in measures)):
        yield {key: start for part in parts for key, start in part.items()}


def _starts(roadmap: Roadmap, measure: Measure) -> Iterator[dict[Key, int]]:
    """Give all starts of one measure's phases, in order and by its dates."""
    horizon, earliest = roadmap.calendar.periods, roadmap.earliest_start(measure)
    due = measure.deadline
    latest = NEVER if due is None else roadmap.calendar.instant_not_after(due.day)
    for starts in product(range(horizon + 1), repeat=len(measure.phases)):
        end = 0 if measure.phases else earliest
        for number, (phase, start) in enumerate(zip(measure.phases, starts, strict=True)):
            runs = measure.is_running and number == 0
            pin = roadmap.pinned_period(phase.pinned_start)
            if start < end or (start != 0 if runs else start < earliest) or pin not in (None, start):
                break
            end = start + phase.modes[0].periods
        else:
            if end <= latest and (end <= horizon or not measure.phases):
                yield {(measure.id, p.id): start for p, start in zip(measure.phases, starts, strict=True)}


def every_begin(choice: Choice, has_room: Callable[[Choice, Rollout], bool]) -> Iterator[Choice]:
    """Add to selection and starts all begins that matter, and all ends that other rollouts wait for.

    ``has_room`` tells whether a rollout can still grow as decided so far.
    """
    rollouts = [rollout for rollout in choice.roadmap.open_rollouts if rollout.measure in choice.selected]
    mattering = [rollout for rollout in rollouts if begin_matters(choice.roadmap, rollout)]
    awaited = sorted({key for link in choice.links for key in _awaited_end(link)})
    for begun in _with_begins(choice, mattering, has_room):
        yield from _with_ends(begun, awaited)


def _with_begins(
    choice: Choice, rollouts: list[Rollout], has_room: Callable[[Choice, Rollout], bool]
) -> Iterator[Choice]:
    """Add begins one by one, as long as links hold and there is room."""
    if not rollouts:
        yield choice
        return
    first, *others = rollouts
    for begin in _begins(choice, first):
        begun = replace(choice, begins={**choice.begins, first.key: begin})
        if _instants_hold(begun) and has_room(begun, first):
            yield from _with_begins(begun, others, has_room)


def _with_ends(choice: Choice, awaited: list[Key]) -> Iterator[Choice]:
    """Add ends that other rollouts wait for, as long as links hold."""
    for ends in product(range(choice.roadmap.calendar.periods + 1), repeat=len(awaited)):
        ended = replace(choice, ends=dict(zip(awaited, ends, strict=True)))
        if _instants_hold(ended):
            yield ended


def _binding_links(roadmap: Roadmap, selected: frozenset[str]) -> Iterator[Dependency]:
    """Give the timed and share links that bind between measures that are in."""
    for link in roadmap.dependencies:
        both_in = set(link.measures) <= selected
        if link.link is not Link.ADOPTION and both_in and not has_passed(roadmap, link):
            yield link


def _awaited_end(link: Dependency) -> Iterator[Key]:
    """Name the rollout whose end holds back the end of another rollout."""
    if link.link is Link.FINISH_FINISH and link.predecessor.is_rollout and link.successor.is_rollout:
        yield link.predecessor.measure, link.predecessor.sector


def _begins(choice: Choice, rollout: Rollout) -> list[float]:
    """Give the instants at which a rollout may begin: its pin, or any after the phases, or never."""
    first, horizon = choice.phases_end(rollout.measure), choice.roadmap.calendar.periods
    pin = choice.roadmap.pinned_period(rollout.pinned_begin)
    if pin is None:
        return [*range(first, horizon), NEVER]
    return [pin] if first <= pin < horizon else []


def _instants_hold(choice: Choice) -> bool:
    """Tell whether all timed links hold whose two instants are decided."""
    for link in choice.links:
        left = choice.instant(link.predecessor, at_end=link.link.from_finish) if link.link.is_timed else None
        arrived = choice.instant(link.successor, at_end=link.link.to_finish) if link.link.is_timed else None
        waits = link.link.to_finish and link.successor.is_rollout
        if left is not None and waits and left + link.lag_periods > choice.roadmap.calendar.periods:
            return False
        if left is not None and arrived is not None and not waits and arrived < left + link.lag_periods:
            return False
    return True
