"""Random schedules, lawful or not, of random roadmaps with every rule there is: for what they are worth.

Phases follow each other within the horizon and shares rise from what is in use to the target; nothing else is
asked of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st
from support.random_adaptations import an_adaptation_before
from support.strategies import a_random_roadmap

from planner.model import (
    COVERAGE,
    FINISH,
    Adaptation,
    Deadline,
    Freeze,
    Measure,
    Objective,
    ObjectiveKind,
    OtherLoad,
    Part,
    Phase,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    Published,
    Roadmap,
    Rollout,
    Schedule,
    Sector,
    ShareDeadline,
    Status,
)


@dataclass(frozen=True)
class Planned:
    """A roadmap, a schedule of it, and another one to compare with."""

    roadmap: Roadmap
    schedule: Schedule
    baseline: Schedule

    @property
    def objectives(self) -> list[Objective]:
        """Give objectives of every kind and with every choice."""
        simple = [
            *SIMPLE,
            Objective(kind=ObjectiveKind.STABILITY, baseline=self.baseline, change_periods=2.5),
        ]
        parts = tuple(Part(objective=part, weight=0.5 + number) for number, part in enumerate(simple))
        return [*simple, Objective(kind=ObjectiveKind.WEIGHTED, parts=parts)]


SIMPLE = (
    *(
        Objective(kind=kind)
        for kind in ObjectiveKind
        if kind not in (ObjectiveKind.STABILITY, ObjectiveKind.WEIGHTED)
    ),
    replace(COVERAGE, at_end=True),
    replace(COVERAGE, discounted=True),
    replace(COVERAGE, at_end=True, discounted=True),
    replace(FINISH, last_end=True),
    replace(FINISH, out_counts_horizon=False),
)


def planned() -> st.SearchStrategy[Planned]:
    """Give roadmaps with schedules to hypothesis."""
    return st.randoms(use_true_random=False).map(a_planned_roadmap)


def a_planned_roadmap(dice: Random) -> Planned:
    """Throw a roadmap with every rule there is, and two schedules."""
    roadmap = with_every_rule(dice, a_random_roadmap(dice))
    return Planned(roadmap, a_schedule(dice, roadmap), a_schedule(dice, roadmap))


def with_every_rule(dice: Random, roadmap: Roadmap) -> Roadmap:
    """Add modes, freezes, soft deadlines, tables of ends, shares to count from, dates and adaptations."""
    return replace(
        roadmap,
        measures=tuple(_measure(dice, roadmap, measure) for measure in roadmap.measures),
        rollouts=tuple(_rollout(dice, roadmap, rollout) for rollout in roadmap.rollouts),
        sectors=tuple(_sector(dice, roadmap, sector) for sector in roadmap.sectors),
        published=tuple(Published(measure=m.id, start=date(2023, 1, 1)) for m in roadmap.measures[::2]),
        adaptations=tuple(_adaptations(Random(f"adaptations {roadmap.rollouts}"), roadmap)),
    )


def _adaptations(dice: Random, roadmap: Roadmap) -> Iterator[Adaptation]:
    """Throw adaptations before some rollouts, by a die of their own: the cases stay as they were."""
    delivering = [sector.id for sector in roadmap.sectors if not sector.is_receiving]
    for rollout in roadmap.rollouts:
        if dice.random() < 0.5:
            yield an_adaptation_before(dice, roadmap, rollout, delivering)


def a_schedule(dice: Random, roadmap: Roadmap) -> Schedule:
    """Throw which measures are in, when their phases run and how their rollouts grow."""
    phases: list[PlannedPhase] = []
    ends: dict[str, int] = {}
    for measure in roadmap.open_measures:
        planned = _phases(dice, roadmap, measure)
        if planned is not None and dice.random() < 0.8:
            phases += planned
            ends[measure.id] = planned[-1].end if planned else roadmap.earliest_start(measure)
    rollouts = [_planned_rollout(dice, roadmap, r, ends.get(r.measure)) for r in roadmap.open_rollouts]
    rollouts = [_adapted(Random(f"adapts {each}"), roadmap, each) for each in rollouts]
    return Schedule(selected=tuple(ends), phases=tuple(phases), rollouts=tuple(rollouts))


def _day(dice: Random, roadmap: Roadmap) -> date:
    """Throw a date from half a year before the horizon to half a year after it."""
    first, last = (roadmap.calendar.date_of(instant) for instant in (0, roadmap.calendar.periods))
    return first + timedelta(days=dice.randint(-180, (last - first).days + 180))


def _a_price(dice: Random, roadmap: Roadmap) -> Deadline:
    return Deadline(day=_day(dice, roadmap), price_nok_per_period=1e5 * dice.randint(0, 9))


def _measure(dice: Random, roadmap: Roadmap, measure: Measure) -> Measure:
    figures = dice.choice((0, 0, 2, roadmap.calendar.periods + 1, roadmap.calendar.periods + 3))
    return replace(
        measure,
        phases=tuple(_phase(dice, phase) for phase in measure.phases),
        deadline=measure.deadline if measure.status is Status.DONE else _a_price(dice, roadmap),
        worth_by_end_nok=tuple(1e5 * dice.randint(-20, 40) for _ in range(figures)),
    )


def _phase(dice: Random, phase: Phase) -> Phase:
    """Add a cost at start and a second mode, which is shorter and dearer."""
    slow = phase.modes[0]
    if not slow.periods:
        return phase
    dear = replace(slow, cost_at_start_nok=1e5 * dice.randint(0, 30))
    shorter = replace(slow.duration, low=0, likely=1)
    fast = replace(dear, name="fast", duration=shorter, cost_nok_per_period=3e6, cost_public_share=0.3)
    return replace(phase, modes=(dear, fast))


def _rollout(dice: Random, roadmap: Roadmap, rollout: Rollout) -> Rollout:
    due = ShareDeadline(share=rollout.target * dice.choice((0.2, 0.7, 1.0)), deadline=_a_price(dice, roadmap))
    return replace(rollout, counts_from=dice.choice((0.0, 0.3, 0.6)), deadline=due)


def _sector(dice: Random, roadmap: Roadmap, sector: Sector) -> Sector:
    days = [sorted((_day(dice, roadmap), _day(dice, roadmap))) for _ in range(dice.choice((0, 1, 3)))]
    freezes = [
        Freeze(starts=first, ends=last + timedelta(days=1), share=dice.choice((0.0, 0.3)))
        for first, last in days
    ]
    strict, others = dice.random() < 0.5, Random(f"others {sector.id} {days}")
    return replace(
        sector,
        freezes=tuple(freezes),
        strict_counting=strict,
        other_loads=_other_loads(others, roadmap, sector),
    )


def _other_loads(dice: Random, roadmap: Roadmap, sector: Sector) -> tuple[OtherLoad, ...]:
    """Throw none to three rows of what others ask; of a sector without limit nothing comes of it."""
    most = max((row.person_months.likely for row in sector.capacities), default=1.0)
    thrown = {
        (dice.choice("ab"), _day(dice, roadmap)): dice.choice((0.0, 0.3, 1.1))
        for _ in range(dice.choice((0, 1, 3)))
    }
    return tuple(
        OtherLoad(what=what, starts=day, person_months=share * most)
        for (what, day), share in sorted(thrown.items())
    )


def _phases(dice: Random, roadmap: Roadmap, measure: Measure) -> list[PlannedPhase] | None:
    """Throw modes and starts of a measure's phases, or ``None`` where they do not fit."""
    modes = [dice.choice(phase.modes) for phase in measure.phases]
    free = roadmap.calendar.periods - sum(mode.periods for mode in modes)
    if free < 0 or roadmap.earliest_start(measure) > roadmap.calendar.periods:
        return None
    pauses = sorted(dice.randint(0, free) for _ in modes)
    planned: list[PlannedPhase] = []
    worked = 0
    for phase, mode, paused in zip(measure.phases, modes, pauses, strict=True):
        start, worked = paused + worked, worked + mode.periods
        planned.append(
            PlannedPhase(measure=measure.id, phase=phase.id, mode=mode.name, start=start, end=paused + worked)
        )
    return planned


