"""Find the best plan that the time allows."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planner.model import (
    DEFAULT_SECONDS,
    MOVE_COST,
    VALUE,
    Answer,
    Effort,
    Objective,
    Plan,
    Request,
    Roadmap,
    Schedule,
    errors,
)
from planner.objectives import objective_named
from planner.pipeline.changing import changed_as_asked, with_changes
from planner.pipeline.goals import Goal, aim_asked_of, aim_by_name, goal
from planner.pipeline.judging import JudgedSearch, ProgressCallback, StopOrClock, accepted, read_plan
from planner.pipeline.reading import DataError, stop_on_errors
from planner.pipeline.settling import seconds_to_settle, settled
from planner.solver import Stage, carried
from planner.solver import first_plan as make_first_plan
from planner.solver import solve as make_plan
from planner.verify import judge


def first_plan(
    roadmap: Roadmap,
    objective: Objective | str = VALUE,
    *,
    long_term: float | None = None,
    baseline: Plan | None = None,
) -> Plan:
    """Give a lawful plan at once; status ``UNKNOWN`` when the quick way finds none.

    Raises
    ------
    DataError
        If the roadmap holds an error or is beyond what the engine can count with.
    """
    stop_on_errors(roadmap)
    wanted = objective_named(objective, roadmap, long_term=long_term, baseline=baseline)
    return accepted(make_first_plan(roadmap, wanted))


def solve(
    roadmap: Roadmap,
    *,
    request: Request | None = None,
    objective: Objective | str = VALUE,
    before: Sequence[Stage] = (),
    long_term: float | None = None,
    baseline: Plan | None = None,
    seconds: float = DEFAULT_SECONDS,
    gap: float = 0.0,
    seed: int = 0,
    deterministic: bool = False,
    workers: int | None = None,
    start: Plan | None = None,
    move_cost: float | None = MOVE_COST,
    progress: ProgressCallback | None = None,
    stop: threading.Event | None = None,
) -> Plan:
    """Check a roadmap, find the best plan that the time allows, and judge it; the plan keeps what was asked.

    Parameters
    ----------
    request
        All that is asked, as one thing, in place of ``objective`` to ``workers`` and ``move_cost``.
    objective
        Itself, or by one of ``OBJECTIVE_NAMES``.
    before
        Objectives that come first, in order, each with the share of what it reaches that may be lost.
    long_term
        Of ``"balance"``: from 0, quick benefits, to 1, the long-term target picture.
    baseline
        Of ``"stability"``: the plan that moves are counted from.
    seconds
        Wall clock; in deterministic mode, the amount of work.
    gap
        Relative gap at which to stop.
    workers
        Engines that run side by side; as many as there are cores, up to four, when not given.
    start
        An earlier plan to start from; the baseline, if there is one, when not given.
    move_cost
        Share of the score that each measure has to be worth that lies elsewhere than in the start; ``None``
        where measures may lie anywhere.
    progress
        Called with better plans and bounds, from this thread; only with plans that the judge accepts. Where
        judging takes long, plans that come close after one another are passed over.
    stop
        Set from another thread to end the search with the best plan so far.

    Raises
    ------
    DataError
        If the roadmap holds an error, is beyond what the engine can count with, or is another than the
        request's, if a change that it asks for cannot be made, or if a plan that it names cannot be read.
    ValueError
        If an objective by name is unknown, or lacks what it is measured against, or an objective or an effort
        is given beside a request.
    """
    effort = Effort(seconds=seconds, gap=gap, seed=seed, deterministic=deterministic, workers=workers)
    if request is None:
        stop_on_errors(roadmap)
        first = objective_named(objective, roadmap, long_term=long_term, baseline=baseline)
        wanted = Goal(objective=first, before=tuple(before))
        aim = aim_by_name(objective, before, long_term, baseline)
        request = Request(aim=aim, effort=effort, move_cost=move_cost)
        asked = _Asked(roadmap, wanted, request, start, baseline)
    elif (objective, tuple(before), long_term, effort, move_cost) != (VALUE, (), None, Effort(), MOVE_COST):
        raise ValueError("request is given beside an objective or an effort, expected one of them")
    else:
        asked = _as_requested(roadmap, request, start, baseline)
    plan = _answer(asked, progress, stop)
    return replace(plan, request=replace(request, roadmap=roadmap.planned_digest))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a search is to answer: the roadmap with the changes of the request, and what plans it knows."""

    roadmap: Roadmap
    wanted: Goal
    request: Request
    start: Plan | None
    baseline: Plan | None

    @property
    def known(self) -> Plan | None:
        """Give the plan to search from, and to count moves from."""
        return self.start or self.baseline


