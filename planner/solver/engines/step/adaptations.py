"""Rules on what sectors adapt in their own systems before rollouts begin, as rows of the step model.

That it runs once, and stays started, follows as for any phase. A rollout whose begin does not matter is open
from its end (``StepModel.may_take_in``), and where nobody is taken in, ``reading`` leaves it out.
"""

from collections.abc import Iterator

from planner.problem import PhaseTask, Problem, RolloutTask
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.sums import Step, Sum


def adaptations_come_with_their_measure(model: StepModel, problem: Problem) -> None:
    """Start an adaptation only of a measure that is in, never without a window or anybody to take in."""
    for task, adaptation, started in _adapting(model, problem):
        model.implies(started.taken, model.selected[task.rollout.measure])
        if not (adaptation.fits and task.to_take_in > 0):
            model.at_most(Sum((1.0, started.taken)), 0.0)


def adaptations_follow_their_phase(model: StepModel, problem: Problem) -> None:
    """Start an adaptation only when the phase it comes after has ended."""
    for task, _adaptation, started in _adapting(model, problem):
        if task.adapts_after:
            before = model.phases[task.rollout.measure, task.adapts_after]
            for instant in started.instants:
                model.implies(started.at(instant), before.ended(instant))


def rollouts_begin_after_adaptations(model: StepModel, problem: Problem) -> None:
    """Begin a rollout only when its adaptation has ended."""
    for task, _adaptation, _started in _adapting(model, problem):
        if task.key in model.begun and task.to_take_in > 0:
            begun = model.begun[task.key]
            for instant in begun.instants:
                model.implies(begun.at(instant), model.adaptation(task).ended(instant))


def adaptations_lead_to_a_begin(model: StepModel, problem: Problem) -> None:
    """Start an adaptation only before a begin that matters: links may count on it."""
    for task, _adaptation, started in _adapting(model, problem):
        if task.begin_matters:
            model.implies(started.taken, model.begun[task.key].taken)


def _adapting(model: StepModel, problem: Problem) -> Iterator[tuple[RolloutTask, PhaseTask, Step]]:
    """Give the rollouts that need an adaptation, with it and its start."""
    for task in problem.free_rollouts:
        if task.adaptation is not None:
            yield task, task.adaptation, model.adaptation(task).started


RULES = (
    adaptations_come_with_their_measure,
    adaptations_follow_their_phase,
    rollouts_begin_after_adaptations,
    adaptations_lead_to_a_begin,
)
