"""HiGHS on the whole step model: the best bound there is for waves, and often the proof."""

from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.contract.channel import Assignment, Channel
from planner.solver.engines.step.engine import StepEngine


def prove(assignment: Assignment, channel: Channel) -> None:
    """Search the whole model once, from the best start, and tell bounds as they come."""
    engine = StepEngine(assignment.roadmap, assignment.objective)
    effort = _effort(assignment, channel)
    if effort.seconds is not None and effort.seconds <= 0:
        channel.tell(verdict=Verdict.UNKNOWN)
        return
    start = channel.heard().schedule or next(iter(assignment.starts), None)
    answer, schedule = engine.prove(effort, start, on_bound=lambda bound: channel.tell(bound=bound))
    channel.tell(schedule=schedule, bound=answer.bound, verdict=answer.verdict)


def _effort(assignment: Assignment, channel: Channel) -> Allowance:
    """Give what is left of the time, or as many nodes as units."""
    given = assignment.effort
    return Allowance(seconds=channel.seconds_left(), nodes=assignment.units, gap=given.gap, seed=given.seed)