def _as_requested(roadmap: Roadmap, request: Request, start: Plan | None, baseline: Plan | None) -> _Asked:
    """Change the roadmap as a request asks, and read the plan that it names as a start."""
    aim = aim_asked_of(roadmap, request)
    changed = changed_as_asked(roadmap, request.changes)
    stop_on_errors(changed)
    start = read_plan(request.start) if start is None and request.start else start
    return _Asked(changed, goal(changed, aim, baseline), request, start, baseline)


def ask(
    roadmap: Roadmap,
    request: Request,
    *,
    baseline: Plan | None = None,
    start: Plan | None = None,
    progress: ProgressCallback | None = None,
    stop: threading.Event | None = None,
) -> Answer:
    """Answer a request: with a plan that the judge accepts, or with what there is none for.

    Takes what ``solve`` takes beside a request, and never raises for what is wrong with data or request.
    """
    request = replace(request, roadmap=request.roadmap or roadmap.planned_digest)
    try:
        plan = solve(roadmap, request=request, baseline=baseline, start=start, progress=progress, stop=stop)
    except DataError as error:
        return Answer(request=request, findings=error.findings)
    return Answer(request=request, findings=with_changes(roadmap, request.changes).findings, plan=plan)


def _answer(asked: _Asked, progress: ProgressCallback | None, stop: threading.Event | None) -> Plan:
    """Search from the plan that is known, and settle what differs from it."""
    began, effort, start = time.monotonic(), asked.request.effort, asked.known
    move_cost = asked.request.move_cost
    if start is None or move_cost is None:
        return _search(asked, effort, progress, stop)[0]
    is_timed = not effort.deterministic
    kept = seconds_to_settle(len(asked.roadmap.open_measures), effort.seconds) if is_timed else 0.0
    searching = replace(effort, seconds=effort.seconds - kept)
    plan, first = _search(asked, searching, progress, stop)
    if progress is not None:  # what was found is told before moves go back, to whoever wants more of them
        progress(plan)
    ends = max(began + effort.seconds, time.monotonic() + kept / 2) if is_timed else None
    plan = settled(plan, start, move_cost, mended=first, gap=effort.gap, is_over=_is_over(stop, ends))
    return replace(plan, seconds=time.monotonic() - began)


def _search(
    asked: _Asked, effort: Effort, progress: ProgressCallback | None, stop: threading.Event | None
) -> tuple[Plan, Schedule | None]:
    """Search from the plan that is known; give what the judge accepts in the end, and what it did first."""
    objective = asked.wanted.objective
    until = StopOrClock(stop)
    best = JudgedSearch(progress, None if effort.deterministic else effort.seconds, until)
    plan = make_plan(
        asked.roadmap,
        objective=objective,
        before=asked.wanted.before,
        effort=effort,
        start=asked.known,
        lawful=_lawful(asked.roadmap, objective, asked.start, asked.baseline),
        progress=lambda news: best.take(news.plan),
        stop=until,
    )
    return best.or_last_lawful(plan), best.first


def _is_over(stop: threading.Event | None, ends: float | None) -> Callable[[], bool]:
    """Give what tells whether somebody has ended the work, or it has come to its instant."""
    return lambda: (stop is not None and stop.is_set()) or (ends is not None and time.monotonic() >= ends)


def _lawful(roadmap: Roadmap, objective: Objective, *plans: Plan | None) -> tuple[Schedule, ...]:
    """Give the earlier schedules that the judge accepts here as well; what is new in a roadmap stays out.

    The schedule of a plan of this very roadmap is known to be lawful; the solver takes that by itself.
    """
    others = [plan.schedule for plan in plans if plan is not None and plan.digest != roadmap.digest]
    parts = (objective, *(part.objective for part in objective.parts))
    schedules = [carried(roadmap, each) for each in (*others, *(part.baseline for part in parts)) if each]
    different = [each for place, each in enumerate(schedules) if each not in schedules[:place]]
    return tuple(each for each in different if not errors(judge(roadmap, each)))
