"""Longest chains of links through a project, from its beginning and to its end."""

from planner.solver.arrays.jit import entry
from planner.solver.engines.makespan.kernels.project import Ints, Project


@entry
def distance(project: Project, activity: int, link: int, shortest: Ints, longest: Ints) -> int:
    """Give the least distance between the starts that a link to a successor implies in any modes."""
    after = project.after
    left = shortest[activity] * after.from_end[link]
    return left + after.lag[link] - longest[after.other[link]] * after.to_end[link]


@entry
def reach_forward(project: Project, order: Ints, shortest: Ints, longest: Ints, head: Ints) -> None:
    """Raise the first starts to what the links from predecessors imply."""
    for activity in order:
        for link in range(project.after.since[activity], project.after.since[activity + 1]):
            other = project.after.other[link]
            reached = head[activity] + distance(project, activity, link, shortest, longest)
            head[other] = max(head[other], reached)


@entry
def reach_backward(project: Project, order: Ints, shortest: Ints, longest: Ints, until_end: Ints) -> None:
    """Raise the distances from each start to the project's end to what the links to successors imply."""
    for activity in order[::-1]:
        for link in range(project.after.since[activity], project.after.since[activity + 1]):
            reached = distance(project, activity, link, shortest, longest)
            reached += until_end[project.after.other[link]]
            until_end[activity] = max(until_end[activity], reached)
