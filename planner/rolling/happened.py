"""What has happened by a status date: as reported, and where nobody reported, as planned.

Instants are those of the plan. What is planned waits for what is reported: an unreported phase does not begin
before the one ahead of it has ended, and a rollout comes as much later as what it follows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from planner.model import (
    ADAPTATION,
    TOLERANCE,
    Adaptation,
    Measure,
    PassedKey,
    Phase,
    Plan,
    PlannedRollout,
    Report,
    ReportedState,
    Roadmap,
    Rollout,
    Schedule,
)

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Something that has begun.

    Parameters
    ----------
    start
        The instant it began, 0 where that was before the plan.
    end
        The instant it ended; ``None`` where it runs.
    left
        Periods that are left of what runs.
    mode
        The mode of a phase.
    """

    start: int
    end: int | None
    left: int = 0
    mode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a rollout went: when it began, and the share at the end of each period before the status date.

    ``late`` is by how many periods its planned curve came later.
    """

    begin: int
    shares: tuple[float, ...]
    late: int = 0


@dataclass(frozen=True, kw_only=True)
class Happened:
    """What has happened of a plan by an instant of it.

    Parameters
    ----------
    phases, adaptations
        Those that have begun.
    decided
        Measures without phases that are in and whose instant has come.
    stopped
        Measures that do not go on, begun or not.
    """

    plan: Plan
    at: int
    reports: Mapping[PassedKey, Report] = field(default_factory=dict)
    spent: Mapping[tuple[str, int], float] = field(default_factory=dict)
    phases: Mapping[Key, Stretch]
    adaptations: Mapping[Key, Stretch]
    courses: Mapping[Key, Course]
    decided: frozenset[str]
    stopped: frozenset[str]

    @property
    def roadmap(self) -> Roadmap:
        """Give the roadmap of the plan."""
        return self.plan.roadmap

    def share(self, rollout: Rollout) -> float:
        """Give the share in use at the status date."""
        course = self.courses.get(rollout.key)
        return rollout.in_use if course is None else course.shares[-1]

    def report_of(self, measure: Measure, phase: Phase) -> Report | None:
        """Give what is reported of a phase, by its name or as the only one of its measure."""
        return _report_of(self.reports, measure, phase)

    def is_built(self, measure: Measure) -> bool:
        """Tell whether all phases of a measure have ended, or it was decided on without any."""
        ended = (self.phases.get((measure.id, phase.id)) for phase in measure.phases)
        has_ended = all(each is not None and each.end is not None for each in ended)
        return has_ended if measure.phases else measure.id in self.decided

    @cached_property
    def begun(self) -> frozenset[str]:
        """Give the measures of which anything has begun, or had before."""
        started = {each.id for each in self.roadmap.open_measures if each.is_started}
        phases = {measure for measure, _phase in (*self.phases, *self.adaptations)}
        taken = {measure for measure, _sector in self.courses}
        return frozenset(started | phases | taken | self.decided)


def happened(
    plan: Plan, at: int, reports: Sequence[Report], spent: Mapping[tuple[str, int], float]
) -> Happened:
    """Work out what has happened by an instant of a plan with dates."""
    return _Working(plan, at, {each.place: each for each in reports}, spent).all()


class _Working:
    """One walk over the measures of a plan."""

    def __init__(
        self,
        plan: Plan,
        at: int,
        reports: Mapping[PassedKey, Report],
        spent: Mapping[tuple[str, int], float],
    ) -> None:
        self.plan, self.roadmap, self.at, self.reports, self.spent = plan, plan.roadmap, at, reports, spent
        self.schedule = plan.schedule or Schedule(selected=(), phases=(), rollouts=())
        self.inside = frozenset(self.schedule.selected)
        self.planned = {(each.measure, each.phase): each for each in self.schedule.phases}
        self.phases: dict[Key, Stretch] = {}
        self.adaptations: dict[Key, Stretch] = {}
        self.courses: dict[Key, Course] = {}

    def all(self) -> Happened:
        """Go through all open measures."""
        decided = frozenset(each.id for each in self.roadmap.open_measures if self._is_decided(each))
        for measure in self.roadmap.open_measures:
            self._measure(measure, decided)
        return Happened(
            plan=self.plan,
            at=self.at,
            reports=self.reports,
            spent=self.spent,
            phases=self.phases,
            adaptations=self.adaptations,
            courses=self.courses,
            decided=decided,
            stopped=frozenset(each.id for each in self.roadmap.open_measures if self._is_stopped(each)),
        )

    def _is_decided(self, measure: Measure) -> bool:
        is_bare = not measure.phases and measure.id in self.inside
        return is_bare and self.roadmap.earliest_start(measure) < self.at

    def _is_stopped(self, measure: Measure) -> bool:
        report = self.reports.get((measure.id, "", ""))
        is_said = report is not None and report.state is ReportedState.STOPPED
        return is_said or (measure.is_started and measure.id not in self.inside)

    def _measure(self, measure: Measure, decided: frozenset[str]) -> None:
        built: int | None = self.roadmap.earliest_start(measure) if measure.id in decided else 0
        if not (measure.phases or measure.is_started or measure.id in decided):
            built = None
        for phase in measure.phases:
            stretch = None if built is None else self._phase(measure, phase, built)
            if stretch is not None:
                self.phases[measure.id, phase.id] = stretch
            built = None if stretch is None else stretch.end
        for rollout in self.roadmap.rollouts_of(measure.id):
            self._rollout(measure, rollout, built)

    def _phase(self, measure: Measure, phase: Phase, ready: int) -> Stretch | None:
        """Give how a phase went whose predecessor had ended by an instant; nothing where it has not begun."""
        planned, report = self.planned.get((measure.id, phase.id)), _report_of(self.reports, measure, phase)
        mode = phase.modes[0].name if planned is None else planned.mode
        periods = measure.mode(phase.id, mode).periods
        if report is None:
            start = None if planned is None else max(planned.start, ready)
            return self._as_planned(start, periods, mode)
        start = ready if planned is None else max(planned.start, ready)
        return self._as_reported(report, start, periods, mode)

    def _as_planned(self, start: int | None, periods: int, mode: str = "") -> Stretch | None:
        if start is None or start >= self.at:
            return None
        end = start + periods
        return Stretch(
            start=start, end=end if end <= self.at else None, left=max(0, end - self.at), mode=mode
        )

    def _as_reported(self, report: Report, start: int, periods: int, mode: str = "") -> Stretch | None:
        """Give how something went that is reported, and would have begun at an instant."""
        if report.state is ReportedState.NOT_BEGUN:
            return None
        calendar = self.roadmap.calendar
        if report.began is not None:
            start = max(0, calendar.period_of(report.began))
        start = min(start, self.at - 1)
        if report.is_done:
            end = self.at if start + periods >= self.at else start + periods
            if report.ended is not None:
                took_time = periods > 0 if report.began is None else report.ended != report.began
                end = calendar.period_of(report.ended) + took_time
                start = start if took_time else end
            end = min(max(end, 0), self.at)
            return Stretch(start=min(start, end), end=end, mode=mode)
        left = max(1, start + periods - self.at) if report.left_periods is None else report.left_periods
        return Stretch(start=start, end=None, left=left, mode=mode)

    def _rollout(self, measure: Measure, rollout: Rollout, built: int | None) -> None:
        """Work out the adaptation before a rollout and how that went; ``built`` is when its phases ended."""
        planned = self.schedule.rollouts_by_key.get(rollout.key)
        if planned is None:
            return
        ready = built
        row = self.roadmap.adaptation_of(rollout.key)
        if row is not None and (planned.adaptation is not None or _adaptation(rollout) in self.reports):
            stretch = self._adaptation(measure, rollout, planned, row, built)
            if stretch is not None:
                self.adaptations[rollout.key] = stretch
            ended = None if stretch is None else stretch.end
            ready = None if built is None or ended is None else max(built, ended)
        course = self._course(rollout, planned, ready)
        if course is not None:
            self.courses[rollout.key] = course

    def _adaptation(
        self, measure: Measure, rollout: Rollout, planned: PlannedRollout, row: Adaptation, built: int | None
    ) -> Stretch | None:
        ready = self._ready_to_adapt(measure, row, built)
        start = 0 if row.is_running else None
        if start is None and planned.adaptation is not None:
            start = planned.adaptation.start
        report = self.reports.get(_adaptation(rollout))
        if report is not None:
            return self._as_reported(report, self.at - 1 if start is None else start, row.periods)
        late = None if start is None or ready is None else max(start, ready)
        return self._as_planned(late, row.periods)

    def _ready_to_adapt(self, measure: Measure, row: Adaptation, built: int | None) -> int | None:
        """Give when the phase had ended that an adaptation comes after; 0 where that was before the plan."""
        if row.is_running:
            return 0
        if not row.after_phase:
            return built
        if all(phase.id != row.after_phase for phase in measure.phases):
            return 0
        after = self.phases.get((measure.id, row.after_phase))
        return None if after is None else after.end

    def _course(self, rollout: Rollout, planned: PlannedRollout, ready: int | None) -> Course | None:
        """Give how a rollout went; nothing where it went as what is in use, without a begin."""
        report = self.reports.get((rollout.measure, "", rollout.sector))
        if report is None:
            return self._planned_course(rollout, planned, ready)
        if report.state is ReportedState.NOT_BEGUN:
            return None
        course = self._reported_course(report, rollout, planned, ready)
        return course if course.begin < self.at else None

    def _reported_course(
        self, report: Report, rollout: Rollout, planned: PlannedRollout, ready: int | None
    ) -> Course:
        """Give how a rollout went of which something is reported; it begins at its end where it has not."""
        began = None if report.began is None else self.roadmap.calendar.period_of(report.began)
        if began is not None and not self._had_begun(rollout):
            ready = began
        course = self._planned_course(rollout, planned, ready)
        course = course or Course(begin=self.at, shares=(rollout.in_use,) * self.at)
        if report.is_done:
            course = self._ended(report, course, rollout)
        elif report.in_use is not None:
            course = _grown_to(report.in_use, course, rollout)
        if report.state is ReportedState.RUNNING:
            course = replace(course, begin=min(course.begin, self.at - 1))
        if began is not None:
            course = replace(course, begin=max(0, began))
        if planned.begin is not None and not self._had_begun(rollout):
            course = replace(course, late=max(0, course.begin - planned.begin))
        return course

    def _ended(self, report: Report, course: Course, rollout: Rollout) -> Course:
        """Give a course that ended as reported; where it was to end before, all of it comes as much later."""
        last = self._last_period(report)
        reached = next((t for t, share in enumerate(course.shares) if _is_all(share, rollout)), last)
        if report.ended is not None and reached < last:
            late = last - reached
            shares = later_curve(course.shares, late, rollout.in_use)
            course = Course(begin=course.begin + late, shares=shares, late=course.late + late)
        return _ended_in(last, course, rollout)

    def _last_period(self, report: Report) -> int:
        """Give the period in which a rollout ended: as reported, else the last before the status date."""
        ended = None if report.ended is None else self.roadmap.calendar.period_of(report.ended)
        return self.at - 1 if ended is None else max(0, ended)

    def _planned_course(self, rollout: Rollout, planned: PlannedRollout, ready: int | None) -> Course | None:
        """Give the planned course, as much later as what it follows; nothing where it has not begun."""
        if planned.begin is None or ready is None:
            return None
        late = max(0, ready - planned.begin)
        begin = planned.begin + late
        if begin >= self.at:
            return None
        shares = later_curve(planned.adoption, late, rollout.in_use)[: self.at]
        return Course(begin=begin, shares=shares, late=late)

    def _had_begun(self, rollout: Rollout) -> bool:
        row = self.roadmap.passed_by_key.get((rollout.measure, "", rollout.sector))
        return rollout.in_use > 0 or (row is not None and row.has_begun)


def _is_all(share: float, rollout: Rollout) -> bool:
    """Tell whether nobody is left to take in."""
    return share >= rollout.target * (1 - TOLERANCE)


def _grown_to(in_use: float, course: Course, rollout: Rollout) -> Course:
    """Give a course with the share that is reported at its end, and no more before; it begins as that grows.

    Where nobody has been taken in it begins at its end, which is: not yet.
    """
    shares = (*(min(share, in_use) for share in course.shares[:-1]), in_use)
    grows = next((t for t, share in enumerate(shares) if share > rollout.in_use), None)
    return replace(course, begin=len(shares) if grows is None else min(course.begin, grows), shares=shares)


def _ended_in(last: int, course: Course, rollout: Rollout) -> Course:
    """Give a course with all in use at the end of a period and later; it begins as that grows."""
    shares = tuple(rollout.target if t >= last else share for t, share in enumerate(course.shares))
    return _grown_to(rollout.target, replace(course, shares=shares), rollout)


def later_curve(adoption: tuple[float, ...], late: int, in_use: float) -> tuple[float, ...]:
    """Give a curve some periods later, over the same time."""
    return (*(in_use,) * late, *adoption)[: len(adoption)]


def _report_of(reports: Mapping[PassedKey, Report], measure: Measure, phase: Phase) -> Report | None:
    """Give what is reported of a phase: by its name, or of the measure where it is the only one."""
    found, of_all = (reports.get((measure.id, name, "")) for name in (phase.id, ""))
    is_stop = of_all is not None and of_all.state is ReportedState.STOPPED
    return found or (of_all if len(measure.phases) == 1 and not is_stop else None)


def _adaptation(rollout: Rollout) -> PassedKey:
    return rollout.measure, ADAPTATION, rollout.sector
