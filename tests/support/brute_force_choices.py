"""All whole-number decisions of a small roadmap, one after the other: selection, starts, begins.

Made from ``docs/problem.md`` and nothing of the engine. Decisions that break a rule by themselves are dropped
here; what depends on waves is left to ``brute_force_waves``.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from support.brute_force_behind import (
    goes_on,
    instant_behind,
    is_from_behind,
    latest_after_pause,
    links_from_behind,
)

from planner.model import (
    Adaptation,
    Demand,
    Dependency,
    Endpoint,
    Group,
    GroupRule,
    Link,
    Measure,
    Mode,
    Roadmap,
    Rollout,
)
from planner.verify.links import has_passed
from planner.verify.rollouts import begin_matters

Key = tuple[str, str]
Run = tuple[int, Mode]
NEVER = math.inf


@dataclass(frozen=True)
class Choice:
    """All whole-number decisions of a plan.

    ``links`` holds the timed and share links that bind between measures that are in; ``begins`` the rollouts
    whose begin matters, with infinity for never; ``ends`` the instants by which rollouts that others wait for
    are to have reached their target, ``finishes`` the same for all rollouts of a measure. ``open`` holds the
    periods in which rollouts that are counted whole may take in, ``reached`` the instants by which shares of
    soft deadlines are to be reached, ``counting`` the periods from whose end a benefit counts.
    ``adapting`` holds when adaptations run and what each asks, ``None`` where nobody is taken in.
    ``realised`` and ``late_ends`` hold, by requirement, the services that are to be realised, and by when a
    measure is to have ended.
    """

    roadmap: Roadmap
    selected: frozenset[str]
    starts: Mapping[Key, int]
    modes: Mapping[Key, Mode]
    links: tuple[Dependency, ...]
    adapting: Mapping[Key, Run | None] = field(default_factory=dict)
    begins: Mapping[Key, float] = field(default_factory=dict)
    ends: Mapping[Key, int] = field(default_factory=dict)
    finishes: Mapping[str, int] = field(default_factory=dict)
    open: Mapping[Key, range] = field(default_factory=dict)
    reached: Mapping[Key, int] = field(default_factory=dict)
    counting: Mapping[Key, int] = field(default_factory=dict)
    realised: Mapping[str, frozenset[str]] = field(default_factory=dict)
    late_ends: Mapping[str, int] = field(default_factory=dict)

    def phases_end(self, measure_id: str) -> int:
        """Give the end of a measure's last phase; without phases, its earliest start."""
        measure = self.roadmap.measure(measure_id)
        if not measure.phases:
            return self.roadmap.earliest_start(measure)
        return self.phase_end(measure, measure.phases[-1].id)

    def phase_end(self, measure: Measure, phase_id: str) -> int:
        """Give the end of one phase."""
        return self.starts[measure.id, phase_id] + self.modes[measure.id, phase_id].periods

    def instant(self, endpoint: Endpoint, *, at_end: bool) -> float | None:
        """Give the instant of an endpoint, or ``None`` where the waves decide it."""
        key = endpoint.measure, endpoint.sector
        behind = instant_behind(self.roadmap, endpoint, at_end=at_end)
        if behind is not None:
            return behind
        if endpoint.is_adaptation:
            return self._adaptation_instant(key, at_end=at_end)
        if endpoint.is_rollout:
            return self.ends.get(key) if at_end else self.begins.get(key)
        measure = self.roadmap.measure(endpoint.measure)
        if at_end:
            return self.phase_end(measure, endpoint.phase) if endpoint.phase else self.phases_end(measure.id)
        if not measure.phases:
            return self.phases_end(measure.id)
        return self.starts[measure.id, endpoint.phase or measure.phases[0].id]

    def arrival(self, link: Dependency) -> float | None:
        """Give when a link arrives, ``None`` where waves decide it; what waits for nothing never does."""
        end = link.successor
        if end.is_adaptation and self.adapting.get((end.measure, end.sector), ()) is None:
            return NEVER
        return self.instant(end, at_end=link.link.to_finish)

    def _adaptation_instant(self, key: Key, *, at_end: bool) -> float | None:
        """Give the instant of an adaptation: where nobody is taken in, the end of the horizon."""
        if key not in self.adapting:
            return None
        run = self.adapting[key]
        if run is None:
            return self.roadmap.calendar.periods
        return run[0] + run[1].periods if at_end else run[0]


