"""Rules on what there is to share, as rows of the step model: capacity, budget, attention."""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from planner.model import TOLERANCE, Sector
from planner.problem import Problem, RolloutTask
from planner.solver.arrays.flows import MILLION
from planner.solver.engines.step.model import Opening, StepModel, occupied
from planner.solver.engines.step.sums import PhaseSteps, Sum

Key = tuple[str, str]  # of a phase: measure and phase


@dataclass(frozen=True, slots=True)
class Load:
    """What may be asked of a limited sector in a period, in person-months, work that is fixed apart.

    ``under_way`` holds, by phase, what it asks in each mode and whether it runs in that mode: phases that run
    already and may ask for more than there is. ``others`` is all else.
    """

    sector: str
    period: int
    others: Sum
    under_way: dict[Key, list[tuple[float, Sum]]]

    def going_on(self, most: float = math.inf) -> Sum:
        """Give what the phases under way ask, at most so much each."""
        total = Sum()
        for modes in self.under_way.values():
            for asked, runs in modes:
                total.add_all(runs, min(asked, most))
        return total

    def together(self) -> Sum:
        """Give all that is asked."""
        total = self.going_on()
        total.add_all(self.others)
        return total


def loads(model: StepModel, problem: Problem) -> Iterator[Load]:
    """Give what is asked of each limited sector in each period, where it is asked anything."""
    rows = {
        (sector, period): Load(sector, period, Sum(), {})
        for sector, limits in problem.capacity.items()
        if limits is not None
        for period in problem.roadmap.periods
    }
    efforts = {each.key: each.units * each.rollout.effort_per_unit for each in problem.free_rollouts}
    lumpy = set(problem.capacity) - {key[1] for key, effort in efforts.items() if effort}
    for key, phase in model.phases.items():
        if key[0] in problem.free:
            _add_demands(rows, model, key, phase, lumpy)
    for task in problem.free_rollouts:
        for period in problem.roadmap.periods:
            if (task.rollout.sector, period) in rows and efforts[task.key]:
                rows[task.rollout.sector, period].others.add_all(model.wave(task, period), efforts[task.key])
    for load in rows.values():
        if load.others.coefficients or load.under_way:
            yield load


def _add_demands(
    rows: Mapping[tuple[str, int], Load],
    model: StepModel,
    key: Key,
    phase: PhaseSteps,
    lumpy: Collection[str],
) -> None:
    """Add what a phase asks of sectors in the periods it may run.

    Where only phases ask, variables for running make a knapsack of the row, from which the solver finds
    cuts; differences of steps hide it. With waves in the row they would only be in the way.
    """
    under_way = model.problem.under_way if key in model.problem.under_way.deciding else None
    for mode, step in phase.modes:
        for sector, person_months in mode.demands.items():
            for period in range(mode.first, min(mode.last + mode.periods, model.problem.horizon)):
                load = rows.get((sector, period))
                if load is None:
                    continue
                if under_way is not None and sector in under_way.most:
                    runs = person_months, occupied(mode, step, period)
                    load.under_way.setdefault(key, []).append(runs)
                elif sector in lumpy:
                    load.others.add(person_months, model.runs(mode, step, period))
                else:
                    load.others.add_all(occupied(mode, step, period), person_months)


def capacity_holds(model: StepModel, problem: Problem) -> None:
    """Ask of a sector no more person-months in a period than the programme may use.

    What runs already is never refused; all else fits into what it leaves.
    """
    for load in loads(model, problem):
        limits = problem.capacity[load.sector]
        if limits is not None:
            _leave_room(model, problem, load, limits[load.period])


def _leave_room(model: StepModel, problem: Problem, load: Load, limit: float) -> None:
    """Keep others and what goes on, counted as at most the limit, within it."""
    most = problem.under_way.most.get(load.sector)
    if most is None or most[load.period] <= limit:
        model.at_most(load.together(), limit)
    elif len(load.under_way) <= 1:
        row = load.going_on(most=limit)
        row.add_all(load.others)
        model.at_most(row, limit)
    elif load.others.coefficients:
        _leave_room_or_nothing(model, load, limit, most[load.period])


def _leave_room_or_nothing(model: StepModel, load: Load, limit: float, most: float) -> None:
    """Let several phases go on beside others within the limit, or by themselves beyond it."""
    leaves = model.within(load.going_on(), limit, f"leaves room {load.sector} {load.period}")
    beside = Sum((-limit, leaves))
    beside.add_all(load.others)
    model.at_most(beside, 0.0)
    row = load.together()
    row.add(most - limit, leaves)
    model.at_most(row, most)


