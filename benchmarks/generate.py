"""Seeded roadmaps to measure on: of any size, or the real graph drawn anew; and how full plans are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from random import Random

import drawing
import receivers
from limits import Difficulty, limited

from planner import pipeline, results
from planner.model import (
    Calendar,
    Deadline,
    Dependency,
    Link,
    Measure,
    Roadmap,
    Rollout,
    Schedule,
)
from planner.network import earliest_times

STATUS_DATE = date(2023, 1, 1)
DATA = Path(__file__).resolve().parent.parent / "data" / "veikart.csv"
MANDATORY = 0.1
PINNED = 0.02
DUE = 0.04
ASKED_MORE = 4
"""How many times as often the first two delivering sectors of the real graph are asked."""
FULL = 0.97
"""Share of its capacity from which a sector counts as full here: phases come in lumps."""


@dataclass(frozen=True, slots=True)
class Use:
    """How busy a plan makes one sector: shares of its capacity, and for how long it is full."""

    mean: float
    largest: float
    full_periods: int
    longest_full_run: int


def wave_roadmap(
    measures: int,
    seed: int,
    *,
    binding: bool,
    periods: int = 40,
    strict: bool = False,
    counts_from: float = 0.0,
    as_they_are: bool = False,
) -> Roadmap:
    """Draw a roadmap in quarters: phases on three delivering sectors, waves in five receiving ones.

    Parameters
    ----------
    measures
        How many; all are open and a tenth is mandatory. Capacities and budgets grow with what they ask.
    binding
        Whether two delivering sectors run out, or none.
    strict
        Whether simultaneous rollouts are counted whole.
    counts_from
        Share of the rollouts whose benefit counts from half of the units only.
    as_they_are
        Whether receivers are busy elsewhere, slow down, adapt, spread their effort, are supported and have
        several who pay (``receivers``).
    """
    dice = Random(f"waves {measures} {seed}")  # the same for both difficulties, so that they can be compared
    calendar = Calendar(status_date=STATUS_DATE, periods=periods)
    ids = [f"m{number:04}" for number in range(measures)]
    drawn = tuple(drawing.measure(dice, each, calendar) for each in ids)
    taken = [rollout for each in ids for rollout in drawing.rollouts(dice, each)]
    links = tuple(drawing.links(dice, ids, taken))
    services, contributions = drawing.services(dice, ids)
    roadmap = Roadmap(
        name=f"{measures} measures, seed {seed}",
        calendar=calendar,
        measures=drawn,
        sectors=tuple(drawing.sectors()),
        rollouts=tuple(within_predecessors(_counting(dice, taken, counts_from), links)),
        dependencies=links,
        services=services,
        contributions=contributions,
    )
    roadmap = receivers.slower_and_supported(dice, roadmap) if as_they_are else roadmap
    dated = _with_dates(dice, _with_mandatory(dice, roadmap))
    if as_they_are:  # last and from dice of their own, so that all other draws stay the same
        dated = receivers.adapted(Random(f"adaptations {measures} {seed}"), dated)
    return limited(
        dated,
        Difficulty(binding=binding, strict=strict, receivers=as_they_are),
    )


def graph_roadmap(seed: int, *, binding: bool, strict: bool = False, counts_from: float = 0.0) -> Roadmap:
    """Take measures, links and who takes what into use from the default data, and draw the numbers anew.

    What is started is not to come first: plans are compared by value alone, with peers that know no stages.
    """
    dice = Random(f"graph {seed}")
    real = pipeline.read_roadmap(DATA)
    first, second, *others = [sector.id for sector in real.sectors if not sector.is_receiving]
    deliverers = [*[first, second] * ASKED_MORE, *others]
    worth = {measure.id: dice.lognormvariate(0.0, 0.7) for measure in real.measures}
    redrawn = [
        _redrawn_rollout(dice, rollout, real.units(rollout), worth[rollout.measure])
        for rollout in real.rollouts
    ]
    roadmap = replace(
        real,
        name=f"real graph, seed {seed}",
        started_first=False,
        measures=tuple(_redrawn_measure(dice, measure, deliverers) for measure in real.measures),
        rollouts=tuple(within_predecessors(_counting(dice, redrawn, counts_from), real.dependencies)),
        published=(),
        assumptions=(),
        adaptations=(),  # their work was taken off the data's own phases, which are drawn anew
    )
    return limited(_with_dates(dice, roadmap), Difficulty(binding=binding, strict=strict))


def utilisation(roadmap: Roadmap, schedule: Schedule) -> dict[str, Use]:
    """Give how busy a schedule makes each sector that has a capacity."""
    limits = results.capacity(roadmap)
    return {
        sector: _use(shares)
        for sector, shares in results.busy_shares(roadmap, schedule).items()
        if limits[sector] is not None
    }


def within_predecessors(taken: Iterable[Rollout], links: Iterable[Dependency]) -> list[Rollout]:
    """Lower targets to what the predecessor of an adoption link lets a rollout reach, predecessors first."""
    by_key = {rollout.key: rollout for rollout in taken}
    followed = [link.measures for link in links if link.link is Link.ADOPTION]
    pairs = [
        (key, (after, key[1]))
        for before, after in followed
        for key in by_key
        if key[0] == before and (after, key[1]) in by_key
    ]
    lowered = True
    while lowered:
        lowered = False
        for before, after in pairs:
            most = max(by_key[before].target, by_key[after].in_use)
            if by_key[after].target > most:
                by_key[after] = replace(by_key[after], target=most)
                lowered = True
    return list(by_key.values())


def _counting(dice: Random, taken: Sequence[Rollout], share: float) -> list[Rollout]:
    """Let the benefit of a share of the rollouts count from half of the units only."""
    apart = Random(dice.random())  # all other draws stay the same, whatever the share
    return [replace(each, counts_from=0.5) if apart.random() < share else each for each in taken]


def _with_mandatory(dice: Random, roadmap: Roadmap) -> Roadmap:
    """Make a tenth mandatory, of what order alone would let end in the first half of the horizon."""
    spans = earliest_times(roadmap)
    early = [each.id for each in roadmap.measures if spans[each.id].end <= roadmap.calendar.periods / 2]
    wanted = round(MANDATORY * len(roadmap.measures))
    chosen = set(dice.sample(early, min(wanted, len(early))))
    measures = [replace(each, optional=each.id not in chosen) for each in roadmap.measures]
    return replace(roadmap, measures=tuple(measures))


def _with_dates(dice: Random, roadmap: Roadmap) -> Roadmap:
    """Pin some measures and give others a deadline; those that must be in get a late deadline and no pin."""
    spans, needed = earliest_times(roadmap), needed_measures(roadmap)
    dated = [
        _dated(dice, roadmap, measure, spans[measure.id].start, needed=measure.id in needed)
        if measure.phases and not measure.is_started
        else measure
        for measure in roadmap.measures
    ]
    return replace(roadmap, measures=tuple(dated))


def _dated(dice: Random, roadmap: Roadmap, measure: Measure, start: int, *, needed: bool) -> Measure:
    """Pin the first phase a little after it could start, or ask for the last one's end, or neither."""
    drawn, delay = dice.random(), dice.randint(0, 8)
    horizon, calendar = roadmap.calendar.periods, roadmap.calendar
    built = start + sum(phase.modes[0].periods for phase in measure.phases)
    if drawn < PINNED and not needed and built + delay < horizon:
        first, *rest = measure.phases
        pinned = replace(first, pinned_start=calendar.date_of(start + delay))
        return replace(measure, phases=(pinned, *rest))
    due = built + delay + (16 if needed else 8)
    if PINNED <= drawn < PINNED + DUE and due < horizon:
        last_day = calendar.date_of(due) - timedelta(days=1)
        return replace(measure, deadline=Deadline(day=last_day))
    return measure


