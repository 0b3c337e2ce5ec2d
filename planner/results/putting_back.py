"""Measures that lie elsewhere in one schedule than in another, and how the one is with some put back.

Both schedules are of one roadmap; what is in one of them only lies elsewhere too (``docs/problem.md``,
section 10).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from planner.language import ToldError, to_say
from planner.model import (
    SLACK,
    Calendar,
    Phase,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Schedule,
)

_OTHER_PERIODS = to_say("Its periods are of another length (in months: {found}, here {expected}).")


def moved_between(roadmap: Roadmap, old: Schedule, new: Schedule) -> tuple[str, ...]:
    """Name the open measures that lie elsewhere, by more than rounding, in the order of the roadmap."""
    chosen = set(old.selected) ^ set(new.selected)
    moved = {each.measure for each in old.rollouts if _lies_elsewhere(each, new)}
    phases = old.phases_by_measure, new.phases_by_measure
    moved |= {each for each in {*phases[0], *phases[1]} if phases[0].get(each) != phases[1].get(each)}
    return tuple(each.id for each in roadmap.open_measures if each.id in moved | chosen)


def _lies_elsewhere(rollout: PlannedRollout, new: Schedule) -> bool:
    other = new.rollouts_by_key[rollout.key]
    if rollout.adoption == other.adoption:  # most are, and this is told at once
        return rollout.adaptation != other.adaptation
    pairs = zip(rollout.adoption, other.adoption, strict=True)
    return rollout.adaptation != other.adaptation or any(abs(one - two) > SLACK for one, two in pairs)


def differing(one: Schedule, other: Schedule) -> set[str]:
    """Give the measures that two schedules of one roadmap have otherwise, down to the last digit.

    Some more where one of them has its rollouts in another order.
    """
    found = {*one.selected} ^ {*other.selected}
    phases, others = one.phases_by_measure, other.phases_by_measure
    found |= {each for each in {**phases, **others} if phases.get(each) != others.get(each)}
    if len(one.rollouts) != len(other.rollouts):
        return found | {each.measure for each in (*one.rollouts, *other.rollouts)}
    pairs = zip(one.rollouts, other.rollouts, strict=True)  # both in the order of the roadmap
    return found.union(
        *((each.measure, known.measure) for each, known in pairs if each is not known and each != known)
    )


def put_back(roadmap: Roadmap, old: Schedule, new: Schedule, measures: Collection[str]) -> Schedule:
    """Give the new schedule with some measures as in the old; whether that is lawful is not asked."""
    among = {*measures}
    chosen = new.chosen - among | old.chosen & among
    selected = tuple(each.id for each in roadmap.open_measures if each.id in chosen)
    phases = {**new.phases_by_measure, **{each: old.phases_by_measure.get(each, ()) for each in measures}}
    return Schedule(
        selected=selected,
        phases=tuple(phase for each in selected for phase in phases.get(each, ())),
        rollouts=tuple(
            old.rollouts_by_key[each.key] if each.measure in among else each for each in new.rollouts
        ),
    )


@dataclass(frozen=True, slots=True)
class SomeMeasures:
    """Some open measures as a schedule has them.

    Parameters
    ----------
    schedule
        What it says of these, and of nothing else.
    """

    measures: Collection[str]
    schedule: Schedule

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Give their rollouts, by measure and sector."""
        return [each.key for each in self.schedule.rollouts]


def of_measures(roadmap: Roadmap, schedule: Schedule, measures: Collection[str]) -> SomeMeasures:
    """Give what a schedule says of some open measures."""
    chosen = tuple(each for each in measures if each in schedule.chosen)
    keys = (rollout.key for each in measures for rollout in roadmap.rollouts_of(each))
    own = Schedule(
        selected=chosen,
        phases=tuple(phase for each in chosen for phase in schedule.phases_by_measure.get(each, ())),
        rollouts=tuple(schedule.rollouts_by_key[key] for key in keys),
    )
    return SomeMeasures(measures, own)


def as_counted(schedule: Schedule, by: Calendar, roadmap: Roadmap) -> Schedule:
    """Give a schedule that counts time by one calendar as a roadmap of another status date counts it.

    Dates stay what they are. What runs at the roadmap's status date is as its data says: it began, and when
    it ends follows, so that no plan decides it. What lay before that date keeps its instants, below 0.

    Raises
    ------
    ToldError
        If their periods are not equally long.
    """
    if by.period is not roadmap.calendar.period:
        found, expected = by.period.months, roadmap.calendar.period.months
        raise ToldError(_OTHER_PERIODS.filled(found=found, expected=expected))
    if by.counts_as(roadmap.calendar):
        return schedule
    shift = roadmap.calendar.period_of(by.date_of(0))
    running = {each.id: each.phases[0] for each in roadmap.open_measures if each.is_running}
    phases = (replace(each, start=each.start + shift, end=each.end + shift) for each in schedule.phases)
    return Schedule(
        selected=schedule.selected,
        phases=tuple(
            _as_it_runs(each, running[each.measure]) if _runs(each, running) else each for each in phases
        ),
        rollouts=tuple(_moved_on(roadmap, each, shift) for each in schedule.rollouts),
    )


def _runs(planned: PlannedPhase, running: Mapping[str, Phase]) -> bool:
    return planned.measure in running and running[planned.measure].id == planned.phase


def _as_it_runs(planned: PlannedPhase, phase: Phase) -> PlannedPhase:
    """Give a planned phase from the status date on, with what is left of it."""
    mode = next((each for each in phase.modes if each.name == planned.mode), phase.modes[0])
    return replace(planned, mode=mode.name, start=0, end=mode.periods)


def _moved_on(roadmap: Roadmap, planned: PlannedRollout, shift: int) -> PlannedRollout:
    """Give a planned rollout with its instants moved, and its curve from the status date on."""
    before = planned.adoption[: max(0, -shift)][-1:]  # what it was to have reached at the status date
    known = planned.adoption[max(0, -shift) :] or planned.adoption[-1:]
    adoption = (*known[:1] * max(0, shift), *known)
    begin = None if planned.begin is None else planned.begin + shift
    if begin is not None and begin < 0:
        waves = zip((*before, *adoption), adoption, strict=False)
        begin = next((period for period, (old, new) in enumerate(waves) if new > old), None)
    return replace(
        planned, begin=begin, adoption=adoption, adaptation=_adaptation_moved_on(roadmap, planned, shift)
    )


def _adaptation_moved_on(roadmap: Roadmap, planned: PlannedRollout, shift: int) -> PlannedAdaptation | None:
    """Give an adaptation with its instants moved; nothing of one that was to have ended."""
    row, known = roadmap.adaptation_of(planned.key), planned.adaptation
    if known is None:
        return None
    if row is not None and row.is_running:
        return PlannedAdaptation(start=0, end=row.periods)
    return (
        None if known.end + shift <= 0 else replace(known, start=known.start + shift, end=known.end + shift)
    )
