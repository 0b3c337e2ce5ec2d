"""What a schedule is worth, worked out once more, straight from ``docs/problem.md`` section 6."""

from collections.abc import Callable

from planner.model import Objective, ObjectiveKind
from planner.verify.adoption import target_picture
from planner.verify.case import Case
from planner.verify.money import discount, net_value
from planner.verify.requirements import shortfall
from planner.verify.steadiness import levelling, open_work, stability


def worth(case: Case, objective: Objective) -> float:
    """Give the score of a schedule, whatever the objective keeps of others."""
    return _SCORES[objective.kind](case, objective)


def _value(case: Case, objective: Objective) -> float:
    """Give the net present value less the price of delays."""
    return net_value(case)


def _coverage(case: Case, objective: Objective) -> float:
    """Give the coverage of the target picture, summed over the ends of all periods or of the last alone."""
    total = 0.0
    for period in case.roadmap.periods[-1:] if objective.at_end else case.roadmap.periods:
        year = case.roadmap.calendar.year_of(period)
        factor = discount(case.roadmap, year) if objective.discounted else 1.0
        total += factor * target_picture(case, period)
    return total


def _finish(case: Case, objective: Objective) -> float:
    """Give the weighted sum of the measures' ends, or the last of them."""
    out = float(case.horizon if objective.out_counts_horizon else 0)
    ends = [
        (measure.finish_weight, case.measure_end(measure) if measure.id in case.ids_in else out)
        for measure in case.roadmap.open_measures
    ]
    if objective.last_end:
        return max((end for _weight, end in ends), default=0.0)
    return sum(weight * end for weight, end in ends)


def _open_work(case: Case, objective: Objective) -> float:
    """Give what started measures leave open."""
    return open_work(case)


def _levelling(case: Case, objective: Objective) -> float:
    """Give the sum of the sectors' highest loads as shares of capacity."""
    return levelling(case)


def _shortfall(case: Case, objective: Objective) -> float:
    """Give what is missing of hard requirements."""
    return shortfall(case)


def _weighted(case: Case, objective: Objective) -> float:
    """Add up the scores of the parts, each times its weight; what is minimised counts negatively."""
    total = 0.0
    for part in objective.parts:
        sign = 1 if part.objective.is_maximised else -1
        total += sign * part.weight * worth(case, part.objective)
    return total


_SCORES: dict[ObjectiveKind, Callable[[Case, Objective], float]] = {
    ObjectiveKind.VALUE: _value,
    ObjectiveKind.COVERAGE: _coverage,
    ObjectiveKind.FINISH: _finish,
    ObjectiveKind.STABILITY: stability,
    ObjectiveKind.LEVELLING: _levelling,
    ObjectiveKind.OPEN_WORK: _open_work,
    ObjectiveKind.SHORTFALL: _shortfall,
    ObjectiveKind.WEIGHTED: _weighted,
}
