"""The step model: a phase has started by ``t``, a sector's share that has a measure by ``t``.

Differences of steps carry demand, effort, cost and benefit. Time-indexed and linear, so that the bound is
tight for waves. Rules live in ``step_rules``, objectives in ``step_objectives``.
"""

import math
from collections.abc import Iterable

from ortools.math_opt.python import mathopt

from planner.model import Endpoint, PlannedPhase, PlannedRollout, Schedule
from planner.results import measure_end, rollout_end
from planner.solver.problem import MeasureTask, Problem, RolloutTask, clean_shares, first_wave_period

Variable = mathopt.Variable
Term = Variable | float
Values = dict[Variable, float]


class Sum:
    """A linear expression that is cheap to build."""

    __slots__ = ("coefficients", "constant")

    def __init__(self, *terms: tuple[float, Term]) -> None:
        self.coefficients: dict[Variable, float] = {}
        self.constant = 0.0
        for factor, term in terms:
            self.add(factor, term)

    def add(self, factor: float, term: Term) -> None:
        """Add a variable or a number, times a factor."""
        if isinstance(term, Variable):
            self.coefficients[term] = self.coefficients.get(term, 0.0) + factor
        else:
            self.constant += factor * term

    def add_all(self, other: "Sum", factor: float = 1.0) -> None:
        """Add another expression, times a factor."""
        for variable, coefficient in other.coefficients.items():
            self.add(factor * coefficient, variable)
        self.constant += factor * other.constant


class Step:
    """A quantity that is 0 before an instant and 1 from it on; the instant is what is decided.

    Variables exist only between the first possible instant and the last; the last one tells whether the
    step is taken at all.
    """

    __slots__ = ("first", "variables")

    def __init__(self, first: int, variables: list[Variable]) -> None:
        self.first = first
        self.variables = variables

    def at(self, instant: int) -> Term:
        """Give the step at an instant; beyond the last possible one it stays."""
        if instant < self.first:
            return 0.0
        return self.variables[min(instant - self.first, len(self.variables) - 1)]

    @property
    def taken(self) -> Variable:
        """Give the variable that tells whether the step is taken at all."""
        return self.variables[-1]

    def values(self, instant: int | None) -> Values:
        """Give the variables' values when the step is taken at an instant, or never."""
        reached = math.inf if instant is None else instant
        return {variable: float(self.first + n >= reached) for n, variable in enumerate(self.variables)}


