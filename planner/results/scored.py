"""The score of schedules that differ from a known one in a few measures: what these change, no more.

A score is made of sums with terms of each measure, rollout, service or requirement. All of them stay known,
so that of another schedule only those of the measures that lie otherwise are worked out. Levelling alone is
no such sum.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from operator import mul

from planner.economics import PresentValues, worth_of_end_nok
from planner.model import Measure, Objective, ObjectiveKind, Requirement, Roadmap, Schedule
from planner.results.counted import (
    Add,
    Counted,
    CountedCoverage,
    CountedLoad,
    CountedRequirements,
    CountedTerms,
    CountedTogether,
    Of,
)
from planner.results.ends import own_time
from planner.results.money import late_phases_nok, late_shares_nok
from planner.results.moves import moves_of
from planner.results.putting_back import SomeMeasures
from planner.results.requirements import ReachedBy, Standing, all_met, total_missing, total_price_nok
from planner.results.scores import end_that_counts, last_of
from planner.results.shares import adoption, service_coverage


class Scored:
    """A schedule whose score is known, to score others by that differ from it in some measures."""

    def __init__(self, roadmap: Roadmap, objective: Objective, schedule: Schedule) -> None:
        self._objective = objective
        self._counted = _counted(roadmap, objective, schedule)
        self._kept = tuple(_counted(roadmap, kept.objective, schedule) for kept in objective.kept)
        binding = () if objective.kind is ObjectiveKind.SHORTFALL else roadmap.hard_requirements
        self._required = _requirements(roadmap, schedule, binding, all_met)
        self.score = self._counted.total

    def score_with(self, some: SomeMeasures) -> float:
        """Give the score where some measures lie otherwise, as ``score`` gives it of the whole."""
        return self._counted.otherwise(some).total

    def keeps_all_with(self, some: SomeMeasures) -> bool:
        """Tell whether all is kept where some measures lie otherwise, as ``keeps_all`` tells of the whole."""
        kept = zip(self._objective.kept, self._kept, strict=True)
        return bool(self._required.otherwise(some).total) and all(
            each.holds(counted.otherwise(some).total) for each, counted in kept
        )

    def after(self, some: SomeMeasures) -> "Scored":
        """Give the same of the schedule in which some measures lie otherwise."""
        other = copy(self)
        other._counted = self._counted.otherwise(some)
        other._kept = tuple(each.otherwise(some) for each in self._kept)
        other._required = self._required.otherwise(some)
        other.score = other._counted.total
        return other


def _counted(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> Counted:
    """Count a schedule as an objective does."""
    match objective.kind:
        case ObjectiveKind.VALUE:
            return _net_benefit(roadmap, schedule)
        case ObjectiveKind.COVERAGE:
            measures = dict.fromkeys(part.measure for part in roadmap.contributions)
            in_use = {each: adoption(roadmap, schedule, each) for each in measures}
            return CountedCoverage(roadmap, objective, in_use, service_coverage(roadmap, schedule))
        case ObjectiveKind.FINISH:
            return _ends(roadmap, objective, schedule)
        case ObjectiveKind.STABILITY:
            return _moves(roadmap, objective, schedule)
        case ObjectiveKind.LEVELLING:
            return CountedLoad(roadmap, schedule)
        case ObjectiveKind.OPEN_WORK:
            return _open_work(roadmap, schedule)
        case ObjectiveKind.SHORTFALL:
            return _requirements(roadmap, schedule, roadmap.hard_requirements, total_missing)
        case ObjectiveKind.WEIGHTED:
            weights = [part.signed_weight for part in objective.parts]
            parts = [_counted(roadmap, part.objective, schedule) for part in objective.parts]
            return CountedTogether(parts, lambda scores: sum(map(mul, weights, scores)))


def _net_benefit(roadmap: Roadmap, schedule: Schedule) -> Counted:
    """Count the net present value, less the price of what is missed."""
    worth, priced = PresentValues(roadmap), [each for each in roadmap.requirements if not each.is_hard]

    def phases(known: Schedule, measure: Measure) -> list[float]:
        return [worth.of_phase(each) for each in known.phases_by_measure.get(measure.id, ())]

    def rollouts(known: Schedule, key: Of) -> list[float]:
        assert isinstance(key, tuple)
        return [worth.of_rollout(known.rollouts_by_key[key])]

    def ends(known: Schedule, measure: Measure) -> list[float]:
        return [worth_of_end_nok(roadmap, known, measure)] if measure.worth_by_end_nok else []

    def late_phases(known: Schedule, measure: Measure) -> list[float]:
        return late_phases_nok(roadmap, known, measure)

    def late_shares(known: Schedule, measure: Measure) -> list[float]:
        return late_shares_nok(roadmap, known, measure)

    return CountedTogether(
        (
            _of_those_in(roadmap, schedule, phases),
            CountedTerms({each.key: rollouts(schedule, each.key) for each in schedule.rollouts}, rollouts),
            _of_those_in(roadmap, schedule, ends),
            _of_those_in(roadmap, schedule, late_phases),
            _of_those_in(roadmap, schedule, late_shares),
            _requirements(roadmap, schedule, priced, total_price_nok),
        ),
        _net,
    )


def _net(figures: Sequence[float]) -> float:
    """Give what phases, rollouts and ends are worth, less what is late and what is short."""
    phases, rollouts, ends, late_phases, late_shares, short = figures
    return (phases + rollouts + ends) - ((late_phases + late_shares) + short)


def _ends(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> Counted:
    def end(known: Schedule, measure: Measure) -> list[float]:
        return [end_that_counts(roadmap, objective, known, measure)]

    return _by_measure(roadmap, schedule, end, last_of if objective.last_end else sum)


def _moves(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> Counted:
    def moves(known: Schedule, measure: Measure) -> list[float]:
        return [moves_of(roadmap, objective, known, measure)]

    return _by_measure(roadmap, schedule, moves)


def _open_work(roadmap: Roadmap, schedule: Schedule) -> Counted:
    def left(known: Schedule, measure: Measure) -> list[float]:
        return [own_time(roadmap, known, measure)] if measure.is_started else []

    return _by_measure(roadmap, schedule, left)


def _of_those_in(
    roadmap: Roadmap, schedule: Schedule, of: Callable[[Schedule, Measure], Sequence[float]]
) -> Counted:
    """Count the measures that are in alone."""
    return _by_measure(
        roadmap, schedule, lambda known, measure: of(known, measure) if measure.id in known.chosen else ()
    )


def _by_measure(
    roadmap: Roadmap,
    schedule: Schedule,
    of: Callable[[Schedule, Measure], Sequence[float]],
    add: Add = sum,
) -> Counted:
    """Count the open measures, in the order of the data."""

    def terms(known: Schedule, measure: Of) -> Sequence[float]:
        assert isinstance(measure, str)
        return of(known, roadmap.measure(measure))

    return CountedTerms({each.id: terms(schedule, each.id) for each in roadmap.open_measures}, terms, add)


def _requirements(
    roadmap: Roadmap,
    schedule: Schedule,
    requirements: Iterable[Requirement],
    add: Callable[[Sequence[Standing]], float],
) -> Counted:
    reached = ReachedBy(roadmap, schedule)
    return CountedRequirements(reached, [reached.standing(each) for each in requirements], add)
