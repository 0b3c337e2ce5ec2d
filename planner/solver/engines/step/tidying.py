"""Tidy plans: no measure, decided anew with all others kept, can be better, or as good and earlier.

What an objective does not see, such as work without benefit, lies anywhere in its best plans. Here each
measure in turn gets the best place of its own, and of equally good ones the earliest, until none can move.
"""

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from planner.model import EARLIER, PRECISION, SOLVED, Kept, Objective, Schedule
from planner.problem import MeasureTask, Problem, RequirementTask
from planner.results import own_time, score
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.contract.channel import Assignment, Channel
from planner.solver.engines.step.made_room import Room
from planner.solver.engines.step.objectives import adds_up
from planner.solver.engines.step.objectives import own_time as own_time_in
from planner.solver.engines.step.parts import PartEngine, lean_part
from planner.solver.engines.step.reading import values_of
from planner.solver.engines.step.sums import Sum
from planner.solver.engines.step.used import Used

SECONDS_PER_MEASURE, NODES_PER_MEASURE = 2.0, 200
MOST_LOOKS = 6
"""Times that each measure is looked at in repeatable work, on average, before it is given up."""


class Look(NamedTuple):
    """What came of deciding one measure anew: a better schedule if any, and whether that is all there is."""

    schedule: Schedule | None
    is_settled: bool


def tidy(assignment: Assignment, channel: Channel) -> None:
    """Tidy the start; the verdict is ``OPTIMAL`` when nothing is left to tidy, else ``FEASIBLE``."""
    problem = Problem(assignment.roadmap)
    start = assignment.starts[0]
    if not adds_up(assignment.objective):
        channel.tell(verdict=Verdict.UNKNOWN)
        return
    is_tidy = _Tidier(problem, assignment, channel).run(start)
    channel.tell(verdict=Verdict.OPTIMAL if is_tidy else Verdict.FEASIBLE)


class _Tidier:
    """Looks at one measure after the other, and again at those that a move may have made room for."""

    def __init__(self, problem: Problem, assignment: Assignment, channel: Channel) -> None:
        self._problem = problem
        self._room = Room(problem)
        self._objective = assignment.objective
        self._seed = assignment.effort.seed
        self._channel = channel
        self._left = MOST_LOOKS * len(problem.measures) if assignment.units is not None else None

    def run(self, schedule: Schedule) -> bool:
        """Tidy a schedule, and tell each that is better or earlier; give whether nothing is left to do."""
        waiting, unsettled = deque(_latest_first(self._problem, schedule)), set[str]()
        used = Used(self._problem, schedule)
        while waiting and self._may_go_on():
            measure_id = waiting.popleft()
            look = decide_alone(used, self._objective, measure_id, self._effort())
            unsettled = unsettled - {measure_id} if look.is_settled else unsettled | {measure_id}
            if look.schedule is not None:
                before, used = used, Used(self._problem, look.schedule)
                affected = self._affected(before, used, measure_id)
                waiting.extend(each for each in affected if each not in waiting)
                self._channel.tell(schedule=look.schedule)
        return not waiting and not unsettled

    def _affected(self, before: Used, after: Used, moved: str) -> Iterable[str]:
        """Name the measures to look at once one has moved: itself and those it may have made room for.

        Those are all where a level that is kept is better kept now.
        """
        if any(_is_better_kept(self._problem, kept, before, after) for kept in self._objective.kept):
            return self._problem.measures
        touched, roomier = _touches(self._problem, moved), self._room.made_for(before, after)
        others = (
            each
            for each in self._problem.measures
            if each in roomier or not touched.isdisjoint(_touches(self._problem, each))
        )
        return {moved: None, **dict.fromkeys(others)}

    def _may_go_on(self) -> bool:
        """Tell whether there is time, or repeatable work, for another look; count it."""
        if self._left is None:
            return not self._channel.is_over()
        self._left -= 1
        return self._left >= 0

    def _effort(self) -> Allowance:
        """Give the effort of one look."""
        if self._left is not None:
            return Allowance(nodes=NODES_PER_MEASURE, gap=SOLVED, seed=self._seed)
        left = self._channel.seconds_left()
        seconds = SECONDS_PER_MEASURE if left is None else min(SECONDS_PER_MEASURE, max(0.05, left))
        return Allowance(seconds=seconds, gap=SOLVED, seed=self._seed)


