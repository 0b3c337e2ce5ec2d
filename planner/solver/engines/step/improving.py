"""Neighbourhood search: the decisions on some measures are taken anew, all others held, by HiGHS."""

import time
from collections.abc import Sequence
from typing import Protocol

from planner.model import OPTIMAL_GAP, Schedule
from planner.problem import Problem, features_of, fitting
from planner.results import best_of, score
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.contract.channel import Assignment, Channel
from planner.solver.engines.step.engine import StepEngine
from planner.solver.engines.step.neighbourhoods import Neighbourhoods
from planner.solver.engines.step.parts import improve_part

SECONDS_PER_NEIGHBOURHOOD = 4.0
NODES_PER_NEIGHBOURHOOD = 20
VARIABLES_PER_UNIT, LARGEST_IN_UNITS = 1_000, 10_000
"""Variables of a step model of which a neighbourhood takes one unit; larger ones than this take no more."""


def improve(assignment: Assignment, channel: Channel) -> None:
    """Make the waves of the starts exact, then search one neighbourhood of the best after the other."""
    problem = Problem(assignment.roadmap)
    features = features_of(problem, assignment.objective)
    model = WholeRoadmap(assignment) if features.fits_step_model else Parts(problem, assignment)
    best = _best_start(model, assignment)
    if best is None:
        channel.tell(verdict=Verdict.UNKNOWN)
        return
    channel.tell(schedule=best)
    rounds = None if assignment.units is None else _rounds(assignment.units, features.step_variables)
    _Improver(model, assignment, channel, rounds).run(best)
    channel.tell(verdict=Verdict.FEASIBLE)


def _rounds(units: int, variables: int) -> int:
    """Give how many neighbourhoods an amount of repeatable work is enough for; one at least."""
    return max(1, units * VARIABLES_PER_UNIT // max(1, min(variables, LARGEST_IN_UNITS)))


class Model(Protocol):
    """What neighbourhoods are searched in."""

    problem: Problem

    def polish(self, schedule: Schedule) -> Schedule | None:
        """Give a schedule as good as its decisions allow; ``None`` when it is unlawful."""

    def improve(self, schedule: Schedule, measures: Sequence[str], effort: Allowance) -> Schedule | None:
        """Decide some measures anew; ``None`` when nothing better is found."""


class WholeRoadmap:
    """One step model of the whole roadmap, in which all but the free decisions are held."""

    def __init__(self, assignment: Assignment) -> None:
        self._engine = StepEngine(assignment.roadmap, assignment.objective)
        self.problem = self._engine.problem

    def polish(self, schedule: Schedule) -> Schedule | None:
        """Make the waves exact."""
        return self._engine.polish(schedule)

    def improve(self, schedule: Schedule, measures: Sequence[str], effort: Allowance) -> Schedule | None:
        """Decide some measures anew, and all waves."""
        return self._engine.improve(schedule, measures, effort)


class Parts:
    """A step model made anew for each neighbourhood, no larger than that: for roadmaps of any size."""

    def __init__(self, problem: Problem, assignment: Assignment) -> None:
        self.problem = problem
        self._objective = assignment.objective

    def polish(self, schedule: Schedule) -> Schedule | None:
        """Give the schedule as it is: the whole is too large to be made exact at once."""
        return schedule if fitting(self.problem, schedule) is not None else None

    def improve(self, schedule: Schedule, measures: Sequence[str], effort: Allowance) -> Schedule | None:
        """Decide some measures anew, with their waves."""
        return improve_part(self.problem, self._objective, schedule, measures, effort)


def _best_start(model: Model, assignment: Assignment) -> Schedule | None:
    """Give the best of the starts, with exact waves; ``None`` when none is lawful."""
    starts = assignment.starts if isinstance(model, WholeRoadmap) else assignment.starts[:1]
    polished = [found for start in starts if (found := model.polish(start)) is not None]
    return best_of(assignment.roadmap, assignment.objective, polished)


def _score(assignment: Assignment, schedule: Schedule) -> float:
    return score(assignment.roadmap, assignment.objective, schedule)


class _Improver:
    """Searches around the best schedule until time or rounds are used up."""

    def __init__(self, model: Model, assignment: Assignment, channel: Channel, rounds: int | None) -> None:
        self._model = model
        self._assignment = assignment
        self._channel = channel
        self._rounds = rounds
        self._seed = assignment.effort.seed
        self._heard: Schedule | None = None
        self._around = Neighbourhoods(model.problem, self._seed)

    def run(self, schedule: Schedule) -> None:
        """Search, and tell each better schedule."""
        done = 0
        while (self._rounds is None or done < self._rounds) and not self._channel.is_over():
            schedule = self._better_of(schedule)
            found = self._search(schedule)
            done += 1
            if found is not None:
                schedule = found
                self._channel.tell(schedule=found)

    def _better_of(self, schedule: Schedule) -> Schedule:
        """Give what another engine found, with exact waves, where that is better."""
        heard = self._channel.heard().schedule
        if heard is None or heard is self._heard:
            return schedule
        self._heard = heard
        known, found = _score(self._assignment, schedule), _score(self._assignment, heard)
        if not self._assignment.objective.better(found, known):
            return schedule
        return self._model.polish(heard) or schedule

    def _search(self, schedule: Schedule) -> Schedule | None:
        """Search one neighbourhood, and size the next one by how long it took."""
        effort, began = self._effort(), time.monotonic()
        found = self._model.improve(schedule, self._around.draw(schedule), effort)
        if self._rounds is None:
            _adapt(self._around, time.monotonic() - began)
        return found

    def _effort(self) -> Allowance:
        """Give the effort of one neighbourhood."""
        if self._rounds is not None:
            return Allowance(nodes=NODES_PER_NEIGHBOURHOOD, gap=OPTIMAL_GAP, seed=self._seed)
        left = self._channel.seconds_left()
        seconds = SECONDS_PER_NEIGHBOURHOOD if left is None else min(SECONDS_PER_NEIGHBOURHOOD, left)
        return Allowance(seconds=max(0.05, seconds), gap=OPTIMAL_GAP, seed=self._seed)


def _adapt(around: Neighbourhoods, seconds: float) -> None:
    """Size the next neighbourhood by how long the last one took."""
    if seconds < SECONDS_PER_NEIGHBOURHOOD / 2:
        around.was_quick()
    elif seconds >= SECONDS_PER_NEIGHBOURHOOD * 0.95:
        around.was_slow()
