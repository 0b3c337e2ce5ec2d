"""From a roadmap and objectives in order to a plan: list schedule, stages, then the search."""

import time
from collections.abc import Sequence
from dataclasses import replace

from planner.model import Effort, Kept, Objective, Plan, PlanStatus, Roadmap, Schedule
from planner.results import score
from planner.runs import no_collecting
from planner.solver.arrays.building import flat_of
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.search.in_order import InOrder
from planner.solver.search.incumbent import FIRST_NAME, Incumbent
from planner.solver.search.required import Required, meet_requirements
from planner.solver.search.searching import SHARE_OF_FIRST, first_schedule, search_for
from planner.solver.search.settings import Settings
from planner.solver.search.stages import Stage, enough_for, keep, stages_before
from planner.solver.search.starts import Starts, starts_of
from planner.solver.search.tidying import seconds_to_tidy, tidied

REPEATABLE = Effort(deterministic=True)
"""What plans are made by that no clock takes part in."""


def solve_stages(
    roadmap: Roadmap,
    objective: Objective,
    before: Sequence[Stage],
    settings: Settings,
    start: Plan | None,
    lawful: Sequence[Schedule] = (),
) -> Plan:
    """Solve what comes before an objective, then the objective itself with what must be kept; then tidy."""
    began, stages = time.monotonic(), stages_before(roadmap, objective, before)
    searching = settings.spending(settings.effort.seconds - _reserved(roadmap, settings))
    starts = starts_of(roadmap, objective, start, lawful)
    if roadmap.hard_requirements:
        required = meet_requirements(roadmap, objective, searching, starts, began)
        if required.is_impossible:
            return _without_a_plan(roadmap, objective, settings, began, required)
        if required.schedule is not None:
            starts = replace(starts, lawful=(*starts.lawful, required.schedule))
        plan = _in_stages(roadmap, objective, stages, settings, starts, began)
        return plan if plan.schedule is not None else replace(plan, nearest=required.nearest)
    return _in_stages(roadmap, objective, stages, settings, starts, began)


def _without_a_plan(
    roadmap: Roadmap, objective: Objective, settings: Settings, began: float, required: Required
) -> Plan:
    """Say that no plan meets all hard requirements, and how near one comes."""
    incumbent = Incumbent(roadmap, objective, settings.effort, began=began)
    incumbent.note(nearest=required.nearest)
    return incumbent.finished(settings.effort.gap, infeasible=True, reproducible=True)


def _in_stages(
    roadmap: Roadmap,
    objective: Objective,
    stages: Sequence[Stage],
    settings: Settings,
    starts: Starts,
    began: float,
) -> Plan:
    """Solve stages in order from what is known; then tidy."""
    searching = settings.spending(settings.effort.seconds - _reserved(roadmap, settings))
    if not stages:
        return _tidied(search_for(roadmap, objective, searching, starts, began=began), settings, began)
    with no_collecting():
        until = None if settings.effort.deterministic else began + SHARE_OF_FIRST * settings.effort.seconds
        first = first_schedule(flat_of(roadmap, objective), starts, until)
    at_once = _at_once(roadmap, objective, stages, first, settings, began)
    _tell(settings, at_once)
    in_order = InOrder(roadmap, objective, stages, searching, starts, first, began)
    plan = in_order.plan()
    if plan.schedule is not None:
        return in_order.with_raised_levels(_tidied(plan, settings, began))
    at_once.note(faults=in_order.faults)
    infeasible = plan.status is PlanStatus.INFEASIBLE
    return at_once.finished(settings.effort.gap, infeasible=infeasible, reproducible=True)


def _reserved(roadmap: Roadmap, settings: Settings) -> float:
    """Give the seconds of a search that are kept for tidying; repeatable work is counted apart."""
    if settings.effort.deterministic:
        return 0.0
    return seconds_to_tidy(len(roadmap.open_measures), settings.effort.seconds)


def _tidied(plan: Plan, settings: Settings, began: float) -> Plan:
    """Tidy a plan in what is left of the time."""
    effort, reserved = settings.effort, _reserved(plan.roadmap, settings)
    left = min(reserved, began + effort.seconds - time.monotonic())
    if settings.stop.is_set() or not (effort.deterministic or left > 0.5 * reserved > 0.0):
        return plan
    found = tidied(plan, settings, seconds=None if effort.deterministic else left)
    return replace(found, seconds=time.monotonic() - began)


def first_plan(roadmap: Roadmap, objective: Objective) -> Plan:
    """Give a lawful plan at once; status ``UNKNOWN`` when it places not all that must be in.

    What comes before the objective is kept at what the list schedule itself reaches.
    """
    schedule = first_schedule(flat_of(roadmap, objective), Starts())
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
    effort = settings.effort if settings else REPEATABLE
    incumbent = Incumbent(roadmap, replace(objective, kept=(*objective.kept, *kept)), effort, began=began)
    if schedule is not None:
        incumbent.offer(schedule, FIRST_NAME)
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
        kept.append(keep(stage, staged.score, staged.bound, enough_for(roadmap, objective, stage)))
    return _prove(roadmap, replace(objective, kept=tuple(kept)))


def _prove(roadmap: Roadmap, objective: Objective) -> Plan:
    incumbent = Incumbent(roadmap, objective, REPEATABLE)
    from planner.solver.engines.step.engine import StepEngine  # late: OR-tools takes half a second to load

    answer, schedule = StepEngine(roadmap, objective).prove(Allowance())
    if schedule is not None:
        incumbent.offer(schedule, "HiGHS")
    if answer.bound is not None:
        incumbent.tighten(answer.bound, "HiGHS")
    return incumbent.finished(0.0, infeasible=answer.verdict is Verdict.INFEASIBLE, reproducible=True)
