"""Why a roadmap has no plan: which measures that must be in, or requirements, cannot be met even alone."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.model import FINISH, Effort, Measure, PlanStatus, Requirement, Roadmap
from planner.solver import first_plan, solve, with_what_they_need

SECONDS = 5.0
_MOST_EACH = 0.5
"""Share of all the seconds that one measure may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """What came of trying each measure that must be in, with what it depends on and nothing else around.

    Parameters
    ----------
    impossible
        Those for which that is proved to be impossible; none where nothing else is proved.
    all_possible
        Whether a lawful plan was found for each of them.
    unmet
        Hard requirements that no plan meets, also where nothing else is required of the plan as a whole; none
        where nothing is proved.
    """

    impossible: tuple[Measure, ...]
    all_possible: bool
    unmet: tuple[Requirement, ...] = ()


def each_alone(roadmap: Roadmap, *, seconds: float = SECONDS) -> Alone:
    """Try each measure that must be in alone, then each hard requirement; what is not tried stays unknown."""
    ends = time.monotonic() + seconds
    each_most = _MOST_EACH * seconds
    answers = [
        (measure, _answer(alone(roadmap, measure.id), ends, each_most)) for measure in _mandatory(roadmap)
    ]
    return Alone(
        impossible=tuple(measure for measure, answer in answers if answer is PlanStatus.INFEASIBLE),
        all_possible=bool(answers) and all(answer is PlanStatus.FEASIBLE for _measure, answer in answers),
        unmet=tuple(
            each
            for each in roadmap.hard_requirements
            if _answer(required_alone(roadmap, each), ends, each_most) is PlanStatus.INFEASIBLE
        ),
    )


def required_alone(roadmap: Roadmap, requirement: Requirement) -> Roadmap:
    """Give a roadmap of which nothing else is required as a whole."""
    return replace(roadmap, requirements=(requirement,), started_first=False)


def alone(roadmap: Roadmap, *measures: str) -> Roadmap:
    """Give a roadmap of some measures and what they depend on, without choices between measures."""
    return replace(with_what_they_need(roadmap, set(measures)), groups=(), started_first=False)


def _mandatory(roadmap: Roadmap) -> Iterator[Measure]:
    return (measure for measure in roadmap.open_measures if measure.must_be_in)


def _answer(roadmap: Roadmap, ends: float, most: float) -> PlanStatus:
    """Tell whether there is a plan, by a list schedule at once or by a short search."""
    left = ends - time.monotonic()
    if left <= 0:
        return PlanStatus.UNKNOWN
    if first_plan(roadmap, FINISH).schedule is not None:
        return PlanStatus.FEASIBLE
    # for this objective the engines that prove come first, whatever the roadmap
    found = solve(roadmap, objective=FINISH, effort=Effort(seconds=min(left, most), workers=2))
    return PlanStatus.FEASIBLE if found.schedule is not None else found.status
