"""The step model: a phase has started by ``t``, a sector's share that has a measure by ``t``.

Differences of steps carry demand, effort, cost and benefit. Time-indexed and linear, so that the bound is
tight for waves. Rules live in ``rules``, objectives in ``objectives``, and ``reading`` goes
from schedules to values and back.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.model import Dependency, Schedule
from planner.problem import LimitKey, MeasureTask, ModeTask, PhaseTask, Problem, RolloutTask, adaptation_name
from planner.rules import Point
from planner.solver.engines.step.held import Held
from planner.solver.engines.step.rows import Row, RowModel
from planner.solver.engines.step.sums import PhaseSteps, Step, Sum, Term, Variable

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Counting:
    """Of a rollout whose benefit counts from a share: whether enough have it, and the share that earns.

    Both by the period at whose end it is so.
    """

    enough: Step
    earning: list[Variable]


@dataclass(frozen=True, slots=True)
class Opening:
    """Of a rollout that is counted whole: when it opens, and when it closes for good."""

    opened: Step
    closed: Step


class StepModel(RowModel):
    """The variables of the step model for one problem.

    ``decisions`` holds the whole-number variables by the measure they decide on. ``phases`` holds adaptations
    too, by their measure and ``adaptation_name``; their steps may stay 0. ``begun`` holds the begins that
    matter, and those that wait both for phases and for an adaptation. Steps of ends, of shares,
    of openings and of running phases are made when a rule or an objective first asks for them. ``realised``
    holds those that tell which services a requirement counts. ``limited`` holds the rows that keep plain
    limits, by the limit, ``tied`` those that keep links, by the link. With ``may_fall_short``, hard
    requirements are no rows: what is missing of them is made small instead. With ``is_plain``, any
    schedule will do: nothing is aimed at, and what only makes bounds tight is left out.

    Parameters
    ----------
    held
        As which the measures are held that are not free: they have no variables then.
    """

    def __init__(self, problem: Problem, held: Schedule | None = None, *, is_plain: bool = False) -> None:
        super().__init__()
        self.problem = problem
        self.is_plain = is_plain
        self.decisions: dict[str, list[Variable]] = {}
        self.selected: dict[str, Variable] = {}
        self.phases: dict[Key, PhaseSteps] = {}
        self.begun: dict[Key, Step] = {}
        self.adoption: dict[Key, list[Variable]] = {}
        self.completed: dict[Key, Step] = {}
        self.finished: dict[str, Step] = {}
        self.reached: dict[Key, Step] = {}
        self.counting: dict[Key, Counting] = {}
        self.openings: dict[Key, Opening] = {}
        self.realised: dict[str, list[Variable]] = {}
        self.limited: dict[LimitKey, list[Row]] = {}
        self.tied: dict[Dependency, list[Row]] = {}
        self.may_fall_short = False
        self.held = held
        self._held = None if held is None else Held(problem, held)
        self.running: dict[tuple[Step, int], Variable] = {}
        for task in problem.measures.values():
            if self._held is None or task.id in problem.free:
                self._add_measure(task)
            else:
                self._hold_measure(task, self._held)

    @property
    def size(self) -> int:
        """Count the variables."""
        return self.model.get_num_variables()

    @property
    def free_phases(self) -> list[PhaseSteps]:
        """Give the phases to decide on."""
        return [phase for key, phase in self.phases.items() if key[0] in self.problem.free]

    @property
    def free_begins(self) -> dict[Key, Step]:
        """Give the begins to decide on."""
        return {key: step for key, step in self.begun.items() if key[0] in self.problem.free}

    def modes_of(self, key: Key, number: int) -> Iterator[tuple[ModeTask, Step]]:
        """Give one mode of a phase by its number, and its steps; none where it has no window."""
        measure = self.problem.measures[key[0]]
        task = next(each for each in (*measure.phases, *measure.adaptations) if each.phase == key[1])
        return ((mode, step) for mode, step in self.phases[key].modes if mode is task.modes[number])

    # What the rules are made of

    def is_in(self, measure_id: str) -> Term:
        """Tell whether a measure is in."""
        held = self._holder(measure_id)
        return self.selected[measure_id] if held is None else held.is_in(measure_id)

    def ended(self, measure_id: str, instant: int) -> Term:
        """Tell whether a measure's last phase has ended by an instant."""
        task = self.problem.measures[measure_id]
        if not task.phases:
            return self.is_in(measure_id) if instant >= task.decided_instant else 0.0
        return self.phases[measure_id, task.phases[-1].phase].ended(instant)

    def adaptation(self, task: RolloutTask) -> PhaseSteps:
        """Give the steps of the adaptation before a rollout that needs one."""
        return self.phases[task.rollout.measure, adaptation_name(task.rollout.sector)]

    def share(self, task: RolloutTask, period: int) -> Term:
        """Give the share in use at the end of a period; before period 0, what is in use."""
        if period < 0:
            return task.in_use
        held = self._holder(task.rollout.measure)
        return self.adoption[task.key][period] if held is None else held.share(task, period)

    def wave(self, task: RolloutTask, period: int) -> Sum:
        """Give the share taken in during a period."""
        return Sum((1.0, self.share(task, period)), (-1.0, self.share(task, period - 1)))

    def may_take_in(self, task: RolloutTask, period: int) -> Term:
        """Tell whether waves are open in a period: the rollout has begun, or what it waits for has ended."""
        if task.key in self.begun:
            return self.begun[task.key].at(period)
        if task.adaptation is not None:  # which starts only when the last phase has ended
            return self.adaptation(task).ended(period)
        return self.ended(task.rollout.measure, period)

    def come(self, point: Point, instant: int) -> Term:
        """Tell whether an instant that a link compares has come by another.

        That of an adaptation comes only where it runs.
        """
        if point.is_adaptation:
            adaptation = self.phases[point.measure, adaptation_name(point.sector)]
            return adaptation.ended(instant) if point.at_end else adaptation.started.at(instant)
        if point.sector:
            key = point.measure, point.sector
            return (self.rollout_completed(*key) if point.at_end else self.begun[key]).at(instant)
        if point.is_decision:
            return self.ended(point.measure, instant)
        phase = self.phases[point.measure, point.phase]
        return phase.ended(instant) if point.at_end else phase.started.at(instant)

    # Steps that are made when first asked for

    def rollout_completed(self, measure_id: str, sector_id: str) -> Step:
        """Give the step of a rollout that reaches its target, or the horizon."""
        key = measure_id, sector_id
        held = self._holder(measure_id)
        if held is not None:
            return held.completed(key)
        if key not in self.completed:
            task = self.problem.rollouts[key]
            with self.unrecorded():
                self.completed[key] = self._falling_behind(measure_id, f"completed {' '.join(key)}")
                self._only_when_complete(self.completed[key], task)
        return self.completed[key]

    def measure_finished(self, measure_id: str) -> Step:
        """Give the step of a measure's last end; unfinished is the horizon."""
        held = self._holder(measure_id)
        if held is not None:
            return held.finished(measure_id)
        if measure_id not in self.finished:
            step = self._falling_behind(measure_id, f"finished {measure_id}")
            self.finished[measure_id] = step
            for instant in range(self.problem.horizon):
                self.implies(step.at(instant), self.ended(measure_id, instant))
            for rollout in self.problem.measures[measure_id].rollouts:
                self._only_when_complete(step, rollout)
        return self.finished[measure_id]

    def deadline_share_reached(self, task: RolloutTask) -> Step:
        """Give the step of a rollout that reaches the share of its deadline, or the horizon."""
        if task.key not in self.reached:
            name, first = f"reached {' '.join(task.key)}", max(0, task.soft_due)
            self.reached[task.key] = self._falling_behind(task.rollout.measure, name, first)
        return self.reached[task.key]

    def counted(self, task: RolloutTask) -> Counting:
        """Give what earns of a rollout whose benefit counts from a share."""
        if task.key not in self.counting:
            name, horizon = " ".join(task.key), self.problem.horizon
            self.counting[task.key] = Counting(
                Step(0, self._binaries(task.rollout.measure, f"enough {name}", horizon)),
                [
                    self.model.add_variable(lb=0.0, ub=task.to_take_in, name=f"earning {name} {period}")
                    for period in range(horizon)
                ],
            )
        return self.counting[task.key]

    def opening(self, task: RolloutTask) -> Opening:
        """Give when a rollout that is counted whole opens and closes."""
        if task.key not in self.openings:
            name, measure_id = " ".join(task.key), task.rollout.measure
            opened = self.begun.get(task.key) or self._begin_step(task, f"opened {name}")
            closed = Step(opened.first, self._binaries(measure_id, f"closed {name}", len(opened.variables)))
            self.openings[task.key] = Opening(opened, closed)
        return self.openings[task.key]

    def runs(self, mode: ModeTask, step: Step, period: int) -> Variable:
        """Give the variable of a phase that runs in a mode in a period."""
        if (step, period) not in self.running:
            variable = self.model.add_binary_variable(name=f"running {len(self.running)}")
            self.running[step, period] = variable
            row = Sum((-1.0, variable))
            row.add_all(occupied(mode, step, period))
            self.equals(row, 0.0)
            runs = occupied(mode, step, period)
            self.derived.append((variable, lambda values: max(0.0, runs.value(values))))
        return self.running[step, period]

    # Variables, or numbers

    def _holder(self, measure_id: str) -> Held | None:
        """Give what knows the numbers of a measure that has no variables."""
        return None if measure_id in self.selected else self._held

    def _hold_measure(self, task: MeasureTask, held: Held) -> None:
        for phase in (*task.phases, *task.adaptations):
            self.phases[task.id, phase.phase] = held.phase(phase)
        for rollout in task.rollouts:
            if rollout.begin_matters:
                self.begun[rollout.key] = held.begun(rollout)

    def _add_measure(self, task: MeasureTask) -> None:
        self.decisions[task.id] = []
        self.selected[task.id] = self._binary(task.id, f"in {task.id}")
        for phase in (*task.phases, *task.adaptations):
            self.phases[task.id, phase.phase] = self._phase_steps(phase)
        for rollout in task.rollouts:
            self.adoption[rollout.key] = [
                self.model.add_variable(
                    lb=rollout.in_use, ub=rollout.target, name=f"share {' '.join(rollout.key)} {period}"
                )
                for period in self.problem.roadmap.periods
            ]
            if rollout.begin_matters or _waits_for_both(task, rollout):
                self.begun[rollout.key] = self._begin_step(rollout, f"begun {' '.join(rollout.key)}")

    def _phase_steps(self, phase: PhaseTask) -> PhaseSteps:
        """Make a step for each mode that fits, and what they add up to where there are several."""
        name = f"{phase.measure} {phase.phase}"
        modes = tuple(
            (mode, Step(mode.first, self._binaries(phase.measure, f"{name} {mode.name}", mode.starts)))
            for mode in phase.fitting_modes
        )
        if len(modes) == 1:
            return PhaseSteps(modes, modes[0][1], None)
        last_end = max(mode.last + mode.periods for mode, _ in modes)
        return PhaseSteps(
            modes,
            self._total(f"{name} started", phase.first, phase.last),
            self._total(f"{name} ended", phase.first_end, last_end),
        )

    def _total(self, name: str, first: int, last: int) -> Step:
        """Make a step that is the sum of others.

        It is declared whole though it could be nothing else: HiGHS finds that out, but then tightens rows by
        bounds of it that it does not round (its issue 3274), and the best plans are lost.
        """
        instants = range(first, last + 1)
        return Step(first, [self.model.add_binary_variable(name=f"{name} {instant}") for instant in instants])

    def _begin_step(self, task: RolloutTask, name: str) -> Step:
        """Make the step of a rollout's begin."""
        measure_id, horizon = task.rollout.measure, self.problem.horizon
        # a step has a variable at least, also of a measure that can only be out
        first = min(max(0, task.prepared, self.problem.measures[measure_id].first_end), horizon - 1)
        return Step(first, self._binaries(measure_id, name, horizon - first))

    def _falling_behind(self, measure_id: str, name: str, first: int = 0) -> Step:
        """Make a step of a measure that is in, which comes at the horizon if not before."""
        variables = self._binaries(measure_id, name, self.problem.horizon - first)
        step = Step(first, [*variables, self.selected[measure_id]])
        for instant, variable in enumerate(variables, start=first):
            self.implies(variable, step.at(instant + 1))
        return step

    def _only_when_complete(self, step: Step, task: RolloutTask) -> None:
        """Ask that a step is taken before the horizon only when a rollout has reached its target."""
        for instant in range(self.problem.horizon if task.to_take_in > 0 else 0):
            row = Sum((task.to_take_in, step.at(instant)), (-1.0, self.share(task, instant - 1)))
            self.at_most(row, -task.in_use)

    def _binaries(self, measure_id: str, name: str, count: int) -> list[Variable]:
        """Make whole-number variables that decide on a measure."""
        return [self._binary(measure_id, f"{name} {number}") for number in range(count)]

    def _binary(self, measure_id: str, name: str) -> Variable:
        """Make a whole-number variable that decides on a measure."""
        variable = self.model.add_binary_variable(name=name)
        self.decisions[measure_id].append(variable)
        return variable


def _waits_for_both(measure: MeasureTask, task: RolloutTask) -> bool:
    """Tell whether the last phase may still run when the adaptation before a rollout has ended."""
    last = measure.phases[-1].phase if measure.phases else ""
    return task.adaptation is not None and (task.is_adapting or task.adapts_after != last)


def occupied(mode: ModeTask, step: Step, period: int) -> Sum:
    """Tell by steps whether a phase runs in a mode in a period."""
    return Sum((1.0, step.at(period)), (-1.0, step.at(period - mode.periods)))
