"""One step model of a whole roadmap that is asked many times: relaxed, and around a schedule.

Where a roadmap is looser in limits alone, or lacks links, the rows of the model are moved; else a new model
is made. What is answered depends on the roadmap alone, not on what was asked before.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from ortools.math_opt.python import mathopt

from planner.model import SOLVED, Dependency, Objective, Roadmap, Schedule
from planner.problem import LimitKey, Problem, ResourceKind
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.contract.relaxed import RelaxedPlan
from planner.solver.engines.step.answer import read_answer, worth_of_rows
from planner.solver.engines.step.confirming import BARRIER
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.objectives import unit_of
from planner.solver.engines.step.parts import has_plain_limits, improve_part
from planner.solver.engines.step.rules import RULES

Limits = Mapping[LimitKey, float]


class AskedModel:
    """A step model of a roadmap with what it aims at, in which no decision is whole until one has to be.

    Parameters
    ----------
    often
        Whether it is relaxed many times: the first time then takes longer, and all others, which go on from
        there by the simplex method, next to no time.
    """

    def __init__(self, roadmap: Roadmap, objective: Objective, *, often: bool = False) -> None:
        self.objective = objective
        self._engine = StepEngine(roadmap, objective, RULES)
        self._steps = self._engine.steps
        self._problem = self._stated = self._engine.problem
        self._whole = [each for each in self._steps.model.variables() if each.integer]
        self._make_whole(False)
        self._line = _simplex(self._steps.model) if often else None
        self._is_near = True
        self._limits = _limits_of(self._stated)
        self._dropped: frozenset[Dependency] = frozenset()

    def relaxed(self) -> RelaxedPlan | None:
        """Give the best with no decision whole; ``None`` where not even that can keep all rules."""
        self._engine.free_all()
        result = self._solved()
        found = read_answer(result)
        if found.verdict is not Verdict.OPTIMAL or found.bound is None:
            return None
        worths, unit = worth_of_rows(result), unit_of(self.objective)
        return RelaxedPlan(
            best=found.bound * unit,
            bound=self._engine.proved(found.bound),
            limits=None if worths is None else self._worth_of_limits(worths, unit),
            links={} if worths is None else self._worth_of_links(worths, unit),
        )

    def polished(self, schedule: Schedule) -> Schedule | None:
        """Make the waves of a schedule the best there are, decisions held; ``None`` if it is unlawful."""
        return self._engine.polish(schedule)

    def improved(self, schedule: Schedule, groups: Iterable[Collection[str]], nodes: int) -> Schedule:
        """Make the waves of a lawful schedule exact, and decide groups of measures anew, others kept.

        Parameters
        ----------
        groups
            One after the other; where any can be better, waves are made exact once more.
        nodes
            Of the search tree for each, at most: work that is the same on every machine.
        """
        exact = self._engine.polish(schedule)
        known = best = exact if exact is not None and self._engine.is_better(exact, schedule) else schedule
        effort = Allowance(nodes=nodes, gap=SOLVED)
        for group in groups:
            best = improve_part(self._problem, self.objective, best, group, effort) or best
        return best if best is known else self._engine.polish(best) or best

    def mended(self, schedule: Schedule, measures: Collection[str], nodes: int) -> Schedule | None:
        """Decide some measures of a schedule that breaks rules anew; ``None`` where that finds nothing."""
        self._make_whole(True)
        try:
            return self._engine.decide_anew(schedule, measures, Allowance(nodes=nodes, gap=SOLVED))[1]
        finally:
            self._make_whole(False)

    def turned_to(self, roadmap: Roadmap, objective: Objective) -> "AskedModel":
        """Give the model of a roadmap: this one with its rows moved, where it is looser in no other way."""
        problem = self._looser(roadmap, objective)
        if problem is None:
            return AskedModel(roadmap, objective)
        self._problem = problem
        self._move_limits(_limits_of(problem))
        self._drop(self._missing_in(roadmap))
        self._is_near = not self._dropped and self._moves_capacity_alone(problem)
        self._engine.roadmap = roadmap
        return self

    def gains_at_most(self, relaxed: RelaxedPlan, roadmap: Roadmap, objective: Objective) -> float:
        """Give by how much the relaxation of a looser roadmap can be better, by the dual figures of this one.

        The optimal dual figures stay lawful where limits are moved and rows go that have none; so by duality
        no more can be gained than they say (infinite where they say nothing).
        """
        problem = self._looser(roadmap, objective)
        if problem is None or relaxed.limits is None:
            return math.inf
        # a dual figure is off by as much as this, in the unit of the model's objective
        nothing = SOLVED * unit_of(self.objective)
        if any(relaxed.links.get(link, 0.0) > nothing for link in self._missing_in(roadmap)):
            return math.inf
        moved = _limits_of(problem)
        return sum(
            worth * (moved[key] - self._limits[key]) for key, worth in relaxed.limits.items() if worth > 0.0
        )

    def _looser(self, roadmap: Roadmap, objective: Objective) -> Problem | None:
        """Give the problem of a roadmap that is looser than the stated one in limits and links alone."""
        if objective != self.objective or _without_limits(roadmap) != _without_limits(self._stated.roadmap):
            return None
        known = self._stated.tasks if roadmap.dependencies == self._stated.roadmap.dependencies else None
        problem = Problem(roadmap, known)
        plain = has_plain_limits(self._stated, objective) and has_plain_limits(problem, objective)
        if not plain or problem.tasks != self._stated.tasks:
            return None
        limits = _limits_of(problem)
        is_looser = limits.keys() == self._limits.keys() and all(
            limits[key] >= limit for key, limit in self._limits.items()
        )
        return problem if is_looser and set(problem.dependencies) <= set(self._stated.dependencies) else None

    def _missing_in(self, roadmap: Roadmap) -> frozenset[Dependency]:
        return frozenset(self._steps.tied) - frozenset(roadmap.dependencies)

    def _move_limits(self, limits: Limits) -> None:
        for key, rows in self._steps.limited.items():
            for row in rows:
                row.allow(limits[key])

    def _drop(self, links: frozenset[Dependency]) -> None:
        """Let the rows of some links allow anything, and those of all others what they say."""
        for link in self._dropped - links:
            for row in self._steps.tied[link]:
                row.switch(on=True)
        for link in links - self._dropped:
            for row in self._steps.tied[link]:
                row.switch(on=False)
        self._dropped = links

    def _moves_capacity_alone(self, problem: Problem) -> bool:
        """Tell whether no other limits are moved: then the simplex method has some ten steps to go.

        Where a link goes, or a budget grows, it has as many as from the beginning, and the barrier is sooner.
        """
        limits = _limits_of(problem)
        moved = (kind for kind, *_rest in (key for key in limits if limits[key] != self._limits[key]))
        return all(kind is ResourceKind.CAPACITY for kind in moved)

    def _make_whole(self, is_whole: bool) -> None:
        for variable in self._whole:
            variable.integer = is_whole

    def _solved(self) -> mathopt.SolveResult:
        if self._line is not None and self._is_near:
            return self._line.solve()
        barrier = mathopt.SolveParameters(lp_algorithm=BARRIER)
        return mathopt.solve(self._steps.model, mathopt.SolverType.HIGHS, params=barrier, remove_names=True)

    def _worth_of_limits(
        self, worths: Mapping[mathopt.LinearConstraint, float], unit: float
    ) -> dict[LimitKey, float]:
        return {
            key: sum(worths[row.constraint] * unit / row.unit for row in rows)
            for key, rows in self._steps.limited.items()
        }

    def _worth_of_links(
        self, worths: Mapping[mathopt.LinearConstraint, float], unit: float
    ) -> dict[Dependency, float]:
        return {
            link: sum(worths[row.constraint] * unit for row in rows)
            for link, rows in self._steps.tied.items()
        }


def _simplex(model: mathopt.Model) -> mathopt.IncrementalSolver:
    """Give what solves a model again and again: GLOP goes on from its last answer, HiGHS begins anew."""
    return mathopt.IncrementalSolver(model, mathopt.SolverType.GLOP, remove_names=True)


def _limits_of(problem: Problem) -> dict[LimitKey, float]:
    return {
        each.limit_key(bucket): limit
        for each in problem.resources
        for bucket, limit in enumerate(each.limits)
    }


def _without_limits(roadmap: Roadmap) -> Roadmap:
    """Give a roadmap without the rows of capacities, the amounts of budgets, and links."""
    return replace(
        roadmap,
        sectors=tuple(replace(each, capacities=()) for each in roadmap.sectors),
        budgets=tuple(replace(each, limit_nok=0.0, spent_nok=0.0) for each in roadmap.budgets),
        dependencies=(),
    )
