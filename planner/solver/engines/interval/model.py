"""The roadmap without rollouts as intervals for CP-SAT: what is in, when phases start, in which mode."""

from dataclasses import dataclass
from functools import cached_property

from ortools.sat.python import cp_model

from planner.model import PlannedPhase, Schedule
from planner.problem import Amount, MeasureTask, ModeTask, PhaseTask, Problem
from planner.rules import Point

Literal = cp_model.IntVar
Expression = cp_model.LinearExpr | cp_model.IntVar | int


@dataclass(frozen=True, slots=True)
class ModeVariables:
    """One mode of a phase: whether it is chosen, and the interval that it then takes."""

    number: int
    task: ModeTask
    chosen: Literal
    interval: cp_model.IntervalVar | None


@dataclass(frozen=True, slots=True)
class PhaseVariables:
    """One phase: the instants at which it starts and ends when its measure is in."""

    task: PhaseTask
    start: cp_model.IntVar
    end: Expression
    modes: tuple[ModeVariables, ...]


class IntervalModel:
    """Variables of a CP-SAT model and what they mean; rules and objective are added from outside.

    ``is_exact`` turns false when a rule had to be rounded: then every plan is lawful, but neither bounds nor
    a proof that there is no plan hold.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.is_exact = True
        self.inside = {task.id: self._inside(task) for task in problem.measures.values()}
        self.phases: dict[tuple[str, str], PhaseVariables] = {}
        self._modes = 0
        for task in problem.measures.values():
            for phase in task.phases:
                self.phases[task.id, phase.phase] = self._phase(phase)
        self._at: dict[int, dict[int, Literal]] = {}

    @cached_property
    def one(self) -> Literal:
        """Give the literal that is true."""
        return self.model.new_constant(1)

    def phases_of(self, measure_id: str) -> list[PhaseVariables]:
        """Give a measure's phases in order."""
        tasks = self.problem.measures[measure_id].phases
        return [self.phases[measure_id, task.phase] for task in tasks]

    def instant_of(self, point: Point) -> Expression:
        """Give an instant that a link compares, when its measure is in."""
        if point.is_decision:
            return self.problem.measures[point.measure].decided_instant
        phase = self.phases[point.measure, point.phase]
        return phase.end if point.at_end else phase.start

    def mode_of(self, amount: Amount) -> ModeVariables:
        """Give the mode for which an amount is drawn."""
        return self.phases[amount.key].modes[amount.mode]

    def starts_at(self, phase: PhaseVariables, mode: ModeVariables) -> dict[int, Literal]:
        """Give by instant the literal that tells whether a phase starts then in a mode, made when asked."""
        if mode.number not in self._at:
            instants = range(mode.task.first, mode.task.last + 1)
            literals = {instant: self.model.new_bool_var("") for instant in instants}
            self.model.add(sum(literals.values()) == mode.chosen)
            for instant, literal in literals.items():
                self.model.add(phase.start == instant).only_enforce_if(literal)
            self._at[mode.number] = literals
        return self._at[mode.number]

    def schedule(self, solver: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> Schedule:
        """Read the schedule of a solution; call it only when there is one."""
        selected = tuple(measure for measure, inside in self.inside.items() if solver.boolean_value(inside))
        chosen = {measure: self.phases_of(measure) for measure in selected}
        phases = [_planned(solver, phase) for measure in selected for phase in chosen[measure]]
        return Schedule(selected=selected, phases=tuple(phases), rollouts=())

    def hint(self, schedule: Schedule) -> None:
        """Tell the model a schedule to start from; what it no longer knows is left open."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        planned = {(phase.measure, phase.phase): phase for phase in schedule.phases}
        for measure, inside in self.inside.items():
            self._hint(inside, measure in schedule.selected)
            for phase in self.phases_of(measure):
                found = planned.get((measure, phase.task.phase))
                if found is not None:
                    self.model.add_hint(phase.start, found.start)
                others = [mode for mode in phase.modes if mode.chosen.index != inside.index]
                for mode in others:  # CP-SAT refuses two hints for one literal
                    self._hint(mode.chosen, found is not None and found.mode == mode.task.name)

    def _hint(self, literal: Literal, value: bool) -> None:
        if literal.index != self.one.index:
            self.model.add_hint(literal, value)

    def _inside(self, task: MeasureTask) -> Literal:
        return self.one if task.must_be_in else self.model.new_bool_var("")

    def _phase(self, task: PhaseTask) -> PhaseVariables:
        """Make the variables of one phase; one that never fits keeps its measure out."""
        inside = self.inside[task.measure]
        fitting = [mode for mode in task.modes if mode.fits]
        first = min((mode.first for mode in fitting), default=0)
        last = max((mode.last for mode in fitting), default=0)
        start = self.model.new_int_var(first, last, "")
        only = len(task.modes) == 1 and bool(fitting)
        modes = tuple(self._mode(start, mode, inside if only else None) for mode in task.modes)
        if not only:
            self.model.add(sum(mode.chosen for mode in modes) == inside)
        end = start + sum(mode.task.periods * mode.chosen for mode in modes if mode.task.periods)
        if only:
            end = start + modes[0].task.periods
        return PhaseVariables(task, start, end, modes)

    def _mode(self, start: cp_model.IntVar, task: ModeTask, chosen: Literal | None) -> ModeVariables:
        """Make the variables of one mode; one without a window is never chosen."""
        if chosen is None:
            chosen = self.model.new_bool_var("")
            if not task.fits:
                self.model.add(chosen == 0)
            else:
                self.model.add(start >= task.first).only_enforce_if(chosen)
                self.model.add(start <= task.last).only_enforce_if(chosen)
        interval = None
        if task.periods:
            interval = self.model.new_optional_fixed_size_interval_var(start, task.periods, chosen, "")
        self._modes += 1
        return ModeVariables(self._modes - 1, task, chosen, interval)


def _planned(
    solver: cp_model.CpSolver | cp_model.CpSolverSolutionCallback, phase: PhaseVariables
) -> PlannedPhase:
    mode = next(mode.task for mode in phase.modes if solver.boolean_value(mode.chosen))
    start = solver.value(phase.start)
    return PlannedPhase(
        measure=phase.task.measure,
        phase=phase.task.phase,
        mode=mode.name,
        start=start,
        end=start + mode.periods,
    )
