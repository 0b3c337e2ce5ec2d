"""From a roadmap and objectives in order to a plan: list schedule, stages, then the search."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planner.model import Kept, Objective, Plan, PlanStatus, Roadmap, Schedule
from planner.results import best_of, score
from planner.solver.collecting import no_collecting
from planner.solver.compiled.building import Flat, flat_of
from planner.solver.crew import choose_crew, features_of
from planner.solver.effort import Effort, Verdict
from planner.solver.incumbent import Incumbent, Progress, keeps_all
from planner.solver.list_schedule import list_schedule_of, repaired
from planner.solver.needed import schedule_of_needed
from planner.solver.search import Limits, Search, usable_workers
from planner.solver.stages import (
    SHARE_OF_TIME,
    Stage,
    keep,
    solve_in_order,
    stages_before,
)
from planner.solver.starts import Starts, fitting, starts_after, starts_of

_GAP_OF_STAGES = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a search is run; see ``planner.solver.solve``."""

    seconds: float
    gap: float
    seed: int
    deterministic: bool
    workers: int | None
    progress: Callable[[Progress], None] | None
    stop: threading.Event


def solve_stages(
    roadmap: Roadmap, objective: Objective, before: Sequence[Stage], settings: Settings, start: Plan | None
) -> Plan:
    """Solve what comes before an objective, then the objective itself with what must be kept."""
    began, stages = time.monotonic(), stages_before(roadmap, objective, before)
    starts = starts_of(roadmap, objective, start)
    if not stages:
        return _search(roadmap, objective, settings, starts, began)
    with no_collecting():
        first = _first(flat_of(roadmap, objective), starts)
    at_once = _at_once(roadmap, objective, stages, first, settings, began)
    _tell(settings, at_once)
    quiet = replace(settings, gap=_GAP_OF_STAGES, progress=None)

    def solve(roadmap: Roadmap, objective: Objective, share: float, start: Plan | None) -> Plan:
        limited = replace(quiet, seconds=max(0.5, share * settings.seconds))
        return _search(roadmap, objective, limited, starts_of(roadmap, objective, start))

    staged = solve_in_order(roadmap, objective, stages, solve, start)
    if staged.plan is None or staged.plan.schedule is None:
        at_once.note(faults=staged.faults)
        return at_once.finished(settings.gap, infeasible=staged.infeasible, reproducible=True)
    left = max(0.5, settings.seconds * (1 - SHARE_OF_TIME * len(stages)))
    last = replace(settings, seconds=left) if settings.deterministic else settings
    starts = replace(starts_after(roadmap, first, staged.plan.schedule), is_near=starts.is_near)
    plan = _search(roadmap, staged.objective, last, starts, began)
    return replace(plan, faults=(*staged.faults, *plan.faults))


def _search(
    roadmap: Roadmap,
    objective: Objective,
    settings: Settings,
    starts: Starts,
    began: float | None = None,
) -> Plan:
    """Search for one objective; the time runs from ``began``, now when not given."""
    incumbent = Incumbent(
        roadmap, objective, settings.seed, deterministic=settings.deterministic, began=began
    )
    limits = Limits(
        seconds=settings.seconds,
        gap=settings.gap,
        deterministic=settings.deterministic,
        workers=settings.workers or usable_workers(deterministic=settings.deterministic),
    )
    with no_collecting():
        flat = flat_of(roadmap, objective)
        crew = choose_crew(features_of(flat.problem, objective))
        first, earlier = _first(flat, starts), fitting(flat.problem, next(iter(starts.known), None))
    if first is None:
        crew = crew.without_a_plan
    elif starts.is_near:
        crew = crew.near_the_best
    if settings.deterministic:
        crew = crew.repeatable(limits.units)
    search = Search(incumbent, limits, crew, settings.progress, settings.stop)
    search.run(first, earlier)
    return incumbent.finished(settings.gap, infeasible=search.infeasible, reproducible=not search.overran)


def _first(flat: Flat, starts: Starts) -> Schedule | None:
    """Give the best schedule at once: a list schedule, or a start as it is or repaired."""
    roadmap, objective = flat.problem.roadmap, flat.objective
    listed = list_schedule_of(flat, next(iter(starts.known), None))
    candidates = (listed, *(repaired(flat, each) for each in starts.known), *starts.lawful)
    lawful = [each for each in candidates if each is not None]
    lawful = lawful or _needed(flat)
    return best_of(roadmap, objective, [each for each in lawful if keeps_all(roadmap, objective, each)])


def _needed(flat: Flat) -> list[Schedule]:
    """Give a schedule of what must be in where list schedules give none."""
    found = schedule_of_needed(flat)
    return [] if found is None else [found]


def first_plan(roadmap: Roadmap, objective: Objective) -> Plan:
    """Give a lawful plan at once; status ``UNKNOWN`` when it places not all that must be in.

    What comes before the objective is kept at what the list schedule itself reaches.
    """
    schedule = _first(flat_of(roadmap, objective), Starts())
    incumbent = _at_once(roadmap, objective, stages_before(roadmap, objective), schedule)
    return incumbent.finished(0.0, infeasible=False, reproducible=True)


def _at_once(
    roadmap: Roadmap,
    objective: Objective,
    stages: Sequence[Stage],
    schedule: Schedule | None,
    settings: Settings | None = None,
    began: float | None = None,
) -> Incumbent:
    """Give a schedule as the best known; it keeps what it reaches itself of the stages before."""
    kept = [keep(stage, score(roadmap, stage.objective, schedule)) for stage in stages] if schedule else []
    incumbent = Incumbent(
        roadmap,
        replace(objective, kept=(*objective.kept, *kept)),
        settings.seed if settings else 0,
        deterministic=settings is None or settings.deterministic,
        began=began,
    )
    if schedule is not None:
        incumbent.offer(schedule, "list schedule")
    return incumbent


def _tell(settings: Settings, incumbent: Incumbent) -> None:
    """Tell a plan while stages are solved, which tell nothing themselves."""
    if settings.progress is not None and incumbent.plan.schedule is not None:
        settings.progress(incumbent.progress)


def solve_exactly(roadmap: Roadmap, objective: Objective, before: Sequence[Stage]) -> Plan:
    """Search the whole model in this process until it is proved, stage by stage; for small roadmaps."""
    kept: list[Kept] = list(objective.kept)
    for stage in stages_before(roadmap, objective, before):
        staged = _prove(roadmap, replace(stage.objective, kept=tuple(kept)))
        if staged.status is not PlanStatus.OPTIMAL or staged.score is None:
            return replace(staged, objective=objective)
        kept.append(keep(stage, staged.score))
    return _prove(roadmap, replace(objective, kept=tuple(kept)))


def _prove(roadmap: Roadmap, objective: Objective) -> Plan:
    """Prove one objective."""
    incumbent = Incumbent(roadmap, objective, 0, deterministic=True)
    from planner.solver.step.engine import Engine  # late: OR-tools takes half a second to load

    answer, schedule = Engine(roadmap, objective).prove(Effort())
    if schedule is not None:
        incumbent.offer(schedule, "HiGHS")
    if answer.bound is not None:
        incumbent.tighten(answer.bound, "HiGHS")
    return incumbent.finished(0.0, infeasible=answer.verdict is Verdict.INFEASIBLE, reproducible=True)
