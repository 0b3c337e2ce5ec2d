"""Work under way: phases that run at the status date go on whatever they ask, others get what they leave.

With capacity ``c`` and what goes on ``r``, others get ``max(0, c - r)``; said otherwise, others and
``min(r, c)`` are at most ``c``. Where ``r`` can never pass ``c``, this is the plain limit on the load, and
nothing here is needed.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from planner.problem.problem import MeasureTask, PhaseTask

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
    running = [task for task in measures.values() if task.measure.is_running]
    known = {name: limits for name, limits in capacity.items() if limits is not None}
    asked = _most([task.phases[0] for task in running], known, horizon)
    # elsewhere the plain limit on the load says the same, and is what engines know best
    above = [name for name, limits in known.items() if _passes(asked[name], limits)]
    fixed = [task.phases[0] for task in running if _is_fixed(task)]
    deciding = [task.phases[0] for task in running if not _is_fixed(task)]
    most = _most(deciding, above, horizon)
    return UnderWay(
        fixed=_most(fixed, above, horizon),
        most={name: amounts for name, amounts in most.items() if any(amounts)},
        deciding=frozenset((phase.measure, phase.phase) for phase in deciding),
    )


def most_of(measures: "Mapping[str, MeasureTask]", known: UnderWay, horizon: int) -> Amounts:
    """Give the most that those still open ask together, of some measures only."""
    phases = [phase for task in measures.values() for phase in task.phases]
    deciding = [phase for phase in phases if (phase.measure, phase.phase) in known.deciding]
    return _most(deciding, known.most, horizon)


def without_fixed(task: "MeasureTask", sectors: Collection[str]) -> "MeasureTask":
    """Give a measure whose running phase asks nothing of the sectors that have been charged for it."""
    if not (sectors and task.measure.is_running and _is_fixed(task)):
        return task
    return task._replace(phases=(_asking_others(task.phases[0], sectors), *task.phases[1:]))


def _asking_others(phase: "PhaseTask", sectors: Collection[str]) -> "PhaseTask":
    """Give a phase that asks nothing of some sectors."""
    modes = (
        mode._replace(demands={name: asked for name, asked in mode.demands.items() if name not in sectors})
        for mode in phase.modes
    )
    return phase._replace(modes=tuple(modes))


def _is_fixed(task: "MeasureTask") -> bool:
    """Tell whether a running phase goes on in the same way in every plan."""
    return task.must_be_in and len(task.phases[0].fitting_modes) == 1


def _most(phases: "Iterable[PhaseTask]", sectors: Iterable[str], horizon: int) -> Amounts:
    """Give the most that phases which start at instant 0 ask together of sectors in each period."""
    total = {name: [0.0] * horizon for name in sectors}
    for phase in phases:
        for name, amounts in total.items():
            for period in range(horizon):
                asked = (mode.demands.get(name, 0.0) for mode in phase.fitting_modes if period < mode.periods)
                amounts[period] += max(asked, default=0.0)
    return total


def _passes(asked: Iterable[float], limits: Iterable[float]) -> bool:
    """Tell whether more is asked than there is in any period."""
    return any(most > limit for most, limit in zip(asked, limits, strict=True))
