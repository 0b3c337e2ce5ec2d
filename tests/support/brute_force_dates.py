"""The best that some measures can be with an earlier date, all others kept: every plan of theirs is tried."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from support.brute_force import BruteForce, Candidate, with_counts
from support.brute_force_choices import NEVER, Choice, Key
from support.brute_force_waves import MARGIN, Band, Row, in_use
from support.brute_force_worth import Accounts

from planner.model import DateKind, Measure, Objective, ObjectiveKind, Phase, Roadmap, Schedule, Wish

KEPT = 1e-6
"""How far a curve that is kept may lie beyond what the rules leave it: what files and judge forgive."""
MILLION = 1e6


def best_with(
    roadmap: Roadmap,
    objective: Objective,
    wish: Wish,
    schedule: Schedule | None = None,
    own: tuple[str, ...] = (),
) -> float | None:
    """Give the best score with a wish, ``None`` where nothing has it; others are kept as in a schedule."""
    narrow = roadmap if schedule is None else _with_others_pinned(roadmap, schedule, own)
    force, accounts = BruteForce(narrow), Accounts(narrow, objective)
    best: float | None = None
    for candidate in with_counts(force, accounts):
        if schedule is not None and not _keeps_others(candidate.choice, schedule, own):
            continue
        bands = _granted(candidate, wish)
        bands = bands if bands is None or schedule is None else _kept(bands, schedule, own)
        if bands is None:
            continue
        terms, kept = accounts.terms(candidate.choice), accounts.kept(candidate.choice)
        rows = [*candidate.rows, *_rows_of(candidate.choice, wish)]
        if any(not row.coefficients and row.limit < -MARGIN for row in rows):
            continue
        rows = [row for row in rows if row.coefficients]
        found = force.waves.best_with(bands, rows, terms, kept)
        if found is not None and (best is None or terms.base + found[0] > best):
            best = terms.base + found[0]
    if best is None:
        return None
    best *= MILLION if objective.kind is ObjectiveKind.VALUE else 1.0
    return best if objective.is_maximised else -best


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
    if date.kind is DateKind.REALISED:
        return dict(candidate.bands)
    if date.measure not in choice.selected:
        return None
    if date.kind is DateKind.IN:
        return dict(candidate.bands)
    if date.kind is DateKind.START:
        return dict(candidate.bands) if choice.starts[date.measure, date.phase] <= wish.by else None
    key = date.measure, date.sector
    target = choice.roadmap.rollout_by_key(key).target
    if wish.by == 0:
        return dict(candidate.bands) if in_use(choice.roadmap, key) >= target else None
    least, most = candidate.bands[key]
    if most[wish.by - 1] < target - MARGIN:
        return None
    reached = tuple(max(low, target) if period >= wish.by - 1 else low for period, low in enumerate(least))
    highest = tuple(max(pair) for pair in zip(reached, most, strict=True))
    return {**candidate.bands, key: (reached, highest)}


def _rows_of(choice: Choice, wish: Wish) -> Iterator[Row]:
    """Ask that a service reaches its threshold, as a limit on shares."""
    if wish.date.kind is not DateKind.REALISED:
        return
    roadmap, period = choice.roadmap, wish.by - 1
    threshold = next(each.threshold for each in roadmap.services if each.id == wish.date.service)
    coefficients: dict[tuple[Key, int], float] = {}
    lacking = threshold
    for part in roadmap.contributions:
        if part.service != wish.date.service:
            continue
        rollouts = roadmap.rollouts_of(part.measure)
        weights = [roadmap.units(each) if each.weight is None else each.weight for each in rollouts]
        for rollout, weight in zip(rollouts, weights, strict=True):
            share = part.share * weight / sum(weights) if sum(weights) else 0.0
            if period < 0 or rollout.measure not in choice.selected:
                lacking -= share * rollout.in_use
            else:
                name = rollout.key, period
                coefficients[name] = coefficients.get(name, 0.0) - share
        if not rollouts:
            lacking -= part.share * _is_built(choice, part.measure, wish.by)
    yield Row(coefficients, -lacking)


def _is_built(choice: Choice, measure_id: str, instant: int) -> bool:
    measure = choice.roadmap.measure(measure_id)
    if measure.is_done:
        return True
    is_in = measure_id in choice.selected
    return is_in and (not measure.phases or choice.phases_end(measure_id) <= instant)
