"""HiGHS on the step model: prove, improve in a neighbourhood, or make the waves of a schedule exact."""

import logging
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from ortools.math_opt.python import mathopt

from planner.model import OPTIMAL_GAP, PRECISION, SOLVED, Objective, Roadmap, Schedule
from planner.problem import Problem
from planner.results import score
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.engines.step.answer import ModelResult, bound_in_log, read_answer
from planner.solver.engines.step.confirming import HIGHS_ERRORS, confirmed, is_refuted, second_opinion
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.objectives import set_objective, unit_of
from planner.solver.engines.step.reading import schedule_of, values_of
from planner.solver.engines.step.rules import RULES, TIGHTENINGS, Rule
from planner.solver.engines.step.sums import Sum

log = logging.getLogger(__name__)

LARGE = 2_000
"""Variables of a model from which on the linear relaxation refutes in a tenth of the time."""


class StepEngine:
    """A step model with its objective, built once and solved many times."""

    def __init__(
        self,
        roadmap: Roadmap,
        objective: Objective,
        rules: Sequence[Rule] = (*RULES, *TIGHTENINGS),
        problem: Problem | None = None,
        *,
        held: Schedule | None = None,
        is_plain: bool = False,
    ) -> None:
        self.roadmap = roadmap
        self.objective = objective
        self.problem = problem or Problem(roadmap)
        self.steps = StepModel(self.problem, held, is_plain=is_plain)
        self._fixed: set[str] = set()
        set_objective(self.steps, self.problem, objective)
        for rule in rules:
            rule(self.steps, self.problem)

    def prove(
        self,
        effort: Allowance,
        start: Schedule | None = None,
        on_bound: Callable[[float], None] | None = None,
    ) -> tuple[ModelResult, Schedule | None]:
        """Search the whole model; give the answer with its bound in the unit of the score, and a schedule."""
        best = None if start is None else self.score(start)

        def listen(lines: Sequence[str]) -> None:
            bound = bound_in_log(lines, maximise=self.objective.is_maximised)
            if bound is not None and on_bound is not None and self._leaves_room(bound, best):
                on_bound(self._score_of(self._loosened(bound)))

        answer, found = self._searched(effort, start, best, listen if on_bound else None)
        bound = answer.bound
        if bound is not None and answer.verdict is not Verdict.OPTIMAL:
            bound = self._loosened(bound)
        score = None if bound is None else self._score_of(bound)
        return ModelResult(answer.verdict, bound=score), found

    def _searched(
        self,
        effort: Allowance,
        start: Schedule | None,
        best: float | None,
        listen: Callable[[Sequence[str]], None] | None,
    ) -> tuple[ModelResult, Schedule | None]:
        """Search the whole model, and once more where what comes of it may be wrong."""
        self._free(self.steps.decisions)
        began = time.monotonic()

        def left() -> Allowance:
            return effort.after(time.monotonic() - began)

        first = self._solve(effort, start, listen, once=True)
        if self._is_hasty(first, best):
            first = self._solve(left(), None, listen, once=True)
        answer, found = self._made_exact(first, left(), listen, once=True)
        if answer.verdict is Verdict.INFEASIBLE:
            # people are told of it, and a start need not keep what is required
            answer, found = self._confirmed(answer, left())
        # the first bound holds whatever comes of an exact run: tolerance only makes more possible
        return self._bounded_by(answer, first.bound), found

    def improve(self, schedule: Schedule, measures: Collection[str], effort: Allowance) -> Schedule | None:
        """Search with the decisions on all other measures held; ``None`` when nothing better is found."""
        _verdict, found = self.decide_anew(schedule, measures, effort)
        return found if found is not None and self.is_better(found, schedule) else None

    def decide_anew(
        self, schedule: Schedule, measures: Collection[str], effort: Allowance, *, confirm: bool = False
    ) -> tuple[Verdict, Schedule | None]:
        """Give the best decisions on some measures with all others held, and what is proved of them.

        Parameters
        ----------
        confirm
            Whether people are told what is proved, so that a second solver has to prove it too.
        """
        self._hold(schedule, measures)
        answer, found = self._solved(effort, schedule, confirm=confirm)
        return answer.verdict, found

    def finds_any(self, effort: Allowance) -> Verdict:
        """Tell whether the rules leave any schedule, whatever it is worth; proved by two solvers."""
        self._free(self.steps.decisions)
        self.steps.aim_at(Sum(), maximise=True)
        if self.steps.size > LARGE and is_refuted(self.steps, effort.seconds):
            return Verdict.INFEASIBLE
        answer, _schedule = self._solved(effort, confirm=True)
        return answer.verdict

    def any_schedule(self, effort: Allowance) -> tuple[Verdict, Schedule | None]:
        """Give any schedule that the rules leave; ``INFEASIBLE`` where it is proved that they leave none."""
        self._free(self.steps.decisions)
        self.steps.aim_at(Sum(), maximise=True)
        if self.steps.size > LARGE:
            return self._any_of_many(effort)
        answer, found = self._solved(effort, confirm=True, once=True)
        return answer.verdict, found

    def _any_of_many(self, effort: Allowance) -> tuple[Verdict, Schedule | None]:
        """Ask the second solver first: among many measures it finds a schedule in a tenth of the time.

        What the first one refutes, by the linear relaxation or by search, the second has to refute too.
        """
        began = time.monotonic()
        found = second_opinion(self.steps.model, _half(effort), None)
        # what is possible only within the tolerance of that solver is no schedule
        shown = self._schedule(found)
        if shown is not None:
            return Verdict.FEASIBLE, shown

        def left() -> Allowance:
            return effort.after(time.monotonic() - began)

        answer = ModelResult(Verdict.INFEASIBLE)
        if not is_refuted(self.steps, left().seconds):
            answer, shown = self._made_exact(self._solve(left(), once=True), left(), once=True)
        if answer.verdict is Verdict.INFEASIBLE and found.verdict is not Verdict.INFEASIBLE:
            # what HiGHS refutes takes the second solver little, given the time
            again = second_opinion(self.steps.model, left(), None)
            return again.verdict if again.verdict is Verdict.INFEASIBLE else Verdict.UNKNOWN, None
        return answer.verdict, shown

    def shown_by_second(self, effort: Allowance) -> Schedule | None:
        """Give any schedule that the second solver finds: among many measures it does so sooner."""
        aim, is_maximised = self.steps.objective, self.objective.is_maximised
        self.steps.aim_at(Sum(), maximise=True)
        found = second_opinion(self.steps.model, effort, None)
        self.steps.aim_at(aim, maximise=is_maximised)
        return self._schedule(found)

    def free_all(self) -> None:
        """Hold no decision."""
        self._free(self.steps.decisions)

    def polish(self, schedule: Schedule) -> Schedule | None:
        """Make the waves of a schedule the best there are, all decisions held; ``None`` if it is unlawful."""
        values = values_of(self.steps, schedule)
        self._hold(schedule, ())
        answer = self._solve(Allowance(), None, precise=True)
        if answer.values is None:
            return None
        decided = {each: values[each] for each in self._decisions()}
        return schedule_of(self.steps, {**answer.values, **decided})

    def score(self, schedule: Schedule) -> float:
        """Give the objective's value of a schedule."""
        return score(self.roadmap, self.objective, schedule)

    def is_better(self, found: Schedule, known: Schedule) -> bool:
        """Tell whether a schedule is better by more than rounding."""
        before, after = self.score(known), self.score(found)
        return self.objective.better(after, before) and abs(after - before) > PRECISION * max(
            1.0, abs(before)
        )

    def _solved(
        self, effort: Allowance, start: Schedule | None = None, *, confirm: bool = False, once: bool = False
    ) -> tuple[ModelResult, Schedule | None]:
        """Solve the model as it stands, by two solvers where told to; give the answer with its schedule."""
        began = time.monotonic()
        own = _half(effort) if confirm else effort
        answer = self._solve(own, start, once=once)
        answer, found = self._made_exact(answer, own.after(time.monotonic() - began), once=once)
        if not confirm:
            return answer, found
        return self._confirmed(answer, effort.after(time.monotonic() - began), found)

    def _made_exact(
        self,
        answer: ModelResult,
        effort: Allowance,
        listen: Callable[[Sequence[str]], None] | None = None,
        *,
        once: bool = False,
    ) -> tuple[ModelResult, Schedule | None]:
        """Give an answer with its schedule: those of an exact run where no waves keep what was decided."""
        found = self._schedule(answer)
        if answer.values is None or found is not None:
            return answer, found
        # possible within the solver's tolerance alone, as where a sector has nothing to give
        exact = self._solve(effort, None, listen, precise=True, once=once)
        if exact.values is None:
            return exact, None
        # the waves of this run keep all rows themselves, where no better ones can be worked out
        return exact, self._schedule(exact) or schedule_of(self.steps, exact.values)

    def _confirmed(
        self, answer: ModelResult, effort: Allowance, found: Schedule | None = None
    ) -> tuple[ModelResult, Schedule | None]:
        """Give what two solvers prove of an answer, with its schedule, or with that of the second one."""
        proved = confirmed(self.steps, answer, effort)
        if proved.values is answer.values:
            return proved, found
        shown = self._schedule(proved)
        if shown is not None:
            return proved, shown
        verdict = Verdict.UNKNOWN if found is None else Verdict.FEASIBLE
        return ModelResult(verdict, answer.values, proved.bound, answer.nodes), found

    def _bounded_by(self, answer: ModelResult, bound: float | None) -> ModelResult:
        """Give an answer with a bound that is known, where it proves none or a looser one."""
        if bound is None or answer.verdict not in (Verdict.FEASIBLE, Verdict.UNKNOWN):
            return answer
        tightest = min if self.objective.is_maximised else max
        return replace(answer, bound=bound if answer.bound is None else tightest(answer.bound, bound))

    def _schedule(self, answer: ModelResult) -> Schedule | None:
        """Read a schedule whose waves keep all rows exactly; ``None`` where none do; holds what was held."""
        if answer.values is None:
            return None
        held = set(self._fixed)
        found = self.polish(schedule_of(self.steps, answer.values))
        self._free(self.steps.decisions.keys() - held)
        return found

    def _is_hasty(self, answer: ModelResult, best: float | None) -> bool:
        """Tell whether a proof at once that nothing beats the start has to be made again without it.

        Where presolve settles all that is not whole, HiGHS takes the scores for whole steps, and the start's
        for one of them: what beats it by less than a step is lost. That does not happen where much is open.
        """
        is_at_once = answer.verdict is Verdict.OPTIMAL and answer.nodes <= 1
        return is_at_once and answer.bound is not None and not self._leaves_room(answer.bound, best)

    def _leaves_room(self, bound: float, best: float | None) -> bool:
        """Tell whether a bound of the model's objective leaves room for more than a score and rounding."""
        if best is None:
            return True
        reach = self._score_of(bound)
        return self.objective.better(reach, best) and abs(reach - best) > OPTIMAL_GAP * max(1.0, abs(best))

    def proved(self, bound: float) -> float:
        """Give what no plan beats, in the unit of the score, of a bound that the model was found to have."""
        return self._score_of(self._loosened(bound))

    def _loosened(self, bound: float) -> float:
        """Give a bound that holds whatever the tolerance hides: few variables range over more than 1."""
        # HiGHS lets a reduced cost miss its sign by so much, and a bound be off, over a range of 1
        doubt = SOLVED * self.steps.size
        return bound + doubt if self.objective.is_maximised else bound - doubt

    def _score_of(self, model_objective: float) -> float:
        """Turn the model's objective into the unit of the score."""
        return model_objective * unit_of(self.objective)

    def _decisions(self) -> list[mathopt.Variable]:
        """Give all whole-number variables."""
        return [variable for each in self.steps.decisions.values() for variable in each]

    def _free(self, measures: Collection[str]) -> None:
        """Let the decisions on some measures be taken anew."""
        for measure_id in self._fixed.intersection(measures):
            for variable in self.steps.decisions[measure_id]:
                variable.lower_bound, variable.upper_bound = 0.0, 1.0
        self._fixed.difference_update(measures)

    def _hold(self, schedule: Schedule, free: Collection[str]) -> None:
        """Hold the decisions of a schedule on all measures but some."""
        self._free(free)
        fixed = self.steps.decisions.keys() - set(free)
        values = values_of(self.steps, schedule) if fixed else {}
        for measure_id in fixed:
            for variable in self.steps.decisions[measure_id]:
                variable.lower_bound = variable.upper_bound = values[variable]
        self._fixed |= fixed

    def _solve(
        self,
        effort: Allowance,
        start: Schedule | None = None,
        listen: Callable[[Sequence[str]], None] | None = None,
        *,
        precise: bool = False,
        once: bool = False,
    ) -> ModelResult:
        """Run HiGHS once on the model as it stands; ``once`` spares memory, see ``_without_copies``."""
        parameters = _parameters(effort, precise=precise)
        solve = _without_copies if once else mathopt.solve
        try:
            return self._run(solve, parameters, start, listen)
        except HIGHS_ERRORS as error:
            log.info("HiGHS failed and tries again without presolve: %r", error.__context__ or error)
        parameters.presolve = mathopt.Emphasis.OFF
        try:
            return self._run(solve, parameters, start, listen)
        except HIGHS_ERRORS:
            return ModelResult(Verdict.UNKNOWN)

    def _run(
        self,
        solve: Callable[..., mathopt.SolveResult],
        parameters: mathopt.SolveParameters,
        start: Schedule | None,
        listen: Callable[[Sequence[str]], None] | None,
    ) -> ModelResult:
        """Run HiGHS once with some settings."""
        hints = (
            [mathopt.SolutionHint(variable_values=values_of(self.steps, start))] if start is not None else []
        )
        result = solve(
            self.steps.model,
            mathopt.SolverType.HIGHS,
            params=parameters,
            model_params=mathopt.ModelSolveParameters(solution_hints=hints),
            msg_cb=listen,
            remove_names=True,
        )
        return read_answer(result)


