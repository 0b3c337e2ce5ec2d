"""A part of a problem: some measures are decided anew, all else stays as a schedule has it."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import Self

from planner.model import PRECISION, Dependency, Group, Kept, Objective, ObjectiveKind, Schedule
from planner.problem import (
    LimitKey,
    Meter,
    MostDrawn,
    Problem,
    RequirementTask,
    Resource,
    ResourceKind,
    adaptation_name,
    most_of,
    resources_of,
)
from planner.results import load, load_under_way, score
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.engines.step.confirming import relaxed
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.objectives import adds_up, expression, unit_of
from planner.solver.engines.step.reading import values_of
from planner.solver.engines.step.rules import RULES, TIGHTENINGS, Rule
from planner.solver.engines.step.used import Used, restricted

Loads = dict[str, list[float]]


class FreePart(Problem):
    """Some free measures and those they touch, with the room that all others leave.

    ``free`` may be decided anew; the others it knows are tied to a free one by a link or a group, and are
    there to be held. Capacity, budgets and room for rollouts are what all but the free ones leave.
    """

    def __init__(self, used: Used, free: Collection[str]) -> None:
        self.whole = whole = used.problem
        self.schedule = used.schedule
        self.roadmap = whole.roadmap
        self.horizon = whole.horizon
        self.free = frozenset(free)
        self.groups = tuple(group for group in whole.groups if self.free.intersection(group.measures))
        self.dependencies = tuple(
            link for link in whole.dependencies if self.free.intersection(link.measures)
        )
        known = self._known()
        self.measures = {each: task for each, task in whole.measures.items() if each in known}
        self.rollouts = {task.key: task for measure in self.measures.values() for task in measure.rollouts}
        self.requirements = tuple(self._requirements(used.schedule))
        self._leave_room(used)

    def part_of(self, schedule: Schedule) -> Schedule:
        """Give what a schedule says of the measures it knows."""
        return restricted(schedule, self.measures)

    def outside_of(self, schedule: Schedule) -> Schedule:
        """Give what a schedule says of all other measures."""
        return restricted(schedule, self.whole.measures.keys() - self.measures.keys())

    def put_into(self, schedule: Schedule, part: Schedule) -> Schedule:
        """Give a schedule with the part of it replaced."""
        chosen = {*self.outside_of(schedule).selected, *part.selected}
        phases = {**schedule.phases_by_measure, **part.phases_by_measure}
        rollouts = {**schedule.rollouts_by_key, **part.rollouts_by_key}
        selected = tuple(measure_id for measure_id in self.whole.measures if measure_id in chosen)
        return Schedule(
            selected=selected,
            phases=tuple(phase for measure_id in selected for phase in phases.get(measure_id, ())),
            rollouts=tuple(rollouts[key] for key in self.whole.rollouts),
        )

    def _known(self) -> set[str]:
        """Give the free measures and those that a link or a group ties to them."""
        tied = {each for link in self.dependencies for each in link.measures}
        grouped = {each for group in self.groups for each in group.measures}
        return {*self.free, *tied, *grouped}

    def _requirements(self, schedule: Schedule) -> Iterator[RequirementTask]:
        """Give what the part has a say in of what is asked of the plan as a whole."""
        for task in self.whole.requirements:
            if not task.is_end or task.requirement.measure in self.measures:
                yield task.kept_outside(self.measures, schedule)

    @cached_property
    def limits(self) -> dict[LimitKey, float]:
        """Give the room that is left by each limit."""
        return {
            each.limit_key(bucket): limit
            for each in self.resources
            for bucket, limit in enumerate(each.limits)
        }

    def without_idle_limits(self) -> Self:
        """Give the same part, infinite where a limit is above all that the free measures could draw."""
        part, most = copy(self), MostDrawn(self)
        part.resources = tuple(_where_it_may_bind(each, most) for each in self.resources)
        return part

    def with_ties(self, ties: Iterable[Dependency | Group]) -> Self:
        """Give the same part with some links and groups in place of its own."""
        part, ties = copy(self), tuple(ties)
        part.dependencies = tuple(each for each in ties if isinstance(each, Dependency))
        part.groups = tuple(each for each in ties if isinstance(each, Group))
        return part

    def _leave_room(self, used: Used) -> None:
        """Take what all others use off the limits, though never below what the free ones use already."""
        self.stated_capacity, self.capacity = self.whole.stated_capacity, self.whole.capacity
        free = {each: task for each, task in self.measures.items() if each in self.free}
        most = most_of(free, self.whole.under_way, self.horizon)
        self.under_way = self.whole.under_way._replace(most=most)
        stated, inside = resources_of(self), restricted(used.schedule, self.free)
        own = Meter(stated, self).read(inside)
        left = [
            resource._replace(limits=tuple(_rest(resource.limits, *both)))
            for resource, *both in zip(stated, used.by_others(stated, own), own, strict=True)
        ]
        self.capacity = dict.fromkeys(self.whole.capacity) | {
            each.name: list(each.limits) for each in left if each.kind is ResourceKind.CAPACITY
        }
        if self.whole.under_way.fixed:
            outside = restricted(used.schedule, self.whole.measures.keys() - self.free)
            apart = self._apart(outside), self._apart(inside)
            for sector in self.whole.under_way.fixed:
                self._leave_room_under_way(sector, *apart)
        self.resources = tuple(map(self._with_capacity, left))

    def _with_capacity(self, resource: Resource) -> Resource:
        """Give a resource with what work under way leaves of a sector."""
        limits = self.capacity.get(resource.name) if resource.kind is ResourceKind.CAPACITY else None
        return resource if limits is None else resource._replace(limits=tuple(limits))

    def _apart(self, schedule: Schedule) -> tuple[Loads, Loads]:
        """Give what others ask in a schedule, and what work under way asks that is still open."""
        running, asked = load_under_way(self.roadmap, schedule), load(self.roadmap, schedule)
        others = {
            sector: [whole - part for whole, part in zip(amounts, running[sector], strict=True)]
            for sector, amounts in asked.items()
        }
        still_open = _only_phases(schedule, self.whole.under_way.deciding)
        return others, load_under_way(self.roadmap, still_open)

    def _leave_room_under_way(
        self, sector: str, outside: tuple[Loads, Loads], inside: tuple[Loads, Loads]
    ) -> None:
        """Leave room where work under way may ask for more than there is.

        Where unknown measures take anything beside it, what goes on may no longer ask for more than is left.
        """
        limits, most = self.whole.capacity[sector] or [], self.under_way.most.get(sector, [])
        left = [max(0.0, limit - asked) for limit, asked in zip(limits, outside[1][sector], strict=True)]
        for period, taken in enumerate(outside[0][sector]):
            own = inside[0][sector][period]
            if taken > PRECISION:
                left[period] = limits[period] - outside[1][sector][period] - taken
                if most:
                    most[period] = 0.0
            if taken > PRECISION or own > PRECISION:
                left[period] = max(left[period], own + inside[1][sector][period])
        self.capacity[sector] = left


def _where_it_may_bind(resource: Resource, most: MostDrawn) -> Resource:
    """Give a resource with the limits alone that its amounts could reach."""
    by_measure = most.by_measure(resource).values()
    drawn = [sum(each) for each in zip(*by_measure, strict=True)] or [0.0] * len(resource.limits)
    pairs = zip(resource.limits, drawn, strict=True)
    return resource._replace(limits=tuple(limit if limit <= asked else math.inf for limit, asked in pairs))


def _rest(limits: Iterable[float], others: Iterable[float], own: Iterable[float]) -> list[float]:
    """Give what others leave of limits, at least a part's own: rounding must not make that unlawful."""
    return [max(limit - beside, part) for limit, beside, part in zip(limits, others, own, strict=True)]