def needed_measures(roadmap: Roadmap) -> set[str]:
    """Give the measures that must be in, and all that those depend on."""
    before: dict[str, list[str]] = {}
    for link in roadmap.dependencies:
        before.setdefault(link.successor.measure, []).append(link.predecessor.measure)
    waiting = [measure.id for measure in roadmap.measures if measure.must_be_in]
    needed = set(waiting)
    while waiting:
        further = set(before.get(waiting.pop(), ())) - needed
        needed |= further
        waiting.extend(further)
    return needed


def _redrawn_measure(dice: Random, measure: Measure, deliverers: Sequence[str]) -> Measure:
    """Draw the phases anew: smaller ones where a measure is under way, and else one more to begin with."""
    largest = 2 if measure.is_started else 6
    names = [phase.id for phase in measure.phases]
    if names and not measure.is_started:
        names.insert(0, "clarify")
    phases = [drawing.phase(dice, name, deliverers, largest_demand=largest) for name in names]
    return replace(measure, phases=tuple(phases))


def _redrawn_rollout(dice: Random, rollout: Rollout, units: float, worth: float) -> Rollout:
    """Draw a rollout anew, for as many units and with as much in use as there are."""
    drawn = drawing.rollout(dice, rollout.measure, rollout.sector, units, worth)
    return replace(
        drawn, units=rollout.units, in_use=rollout.in_use, target=max(drawn.target, rollout.in_use)
    )


def _use(shares: Sequence[float]) -> Use:
    """Sum up one sector's busy shares over time."""
    full = [share >= FULL for share in shares]
    runs = [sum(1 for _ in run) for is_full, run in groupby(full) if is_full]
    return Use(sum(shares) / len(shares), max(shares), sum(full), max(runs, default=0))
