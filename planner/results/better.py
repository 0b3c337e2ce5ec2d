"""Whether a plan keeps what another does, and by how much it is better."""

from planner.results.facts import Facts
from planner.results.scores import score


def keeps_what_comes_first(found: Facts, other: Facts) -> bool:
    """Tell whether a plan keeps every level that it or another plan is held to."""
    levels = {*found.plan.objective.kept, *other.plan.objective.kept}
    return all(level.holds(score(found.roadmap, level.objective, found.schedule)) for level in levels)


def gain(found: Facts, known: Facts) -> float:
    """Give by how much a plan is better than another under their aim, in its unit; negative where worse."""
    difference = (found.plan.score or 0.0) - (known.plan.score or 0.0)
    return difference if found.plan.objective.is_maximised else -difference
