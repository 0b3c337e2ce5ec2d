"""CP-SAT on intervals: proofs for small roadmaps without rollouts, neighbourhoods for larger ones.

The whole model is solved in slices that grow, with the best schedule as hint. Between them, where the model
is large, parts of the best schedule are set free and solved while the rest keeps its order.
"""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from threading import RLock

from ortools.sat.python import cp_model

from planner.model import OPTIMAL_GAP, Schedule
from planner.problem import Problem
from planner.results import score
from planner.solver.arrays.worth import unit_of_worth
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.channel import Assignment, Channel
from planner.solver.engines.interval.halves import halves, keep_orders
from planner.solver.engines.interval.model import IntervalModel
from planner.solver.engines.interval.objectives import keep_levels, scaled_worth
from planner.solver.engines.interval.parts import Sizes, free_part, kept_order
from planner.solver.engines.interval.rules import RULES
from planner.solver.engines.interval.scope import handles, is_last_end
from planner.solver.engines.makespan.engine import lower_bound

__all__ = ["handles", "interval_engine"]

_LARGEST_TOTAL = 1 << 50
_PROVABLE = 60
"""Phases up to which the whole model alone is worked on."""
_FIRST_SLICE, _SHORT_SLICE, _PART = 1.0, 0.2, 0.2
"""Deterministic time of the first slice, of one before a proof that is shared out, and of one part."""
_UNITS_PER_TIME = 1.5
"""Seconds of one core, and so units, that a deterministic second takes."""


def interval_engine(assignment: Assignment, channel: Channel) -> None:
    """Work on an assignment until it is proved, or time or units are used up; see ``handles``."""
    problem = Problem(assignment.roadmap)
    if handles(problem, assignment.objective):
        _Work(assignment, channel, problem).run()


@dataclass(frozen=True, slots=True)
class _Found:
    """The best schedule so far and its score."""

    schedule: Schedule
    score: float