class StepModel:
    """The variables of the step model for one problem, and how to read them as a schedule.

    ``decisions`` holds the whole-number variables by the measure they decide on.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = mathopt.Model(name="roadmap")
        self.decisions: dict[str, list[Variable]] = {measure: [] for measure in problem.measures}
        self.selected: dict[str, Variable] = {}
        self.started: dict[tuple[str, str], Step] = {}
        self.begun: dict[tuple[str, str], Step] = {}
        self.adoption: dict[tuple[str, str], list[Variable]] = {}
        self.completed: dict[tuple[str, str], Step] = {}
        self.finished: dict[str, Step] = {}
        self.objective = Sum()
        for task in problem.measures.values():
            self._add_measure(task)

    # What the rules are made of

    def at_most(self, expression: Sum, limit: float) -> None:
        """Ask that an expression is at most a number."""
        self._add_row(expression, -math.inf, limit)

    def at_least(self, expression: Sum, limit: float) -> None:
        """Ask that an expression is at least a number."""
        self._add_row(expression, limit, math.inf)

    def implies(self, first: Term, second: Term) -> None:
        """Ask that the second step is taken wherever the first is."""
        self.at_most(Sum((1.0, first), (-1.0, second)), 0.0)

    def ended(self, measure_id: str, instant: int) -> Term:
        """Tell whether a measure's last phase has ended by an instant."""
        task = self.problem.measures[measure_id]
        if not task.phases:
            return self.selected[measure_id] if instant >= task.decided_instant else 0.0
        last = task.phases[-1]
        return self.started[measure_id, last.phase].at(instant - last.periods)

    def share(self, task: RolloutTask, period: int) -> Term:
        """Give the share in use at the end of a period; before period 0, what is in use."""
        return self.adoption[task.key][period] if period >= 0 else task.in_use

    def wave(self, task: RolloutTask, period: int) -> Sum:
        """Give the share taken in during a period."""
        return Sum((1.0, self.share(task, period)), (-1.0, self.share(task, period - 1)))

    def may_take_in(self, task: RolloutTask, period: int) -> Term:
        """Tell whether waves are open in a period: the rollout has begun, or the phases have ended."""
        if task.begin_matters:
            return self.begun[task.key].at(period)
        return self.ended(task.rollout.measure, period)

    def start(self, endpoint: Endpoint, instant: int) -> Term:
        """Tell whether the start of an endpoint has come by an instant."""
        task = self.problem.measures[endpoint.measure]
        if endpoint.is_rollout:
            return self.begun[endpoint.measure, endpoint.sector].at(instant)
        if not task.phases:
            return self.ended(endpoint.measure, instant)
        return self.started[endpoint.measure, endpoint.phase or task.phases[0].phase].at(instant)

    def end(self, endpoint: Endpoint, instant: int) -> Term:
        """Tell whether the end of an endpoint has come by an instant."""
        if endpoint.is_rollout:
            return self.rollout_completed(endpoint.measure, endpoint.sector).at(instant)
        if not endpoint.phase:
            return self.ended(endpoint.measure, instant)
        task = self.problem.measures[endpoint.measure]
        periods = next(phase.periods for phase in task.phases if phase.phase == endpoint.phase)
        return self.started[endpoint.measure, endpoint.phase].at(instant - periods)

    def rollout_completed(self, measure_id: str, sector_id: str) -> Step:
        """Give the step of a rollout that reaches its target, or the horizon; made when first asked for."""
        key = measure_id, sector_id
        if key not in self.completed:
            self.completed[key] = self._completed_step(self.problem.rollouts[key])
        return self.completed[key]

    def measure_finished(self, measure_id: str) -> Step:
        """Give the step of a measure's last end, made when first asked for; unfinished is the horizon."""
        if measure_id not in self.finished:
            self.finished[measure_id] = self._finished_step(self.problem.measures[measure_id])
        return self.finished[measure_id]

    # From and to schedules

    def values_of(self, schedule: Schedule) -> Values:
        """Give the value of every variable under a schedule."""
        values: Values = {}
        chosen = set(schedule.selected)
        planned = {(phase.measure, phase.phase): phase.start for phase in schedule.phases}
        for measure_id, variable in self.selected.items():
            values[variable] = float(measure_id in chosen)
        for key, step in self.started.items():
            values |= step.values(planned.get(key))
        for key, rollout in schedule.rollouts_by_key.items():
            values |= dict(zip(self.adoption[key], rollout.adoption, strict=True))
        values |= self._values_of_ends(schedule)
        return values

    def schedule_of(self, values: Values) -> Schedule:
        """Read a schedule out of the values of all variables."""
        selected = tuple(measure for measure, variable in self.selected.items() if values[variable] > 0.5)
        return Schedule(
            selected=selected,
            phases=tuple(self._planned_phases(selected, values)),
            rollouts=tuple(self._planned_rollout(task, values) for task in self.problem.rollouts.values()),
        )

    # Variables

    def _add_measure(self, task: MeasureTask) -> None:
        """Make the variables of one measure."""
        self.selected[task.id] = self._binary(task.id, f"in {task.id}")
        for phase in task.phases:
            count = max(1, phase.last - phase.first + 1)
            variables = [self._binary(task.id, f"{task.id} {phase.phase} {n}") for n in range(count)]
            self.started[task.id, phase.phase] = Step(phase.first, variables)
        for rollout in task.rollouts:
            self._add_rollout(task, rollout)

    def _add_rollout(self, measure: MeasureTask, task: RolloutTask) -> None:
        """Make the shares of one rollout, and its begin where that matters."""
        name = " ".join(task.key)
        self.adoption[task.key] = [
            self.model.add_variable(lb=task.in_use, ub=task.target, name=f"share {name} {period}")
            for period in self.problem.roadmap.periods
        ]
        if task.begin_matters:
            first = min(max(0, measure.first_end), self.problem.horizon - 1)
            count = self.problem.horizon - first
            self.begun[task.key] = Step(
                first, [self._binary(measure.id, f"begun {name} {n}") for n in range(count)]
            )

    def _binary(self, measure_id: str, name: str) -> Variable:
        """Make a whole-number variable that decides on a measure."""
        variable = self.model.add_binary_variable(name=name)
        self.decisions[measure_id].append(variable)
        return variable

    def _completed_step(self, task: RolloutTask) -> Step:
        """Make the step of a rollout that has reached its target by an instant."""
        measure_id, horizon = task.rollout.measure, self.problem.horizon
        variables = [self._binary(measure_id, f"completed {' '.join(task.key)} {n}") for n in range(horizon)]
        step = Step(0, [*variables, self.selected[measure_id]])
        for instant, variable in enumerate(variables):
            self.implies(variable, step.at(instant + 1))
            self._only_when_complete(variable, task, instant)
        return step

    def _only_when_complete(self, variable: Variable, task: RolloutTask, instant: int) -> None:
        """Ask that a variable is 1 only when the rollout has reached its target by an instant."""
        if task.to_take_in > 0:
            self.at_most(
                Sum((task.to_take_in, variable), (-1.0, self.share(task, instant - 1))), -task.in_use
            )

    def _finished_step(self, task: MeasureTask) -> Step:
        """Make the step of a measure whose phases and rollouts have all ended by an instant."""
        horizon = self.problem.horizon
        variables = [self._binary(task.id, f"finished {task.id} {n}") for n in range(horizon)]
        step = Step(0, [*variables, self.selected[task.id]])
        for instant, variable in enumerate(variables):
            self.implies(variable, step.at(instant + 1))
            self.implies(variable, self.ended(task.id, instant))
            for rollout in task.rollouts:
                self._only_when_complete(variable, rollout, instant)
        return step

    def _add_row(self, expression: Sum, lower: float, upper: float) -> None:
        """Add one linear constraint."""
        row = self.model.add_linear_constraint(lb=lower - expression.constant, ub=upper - expression.constant)
        for variable, coefficient in expression.coefficients.items():
            if coefficient:
                row.set_coefficient(variable, coefficient)

    # Reading and writing schedules

    def _values_of_ends(self, schedule: Schedule) -> Values:
        """Give the values of begins and ends under a schedule."""
        values: Values = {}
        chosen = set(schedule.selected)
        for key, step in self.begun.items():
            values |= step.values(schedule.rollouts_by_key[key].begin)
        for key, step in self.completed.items():
            end = rollout_end(self.problem.roadmap, schedule.rollouts_by_key[key])
            values |= step.values(end if key[0] in chosen else None)
        for measure_id, step in self.finished.items():
            values |= step.values(measure_end(self.problem.roadmap, schedule, measure_id))
        return values

    def _planned_phases(self, selected: Iterable[str], values: Values) -> Iterable[PlannedPhase]:
        """Give the phases of the selected measures with their instants."""
        for measure_id in selected:
            for phase in self.problem.measures[measure_id].phases:
                start = _taken_at(self.started[measure_id, phase.phase], values)
                if start is not None:
                    yield PlannedPhase(
                        measure=measure_id,
                        phase=phase.phase,
                        mode=phase.mode,
                        start=start,
                        end=start + phase.periods,
                    )

    def _planned_rollout(self, task: RolloutTask, values: Values) -> PlannedRollout:
        """Give one rollout with its begin and clean shares."""
        shares = clean_shares(task, [values[variable] for variable in self.adoption[task.key]])
        if task.begin_matters:
            begin = _taken_at(self.begun[task.key], values)
        else:
            begin = first_wave_period(task.in_use, shares)
        return PlannedRollout(
            measure=task.rollout.measure, sector=task.rollout.sector, begin=begin, adoption=shares
        )


def _taken_at(step: Step, values: Values) -> int | None:
    """Give the instant at which a step is taken, or ``None``."""
    return next((step.first + n for n, variable in enumerate(step.variables) if values[variable] > 0.5), None)