def budget_holds(model: StepModel, problem: Problem) -> None:
    """Invest in a calendar year no more than its budget."""
    rows = {year: Sum() for year in problem.budgets}
    for period, year in enumerate(problem.years):
        if year in rows:
            _add_spending(rows[year], model, problem, period)
    for year, row in rows.items():
        model.at_most(row, problem.budgets[year] / MILLION)


def _add_spending(row: Sum, model: StepModel, problem: Problem, period: int) -> None:
    """Add the investment of one period in phases that run, phases that start, and waves."""
    for phase in model.free_phases:
        for mode, step in phase.modes:
            row.add_all(occupied(mode, step, period), mode.cost_nok_per_period / MILLION)
            row.add(mode.cost_at_start_nok / MILLION, step.at(period))
            row.add(-mode.cost_at_start_nok / MILLION, step.at(period - 1))
    for rollout in problem.free_rollouts:
        cost = rollout.units * rollout.rollout.cost_per_unit_nok / MILLION
        row.add_all(model.wave(rollout, period), cost)


def simultaneous_rollouts_fit(model: StepModel, problem: Problem) -> None:
    """Keep the rollouts of a sector, counted by how fully they run, within its limit."""
    for sector, room, tasks in _crowded_sectors(problem):
        if sector.strict_counting:
            continue
        for period, limit in enumerate(room):
            row = Sum()
            for task in tasks:
                row.add_all(model.wave(task, period), 1 / task.pace)
            model.at_most(row, limit)


def whole_rollouts_fit(model: StepModel, problem: Problem) -> None:
    """Keep the rollouts of a strict sector, counted whole from begin to last wave, within its limit."""
    for sector, room, tasks in _crowded_sectors(problem):
        if not sector.strict_counting:
            continue
        openings = [model.opening(task) for task in tasks]
        for task, opening in zip(tasks, openings, strict=True):
            _take_in_while_open(model, problem, task, opening)
        for period, limit in enumerate(room):
            row = Sum()
            for opening in openings:
                row.add_all(_is_open(opening, period))
            model.at_most(row, math.floor(limit + TOLERANCE))


def _crowded_sectors(problem: Problem) -> Iterator[tuple[Sector, list[float], list[RolloutTask]]]:
    """Give each sector with more rollouts than room, the room by period, and those that take somebody in."""
    for sector_id, room in problem.room.items():
        inside = [task for task in problem.free_rollouts if task.rollout.sector == sector_id]
        tasks = [task for task in inside if task.to_take_in > 0]
        if len(tasks) > min(room):
            yield problem.roadmap.sector(sector_id), room, tasks


def _take_in_while_open(model: StepModel, problem: Problem, task: RolloutTask, opening: Opening) -> None:
    """Take somebody in only between opening and closing, once each; open only when the phases have ended."""
    for step in (opening.opened, opening.closed):
        for instant in step.instants[:-1]:
            model.implies(step.at(instant), step.at(instant + 1))
    for instant in opening.closed.instants:
        model.implies(opening.closed.at(instant), opening.opened.at(instant))
        model.implies(opening.opened.at(instant), model.ended(task.rollout.measure, instant))
    for period in problem.roadmap.periods:
        wave = model.wave(task, period)
        wave.add_all(_is_open(opening, period), -task.pace)
        model.at_most(wave, 0.0)


def _is_open(opening: Opening, period: int) -> Sum:
    """Tell whether a rollout is counted in a period."""
    return Sum((1.0, opening.opened.at(period)), (-1.0, opening.closed.at(period)))


RULES = (simultaneous_rollouts_fit, whole_rollouts_fit, capacity_holds, budget_holds)


def whole_rollouts_stay_open_long_enough(model: StepModel, problem: Problem) -> None:
    """Tighten: a rollout counted whole is open for as many periods as the pace needs for its share."""
    for key, opening in model.openings.items():
        task = problem.rollouts[key]
        full, rest = divmod(task.to_take_in, task.pace)
        if rest > TOLERANCE * task.pace:
            row = Sum((1.0, model.share(task, problem.horizon - 1)))
            for period in problem.roadmap.periods:
                row.add_all(_is_open(opening, period), -rest)
            model.at_most(row, task.in_use + full * (task.pace - rest))


TIGHTENINGS = (whole_rollouts_stay_open_long_enough,)
