"""What the choice of engines depends on: sizes of a problem, and what its rules and objective let be done."""

from dataclasses import dataclass
from math import inf

from planner.model import KINDS, Dependency, GroupRule, Link, Objective, ObjectiveKind
from planner.problem.problem import Problem
from planner.problem.resources import Draws, Resource, ResourceKind

LARGEST_STEP_MODEL = 60_000
"""Variables up to which HiGHS gets the whole step model: beyond, building it alone takes half a minute."""
LARGEST_LUMPY_STEP_MODEL, LUMPY = 20_000, 0.7
"""Variables up to which HiGHS helps within a minute where phases fill this share of a sector or more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What the choice of engines depends on.

    Parameters
    ----------
    step_variables
        Variables of the step model: starts of phases in their modes, begins and shares of rollouts.
    is_additive
        Whether the objective adds up over measures, so that prices can take it apart.
    is_listable
        Whether list schedules know all rules and the objective.
    fullness
        What all phases together ask of a sector, as a share of its capacity over the horizon; the largest.
    requirements
        What is required of the plan as a whole: some engines do not know of it.
    adaptations
        Rollouts that sectors adapt their own systems for first: neither do some engines know of that.
    """

    measures: int
    phases: int
    rollouts: int
    periods: int
    step_variables: int
    objective: ObjectiveKind
    is_additive: bool
    is_listable: bool
    fullness: float
    requirements: int = 0
    adaptations: int = 0

    @property
    def has_waves(self) -> bool:
        """Tell whether anybody takes anything into use."""
        return self.rollouts > 0

    @property
    def has_adaptations(self) -> bool:
        """Tell whether any sector adapts its own systems before it takes anything into use."""
        return self.adaptations > 0

    @property
    def fits_step_model(self) -> bool:
        """Tell whether HiGHS can take the whole roadmap at once."""
        return self.step_variables <= LARGEST_STEP_MODEL

    @property
    def suits_step_model(self) -> bool:
        """Tell whether HiGHS gets far with the whole roadmap."""
        is_easy = self.step_variables <= LARGEST_LUMPY_STEP_MODEL or self.fullness < LUMPY
        return self.fits_step_model and is_easy


def features_of(problem: Problem, objective: Objective) -> Features:
    """Measure what the choice depends on."""
    phases = [phase for task in problem.measures.values() for phase in task.phases]
    starts = sum(mode.starts for phase in problem.phases for mode in phase.modes)
    # a share by period, and where the begin matters, whether it has begun
    curves = sum(problem.horizon * (2 if task.begin_matters else 1) for task in problem.rollouts.values())
    return Features(
        measures=len(problem.measures),
        phases=len(phases),
        rollouts=len(problem.rollouts),
        periods=problem.horizon,
        step_variables=starts + curves,
        objective=objective.kind,
        is_additive=_is_additive(problem, objective),
        is_listable=is_listable(problem, objective),
        fullness=_fullness(problem),
        requirements=len(problem.requirements),
        adaptations=len(problem.phases) - len(phases),
    )


def _fullness(problem: Problem) -> float:
    """Give the largest share of a sector's capacity that all phases together ask, in their first modes.

    Adaptations count as phases.
    """
    asked = dict.fromkeys(problem.capacity, 0.0)
    for phase in problem.phases:
        mode = phase.modes[0]
        for sector, amount in mode.demands.items():
            asked[sector] += amount * mode.periods
    held = {sector: sum(limits) for sector, limits in problem.capacity.items() if limits is not None}
    return max((asked[sector] / whole for sector, whole in held.items() if whole > 0), default=0.0)


def _is_additive(problem: Problem, objective: Objective) -> bool:
    """Tell whether an objective, and what it must keep, adds up over measures."""
    if objective.kind is ObjectiveKind.WEIGHTED:
        return all(_is_additive(problem, part.objective) for part in objective.parts)
    if objective.kind is ObjectiveKind.FINISH:
        return not objective.last_end
    if objective.kind is ObjectiveKind.STABILITY:
        # the area between two curves is not linear in waves, which prices need
        return not problem.rollouts
    return KINDS[objective.kind].adds_up


def is_listable(problem: Problem, objective: Objective) -> bool:
    """Tell whether list schedules know all rules that bind a problem, and the objective."""
    tasks = problem.measures.values()
    phases = [phase for task in tasks for phase in task.phases]
    return (
        objective.kind in (ObjectiveKind.FINISH, ObjectiveKind.OPEN_WORK)
        and not objective.kept
        and not problem.rollouts
        and not problem.under_way.most
        and not problem.requirements
        and len(phases) > 0
        and all(task.must_be_in and task.phases for task in tasks)
        and all(phase.fits and phase.largest_pause is None for phase in phases)
        and all(_is_least_distance(link) for link in problem.dependencies)
        and _groups_hold(problem)
        and _only_capacity_binds(problem)
    )


def _is_least_distance(link: Dependency) -> bool:
    """Tell whether a link is no more than a least distance between two instants."""
    return link.link is not Link.SHARE and link.largest_lag_periods is None


def _groups_hold(problem: Problem) -> bool:
    """Tell whether all groups accept that everything is in."""
    return all(group.rule in (GroupRule.AT_LEAST, GroupRule.ALL_OR_NONE) for group in problem.roadmap.groups)


def _only_capacity_binds(problem: Problem) -> bool:
    """Tell whether phases ask for no more than there is of all that is not shared out period by period."""
    others = [each for each in problem.resources if each.kind is not ResourceKind.CAPACITY]
    return all(_most_drawn(problem, each) <= min(each.limits, default=inf) for each in others)


def _most_drawn(problem: Problem, resource: Resource) -> float:
    """Give the most that phases can draw on a resource over all time, each in its dearest mode."""
    drawn: dict[tuple[str, str], list[float]] = {}
    phases = {(each.measure, each.phase): each for task in problem.measures.values() for each in task.phases}
    for amount in resource.amounts:
        modes = phases[amount.key].modes
        times = modes[amount.mode].periods if amount.draws is Draws.RUNNING else 1
        drawn.setdefault(amount.key, [0.0] * len(modes))[amount.mode] += times * amount.amount
    return sum(map(max, drawn.values()))
