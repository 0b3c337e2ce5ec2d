"""Cases at the edge of a rule: one that just holds and one that just breaks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from support.builders import a_calendar

from planner.model import Demand, Estimate, Mode, PlannedPhase, PlannedRollout, Roadmap, Schedule
from planner.verify import judge

IN, OUT = 0.5e-6, 2e-6
"""Within the tolerance of a share, and outside it."""

Pair = tuple[Roadmap, Schedule]


@dataclass(frozen=True)
class Edge:
    """A lawful pair of roadmap and schedule, and one that breaks the rule with this code."""

    code: str
    holds: Pair
    breaks: Pair


def codes(pair: Pair) -> set[str]:
    """Give the codes of all findings."""
    return {finding.code for finding in judge(*pair)}


def instant(number: int) -> date:
    """Give the date of an instant."""
    return a_calendar().date_of(number)


def plans(
    *phases: tuple[str, str, int, int], selected: tuple[str, ...] | None = None, **curves: Any
) -> Schedule:
    """Plan phases as measure, phase, start and end, and curves of ``gp`` as begin and shares by measure."""
    named = tuple(dict.fromkeys([*(phase[0] for phase in phases), *curves]))
    return Schedule(
        selected=named if selected is None else selected,
        phases=tuple(PlannedPhase(measure=m, phase=p, start=start, end=end) for m, p, start, end in phases),
        rollouts=tuple(
            PlannedRollout(measure=measure, sector="gp", begin=begin, adoption=tuple(shares))
            for measure, (begin, *shares) in curves.items()
        ),
    )


def in_a_mode(name: str, periods: int, cost_at_start: float = 0.0, **demands: float) -> Mode:
    """Give one way of doing a phase; demands are person-months per period by sector."""
    asked = tuple(Demand(sector=sector, person_months=amount) for sector, amount in demands.items())
    return Mode(name=name, duration=Estimate.sure(periods), demands=asked, cost_at_start_nok=cost_at_start)
