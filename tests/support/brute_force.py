"""The best plan of a small roadmap by trying every selection, start and begin.

Each choice's waves are an independent linear program (``brute_force_waves``). Choices are tried from the most
promising on, so that most need no program at all: what each rollout could reach alone bounds what all reach.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import count

from support.brute_force_choices import NEVER, Choice, Key, every_adaptation, every_begin, every_start
from support.brute_force_counting import every_count, every_opening
from support.brute_force_requirements import every_realised, every_shortfall, measures_end_in_time
from support.brute_force_waves import MARGIN, Band, Curve, Row, Waves, has_room, rows_of
from support.brute_force_worth import Accounts

from planner.model import (
    Measure,
    Objective,
    ObjectiveKind,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Rollout,
    Schedule,
)
from planner.verify.rollouts import begin_matters


@dataclass(frozen=True)
class Best:
    """The best plan: its score, in millions of NOK, summed coverage or summed instants, and its schedule."""

    score: float
    schedule: Schedule


class BruteForce:
    """All choices of one roadmap, for any number of objectives."""

    def __init__(self, roadmap: Roadmap) -> None:
        self.roadmap = roadmap
        self.waves = Waves(roadmap)
        self.candidates = list(candidates(roadmap, self.waves))

    def best_plan(self, objective: Objective) -> Best | None:
        """Give the best plan of all, or ``None`` where no plan is lawful."""
        search = _earliest if objective.kind is ObjectiveKind.FINISH else _dearest
        return search(self, objective)


def best_plan(roadmap: Roadmap, objective: Objective) -> Best | None:
    """Give the best plan of all for one objective, or ``None`` where no plan is lawful."""
    return BruteForce(roadmap).best_plan(objective)


@dataclass(frozen=True)
class Candidate:
    """A choice with the bounds and limits of its waves."""

    choice: Choice
    bands: Mapping[Key, Band]
    rows: list[Row]


def candidates(roadmap: Roadmap, waves: Waves) -> Iterator[Candidate]:
    """Give all choices whose rollouts have room, each by itself."""
    for started in _with_services(roadmap):
        rows = rows_of(started)
        if any(not row.coefficients for row in rows):
            continue
        for begun in every_begin(started, has_room):
            for choice in every_opening(begun, has_room):
                bands = waves.bands(choice)
                if bands is not None:
                    yield Candidate(choice, bands, rows_of(choice) if choice.open else rows)


def _with_services(roadmap: Roadmap) -> Iterator[Choice]:
    """Give all starts in which measures end as required, with the services that must be realised."""
    for started in every_start(roadmap):
        if measures_end_in_time(started):
            for adapted in every_adaptation(started):
                yield from every_realised(adapted)


def _dearest(force: BruteForce, objective: Objective) -> Best | None:
    """Give the plan with the best score; scores count so that more is better."""
    waves, accounts = force.waves, Accounts(force.roadmap, objective)
    ranked = []
    for candidate in with_counts(force, accounts):
        bands, terms = candidate.bands, accounts.terms(candidate.choice)
        apart = waves.best_apart(bands, terms.prices)
        if apart is not None and all(kept.most(bands) >= -MARGIN for kept in accounts.kept(candidate.choice)):
            bound = terms.base + apart[0] - sum(largest.least(bands) for largest in terms.largest)
            ranked.append((bound, candidate, apart[1], terms))
    ranked.sort(key=lambda entry: -entry[0])
    best: tuple[float, Choice, dict[Key, Curve]] | None = None
    for bound, candidate, curves, terms in ranked:
        if best is not None and bound <= best[0] + MARGIN:
            break
        kept = accounts.kept(candidate.choice)
        if not kept and not terms.largest and all(row.holds(curves) for row in candidate.rows):
            best = bound, candidate.choice, curves
            break
        found = waves.best_with(candidate.bands, candidate.rows, terms, kept)
        if found is not None and (best is None or terms.base + found[0] > best[0]):
            best = terms.base + found[0], candidate.choice, found[1]
    if best is None:
        return None
    sign = 1.0 if objective.is_maximised else -1.0
    return _best(sign * best[0], best[1], best[2])


def with_counts(force: BruteForce, accounts: Accounts) -> Iterator[Candidate]:
    """Give the candidates, with what shares decide where the objective depends on it."""
    for candidate in force.candidates:
        if not accounts.depends_on_shares:
            yield candidate
            continue
        for counted in every_count(candidate.choice, has_room):
            for choice in every_shortfall(counted):
                bands = force.waves.bands(choice)
                if bands is not None:
                    rows = rows_of(choice) if choice.realised else candidate.rows
                    yield replace(candidate, choice=choice, bands=bands, rows=rows)


def _best(score: float, choice: Choice, curves: Mapping[Key, Curve]) -> Best:
    """Make a schedule of a choice and its waves."""
    roadmap = choice.roadmap
    measures = [measure for measure in roadmap.open_measures if measure.id in choice.selected]
    schedule = Schedule(
        selected=tuple(measure.id for measure in measures),
        phases=tuple(
            _planned_phase(choice, measure, phase.id) for measure in measures for phase in measure.phases
        ),
        rollouts=tuple(_planned_rollout(choice, curves, rollout) for rollout in roadmap.open_rollouts),
    )
    return Best(score, schedule)


def _planned_phase(choice: Choice, measure: Measure, phase_id: str) -> PlannedPhase:
    start, end = choice.starts[measure.id, phase_id], choice.phase_end(measure, phase_id)
    mode = choice.modes[measure.id, phase_id].name
    return PlannedPhase(measure=measure.id, phase=phase_id, mode=mode, start=start, end=end)


def _planned_rollout(choice: Choice, curves: Mapping[Key, Curve], rollout: Rollout) -> PlannedRollout:
    """Round a curve to ten decimals, so that what the program left out really is 0."""
    shares: list[float] = []
    for share in curves.get(rollout.key, (rollout.in_use,) * choice.roadmap.calendar.periods):
        shares.append(min(rollout.target, max(round(share, 10), shares[-1] if shares else rollout.in_use)))
    begin = choice.begins.get(rollout.key, NEVER)
    if rollout.measure in choice.selected and not begin_matters(choice.roadmap, rollout):
        begin = next((period for period, share in enumerate(shares) if share > rollout.in_use), NEVER)
    begins = None if begin == NEVER else int(begin)
    run = choice.adapting.get(rollout.key)
    # one before which nobody is taken in is left out: that is lawful, and never worse
    adapts = run is not None and shares[-1] > rollout.in_use
    return PlannedRollout(
        measure=rollout.measure,
        sector=rollout.sector,
        begin=begins,
        adoption=tuple(shares),
        adaptation=PlannedAdaptation(start=run[0], end=run[0] + run[1].periods) if run and adapts else None,
    )


def _earliest(force: BruteForce, objective: Objective) -> Best | None:
    """Give the plan with the smallest score: try the ends of measures from the earliest on."""
    waves, order = force.waves, count()
    free = {rollout.key: (0.0,) * force.roadmap.calendar.periods for rollout in force.roadmap.rollouts}
    first = _with_first_finishes(force.candidates)
    heap = [(_ends(candidate.choice, objective), next(order), candidate) for candidate in first]
    heapify(heap)
    seen: set[object] = set()
    while heap:
        score, _number, candidate = heappop(heap)
        bands = waves.bands(candidate.choice)
        found = None if bands is None else waves.best(bands, candidate.rows, free)
        if found is not None:
            return _best(score, candidate.choice, found[1])
        if waves.best(candidate.bands, candidate.rows, free) is not None:
            for choice in _one_later(candidate.choice, seen):
                heappush(heap, (_ends(choice, objective), next(order), replace(candidate, choice=choice)))
    return None


def _with_first_finishes(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Add to each choice the first instants by which its measures' rollouts could all have ended."""
    for candidate in found:
        choice, finishes = candidate.choice, {}
        for measure in sorted({key[0] for key in candidate.bands}):
            ends = [
                _first_end(choice, key, band) for key, band in candidate.bands.items() if key[0] == measure
            ]
            finishes[measure] = max([choice.phases_end(measure), *ends])
        yield replace(candidate, choice=replace(choice, finishes=finishes))


