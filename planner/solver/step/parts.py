"""A part of a problem: some measures are decided anew, all else stays as a schedule has it."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from planner.model import Kept, Objective, Schedule
from planner.results import load, load_under_way, score, spending
from planner.solver.effort import Effort
from planner.solver.problem import Problem
from planner.solver.step.engine import Engine
from planner.solver.step.model import StepModel
from planner.solver.step.objectives import expression, unit_of
from planner.solver.step.reading import values_of
from planner.solver.under_way import most_of

_TAKING_IN = 1e-6
_NOTHING = 1e-9
Loads = dict[str, list[float]]


class Part(Problem):
    """Some free measures and those they touch, with the room that all others leave.

    ``free`` may be decided anew; the others it knows are tied to a free one by a link or a group, and are
    there to be held. Capacity, budgets and room for rollouts are what the unknown measures leave.
    """

    def __init__(self, whole: Problem, schedule: Schedule, free: Collection[str]) -> None:
        self.whole = whole
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
        self._leave_room(self.outside_of(schedule), self.part_of(schedule))

    def part_of(self, schedule: Schedule) -> Schedule:
        """Give what a schedule says of the measures it knows."""
        return _restricted(schedule, self.measures)

    def outside_of(self, schedule: Schedule) -> Schedule:
        """Give what a schedule says of all other measures."""
        return _restricted(schedule, self.whole.measures.keys() - self.measures.keys())

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

    def _leave_room(self, outside: Schedule, inside: Schedule) -> None:
        """Take what the others use off the limits, though never below what the known ones use already."""
        taken, used = load(self.roadmap, outside), load(self.roadmap, inside)
        self.stated_capacity = self.whole.stated_capacity
        self.capacity = {
            sector: None if limits is None else _rest(limits, taken[sector], used[sector])
            for sector, limits in self.whole.capacity.items()
        }
        most = most_of(self.measures, self.whole.under_way, self.horizon)
        self.under_way = self.whole.under_way._replace(most=most)
        for sector in self.whole.under_way.fixed:
            self._leave_room_under_way(sector, self._apart(outside), self._apart(inside))
        spent, own = spending(self.roadmap, outside), spending(self.roadmap, inside)
        self.budgets = {
            year: max(limit - spent[year], own[year]) for year, limit in self.whole.budgets.items()
        }
        self.room = {
            sector: _rest(limits, self._running(outside, sector), self._running(inside, sector))
            for sector, limits in self.whole.room.items()
        }

    def _apart(self, schedule: Schedule) -> tuple[Loads, Loads]:
        """Give what others ask in a schedule, and what work under way asks that is still open."""
        deciding = {measure for measure, _phase in self.whole.under_way.deciding}
        running, asked = load_under_way(self.roadmap, schedule), load(self.roadmap, schedule)
        others = {
            sector: [whole - part for whole, part in zip(amounts, running[sector], strict=True)]
            for sector, amounts in asked.items()
        }
        return others, load_under_way(self.roadmap, _restricted(schedule, deciding))

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
            if taken > _NOTHING:
                left[period] = limits[period] - outside[1][sector][period] - taken
                if most:
                    most[period] = 0.0
            if taken > _NOTHING or own > _NOTHING:
                left[period] = max(left[period], own + inside[1][sector][period])
        self.capacity[sector] = left

    def _running(self, schedule: Schedule, sector_id: str) -> list[float]:
        """Give how many rollouts of a sector run in each period, as the sector counts them."""
        strict = self.roadmap.sector(sector_id).strict_counting
        running = [0.0] * self.horizon
        for key, planned in schedule.rollouts_by_key.items():
            task = self.whole.rollouts.get(key)
            if task is None or key[1] != sector_id:
                continue
            waves = planned.waves(task.in_use)
            counted = _whole(planned.begin, waves) if strict else [wave / task.pace for wave in waves]
            running = [sum(pair) for pair in zip(running, counted, strict=True)]
        return running


def _whole(begin: int | None, waves: list[float]) -> list[float]:
    """Count a rollout whole from its begin to its last wave."""
    taking_in = [period for period, wave in enumerate(waves) if wave > _TAKING_IN]
    if not taking_in:
        return [0.0] * len(waves)
    first = taking_in[0] if begin is None else min(begin, taking_in[0])
    return [float(first <= period <= taking_in[-1]) for period in range(len(waves))]


def _rest(limits: Iterable[float], taken: Iterable[float], used: Iterable[float]) -> list[float]:
    """Give what is left of limits, at least what is used already: rounding must not make that unlawful."""
    return [max(limit - others, own) for limit, others, own in zip(limits, taken, used, strict=True)]


def _restricted(schedule: Schedule, measures: Collection[str]) -> Schedule:
    """Give what a schedule says of some measures."""
    return Schedule(
        selected=tuple(each for each in schedule.selected if each in measures),
        phases=tuple(phase for phase in schedule.phases if phase.measure in measures),
        rollouts=tuple(rollout for rollout in schedule.rollouts if rollout.measure in measures),
    )


def improve_part(
    whole: Problem, objective: Objective, schedule: Schedule, free: Collection[str], effort: Effort
) -> Schedule | None:
    """Decide some measures anew, all else held; ``None`` when nothing better is found.

    The model grows with the part, not with the roadmap.
    """
    part = Part(whole, schedule, free)
    inside = part.part_of(schedule)
    engine = Engine(part.roadmap, _objective_of_part(part, objective, schedule, inside), problem=part)
    engine.hold_shares(inside, part.measures.keys() - part.free)
    found = engine.improve(inside, part.free, effort)
    return None if found is None else part.put_into(schedule, found)


def _objective_of_part(part: Part, objective: Objective, schedule: Schedule, inside: Schedule) -> Objective:
    """Give the objective with the levels that the part must keep."""
    if not objective.kept:
        return objective
    steps, whole = StepModel(part), part.whole
    levels = (
        _level_of_part(whole, kept, schedule, _worth_of_part(steps, part, kept, inside))
        for kept in objective.kept
    )
    pairs = zip(objective.kept, levels, strict=True)
    return replace(objective, kept=tuple(replace(kept, level=level) for kept, level in pairs))


def _worth_of_part(steps: StepModel, part: Part, kept: Kept, inside: Schedule) -> float:
    """Give how much of a kept objective's score the part accounts for, in the unit of the score."""
    scored = expression(steps, part, kept.objective)
    return scored.value(values_of(steps, inside)) * unit_of(kept.objective)


def _level_of_part(whole: Problem, kept: Kept, schedule: Schedule, inside: float) -> float:
    """Give the level that the part must keep, when all else stays."""
    return kept.level - (score(whole.roadmap, kept.objective, schedule) - inside)


__all__ = ["Part", "improve_part"]