def decide_alone(used: Used, objective: Objective, measure_id: str, effort: Allowance) -> Look:
    """Decide one measure anew, all others kept: better where it can be, else as good and earlier."""
    engine = PartEngine(lean_part(used, objective, [measure_id]), objective)
    verdict, found = engine.decide_anew(effort)
    if found is not None and engine.is_better(found):
        return Look(engine.put_back(found), True)
    if measure_id not in used.schedule.selected:
        return Look(None, verdict is Verdict.OPTIMAL)
    _aim_at_own_time(engine, engine.part.measures[measure_id])
    proved, found = engine.decide_anew(effort)
    if found is None or engine.is_worse(found) or not _is_earlier(engine, measure_id, found):
        return Look(None, verdict is Verdict.OPTIMAL and proved is Verdict.OPTIMAL)
    return Look(engine.put_back(found), True)


def _aim_at_own_time(engine: PartEngine, task: MeasureTask) -> None:
    """Let the model look for the earliest time of a measure that stays in, the score kept as it is."""
    steps = engine.steps
    reached = steps.objective.value(values_of(steps, engine.inside))
    slack = PRECISION * max(1.0, abs(reached))
    if engine.objective.is_maximised:
        steps.at_least(steps.objective, reached - slack)
    else:
        steps.at_most(steps.objective, reached + slack)
    steps.at_least(Sum((1.0, steps.selected[task.id])), 1.0)
    steps.aim_at(own_time_in(steps, engine.part, task), maximise=False)


def _is_earlier(engine: PartEngine, measure_id: str, found: Schedule) -> bool:
    """Tell whether a measure is done sooner, on the whole."""
    measure = engine.part.measures[measure_id].measure
    old, new = (own_time(engine.part.roadmap, each, measure) for each in (engine.inside, found))
    return new < old - EARLIER


def _latest_first(problem: Problem, schedule: Schedule) -> list[str]:
    """Give the measures, those that start last first: what no objective sees mostly lies at the end."""
    starts = {phases[0].measure: phases[0].start for phases in schedule.phases_by_measure.values()}
    return sorted(problem.measures, key=lambda each: -starts.get(each, -1))


def _is_better_kept(problem: Problem, kept: Kept, before: Used, after: Used) -> bool:
    """Tell whether a schedule leaves others more of a kept level than another did."""
    old, new = (score(problem.roadmap, kept.objective, each.schedule) for each in (before, after))
    is_apart = abs(new - old) > PRECISION * max(1.0, abs(old))
    return is_apart and kept.objective.better(new, old)


def _adds_to(requirement: RequirementTask, measure_id: str) -> bool:
    """Tell whether a measure has a part in a share that is asked for, or in the coverage of services."""
    names = [key[0] for reach in requirement.reaches for key, _weight in reach.shares]
    names += [name for reach in requirement.reaches for name, _weight in reach.built]
    return measure_id in names


def _touches(problem: Problem, measure_id: str) -> set[str]:
    """Name all but resources through which a measure meets others: groups, linked measures, what is asked."""
    linked = {each for link in problem.dependencies if measure_id in link.measures for each in link.measures}
    grouped = {each for group in problem.groups if measure_id in group.measures for each in group.measures}
    asked = {
        f"requirement {each.requirement.id}" for each in problem.requirements if _adds_to(each, measure_id)
    }
    return asked | {f"measure {each}" for each in linked | grouped}