def _first_end(choice: Choice, key: Key, band: Band) -> int:
    """Give the first instant by which a rollout could have ended, by itself."""
    rollout = choice.roadmap.rollout(*key)
    assert rollout is not None
    shares = (rollout.in_use, *band[1])
    reached = (instant for instant, share in enumerate(shares) if share >= rollout.target - MARGIN)
    return min(next(reached, choice.roadmap.calendar.periods), choice.roadmap.calendar.periods)


def _one_later(choice: Choice, seen: set[object]) -> Iterator[Choice]:
    """Give the choices in which one measure ends one period later, each once."""
    for measure, finish in choice.finishes.items():
        later = {**choice.finishes, measure: finish + 1}
        key = _decided(choice), tuple(sorted(later.items()))
        if finish < choice.roadmap.calendar.periods and key not in seen:
            seen.add(key)
            yield replace(choice, finishes=later)


def _decided(choice: Choice) -> object:
    """Name a choice by all that ties its waves, so that no two different ones are taken for the same."""
    parts = choice.starts, choice.modes, choice.begins, choice.ends, choice.open
    adapting = tuple(sorted((key, run and run[0]) for key, run in choice.adapting.items()))
    return choice.selected, adapting, tuple(tuple(sorted(part.items())) for part in parts)


def _ends(choice: Choice, objective: Objective) -> float:
    """Give the score of a choice for ``finish``."""
    out = float(choice.roadmap.calendar.periods if objective.out_counts_horizon else 0)
    ends = {
        measure.id: float(choice.finishes.get(measure.id, choice.phases_end(measure.id)))
        if measure.id in choice.selected
        else out
        for measure in choice.roadmap.open_measures
    }
    if objective.last_end:
        return max(ends.values(), default=0.0)
    return sum(choice.roadmap.measure(measure).finish_weight * end for measure, end in ends.items())
