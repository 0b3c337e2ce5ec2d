"""Hard requirements come first: a plan that meets them to start from, or how near a search comes to one."""

from dataclasses import dataclass, replace

from planner.model import SLACK, Nearest, Objective, Plan, PlanStatus, Roadmap, Schedule
from planner.results import shortfall, standings
from planner.solver.arrays.building import flat_of
from planner.solver.search.incumbent import Incumbent, Progress
from planner.solver.search.searching import SHARE_OF_FIRST, first_schedule, search_for
from planner.solver.search.settings import Settings
from planner.solver.search.stages import SHORTFALL
from planner.solver.search.starts import Starts

SHARE_OF_TIME = 0.5
"""Share of the time after which a search that knows no plan that meets requirements goes on without one."""
_NOTHING_MISSING = 100 * SLACK
"""Shortfall, in percentage points, that the tolerance of a share explains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """What came of looking for a plan that meets hard requirements.

    Parameters
    ----------
    schedule
        One that does, if any was found.
    nearest
        What the best of all that were found reaches of those that it misses.
    is_impossible
        Whether it is proved that there is none.
    """

    schedule: Schedule | None = None
    nearest: tuple[Nearest, ...] = ()
    is_impossible: bool = False


def meet_requirements(
    roadmap: Roadmap, objective: Objective, settings: Settings, starts: Starts, began: float
) -> Required:
    """Find a plan that meets hard requirements: one that is there at once, else by the least shortfall."""
    effort = settings.effort
    until = None if effort.deterministic else began + SHARE_OF_FIRST * effort.seconds
    first = first_schedule(flat_of(roadmap, objective), starts, until)
    if first is not None:
        return Required(schedule=first)
    told = _Told(roadmap, objective, settings, began)
    looking = settings.on_the_way(SHARE_OF_TIME * effort.seconds, effort.gap)
    found = search_for(roadmap, SHORTFALL, replace(looking, progress=told.take), starts, bound=0.0)
    return _required(roadmap, found)


def _required(roadmap: Roadmap, found: Plan) -> Required:
    """Say what the search for the least shortfall has found, and proved."""
    if found.schedule is None:
        return Required(is_impossible=found.status is PlanStatus.INFEASIBLE)
    if shortfall(roadmap, found.schedule) <= _NOTHING_MISSING and not nearest(roadmap, found.schedule):
        return Required(schedule=found.schedule)
    is_impossible = found.bound is not None and found.bound > _NOTHING_MISSING
    return Required(nearest=nearest(roadmap, found.schedule), is_impossible=is_impossible)


def nearest(roadmap: Roadmap, schedule: Schedule) -> tuple[Nearest, ...]:
    """Give what a schedule reaches of the hard requirements that it misses."""
    missed = (each for each in standings(roadmap, schedule) if each.requirement.is_hard and not each.is_met)
    return tuple(Nearest(requirement=each.requirement.id, reached=each.reached) for each in missed)


class _Told:
    """Tells how near a search has come, as a plan of what was asked for that holds no schedule yet."""

    def __init__(self, roadmap: Roadmap, objective: Objective, settings: Settings, began: float) -> None:
        self._roadmap, self._tell = roadmap, settings.progress
        self._incumbent = Incumbent(roadmap, objective, settings.effort, began=began)

    def take(self, news: Progress) -> None:
        """Pass on how near the newest schedule is."""
        if self._tell is None or news.plan.schedule is None:
            return
        self._incumbent.note(nearest=nearest(self._roadmap, news.plan.schedule))
        self._tell(self._incumbent.progress)
