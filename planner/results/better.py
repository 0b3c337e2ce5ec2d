"""Whether a plan keeps what another does, and by how much it is better."""

from planner.model import Kept, Objective
from planner.results.facts import Facts
from planner.results.scores import score


def keeps_what_comes_first(found: Facts, other: Facts) -> bool:
    """Tell whether a plan keeps every level that it or another plan is held to."""
    levels = {*found.plan.objective.kept, *other.plan.objective.kept}
    return all(_holds(found, level) for level in levels)


def better_at_first(found: Facts, known: Facts) -> list[Objective]:
    """Give, in order, the objectives that come first and that a plan keeps better than another."""
    levels = (*found.plan.objective.kept, *known.plan.objective.kept)
    kept = [level for level in levels if _holds(found, level) and not _holds(known, level)]
    return list(dict.fromkeys(level.objective for level in kept))


def _holds(found: Facts, level: Kept) -> bool:
    return level.holds(score(found.roadmap, level.objective, found.schedule))


def gain(found: Facts, known: Facts) -> float:
    """Give by how much a plan is better than another under their aim, in its unit; negative where worse."""
    difference = (found.plan.score or 0.0) - (known.plan.score or 0.0)
    return difference if found.plan.objective.is_maximised else -difference
