"""The best that plans can be with a date by an instant, or not before it: every plan is tried.

All measures may be decided anew, or some of them with all others kept.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from support.brute_force import BruteForce, Candidate, with_counts
from support.brute_force_choices import NEVER, Choice, Key
from support.brute_force_waves import MARGIN, Band, Row, in_use
from support.brute_force_worth import Accounts

from planner.model import (
    DateKind,
    Measure,
    Objective,
    ObjectiveKind,
    Phase,
    PlanDate,
    Roadmap,
    Schedule,
    Wish,
)

KEPT = 1e-6
"""How far a curve that is kept may lie beyond what the rules leave it: what files and judge forgive."""
MILLION = 1e6
A_POINT = 0.01
"""Coverage that a service which is late lacks of its threshold, or all of it."""


def best_with(
    roadmap: Roadmap,
    objective: Objective,
    wish: Wish,
    schedule: Schedule | None = None,
    own: tuple[str, ...] = (),
) -> float | None:
    """Give the best score with a wish, ``None`` where nothing has it; others are kept as in a schedule."""
    narrow = roadmap if schedule is None else _with_others_pinned(roadmap, schedule, own)
    return EveryPlan(narrow, objective).best(wish, schedule, own)


class EveryPlan:
    """All choices of one roadmap, for any number of wishes."""

    def __init__(self, roadmap: Roadmap, objective: Objective) -> None:
        self._objective = objective
        self._force, self._accounts = BruteForce(roadmap), Accounts(roadmap, objective)
        ranked = [(self._most(each), each) for each in with_counts(self._force, self._accounts)]
        self._ranked = sorted(ranked, key=lambda entry: -entry[0])

    def best(self, wish: Wish, schedule: Schedule | None = None, own: tuple[str, ...] = ()) -> float | None:
        """Give the best score with a wish, as ``best_with`` does."""
        best = -math.inf
        for most, candidate in self._ranked:
            if most <= best + MARGIN:
                break
            found = self._of(candidate, wish, schedule, own)
            best = best if found is None else max(best, found)
        if best == -math.inf:
            return None
        best *= MILLION if self._objective.kind is ObjectiveKind.VALUE else 1.0
        return best if self._objective.is_maximised else -best

    def _most(self, candidate: Candidate) -> float:
        """Give what a choice is worth at most, were each rollout alone and nothing wished for."""
        terms = self._accounts.terms(candidate.choice)
        apart = self._force.waves.best_apart(candidate.bands, terms.prices)
        return -math.inf if apart is None else terms.base + apart[0]

    def _of(
        self, candidate: Candidate, wish: Wish, schedule: Schedule | None, own: tuple[str, ...]
    ) -> float | None:
        """Give the best worth of one choice with a wish."""
        choice = candidate.choice
        if schedule is not None and not _keeps_others(choice, schedule, own):
            return None
        bands = _granted(candidate, wish)
        bands = bands if bands is None or schedule is None else _kept(bands, schedule, own)
        if bands is None:
            return None
        rows = [*candidate.rows, *_rows_of(choice, wish)]
        if any(not row.coefficients and row.limit < -MARGIN for row in rows):
            return None
        terms, kept = self._accounts.terms(choice), self._accounts.kept(choice)
        rows = [row for row in rows if row.coefficients]
        found = self._force.waves.best_with(bands, rows, terms, kept)
        return None if found is None else terms.base + found[0]


def _with_others_pinned(roadmap: Roadmap, schedule: Schedule, own: tuple[str, ...]) -> Roadmap:
    """Pin the phases of all other measures that are in, in their modes: there is less to try."""
    measures = (
        measure
        if measure.id in own or measure.id not in schedule.selected
        else _pinned(roadmap, measure, schedule)
        for measure in roadmap.measures
    )
    return replace(roadmap, measures=tuple(measures))


def _pinned(roadmap: Roadmap, measure: Measure, schedule: Schedule) -> Measure:
    planned = {each.phase: each for each in schedule.phases_by_measure.get(measure.id, ())}

    def pinned(phase: Phase) -> Phase:
        found = planned[phase.id]
        modes = tuple(mode for mode in phase.modes if found.mode in ("", mode.name))[:1]
        return replace(phase, modes=modes, pinned_start=roadmap.calendar.date_of(found.start))

    return replace(measure, phases=tuple(map(pinned, measure.phases)))


def _keeps_others(choice: Choice, schedule: Schedule, own: tuple[str, ...]) -> bool:
    """Tell whether the decisions on all other measures are those of a schedule."""
    if {*choice.selected} - {*own} != {*schedule.selected} - {*own}:
        return False
    for key, planned in schedule.rollouts_by_key.items():
        if key[0] in own or key[0] not in choice.selected:
            continue
        run = choice.adapting.get(key)
        starts = None if planned.adaptation is None else planned.adaptation.start
        if (None if run is None else run[0]) != starts:
            return False
        begin = NEVER if planned.begin is None else planned.begin
        if choice.begins.get(key, begin) != begin:
            return False
    return True


def _kept(bands: Mapping[Key, Band], schedule: Schedule, own: tuple[str, ...]) -> dict[Key, Band] | None:
    """Give the bands with the curves of other measures as a schedule has them, if the rules leave them so."""
    kept = dict(bands)
    for key, (least, most) in bands.items():
        if key[0] in own:
            continue
        curve = schedule.rollouts_by_key[key].adoption
        inside = (
            low - KEPT <= share <= high + KEPT for low, share, high in zip(least, curve, most, strict=True)
        )
        if not all(inside):
            return None
        kept[key] = curve, curve
    return kept


def _granted(candidate: Candidate, wish: Wish) -> dict[Key, Band] | None:
    """Give the bands under a wish; ``None`` where the decisions deny it."""
    choice, date = candidate.choice, wish.date
    bands = dict(candidate.bands)
    if date.kind is DateKind.REALISED:
        return bands
    is_in = date.measure in choice.selected
    if date.kind is DateKind.IN:
        wants_out = wish.or_later and wish.by > choice.roadmap.calendar.periods
        return bands if is_in is not wants_out else None
    if not is_in:
        return None
    comes = _decided(choice, date)
    if comes is not None:
        return bands if (comes >= wish.by if wish.or_later else comes <= wish.by) else None
    return _grown(choice, bands, wish)


def _decided(choice: Choice, date: PlanDate) -> float | None:
    """Give the instant of a date that is decided, infinity for never; ``None`` where waves decide it."""
    if date.sector and date.phase:
        run = choice.adapting.get((date.measure, date.sector))
        return NEVER if run is None else run[0]
    if date.phase and date.kind is DateKind.START:
        return choice.starts[date.measure, date.phase]
    if date.phase:
        return choice.phase_end(choice.roadmap.measure(date.measure), date.phase)
    return choice.begins.get((date.measure, date.sector)) if date.kind is DateKind.START else None


def _grown(choice: Choice, bands: dict[Key, Band], wish: Wish) -> dict[Key, Band] | None:
    """Give the bands in which a rollout begins, or ends, as wished for; ``None`` where there are none."""
    key = wish.date.measure, wish.date.sector
    rollout, horizon = choice.roadmap.rollout_by_key(key), choice.roadmap.calendar.periods
    started, left = in_use(choice.roadmap, key), rollout.target - in_use(choice.roadmap, key)
    unit = min(1 / choice.roadmap.units(rollout), left)
    if wish.date.kind is DateKind.START and wish.or_later:
        return _within(bands, key, until=wish.by, most=started)
    if wish.date.kind is DateKind.START:
        return _within(bands, key, since=min(wish.by, horizon - 1), least=started + unit)
    if left <= MARGIN:
        return bands if wish.by == 0 or not wish.or_later else None
    if wish.or_later:
        return _within(bands, key, until=wish.by - 1, most=rollout.target - unit)
    return _within(bands, key, since=wish.by - 1, least=rollout.target) if wish.by else None


def _within(
    bands: dict[Key, Band],
    key: Key,
    *,
    since: int | None = None,
    least: float = 0.0,
    until: int = 0,
    most: float = 1.0,
) -> dict[Key, Band] | None:
    """Narrow a band from a period on from below, and before another from above."""
    low, high = bands[key]
    if since is not None:
        low = tuple(max(share, least) if period >= since else share for period, share in enumerate(low))
    high = tuple(min(share, most) if period < until else share for period, share in enumerate(high))
    if any(one > other + MARGIN for one, other in zip(low, high, strict=True)):
        return None
    highest = tuple(max(pair) for pair in zip(low, high, strict=True))
    return {**bands, key: (low, highest)}


def _rows_of(choice: Choice, wish: Wish) -> Iterator[Row]:
    """Ask that a service reaches its threshold, or lacks some of it, as a limit on shares."""
    if wish.date.kind is not DateKind.REALISED or (wish.or_later and wish.by == 0):
        return
    instant = wish.by - 1 if wish.or_later else wish.by
    threshold = next(each.threshold for each in choice.roadmap.services if each.id == wish.date.service)
    coefficients, constant = _coverage(choice, wish.date.service, instant)
    if wish.or_later:
        yield Row(coefficients, threshold - min(A_POINT, threshold) - constant)
    else:
        yield Row({name: -factor for name, factor in coefficients.items()}, constant - threshold)


def _coverage(choice: Choice, service: str, instant: int) -> tuple[dict[tuple[Key, int], float], float]:
    """Give the coverage of a service at an instant: of shares, and what is fixed."""
    roadmap, constant = choice.roadmap, 0.0
    coefficients: dict[tuple[Key, int], float] = {}
    for part in roadmap.contributions:
        if part.service != service:
            continue
        rollouts = roadmap.rollouts_of(part.measure)
        weights = [roadmap.units(each) if each.weight is None else each.weight for each in rollouts]
        for rollout, weight in zip(rollouts, weights, strict=True):
            share = part.share * weight / sum(weights) if sum(weights) else 0.0
            if instant <= 0 or rollout.measure not in choice.selected:
                constant += share * rollout.in_use
            else:
                name = rollout.key, instant - 1
                coefficients[name] = coefficients.get(name, 0.0) + share
        if not rollouts:
            constant += part.share * _is_built(choice, part.measure, instant)
    return coefficients, constant


def _is_built(choice: Choice, measure_id: str, instant: int) -> bool:
    measure = choice.roadmap.measure(measure_id)
    if measure.is_done:
        return True
    is_in = measure_id in choice.selected
    return is_in and (not measure.phases or choice.phases_end(measure_id) <= instant)
