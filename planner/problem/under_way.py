"""Work under way: phases that run at the status date go on whatever they ask, others get what they leave.

With capacity ``c`` and what goes on ``r``, others get ``max(0, c - r)``; said otherwise, others and
``min(r, c)`` are at most ``c``. Where ``r`` can never pass ``c``, this is the plain limit on the load, and
nothing here is needed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from planner.problem.tasks import MeasureTask, PhaseTask

Amounts = dict[str, list[float]]


class UnderWay(NamedTuple):
    """What running phases may ask in the sectors where that can be more than there is.

    Parameters
    ----------
    fixed
        Person-months that they ask in every plan, by sector and period: taken off the capacity.
    most
        The most that those ask together of which it is still open whether or in which mode they go on;
        only sectors of which these ask anything.
    deciding
        Measure and phase of these.
    """

    fixed: Amounts
    most: Amounts
    deciding: frozenset[tuple[str, str]]


def under_way(
    measures: "Mapping[str, MeasureTask]", capacity: Mapping[str, list[float] | None], horizon: int
) -> UnderWay:
    """Sort out the phases that run at the status date."""
    running = [each for task in measures.values() for each in _running(task)]
    known = {name: limits for name, limits in capacity.items() if limits is not None}
    asked = _most([phase for phase, _is_fixed in running], known, horizon)
    # elsewhere the plain limit on the load says the same, and is what engines know best
    above = [name for name, limits in known.items() if _passes(asked[name], limits)]
    fixed = [phase for phase, is_fixed in running if is_fixed]
    deciding = [phase for phase, is_fixed in running if not is_fixed]
    most = _most(deciding, above, horizon)
    return UnderWay(
        fixed=_most(fixed, above, horizon),
        most={name: amounts for name, amounts in most.items() if any(amounts)},
        deciding=frozenset((phase.measure, phase.phase) for phase in deciding),
    )


def most_of(measures: "Mapping[str, MeasureTask]", known: UnderWay, horizon: int) -> Amounts:
    """Give the most that those still open ask together, of some measures only."""
    phases = [phase for task in measures.values() for phase in (*task.phases, *task.adaptations)]
    deciding = [phase for phase in phases if (phase.measure, phase.phase) in known.deciding]
    return _most(deciding, known.most, horizon)


def without_fixed(task: "MeasureTask", sectors: Collection[str]) -> "MeasureTask":
    """Give a measure whose running phases ask nothing of the sectors that have been charged for them."""
    if not sectors:
        return task
    fixed = [phase for phase, is_fixed in _running(task) if is_fixed]
    charged = {phase.phase: _asking_others(phase, sectors) for phase in fixed}
    rollouts = (
        each
        if each.adaptation is None
        else each._replace(adaptation=charged.get(each.adaptation.phase, each.adaptation))
        for each in task.rollouts
    )
    phases = (charged.get(phase.phase, phase) for phase in task.phases)
    return task._replace(phases=tuple(phases), rollouts=tuple(rollouts))


def _asking_others(phase: "PhaseTask", sectors: Collection[str]) -> "PhaseTask":
    """Give a phase that asks nothing of some sectors."""
    modes = (
        mode._replace(demands={name: asked for name, asked in mode.demands.items() if name not in sectors})
        for mode in phase.modes
    )
    return phase._replace(modes=tuple(modes))


def _running(task: "MeasureTask") -> "Iterator[tuple[PhaseTask, bool]]":
    """Give the phases of a measure that run at the status date, and whether they go on alike in every plan.

    An adaptation goes on where somebody must be taken in.
    """
    if task.measure.is_running:
        yield task.phases[0], task.must_be_in and len(task.phases[0].fitting_modes) == 1
    for rollout in task.rollouts:
        if rollout.adaptation is not None and rollout.is_adapting:
            yield rollout.adaptation, task.must_be_in and rollout.to_take_in > 0


def _most(phases: "Iterable[PhaseTask]", sectors: Iterable[str], horizon: int) -> Amounts:
    """Give the most that phases which start at instant 0 ask together of sectors in each period."""
    total = {name: [0.0] * horizon for name in sectors}
    for phase in phases:
        modes = phase.fitting_modes
        asked_of = {name for mode in modes for name in mode.demands if name in total}
        for name in asked_of:
            for period in range(min(horizon, max(mode.periods for mode in modes))):
                asked = (mode.demands.get(name, 0.0) for mode in modes if period < mode.periods)
                total[name][period] += max(asked, default=0.0)
    return total


def _passes(asked: Iterable[float], limits: Iterable[float]) -> bool:
    """Tell whether more is asked than there is in any period."""
    return any(most > limit for most, limit in zip(asked, limits, strict=True))
