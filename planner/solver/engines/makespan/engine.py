"""List schedules, compiled: a first plan at once, then a population of schedules that gets better.

For roadmaps in which everything has to run and nobody takes in by waves; see ``handles``.
"""

from itertools import pairwise

import numpy as np

from planner.model import WHOLE, Objective, Schedule
from planner.problem import Problem, is_listable
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.channel import Assignment, Channel
from planner.solver.engines.makespan.bounds import (
    Spans,
    least_last_end,
    least_sum_of_ends,
    spans,
    topological_order,
)
from planner.solver.engines.makespan.kernels.project import Floats, Ints, Project
from planner.solver.engines.makespan.kernels.schedules import LATE
from planner.solver.engines.makespan.kernels.search import evolve, schedule_by
from planner.solver.engines.makespan.passes import Passes
from planner.solver.engines.makespan.project import ProjectOfPhases, is_plain
from planner.solver.engines.makespan.proof import Attempt

__all__ = ["is_listable", "list_makespan", "lower_bound", "rules"]

_WORK_PER_UNIT = 1_500_000
"""Activities placed, with their justification, in about a second."""
_WORK_PER_BATCH = 12_000
_PATIENCE = 5_000_000
"""Work without a better schedule after which the population starts afresh, but for its best."""
_SMALL, _PATIENCE_OF_SMALL = 40, 1_000_000
"""Activities up to which the best is soon found, and work without a better one after which that is so."""
_LARGE, _FILLED_OF_LARGE = 1_000, 2
"""Activities from which looking ahead does better than a population, and members that come before."""
_PROOF_AFTER = 100_000
"""Work without a better schedule before a proof is attempted beside."""
_LARGEST_POPULATION, _SMALLEST_POPULATION, _WORK_OF_POPULATION = 60, 6, 60_000
_ROUNDS, _NOISE = 20, 0.3


def lower_bound(problem: Problem, objective: Objective) -> float | None:
    """Give the bound that links, windows and capacity imply, or ``None`` where there is no project."""
    if not is_listable(problem, objective):
        return None
    known = ProjectOfPhases(problem, objective)
    order = topological_order(known.project)
    return None if order is None else _bound(known, spans(known.project, order))


def _bound(known: ProjectOfPhases, found: Spans) -> float:
    if known.project.by_last:
        return float(least_last_end(known.project, found, by_energy=known.is_exact))
    return least_sum_of_ends(known.project, found)


def list_makespan(assignment: Assignment, channel: Channel) -> None:
    """Work on an assignment until it is proved, or time or units are used up; see ``handles``."""
    problem = Problem(assignment.roadmap)
    if not is_listable(problem, assignment.objective):
        return
    known = ProjectOfPhases(problem, assignment.objective)
    order = topological_order(known.project)
    if order is not None:
        _Population(assignment, channel, known, spans(known.project, order)).run()


def rules(project: Project, found: Spans) -> list[Floats]:
    """Give priority rules as figures per activity, the smallest first.

    Latest start, latest end, longest with its followers (greatest rank positional weight), most followers,
    and earliest between first and latest start, in that order.
    """
    end = int((found.head + found.until_end).max(initial=0))
    latest_start = end - found.until_end.astype(float)
    after = project.after
    followers = np.add.reduceat(
        np.append(found.shortest[after.other], 0), np.minimum(after.since[:-1], len(after.other))
    )
    followers[np.diff(after.since) == 0] = 0
    return [
        latest_start,
        latest_start + found.shortest,
        -(found.shortest + followers).astype(float),
        # below 1, so that it only breaks ties among those with as many followers
        -np.diff(after.since) + latest_start / (end + 1.0),
        latest_start + found.head,
    ]


