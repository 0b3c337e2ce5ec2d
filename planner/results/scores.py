"""What a schedule is worth under an objective."""

from collections.abc import Iterable, Sequence

from planner.economics import discount_factor, net_present_value
from planner.model import Measure, Objective, ObjectiveKind, Roadmap, Schedule
from planner.results.capacities import levelling
from planner.results.ends import measure_end, open_work
from planner.results.money import delay_cost_nok
from planner.results.moves import stability
from planner.results.requirements import meets_requirements, shortfall, shortfall_cost_nok
from planner.results.shares import coverage


def score(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> float:
    """Give what a schedule is worth under an objective, in the objective's own unit.

    NOK (``value``), coverage summed over periods or at the end (``coverage``), instants (``finish``), periods
    (``stability``, ``open work``), shares of capacity (``levelling``), what is missing of hard requirements
    (``shortfall``), or the sum of these by weight.
    What an objective keeps of others is not part of its score.
    """
    match objective.kind:
        case ObjectiveKind.VALUE:
            missed = delay_cost_nok(roadmap, schedule) + shortfall_cost_nok(roadmap, schedule)
            return net_present_value(roadmap, schedule) - missed
        case ObjectiveKind.COVERAGE:
            return _coverage(roadmap, objective, schedule)
        case ObjectiveKind.FINISH:
            return _ends(roadmap, objective, schedule)
        case ObjectiveKind.STABILITY:
            return stability(roadmap, objective, schedule)
        case ObjectiveKind.LEVELLING:
            return levelling(roadmap, schedule)
        case ObjectiveKind.OPEN_WORK:
            return open_work(roadmap, schedule)
        case ObjectiveKind.SHORTFALL:
            return shortfall(roadmap, schedule)
        case ObjectiveKind.WEIGHTED:
            return sum(
                part.signed_weight * score(roadmap, part.objective, schedule) for part in objective.parts
            )


def best_of(roadmap: Roadmap, objective: Objective, schedules: Sequence[Schedule]) -> Schedule | None:
    """Give the schedule with the best score, the first of equals; ``None`` where there are no schedules."""
    if len(schedules) == 1:  # scoring takes a while
        return schedules[0]
    sign = 1.0 if objective.is_maximised else -1.0
    return max(schedules, key=lambda each: sign * score(roadmap, objective, each), default=None)


def keeps_all(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> bool:
    """Tell whether a schedule keeps what an objective must keep of others, and meets hard requirements.

    They are what a search for the least shortfall is about, and so do not bind it.
    """
    if objective.kind is not ObjectiveKind.SHORTFALL and not meets_requirements(roadmap, schedule):
        return False
    return all(kept.holds(score(roadmap, kept.objective, schedule)) for kept in objective.kept)


def _coverage(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> float:
    """Sum the coverage over the ends of all periods, or take the last; by discount factor when chosen."""
    return sum_of_coverage(roadmap, objective, coverage(roadmap, schedule))


def sum_of_coverage(roadmap: Roadmap, objective: Objective, covered: Sequence[float]) -> float:
    """Sum the coverage at the end of each period as an objective counts it."""
    if objective.discounted:
        years = [roadmap.calendar.year_of(period) for period in roadmap.periods]
        # once a year: a factor takes a loop over all years before it
        factors = {year: discount_factor(roadmap, year) for year in roadmap.years}
        covered = [share * factors[year] for share, year in zip(covered, years, strict=True)]
    return covered[-1] if objective.at_end else sum(covered)


def _ends(roadmap: Roadmap, objective: Objective, schedule: Schedule) -> float:
    """Sum the ends by weight, or give the last."""
    ends = (end_that_counts(roadmap, objective, schedule, measure) for measure in roadmap.open_measures)
    return last_of(ends) if objective.last_end else sum(ends)


def end_that_counts(roadmap: Roadmap, objective: Objective, schedule: Schedule, measure: Measure) -> float:
    """Give the end of a measure, by weight unless the last counts; out, the horizon's or none."""
    end = measure_end(roadmap, schedule, measure.id)
    if end is None:
        end = roadmap.calendar.periods if objective.out_counts_horizon else 0
    return end if objective.last_end else measure.finish_weight * end


def last_of(ends: Iterable[float]) -> float:
    """Give the last of some ends; 0 where there are none."""
    return float(max(ends, default=0))
