"""Two plans of the same measures, and what differs between them in figures."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.comparison.carrying import as_the_later_counts
from planner.economics import net_present_value
from planner.model import ADAPTATION, Endpoint, Plan, Roadmap, Schedule
from planner.results import (
    ScoreDifference,
    coverage_by_year,
    delay_cost_nok,
    kept_differences,
    later_than_published,
    measure_end,
    measure_start,
    measured_alike,
    moved_between,
    score_difference,
    shortfall_cost_nok,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One measure whose start or end falls elsewhere; all four are instants."""

    measure: str
    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def later_periods(self) -> int:
        """Give by how many periods the end moved; negative is earlier."""
        return self.new_end - self.old_end


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveWithin:
    """A phase or an adaptation that starts elsewhere, of a measure that starts and ends as before.

    Parameters
    ----------
    part
        As links name it.
    old_start, new_start
        Instants.
    """

    part: Endpoint
    old_start: int
    new_start: int

    @property
    def later_periods(self) -> int:
        """Give by how many periods it moved; negative is earlier."""
        return self.new_start - self.old_start


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageChange:
    """Target-picture coverage at the end of one year; ``None`` where a plan does not reach that far."""

    year: int
    before: float | None
    after: float | None


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What another plan changes.

    Parameters
    ----------
    moves
        Measures in both plans whose start or end differs, in the order of the later plan's roadmap.
    moved_within
        Phases and adaptations that start elsewhere in measures that are no moves, in the same order.
    added, removed
        Measures that came in, and that went out.
    elsewhere
        Open measures that lie elsewhere in any part, also those that come in or go out and those whose waves
        alone are others, in the same order.
    coverage
        Coverage of the target picture at the end of each year, before and after.
    score_before, score_after
        In the objective's unit: NOK, coverage summed over periods, or instants.
    same_objective
        Whether the two scores measure the same thing.
    score
        What the plans were made best at, with its proved range; ``None`` where their aims differ.
    kept
        What came before that, in order, likewise.
    worth_before_nok, worth_after_nok
        Net benefit of the two plans.
    missed_before_nok, missed_after_nok
        What missed deadlines and requirements cost, which the score takes from that.
    late_before, late_after
        Measures that end after the period a published roadmap gave.
    """

    moves: tuple[Move, ...]
    moved_within: tuple[MoveWithin, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    elsewhere: tuple[str, ...]
    coverage: tuple[CoverageChange, ...]
    score_before: float | None
    score_after: float | None
    same_objective: bool
    score: ScoreDifference | None
    kept: tuple[ScoreDifference, ...]
    worth_before_nok: float
    worth_after_nok: float
    missed_before_nok: float
    missed_after_nok: float
    late_before: tuple[str, ...]
    late_after: tuple[str, ...]

    @property
    def score_difference(self) -> float | None:
        """Give the second score less the first, or ``None`` where they cannot be compared."""
        if not self.same_objective or self.score_before is None or self.score_after is None:
            return None
        return self.score_after - self.score_before

    @property
    def worth_nok(self) -> float:
        """Give by how much net benefit differs."""
        return self.worth_after_nok - self.worth_before_nok

    @property
    def missed_nok(self) -> float:
        """Give how much more is lost on what is missed: the score of net benefit is without it."""
        return self.missed_after_nok - self.missed_before_nok

    @property
    def answers(self) -> tuple[ScoreDifference, ...]:
        """Give what was optimised, in the order it counted."""
        return self.kept if self.score is None else (*self.kept, self.score)

    @property
    def is_told_apart(self) -> bool:
        """Tell whether anything that was optimised is told apart."""
        return any(each.is_told_apart for each in self.answers)

    @property
    def later_than_published(self) -> int:
        """Give how many more measures end later than published; negative is fewer."""
        return len(self.late_after) - len(self.late_before)

    @cached_property
    def moved_later(self) -> tuple[Move, ...]:
        """Give the moves whose end comes later."""
        return tuple(move for move in self.moves if move.later_periods > 0)

    @cached_property
    def moved_earlier(self) -> tuple[Move, ...]:
        """Give the moves whose end comes earlier."""
        return tuple(move for move in self.moves if move.later_periods < 0)

    @cached_property
    def moved_start(self) -> tuple[Move, ...]:
        """Give the moves whose start alone falls elsewhere."""
        return tuple(move for move in self.moves if move.later_periods == 0)

    @cached_property
    def inside(self) -> tuple[str, ...]:
        """Give the measures that start and end as before and lie elsewhere between: in phases or waves."""
        told = {move.measure for move in self.moves}.union(self.added, self.removed)
        return tuple(each for each in self.elsewhere if each not in told)

    @property
    def is_empty(self) -> bool:
        """Tell whether the same measures are in, with all they do at the same times."""
        return not (self.moves or self.moved_within or self.added or self.removed or self.elsewhere)


def difference_between(before: Plan, after: Plan) -> Difference:
    """Say what differs between two plans.

    Where their status dates differ, instants are the later plan's, and scores are not set side by side: what
    lay before the later date counts in one of them only.

    Raises
    ------
    ValueError
        If one of them holds no schedule, or their periods are not equally long.
    """
    first, second, roadmap = _schedule(before), _schedule(after), before.roadmap
    counts_alike = roadmap.calendar.counts_as(after.roadmap.calendar)
    if not counts_alike:
        first, roadmap = as_the_later_counts(before, after), after.roadmap
    moves = tuple(_moves(roadmap, first, after.roadmap, second))
    return Difference(
        moves=moves,
        moved_within=tuple(_moved_within(after.roadmap, first, second, {move.measure for move in moves})),
        added=_only_in(second, first),
        removed=_only_in(first, second),
        elsewhere=moved_between(after.roadmap, as_the_later_counts(before, after), second),
        coverage=tuple(_coverage_changes(before.roadmap, _schedule(before), after.roadmap, second)),
        score_before=before.score,
        score_after=after.score,
        same_objective=counts_alike and measured_alike(before.objective, after.objective),
        score=score_difference(before, after) if counts_alike else None,
        kept=kept_differences(before, after) if counts_alike else (),
        worth_before_nok=net_present_value(before.roadmap, _schedule(before)),
        worth_after_nok=net_present_value(after.roadmap, second),
        missed_before_nok=_missed(before.roadmap, _schedule(before)),
        missed_after_nok=_missed(after.roadmap, second),
        late_before=later_than_published(before.roadmap, _schedule(before)),
        late_after=later_than_published(after.roadmap, second),
    )


def _schedule(plan: Plan) -> Schedule:
    if plan.schedule is None:
        raise ValueError(f"the plan is {plan.status}, expected one with a schedule")
    return plan.schedule


def _missed(roadmap: Roadmap, schedule: Schedule) -> float:
    return delay_cost_nok(roadmap, schedule) + shortfall_cost_nok(roadmap, schedule)


def _only_in(one: Schedule, other: Schedule) -> tuple[str, ...]:
    gone = set(other.selected)
    return tuple(measure for measure in one.selected if measure not in gone)


def _moves(before: Roadmap, first: Schedule, after: Roadmap, second: Schedule) -> Iterable[Move]:
    kept = set(first.selected) & set(second.selected)
    for measure in after.measures:
        if measure.id in kept:
            old, new = _span(before, first, measure.id), _span(after, second, measure.id)
            if old != new:
                yield Move(
                    measure=measure.id, old_start=old[0], old_end=old[1], new_start=new[0], new_end=new[1]
                )


def _moved_within(
    roadmap: Roadmap, first: Schedule, second: Schedule, moved: Collection[str]
) -> Iterable[MoveWithin]:
    """Give the parts that move alone; those of measures that move as a whole are told with them."""
    old, new = _starts(first), _starts(second)
    for measure in roadmap.measures:
        for part, start in new.get(measure.id, {}).items() if measure.id not in moved else ():
            before = old.get(measure.id, {}).get(part, start)
            if start != before:
                yield MoveWithin(part=part, old_start=before, new_start=start)


def _starts(schedule: Schedule) -> dict[str, dict[Endpoint, int]]:
    """Give the instants at which phases and adaptations start, by measure."""
    parts: dict[str, dict[Endpoint, int]] = {}
    for phase in schedule.phases:
        named = Endpoint(measure=phase.measure, phase=phase.phase)
        parts.setdefault(phase.measure, {})[named] = phase.start
    for rollout in schedule.rollouts:
        if rollout.adaptation is not None:
            named = Endpoint(measure=rollout.measure, phase=ADAPTATION, sector=rollout.sector)
            parts.setdefault(rollout.measure, {})[named] = rollout.adaptation.start
    return parts


def _span(roadmap: Roadmap, schedule: Schedule, measure_id: str) -> tuple[int, int]:
    start = measure_start(roadmap, schedule, measure_id)
    end = measure_end(roadmap, schedule, measure_id)
    return (start or 0), (end or 0)


def _coverage_changes(
    before: Roadmap, first: Schedule, after: Roadmap, second: Schedule
) -> Iterable[CoverageChange]:
    old: Mapping[int, float] = coverage_by_year(before, first)
    new: Mapping[int, float] = coverage_by_year(after, second)
    for year in sorted(old.keys() | new.keys()):
        yield CoverageChange(year=year, before=old.get(year), after=new.get(year))