def every_start(roadmap: Roadmap) -> Iterator[Choice]:
    """Give all selections with all starts of their phases, where dates and links between phases hold."""
    for selected in _selections(roadmap):
        measures = [measure for measure in roadmap.open_measures if measure.id in selected]
        links = tuple(_binding_links(roadmap, selected))
        for runs in _all_runs(roadmap, measures):
            starts = {key: start for key, (start, _mode) in runs.items()}
            modes = {key: mode for key, (_start, mode) in runs.items()}
            choice = Choice(roadmap, selected, starts, modes, links)
            if _instants_hold(choice):
                yield choice


def _selections(roadmap: Roadmap) -> Iterator[frozenset[str]]:
    """Give the sets of open measures that may be in together."""
    options = [[True] if measure.must_be_in else [True, False] for measure in roadmap.open_measures]
    for chosen in product(*options):
        selected = frozenset(m.id for m, is_in in zip(roadmap.open_measures, chosen, strict=True) if is_in)
        groups = all(_accepts(roadmap, group, selected) for group in roadmap.groups)
        if groups and all(_may_be_selected(roadmap, link, selected) for link in roadmap.dependencies):
            yield selected


def _accepts(roadmap: Roadmap, group: Group, selected: frozenset[str]) -> bool:
    """Tell whether a group allows a selection."""
    inside = [measure in selected or roadmap.measure(measure).is_done for measure in group.measures]
    match group.rule:
        case GroupRule.EXACTLY_ONE:
            return sum(inside) == 1
        case GroupRule.AT_MOST_ONE:
            return sum(inside) <= 1
        case GroupRule.AT_LEAST:
            return sum(inside) >= group.at_least
        case GroupRule.ALL_OR_NONE:
            return len(set(inside)) == 1


def _may_be_selected(roadmap: Roadmap, link: Dependency, selected: frozenset[str]) -> bool:
    """Tell whether a link allows a selection: its successor comes with its predecessor."""
    predecessor, successor = link.measures
    if successor not in selected or predecessor in selected or roadmap.measure(predecessor).is_done:
        return True
    return link.link is not Link.ADOPTION and has_passed(roadmap, link)


def _all_runs(roadmap: Roadmap, measures: list[Measure]) -> Iterator[dict[Key, Run]]:
    """Give all starts and modes of the phases of several measures."""
    for parts in product(*(list(_runs(roadmap, measure)) for measure in measures)):
        yield {key: run for part in parts for key, run in part.items()}


def _runs(roadmap: Roadmap, measure: Measure) -> Iterator[dict[Key, Run]]:
    """Give all starts and modes of one measure's phases, in order and by its dates."""
    horizon, due = roadmap.calendar.periods, measure.deadline
    is_hard = due is not None and due.is_hard
    latest = roadmap.calendar.instant_not_after(due.day) if due is not None and is_hard else NEVER
    if not measure.phases and roadmap.earliest_start(measure) <= min(latest, horizon):
        yield {}
    runs: list[dict[Key, Run]] = [{}] if measure.phases else []
    for number in range(len(measure.phases)):
        runs = [
            before | {key: run} for before in runs for key, run in _next(roadmap, measure, number, before)
        ]
    for found in runs:
        start, mode = found[measure.id, measure.phases[-1].id]
        if start + mode.periods <= min(latest, horizon):
            yield found


def _next(
    roadmap: Roadmap, measure: Measure, number: int, before: Mapping[Key, Run]
) -> Iterator[tuple[Key, Run]]:
    """Give all starts and modes of one phase after those before it."""
    phase, pause = measure.phases[number], None
    first, runs = roadmap.earliest_start(measure), measure.is_running and number == 0
    latest = roadmap.calendar.periods
    if number:
        start, mode = before[measure.id, measure.phases[number - 1].id]
        first, pause = max(first, start + mode.periods), measure.phases[number - 1].largest_pause_periods
        latest = latest if pause is None else min(latest, start + mode.periods + pause)
    elif not runs:
        latest = int(min(latest, latest_after_pause(roadmap, measure)))
    pin = roadmap.pinned_period(phase.pinned_start)
    for start in (0,) if runs else range(first, latest + 1):
        if pin in (None, start) or (runs and pin < 0):
            for mode in phase.modes:
                yield (measure.id, phase.id), (start, mode)


def every_adaptation(choice: Choice) -> Iterator[Choice]:
    """Add all starts of the adaptations ahead of rollouts that are in, or that nobody is taken in."""
    rollouts = [each for each in choice.roadmap.open_rollouts if each.measure in choice.selected]
    ahead = [(each, _adaptation(choice.roadmap, each)) for each in rollouts]
    keys = [rollout.key for rollout, row in ahead if row is not None]
    runs = [list(_adapting(choice, rollout, row)) for rollout, row in ahead if row is not None]
    for chosen in product(*runs):
        found = replace(choice, adapting=dict(zip(keys, chosen, strict=True)))
        if _instants_hold(found):
            yield found


