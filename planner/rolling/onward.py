"""A schedule from a later status date on, as the rolled roadmap counts it."""

from dataclasses import replace

from planner.model import (
    TOLERANCE,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Rollout,
    Schedule,
)
from planner.rolling.happened import Happened
from planner.rules import adaptation_before, begin_matters, named_rollouts


def onward(rolled: Roadmap, past: Happened) -> Schedule:
    """Give what a plan decides of all that is open in the rolled roadmap; what runs goes on as it is.

    Where all went as planned this is the plan from the status date on. Where it did not, it may break rules.
    """
    old = past.plan.schedule or Schedule(selected=(), phases=(), rollouts=())
    inside = ({*old.selected} | past.begun) - past.stopped
    selected = tuple(each.id for each in rolled.open_measures if each.id in inside)
    named = named_rollouts(rolled)
    return Schedule(
        selected=selected,
        phases=tuple(_phases(rolled, past, old, selected)),
        rollouts=tuple(
            _rollout(rolled, past, old.rollouts_by_key[each.key], each, named)
            if each.measure in inside
            else _stays(rolled, each)
            for each in rolled.open_rollouts
        ),
    )


def _phases(rolled: Roadmap, past: Happened, old: Schedule, selected: tuple[str, ...]) -> list[PlannedPhase]:
    """Give the phases that are left, those that run with what is left of them."""
    found: list[PlannedPhase] = []
    for measure in (rolled.measure(each) for each in selected):
        planned = {each.phase: each for each in old.phases_by_measure.get(measure.id, ())}
        ready = 0
        for number, phase in enumerate(measure.phases):
            known = planned.get(phase.id)
            mode = phase.modes[0] if known is None else measure.mode(phase.id, _mode(measure.id, known, past))
            start = ready if known is None else max(0, known.start - past.at)
            if number == 0 and measure.is_running:
                start, mode = 0, phase.modes[0]
            found.append(
                PlannedPhase(
                    measure=measure.id, phase=phase.id, mode=mode.name, start=start, end=start + mode.periods
                )
            )
            ready = start + mode.periods
    return found


def _mode(measure_id: str, planned: PlannedPhase, past: Happened) -> str:
    stretch = past.phases.get((measure_id, planned.phase))
    return planned.mode if stretch is None else stretch.mode


def _stays(rolled: Roadmap, rollout: Rollout) -> PlannedRollout:
    adoption = (rollout.in_use,) * rolled.calendar.periods
    return PlannedRollout(measure=rollout.measure, sector=rollout.sector, begin=None, adoption=adoption)


def _rollout(
    rolled: Roadmap, past: Happened, old: PlannedRollout, rollout: Rollout, named: frozenset[tuple[str, str]]
) -> PlannedRollout:
    """Give the curve from the status date on, never below what is in use, and a begin that fits it."""
    adoption = tuple(min(rollout.target, max(rollout.in_use, share)) for share in old.adoption[past.at :])
    if adoption[:1] and _is_as_planned(past, old, rollout):
        adoption = old.adoption[past.at :]
    waves = PlannedRollout(measure=rollout.measure, sector=rollout.sector, begin=None, adoption=adoption)
    first = next((t for t, wave in enumerate(waves.waves(rollout.in_use)) if wave > 0), None)
    ahead = None if old.begin is None else old.begin - past.at
    begin = first
    if rolled.has_gates_under_way(rollout):
        begin = 0
    elif begin_matters(rolled, rollout, named) and ahead is not None and ahead >= 0:
        begin = ahead
    return replace(waves, begin=begin, adaptation=_adaptation(rolled, past, old, rollout, first))


def _is_as_planned(past: Happened, old: PlannedRollout, rollout: Rollout) -> bool:
    return past.at > 0 and abs(old.adoption[past.at - 1] - rollout.in_use) <= TOLERANCE


def _adaptation(
    rolled: Roadmap, past: Happened, old: PlannedRollout, rollout: Rollout, first: int | None
) -> PlannedAdaptation | None:
    row = adaptation_before(rolled, rollout)
    if row is None or first is None:
        return None
    if row.is_running:
        return PlannedAdaptation(start=0, end=row.periods)
    if old.adaptation is None:
        return None
    start = max(0, old.adaptation.start - past.at)
    return PlannedAdaptation(start=start, end=start + row.periods)