class _Work:
    """One run of the engine: the model, the best schedule, and how much time is left."""

    def __init__(self, assignment: Assignment, channel: Channel, problem: Problem) -> None:
        self.assignment, self.channel, self.problem = assignment, channel, problem
        self.objective = assignment.objective
        self.unit = unit_of_worth(self.objective)
        self.intervals = IntervalModel(problem)
        for rule in RULES:
            rule(self.intervals)
        keep_levels(self.intervals, self.objective)
        self.worth = scaled_worth(self.intervals, self.objective)
        self.total = self.intervals.model.new_int_var(-_LARGEST_TOTAL, _LARGEST_TOTAL, "total")
        self.intervals.model.add(self.total == self.worth.whole)
        self.intervals.model.maximize(self.total)
        self.best: _Found | None = None
        self.bound: float | None = None
        self.spent = 0.0
        self.is_done = False
        self.dice = Random(assignment.effort.seed)
        self.halves = halves(problem, assignment.objective) if assignment.workers > 1 else []
        self.lock = RLock()

    def run(self) -> None:
        """Prove what can be proved; improve the rest."""
        self._take(self.assignment.starts[:1])
        self._use_bound(lower_bound(self.problem, self.objective))
        # With several workers CP-SAT has neighbourhoods of its own, and goes on best when not interrupted.
        is_small = len(self.intervals.phases) <= _PROVABLE
        by_itself = self.assignment.workers > 1 and not is_small
        slice_limit = _SHORT_SLICE if self._can_share_out() else math.inf if by_itself else _FIRST_SLICE
        on_whole, sizes = 0.0, Sizes()
        while not self._is_over():
            known = self.best
            self._listen()
            is_steady = on_whole > 0 and self.best is not None and self.best is known
            if is_small and is_steady and self._can_share_out():
                self._prove_by_halves()
                continue
            # a third of the work for the whole, which alone can prove; parts improve a plan faster
            if is_small or self.best is None or on_whole <= self.spent / 3:
                before = self.spent
                self._solve_whole(slice_limit)
                on_whole += self.spent - before
                slice_limit = math.inf if is_small and self.best is not None else 2 * slice_limit
            else:
                self._solve_part(sizes)

    def _use_bound(self, bound: float | None) -> None:
        """Tell a bound that is known beforehand, and give it to the model."""
        if bound is not None:
            self._tell_bound(bound)
            self.intervals.model.add(self.total <= self.worth.most(bound / self.unit))

    def _is_over(self) -> bool:
        units = self.assignment.units
        return self.is_done or self.channel.is_over() or (units is not None and self.spent >= units)

    def _listen(self) -> None:
        """Take over what others found, unless the run must be repeatable."""
        heard = self.channel.heard().schedule if self.assignment.units is None else None
        self._take(() if heard is None else (heard,))

    def _take(self, schedules: tuple[Schedule, ...]) -> None:
        """Keep the best of some lawful schedules and of the one known."""
        for schedule in schedules:
            found = score(self.problem.roadmap, self.objective, schedule)
            if self.best is None or self.objective.better(found, self.best.score):
                self.best = _Found(schedule, found)

    def _solve_whole(self, limit: float) -> None:
        """Solve the whole model for a while: what is better than the best schedule, or else a proof."""
        model, reached = self.intervals.model, None
        if self.best is not None and self.worth.error:
            self.intervals.hint(self.best.schedule)
        elif self.best is not None:
            model, reached = self._better_than(self.best)
        solver = self._solver(limit, workers=self.assignment.workers)
        if self.intervals.is_exact:
            # What is asked to be better than the best bounds the rest alone.
            solver.best_bound_callback = lambda whole: self._hear_bound(
                whole if reached is None else max(whole, reached)
            )
        status = solver.solve(model, _Callback(self, self.intervals))
        self._count(solver)
        if status == cp_model.INFEASIBLE and reached is not None:
            self._hear_bound(reached)
            self._conclude(Verdict.OPTIMAL)
        elif status == cp_model.INFEASIBLE:
            self._conclude(Verdict.INFEASIBLE)
        elif status == cp_model.MODEL_INVALID:
            raise ValueError(self.intervals.model.validate())
        elif status == cp_model.OPTIMAL:
            self._hear_bound(solver.best_objective_bound)
            self._conclude(Verdict.OPTIMAL)

    def _better_than(self, best: _Found) -> tuple[cp_model.CpModel, int]:
        """Give a model of what is better than a schedule, and that schedule's sum."""
        model, reached = self.intervals.model.clone(), self.worth.least(best.score / self.unit)
        # asked for something better, that there is none is the proof that the best is known
        model.add(model.get_int_var_from_proto_index(self.total.index) > reached)
        return model, reached

    def _can_share_out(self) -> bool:
        """Tell whether a proof by halves is possible, and there is somebody to share it with."""
        exact = self.intervals.is_exact and not self.worth.error and is_last_end(self.objective)
        return exact and self.assignment.workers > 1 and len(self.halves) > 1

    def _prove_by_halves(self) -> None:
        """Ask of every half of every half whether anything in it is better than the best schedule."""
        assert self.best is not None
        model, reached = self._better_than(self.best)
        bounds = [math.inf] * len(self.halves)

        def solve(number: int) -> bool:
            half, solver = model.clone(), self._solver(math.inf, workers=1)
            solver.parameters.inprocessing_dtime_ratio = 0.0  # without it proofs came a little sooner
            keep_orders(self.intervals, half, self.halves[number])

            def hear(whole: float) -> None:
                with self.lock:
                    bounds[number] = max(whole, reached)
                    if max(bounds) < math.inf:
                        self._hear_bound(max(bounds))

            solver.best_bound_callback = hear
            status = solver.solve(half, _Callback(self, self.intervals))
            if status == cp_model.INFEASIBLE:
                hear(reached)
            return status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)

        with ThreadPoolExecutor(self.assignment.workers) as pool:
            if all(list(pool.map(solve, range(len(self.halves))))):
                self._hear_bound(self.worth.least(self.best.score / self.unit))
                self._conclude(Verdict.OPTIMAL)

    def _conclude(self, verdict: Verdict) -> None:
        """Tell what is proved; nothing more can be found."""
        self.is_done = True
        score = 0.0 if self.best is None else self.best.score
        error = abs(self.unit) * self.worth.error
        is_sure = verdict is Verdict.INFEASIBLE or error <= OPTIMAL_GAP * max(1.0, abs(score))
        if self.intervals.is_exact and is_sure:
            self.channel.tell(verdict=verdict)

    def _solve_part(self, sizes: Sizes) -> None:
        """Set a part of the best schedule free and solve it; the rest keeps order, modes and selection."""
        assert self.best is not None
        free = free_part(self.best.schedule, self.problem, sizes.size, self.dice)
        model = self.intervals.model.clone()
        kept_order(self.intervals, model, self.best.schedule, free)
        total = model.get_int_var_from_proto_index(self.total.index)
        # as good is enough: moving along a plateau leads to other neighbourhoods
        model.add(total >= self.worth.least(self.best.score / self.unit))
        solver = self._solver(_PART, workers=1)
        status = solver.solve(model, _Callback(self, self.intervals))
        self._count(solver)
        sizes.learn(solved=status in (cp_model.OPTIMAL, cp_model.INFEASIBLE))

    def _solver(self, limit: float, *, workers: int) -> cp_model.CpSolver:
        """Give a solver that stops after some deterministic time, or when the clock has run out."""
        solver = cp_model.CpSolver()
        left = self.channel.seconds_left()
        units = self.assignment.units
        solver.parameters.max_deterministic_time = limit
        solver.parameters.num_workers = workers
        if is_last_end(self.objective):
            solver.parameters.linearization_level = 0  # proofs of a last end rest on propagation
        solver.parameters.random_seed = self.dice.randrange(1 << 30)
        if units is not None:
            left_units = max(0.0, units - self.spent)
            solver.parameters.max_deterministic_time = min(limit, left_units / _UNITS_PER_TIME)
            solver.parameters.num_workers = 1  # more workers race, and what is found first differs
        elif left is not None:
            solver.parameters.max_time_in_seconds = max(0.0, left)
        return solver

    def _count(self, solver: cp_model.CpSolver) -> None:
        """Add the deterministic time of a solve, and about what reading the model takes."""
        reading = 0.02 + len(self.intervals.phases) / 4_000
        self.spent += _UNITS_PER_TIME * solver.response_proto.deterministic_time + reading

    def _hear_bound(self, whole: float) -> None:
        """Tell a bound on the whole-number sum."""
        self._tell_bound(self.unit * (self.worth.worth(whole) + self.worth.error))

    def _tell_bound(self, bound: float | None) -> None:
        """Tell a bound in the unit of the score if it is the best yet."""
        if bound is not None and (self.bound is None or self.objective.better(self.bound, bound)):
            self.bound = bound
            self.channel.tell(bound=bound)


class _Callback(cp_model.CpSolverSolutionCallback):
    """Tells schedules as CP-SAT finds them."""

    def __init__(self, work: _Work, intervals: IntervalModel) -> None:
        super().__init__()
        self._work, self._intervals = work, intervals

    def on_solution_callback(self) -> None:
        """Tell a schedule that beats the best, and keep one that equals it."""
        work, schedule = self._work, self._intervals.schedule(self)
        found = score(work.problem.roadmap, work.objective, schedule)
        with work.lock:  # halves of a proof run side by side
            self._use(schedule, found)

    def _use(self, schedule: Schedule, found: float) -> None:
        work = self._work
        if work.best is None or work.objective.better(found, work.best.score):
            work.channel.tell(schedule=schedule)
        elif found != work.best.score:
            return
        work.best = _Found(schedule, found)