def _only_phases(schedule: Schedule, keys: Collection[tuple[str, str]]) -> Schedule:
    """Give what a schedule says of some phases and adaptations, which have a key as phases have."""
    return Schedule(
        selected=schedule.selected,
        phases=tuple(each for each in schedule.phases if (each.measure, each.phase) in keys),
        rollouts=tuple(
            each for each in schedule.rollouts if (each.measure, adaptation_name(each.sector)) in keys
        ),
    )


def has_plain_limits(problem: Problem, objective: Objective) -> bool:
    """Tell whether each limit is the limit of a row, and of nothing else in the model.

    It is more where work under way may ask for more than there is, or the largest load is kept at a level.
    """
    is_plain = not (problem.under_way.fixed or problem.under_way.most)
    kept = (each.objective for each in objective.kept)
    return is_plain and not any(map(_looks_at_limits, (objective, *kept)))


def _looks_at_limits(objective: Objective) -> bool:
    """Tell whether a score is counted in shares of a limit."""
    parts = (part.objective for part in objective.parts)
    return objective.kind is ObjectiveKind.LEVELLING or any(map(_looks_at_limits, parts))


def lean_part(used: Used, objective: Objective, free: Collection[str]) -> FreePart:
    """Give a part without limits that cannot bind, where a limit is nothing but that: a smaller model."""
    part = FreePart(used, free)
    return part.without_idle_limits() if has_plain_limits(used.problem, objective) else part


