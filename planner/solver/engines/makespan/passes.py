"""Large plain projects scheduled by looking ahead, forwards and backwards in turn."""

import numpy as np

from planner.solver.engines.makespan.kernels.ahead import place_ahead
from planner.solver.engines.makespan.kernels.project import Floats, Ints, Project

_FEWEST_TRIES, _SHARE_OF_WORK = 30, 0.25
"""Tries of a stretch: so many, or as many as take a share of the work done before."""
_PASSES = 4
"""Passes that follow each other before another rule is begun with."""
_FIRST_NOISE, _LATER_NOISE = 0.05, 0.015
"""Noise on keys as a share of their spread: by a rule, and by the schedule of the pass before."""
_STRETCH = 2.0
"""Length of a stretch in mean durations."""


class Passes:
    """Schedules of a plain project, each from the order of the last one, read from the other end."""

    def __init__(self, project: Project, rules: list[Floats], seed: int) -> None:
        self._project, self._rules, self._seed = project, rules, seed
        self._backwards = project._replace(before=project.after, after=project.before)
        self._stretch = max(1, round(_STRETCH * float(project.duration.mean())))
        self._number = 0
        self._starts = np.zeros(len(project.weight), np.int64)

    def another(self, work: float) -> tuple[Ints, int]:
        """Give the starts of another schedule, after some work, and the work that it took."""
        activities = len(self._starts)
        tries = max(_FEWEST_TRIES, int(_SHARE_OF_WORK * work / activities))
        cycle, place = divmod(self._number, _PASSES)
        if place == 0:
            self._pass(self._project, self._rules[cycle % len(self._rules)], tries, _FIRST_NOISE)
        elif place % 2:
            self._pass_backwards(tries)
        else:
            self._pass(self._project, self._starts.astype(float), tries, _LATER_NOISE)
        self._number += 1
        return self._starts, tries * activities

    def _pass_backwards(self, tries: int) -> None:
        """Schedule from the end, what ended last first."""
        duration = self._project.duration
        whole = self._pass(self._backwards, -(self._starts + duration).astype(float), tries, _LATER_NOISE)
        self._starts = whole - self._starts - duration

    def _pass(self, project: Project, key: Floats, tries: int, noise: float) -> int:
        """Schedule by a key in place; give the last end."""
        noise *= float(np.ptp(key))
        seed = self._seed + (self._number << 16)
        return int(place_ahead(project, key, self._starts, tries, self._stretch, noise, seed))