def _adapted(dice: Random, roadmap: Roadmap, planned: PlannedRollout) -> PlannedRollout:
    """Throw when the adaptation runs that lies ahead of a rollout which takes somebody in."""
    rollout, row = roadmap.rollout_by_key(planned.key), roadmap.adaptation_of(planned.key)
    if row is None or (rollout.in_use and not row.is_running) or planned.adoption[-1] <= rollout.in_use:
        return planned
    start = 0 if row.is_running else dice.randint(0, roadmap.calendar.periods - row.periods)
    return replace(planned, adaptation=PlannedAdaptation(start=start, end=start + row.periods))


def _planned_rollout(dice: Random, roadmap: Roadmap, rollout: Rollout, built: int | None) -> PlannedRollout:
    """Throw a curve that rises from the end of the phases on; flat where the measure is out."""
    horizon = roadmap.calendar.periods
    begin = None if built is None or built >= horizon else dice.randint(built, horizon - 1)
    wide = rollout.target - rollout.in_use
    flat = horizon if begin is None else begin
    levels = sorted(dice.choice((0.0, 0.25, 0.5, dice.random(), 1.0)) for _ in range(horizon - flat))
    curve = [rollout.in_use] * flat + [rollout.in_use + wide * level for level in levels]
    return PlannedRollout(measure=rollout.measure, sector=rollout.sector, begin=begin, adoption=tuple(curve))
