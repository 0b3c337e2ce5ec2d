"""A schedule that came of a plan, as a plan: with its score, and what it keeps of what comes first."""

from dataclasses import replace

from planner.model import Kept, Plan, PlanStatus, Roadmap, Schedule
from planner.results import score
from planner.solver import with_schedule


def as_plan(like: Plan, roadmap: Roadmap, schedule: Schedule) -> Plan:
    """Give a lawful schedule as a plan with the aim of another one.

    A level that it does not keep is told as what it reaches itself. The bound goes along where roadmap and
    levels are the same.
    """
    kept = tuple(_as_reached(each, roadmap, schedule) for each in like.objective.kept)
    is_alike = kept == like.objective.kept and roadmap is like.roadmap
    blank = Plan(
        roadmap=roadmap,
        objective=replace(like.objective, kept=kept),
        status=PlanStatus.FEASIBLE,
        bound=like.bound if is_alike else None,
        versions=like.versions,
        claimed=like.claimed,
    )
    return with_schedule(blank, schedule, score(roadmap, like.objective, schedule), 0.0)


def keeps_levels(like: Plan, roadmap: Roadmap, schedule: Schedule) -> bool:
    """Tell whether a schedule keeps all that a plan keeps of what comes first."""
    return all(each.holds(score(roadmap, each.objective, schedule)) for each in like.objective.kept)


def _as_reached(kept: Kept, roadmap: Roadmap, schedule: Schedule) -> Kept:
    reached = score(roadmap, kept.objective, schedule)
    if kept.holds(reached):
        return kept
    allowed = kept.loss * max(abs(reached), 1.0)
    level = reached - allowed if kept.objective.is_maximised else reached + allowed
    return replace(kept, level=level, reached=reached, bound=None)