def _adaptation(roadmap: Roadmap, rollout: Rollout) -> Adaptation | None:
    """Give the adaptation that lies ahead of a rollout."""
    rows = [each for each in roadmap.adaptations if (each.measure, each.sector) == rollout.key]
    return next((each for each in rows if each.is_running or not rollout.in_use), None)


def _adapting(choice: Choice, rollout: Rollout, row: Adaptation) -> Iterator[Run | None]:
    """Give all ways to run an adaptation, and that nobody is taken in."""
    yield None
    if rollout.in_use >= rollout.target:
        return
    demands = (Demand(sector=row.sector, person_months=row.person_months), *row.support)
    mode = Mode(
        duration=row.duration,
        demands=demands,
        cost_nok_per_period=row.cost_nok_per_period,
        cost_public_share=rollout.cost_public_share,
    )
    roadmap, pin = choice.roadmap, choice.roadmap.pinned_period(row.pinned_start)
    measure = roadmap.measure(row.measure)
    phase = row.after_phase or (measure.phases[-1].id if measure.phases else "")
    ended = choice.phase_end(measure, phase) if (row.measure, phase) in choice.starts else 0
    first = 0 if row.is_running else max(ended, roadmap.earliest_start(measure))
    last = 0 if row.is_running else roadmap.calendar.periods - mode.periods
    for start in range(first, last + 1):
        if pin in (None, start) or (row.is_running and pin < 0):
            yield start, mode


def every_begin(choice: Choice, has_room: Callable[[Choice, Rollout], bool]) -> Iterator[Choice]:
    """Add to selection and starts all begins that matter, and all ends that other rollouts wait for.

    ``has_room`` tells whether a rollout can still grow as decided so far.
    """
    rollouts = [rollout for rollout in choice.roadmap.open_rollouts if rollout.measure in choice.selected]
    mattering = [
        rollout
        for rollout in rollouts
        if begin_matters(choice.roadmap, rollout) or goes_on(choice.roadmap, rollout)
    ]
    ahead = [link for link in choice.links if not is_from_behind(choice.roadmap, link)]
    awaited = sorted({key for link in ahead for key in _awaited_end(link)})
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
        if begin == NEVER and choice.adapting.get(first.key) is not None:
            continue  # nobody adapts for nothing
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
        binds = link.link is not Link.ADOPTION and both_in and not has_passed(roadmap, link)
        if binds and not (link.link.is_timed and is_from_behind(roadmap, link)):
            yield link
    yield from links_from_behind(roadmap, selected)


def _awaited_end(link: Dependency) -> Iterator[Key]:
    """Name the rollout whose end holds back the end of another rollout, or hurries a successor."""
    holds_back = link.link is Link.FINISH_FINISH and link.successor.is_rollout
    hurries = link.link.from_finish and link.largest_lag_periods is not None
    if link.predecessor.is_rollout and (holds_back or hurries):
        yield link.predecessor.measure, link.predecessor.sector


def _begins(choice: Choice, rollout: Rollout) -> list[float]:
    """Give the instants at which a rollout may begin: its pin, or any after the phases, or never."""
    first, horizon = choice.phases_end(rollout.measure), choice.roadmap.calendar.periods
    pin = choice.roadmap.pinned_period(rollout.pinned_begin)
    began = choice.roadmap.measure(rollout.measure).is_started and rollout.in_use > 0
    if goes_on(choice.roadmap, rollout):
        return [0]
    if pin is None or (began and pin < 0):
        return [*range(first, horizon), NEVER]
    return [pin] if first <= pin < horizon else []


def _instants_hold(choice: Choice) -> bool:
    """Tell whether all timed links hold whose two instants are decided."""
    for link in choice.links:
        left = choice.instant(link.predecessor, at_end=link.link.from_finish) if link.link.is_timed else None
        arrived = choice.arrival(link) if link.link.is_timed else None
        waits = link.link.to_finish and link.successor.is_rollout
        if left is not None and waits and left + link.lag_periods > choice.roadmap.calendar.periods:
            return False
        if left is not None and arrived is not None and not waits and arrived < left + link.lag_periods:
            return False
        if left is not None and arrived is not None and _is_late(choice, link, left, arrived):
            return False
    return True


def _is_late(choice: Choice, link: Dependency, left: float, arrived: float) -> bool:
    """Tell whether a successor comes after the largest lag; what never comes counts from the horizon on."""
    largest = link.largest_lag_periods
    return largest is not None and min(arrived, choice.roadmap.calendar.periods) > left + largest