class PartEngine:
    """HiGHS on some measures of a schedule, all else held; the model grows with them alone."""

    def __init__(
        self,
        part: FreePart,
        objective: Objective,
        rules: Sequence[Rule] = (*RULES, *TIGHTENINGS),
        *,
        is_plain: bool = False,
    ) -> None:
        self.part, self.schedule = part, part.schedule
        self.inside = inside = part.part_of(self.schedule)
        kept = tuple(kept_by_part(part, each) for each in objective.kept)
        self.objective = replace(objective, kept=kept)
        self._engine = StepEngine(part.roadmap, self.objective, rules, part, held=inside, is_plain=is_plain)

    @property
    def steps(self) -> StepModel:
        """Give the model."""
        return self._engine.steps

    def limit_to(self, room: Mapping[LimitKey, float]) -> None:
        """Let plain limits be those of a part that differs in nothing else; what it lacks is no limit."""
        for key, rows in self.steps.limited.items():
            for row in rows:
                row.allow(room.get(key, math.inf))

    def decide_anew(self, effort: Allowance, *, confirm: bool = False) -> tuple[Verdict, Schedule | None]:
        """Give the best that the part can be, and what is proved of it, by two solvers where told to."""
        return self._engine.decide_anew(self.inside, self.part.free, effort, confirm=confirm)

    def decide_as(
        self, wanted: Schedule, held: Collection[str], effort: Allowance
    ) -> tuple[Verdict, Schedule | None]:
        """Give the best that the part can be with some measures as a schedule of the whole has them."""
        free = self.part.free.difference(held)
        return self._engine.decide_anew(self.part.part_of(wanted), free, effort)

    def polished(self, wanted: Schedule) -> Schedule | None:
        """Give the best curves of the part with all decisions as wanted; ``None`` where none are lawful."""
        return self._engine.polish(self.part.part_of(wanted))

    def lost_at_least(self, seconds: float | None) -> float | None:
        """Give what the score loses at least by what the rows ask for, by the linear relaxation.

        Infinite where that cannot keep the rows; ``None`` where it tells nothing.
        """
        self._engine.free_all()
        found, before = relaxed(self.steps, seconds), self._worth_of_inside()
        if found.verdict is Verdict.INFEASIBLE:
            return math.inf
        if found.verdict is not Verdict.OPTIMAL or found.bound is None or not adds_up(self.objective):
            return None
        loss = before * unit_of(self.objective) - self._engine.proved(found.bound)
        return loss if self.objective.is_maximised else -loss

    def shown_by_second(self, effort: Allowance) -> Schedule | None:
        """Give any schedule of the part that the second solver finds."""
        self._engine.free_all()
        return self._engine.shown_by_second(effort)

    def finds_any(self, effort: Allowance) -> Verdict:
        """Tell whether the rules leave the part any schedule, whatever it is worth."""
        return self._engine.finds_any(effort)

    def is_better(self, found: Schedule) -> bool:
        """Tell whether a schedule of the part is better than what it was."""
        return self._engine.is_better(self._scored(found), self._scored(self.inside))

    def is_worse(self, found: Schedule) -> bool:
        """Tell whether a schedule of the part is worse than what it was."""
        return self._engine.is_better(self._scored(self.inside), self._scored(found))

    def _worth_of_inside(self) -> float:
        """Give what the model's objective is of the part as it was."""
        return self.steps.objective.value(values_of(self.steps, self.inside))

    def _scored(self, found: Schedule) -> Schedule:
        """Give what is compared: the part, or the whole where requirements make more than a sum of it."""
        return self.put_back(found) if self.part.requirements else found

    def put_back(self, found: Schedule) -> Schedule:
        """Give the whole schedule with the part as found."""
        return self.part.put_into(self.schedule, found)


def improve_part(
    whole: Problem, objective: Objective, schedule: Schedule, free: Collection[str], effort: Allowance
) -> Schedule | None:
    """Decide some measures anew, all else held; ``None`` when nothing better is found."""
    engine = PartEngine(lean_part(Used(whole, schedule), objective, free), objective)
    _verdict, found = engine.decide_anew(effort)
    return engine.put_back(found) if found is not None and engine.is_better(found) else None


def kept_by_part(part: FreePart, kept: Kept) -> Kept:
    """Give a kept objective at the level that the part must keep, when all else stays.

    A lawful schedule may pass a level by its tolerance: what the part has itself is always enough.
    """
    whole, own = score(part.whole.roadmap, kept.objective, part.schedule), _worth_of_part(part, kept)
    left = kept.level - (whole - own)
    return replace(kept, level=min(left, own) if kept.objective.is_maximised else max(left, own))


def _worth_of_part(part: FreePart, kept: Kept) -> float:
    """Give how much of a kept objective's score the part accounts for, in the unit of the score."""
    inside = part.part_of(part.schedule)
    steps = StepModel(part, inside)
    scored = expression(steps, part, kept.objective)
    return scored.value(values_of(steps, inside)) * unit_of(kept.objective)


__all__ = ["FreePart", "PartEngine", "has_plain_limits", "improve_part", "kept_by_part", "lean_part"]