def _half(effort: Allowance) -> Allowance:
    """Give half of the time of an effort."""
    return effort if effort.seconds is None else replace(effort, seconds=effort.seconds / 2)


def _without_copies(
    model: mathopt.Model, solver: mathopt.SolverType, *, remove_names: bool, **settings: Any
) -> mathopt.SolveResult:
    """Solve as ``mathopt.solve`` does, but let go of its copies of the model before the search begins.

    They are as large as all that HiGHS needs to begin. Each call leaves a list of later changes behind in the
    model, so that it is for a model that is solved once or twice.
    """
    with mathopt.IncrementalSolver(model, solver, remove_names=remove_names) as incremental:
        return incremental.solve(**settings)


def _parameters(effort: Allowance, *, precise: bool) -> mathopt.SolveParameters:
    """Give the solver's settings for an effort."""
    settings = mathopt.SolveParameters(
        time_limit=None if effort.seconds is None else timedelta(seconds=effort.seconds),
        node_limit=effort.nodes,
        relative_gap_tolerance=max(effort.gap, SOLVED),
        absolute_gap_tolerance=SOLVED,
        random_seed=effort.seed,
    )
    settings.highs.int_options["threads"] = 1  # helpers race each other, and two engines share the cores
    if precise:
        # the waves as they stand go into the plan, and the judge adds them up
        settings.highs.double_options["primal_feasibility_tolerance"] = PRECISION
        settings.highs.double_options["mip_feasibility_tolerance"] = PRECISION
    return settings
