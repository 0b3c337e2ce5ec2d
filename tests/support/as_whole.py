"""Schedules that differ in some measures, scored and judged as wholes: what figures of parts are held to."""

from planner.model import Finding, Objective, Roadmap, Schedule
from planner.results import SomeMeasures, keeps_all, put_back, score
from planner.verify import judge


class ScoredAsWhole:
    """Scores the whole schedule each time."""

    def __init__(self, roadmap: Roadmap, objective: Objective, schedule: Schedule) -> None:
        self._roadmap, self._objective, self._schedule = roadmap, objective, schedule
        self.score = score(roadmap, objective, schedule)

    def score_with(self, some: SomeMeasures) -> float:
        """Give the score where some measures lie otherwise."""
        return score(self._roadmap, self._objective, self._with(some))

    def keeps_all_with(self, some: SomeMeasures) -> bool:
        """Tell whether all is kept where some measures lie otherwise."""
        return keeps_all(self._roadmap, self._objective, self._with(some))

    def after(self, some: SomeMeasures) -> "ScoredAsWhole":
        """Give the same of the schedule in which some measures lie otherwise."""
        return ScoredAsWhole(self._roadmap, self._objective, self._with(some))

    def _with(self, some: SomeMeasures) -> Schedule:
        return put_back(self._roadmap, some.schedule, self._schedule, some.measures)


class JudgedAsWhole:
    """Judges the whole schedule each time, by all rules."""

    def __init__(self, roadmap: Roadmap, schedule: Schedule) -> None:
        self._roadmap, self._schedule = roadmap, schedule

    def judge_with(self, own: Schedule, moved: list[str]) -> list[Finding]:
        """Judge the schedule with some measures otherwise."""
        return judge(self._roadmap, put_back(self._roadmap, own, self._schedule, moved))

    def after(self, schedule: Schedule, _moved: list[str]) -> "JudgedAsWhole":
        """Give the same of another schedule."""
        return JudgedAsWhole(self._roadmap, schedule)
