"""PyJobShop on a project: the model its own reader makes of these formats, solved by its CP-SAT engine."""

from typing import Any

import pyjobshop
from formats_project import Project
from peer_answer import PeerAnswer

_STATUS = {"Optimal": "optimal", "Feasible": "feasible", "Infeasible": "infeasible"}


def solve_project(project: Project, seconds: float, workers: int) -> PeerAnswer:
    """Solve a project for its makespan."""
    model, first_modes = _model(project)
    result = model.solve(time_limit=seconds, num_workers=workers, display=False)
    status = _STATUS.get(result.status.value, "unknown")
    if not result.best.tasks:
        return PeerAnswer(status=status)
    return PeerAnswer(
        status=status,
        value=result.objective,
        bound=result.lower_bound,
        starts=tuple(task.start for task in result.best.tasks),
        ways=tuple(task.mode - first for task, first in zip(result.best.tasks, first_modes, strict=True)),
    )


def _model(project: Project) -> tuple[Any, list[int]]:
    """Build the model, and give the number of each activity's first mode."""
    model = pyjobshop.Model()
    resources = [model.add_renewable(capacity=capacity) for capacity in project.capacities]
    stocks = [model.add_consumable(capacity=stock) for stock in project.stocks]
    job = model.add_job()
    tasks = [model.add_task(job=job) for _ in project.activities]
    first_modes, count = [], 0
    for task, activity in zip(tasks, project.activities, strict=True):
        first_modes.append(count)
        for way in activity.ways:
            model.add_mode(task, [*resources, *stocks], way.duration, [*way.requests, *way.uses])
            count += 1
    for arc in project.arcs:
        if arc.lag is None:
            model.add_end_before_start(tasks[arc.before], tasks[arc.after])
        else:
            model.add_start_before_start(tasks[arc.before], tasks[arc.after], arc.lag)
    return model, first_modes
