"""What the linear relaxation of a roadmap lacks of shares that are required."""

from collections.abc import Iterator

from planner.model import SLACK, Objective, ObjectiveKind, Roadmap
from planner.problem import Problem, requirement_tasks
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.shortfall import Shortfall
from planner.solver.engines.step.answer import read_answer
from planner.solver.engines.step.confirming import solved_relaxed
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.requirements import reached
from planner.solver.engines.step.rules import RULES
from planner.solver.engines.step.sums import Values

_SHORTFALL = Objective(kind=ObjectiveKind.SHORTFALL)


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
    answer = read_answer(result)
    if answer.verdict is not Verdict.OPTIMAL or answer.values is None:
        return None
    assert answer.bound is not None
    return Shortfall(
        least=engine.proved(answer.bound),
        lacking=frozenset(_lacking(engine.steps, engine.problem, answer.values)),
    )


def _lacking(steps: StepModel, problem: Problem, values: Values) -> Iterator[str]:
    for task in problem.requirements:
        if reached(steps, problem, task, task.reaches[0]).value(values) < task.reaches[0].level - SLACK:
            yield task.requirement.id
