"""What forbids a share that is required, measure by measure, at the prices that limits have.

The linear relaxation gives the prices. At fixed prices a bound is a sum over measures (Lagrange), so that
what a row of one measure has to do with it is told by a model of that measure alone. It says where to look,
and proves nothing by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.model import SLACK, Objective, ObjectiveKind, Roadmap
from planner.problem import Problem, RequirementTask, requirement_tasks
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.shortfall import Shortfall
from planner.solver.engines.step.answer import read_answer, worth_of_rows
from planner.solver.engines.step.confirming import best_of_relaxed, solved_relaxed
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.limits import drains, limits_hold
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.requirements import POINTS, reached
from planner.solver.engines.step.rules import RULES
from planner.solver.engines.step.sums import Sum, Values

_SHORTFALL = Objective(kind=ObjectiveKind.SHORTFALL)
_OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)
_APART = tuple(rule for rule in RULES if rule is not limits_hold)
"""What holds for a measure by itself: limits have prices instead."""


def has_shares_alone(roadmap: Roadmap) -> bool:
    """Tell whether all that is required, and anything is, are shares: sums over measures."""
    asked = requirement_tasks(roadmap)
    return bool(asked) and not any(each.is_end or each.is_count for each in asked)


def shortfall_of(roadmap: Roadmap, seconds: float | None) -> Shortfall | None:
    """Give what the linear relaxation lacks of required shares; ``None`` where it was not worked out.

    It is not where the other rows of the model forbid any plan.
    """
    engine = StepEngine(roadmap, _SHORTFALL, RULES)
    result = solved_relaxed(engine.steps, seconds)
    if result is None:
        return None
    answer, worths = read_answer(result), worth_of_rows(result)
    if answer.verdict is not Verdict.OPTIMAL or answer.values is None or worths is None:
        return None
    assert answer.bound is not None
    return Shortfall(
        least=engine.proved(answer.bound),
        lacking=frozenset(_lacking(engine.steps, engine.problem, answer.values)),
        limits={
            key: sum(worths[row.constraint] / row.unit for row in rows)
            for key, rows in engine.steps.limited.items()
        },
    )


def _lacking(steps: StepModel, problem: Problem, values: Values) -> Iterator[str]:
    for task in problem.requirements:
        if reached(steps, problem, task, task.reaches[0]).value(values) < task.reaches[0].level - SLACK:
            yield task.requirement.id


class MeasureAnswers:
    """What single measures add at most to required shares, less what they use of limits at their prices."""

    def __init__(self, roadmap: Roadmap, shortfall: Shortfall) -> None:
        asked = requirement_tasks(roadmap)
        self._tasks = [each for each in asked if each.requirement.id in shortfall.lacking]
        self._prices = shortfall.limits
        self._until = max((1, *(each.instant for each in self._tasks)))

    def best(self, roadmap: Roadmap) -> float | None:
        """Give the most that the measures of a small roadmap add, in percentage points."""
        calendar = roadmap.calendar
        if not any(each.must_be_in for each in roadmap.measures):
            # what comes after all that is asked for adds nothing
            calendar = replace(calendar, periods=self._until)
        bare = replace(roadmap, calendar=calendar, requirements=())
        engine = StepEngine(bare, _OPEN_WORK, _APART, is_plain=True)
        steps, problem = engine.steps, engine.problem
        gain = Sum()
        for task in _tasks_within(self._tasks, problem):
            gain.add_all(reached(steps, problem, task, task.reaches[0]), POINTS)
        for resource in problem.resources:
            for drain in drains(steps, problem, resource):
                price = self._prices.get(resource.limit_key(drain.bucket), 0.0)
                if price:
                    gain.add_all(drain.together(), -price)
        steps.aim_at(gain, maximise=True)
        return best_of_relaxed(steps)


def _tasks_within(tasks: Sequence[RequirementTask], problem: Problem) -> Iterator[RequirementTask]:
    """Give what is required of the measures that a problem has, and of no others."""
    for task in tasks:
        reach = task.reaches[0]
        shares = tuple(each for each in reach.shares if each[0] in problem.rollouts)
        built = tuple(each for each in reach.built if each[0] in problem.measures)
        yield task._replace(reaches=(reach._replace(constant=0.0, shares=shares, built=built),))