class _Population:
    """Schedules as arrays, and the dealings with the channel."""

    def __init__(
        self, assignment: Assignment, channel: Channel, known: ProjectOfPhases, found: Spans
    ) -> None:
        self.assignment, self.channel, self.known, self.found = assignment, channel, known, found
        self.project = known.project
        activities = len(self.project.weight)
        # filling it takes about the same time whatever the size of the project
        members = min(_LARGEST_POPULATION, max(_SMALLEST_POPULATION, _WORK_OF_POPULATION // activities))
        self.starts = np.zeros((members, activities), np.int64)
        self.modes = np.zeros((members, activities), np.int64)
        self.scores = np.full(members, np.inf)
        self.dice = np.random.default_rng(assignment.effort.seed)
        self.best = np.inf
        self.bound = -np.inf
        self.work = 0
        self.improved_at = 0
        self.attempt = Attempt(self.project, found, largest=_SMALL if known.is_exact else 0)
        self.passes = self._passes() if activities >= _LARGE else None
        self.heard: Schedule | None = None

    def _passes(self) -> Passes | None:
        """Give what looks ahead in a plain project, by the rules that are best there."""
        by_latest_start, *_others, between_first_and_latest = rules(self.project, self.found)
        best = [between_first_and_latest, by_latest_start]
        return Passes(self.project, best, self.assignment.effort.seed) if is_plain(self.project) else None

    def run(self) -> None:
        """Fill the population by priority rules and samples of them, then let it evolve."""
        self._fill(0)
        self._tell_bound(_bound(self.known, self.found))
        for member in range(1, _FILLED_OF_LARGE if self.passes else len(self.scores)):
            if self._is_over():
                break
            self._fill(member)
        for schedule in self.assignment.starts:
            self._take(schedule)
        while not self._is_over():
            self._listen()
            if self.passes:
                self._look_ahead(self.passes)
            else:
                self._evolve()
            if self._may_prove():
                self._prove()
        if self._is_proved():
            self.channel.tell(verdict=Verdict.OPTIMAL)

    def _look_ahead(self, passes: Passes) -> None:
        """Make another schedule stretch by stretch, and justify it."""
        starts, work = passes.another(self.work)
        self.work += work
        self._take_starts(starts.copy(), self._fastest_modes())

    def _evolve(self) -> None:
        """Make children; where nothing has got better for long, make a new population."""
        children = max(1, _WORK_PER_BATCH // len(self.project.weight))
        seed = int(self.dice.integers(1 << 31))
        evolve(self.project, self.starts, self.modes, self.scores, self._periods(), children, seed)
        self.work += children * len(self.project.weight)
        self._tell_best()
        # work, not seconds: the same seed then gives the same schedules on any machine
        if self.work - self.improved_at > _PATIENCE:
            self._start_afresh()

    def _may_prove(self) -> bool:
        """Tell whether a proof may be attempted, and the best has stayed so for a while."""
        is_steady = np.isfinite(self.best) and self.work - self.improved_at > _PROOF_AFTER
        return bool(is_steady) and self.attempt.is_open

    def _prove(self) -> None:
        """Go on with the proof that nothing is shorter than the best, and take what disproves it."""
        starts = self.attempt.go_on(self.best)
        self.work += self.attempt.work_per_turn
        self._tell_bound(self.attempt.bound)
        if starts is not None:
            self._take(self.known.schedule(starts, self._fastest_modes()))

    def _tell_bound(self, bound: float) -> None:
        """Tell a bound that is better than what was told."""
        if bound > self.bound:
            self.bound = bound
            self.channel.tell(bound=bound)

    def _start_afresh(self) -> None:
        """Replace all members but the best by new samples."""
        self.improved_at = self.work
        best = int(np.argmin(self.scores))
        for member in range(len(self.scores)):
            if member != best and not self._is_over():
                self._fill(member, sample=True)

    def _fill(self, member: int, *, sample: bool = False) -> None:
        """Make a member by a priority rule: each rule by parallel and serial generation, then samples."""
        keys = rules(self.project, self.found)
        rule, serial = divmod(member, 2)
        key = keys[rule % len(keys)]
        if sample or rule >= len(keys):
            key = key + self.dice.uniform(0.0, _NOISE * np.ptp(key) + WHOLE, len(key))
        self.modes[member] = self._fastest_modes() if member < 2 and not sample else self._random_modes()
        rounds = 0 if member == 0 else _ROUNDS
        start, mode = self.starts[member], self.modes[member]
        found = schedule_by(self.project, key, mode, start, self._periods(), serial == 0, rounds)
        self.scores[member] = found
        self.work += len(key)
        self._tell_best()

    def _fastest_modes(self) -> Ints:
        """Give the shortest mode of each activity, the first of equals."""
        since = self.project.mode_from
        if len(self.project.duration) == len(self.project.weight):
            return np.arange(len(self.project.weight))
        return np.array(
            [first + np.argmin(self.project.duration[first:end]) for first, end in pairwise(since)]
        )

    def _random_modes(self) -> Ints:
        """Draw a mode for each activity."""
        return self.dice.integers(self.project.mode_from[:-1], self.project.mode_from[1:])

    def _periods(self) -> int:
        """Give within how many periods schedules are made: somewhat more than the worst member needs."""
        finite = np.isfinite(self.scores) & (self.scores > 0)
        if not finite.any():
            return len(self.project.capacity)
        ends = (self.starts[finite] + self.project.duration[self.modes[finite]]).max()
        return min(len(self.project.capacity), int(1.2 * ends) + int(self.project.duration.max()) + 1)

    def _tell_best(self) -> None:
        """Tell the best member when it beats what was told."""
        member = int(np.argmin(self.scores))
        if self.scores[member] < min(self.best, LATE):
            self.best, self.improved_at = float(self.scores[member]), self.work
            self.channel.tell(schedule=self.known.schedule(self.starts[member], self.modes[member]))

    def _is_proved(self) -> bool:
        return self.best <= self.bound + WHOLE

    def _is_over(self) -> bool:
        units = self.assignment.units
        used_up = units is not None and self.work >= units * _WORK_PER_UNIT
        return used_up or self._has_done_all() or self._is_proved() or self.channel.is_over()

    def _has_done_all(self) -> bool:
        """Tell whether a small project has got no better for long, so that others can use the core."""
        is_small = len(self.project.weight) <= _SMALL and np.isfinite(self.best)
        is_idle = self.work - self.improved_at > _PATIENCE_OF_SMALL and not self.attempt.is_open
        return is_small and is_idle

    def _listen(self) -> None:
        """Take over what others found, unless the run must be repeatable."""
        heard = self.channel.heard().schedule if self.assignment.units is None else None
        if heard is not None and heard is not self.heard:
            self.heard = heard
            self._take(heard)

    def _take(self, schedule: Schedule) -> None:
        """Put a schedule in the place of the worst member, if it is better; its order alone is used."""
        found = self.known.starts_and_modes(schedule)
        if found is not None:
            self._take_starts(found[0].copy(), found[1])

    def _take_starts(self, start: Ints, mode: Ints) -> None:
        """Put the schedule of the order of some starts in the place of the worst member, if it is better."""
        periods = max(self._periods(), int((start + self.project.duration[mode]).max()) + 1)
        key = start.astype(float)
        score = schedule_by(
            self.project, key, mode, start, min(periods, len(self.project.capacity)), False, 1
        )
        worst = int(np.argmax(self.scores))
        if score < self.scores[worst]:
            self.starts[worst], self.modes[worst], self.scores[worst] = start, mode, score
            self._tell_best()
