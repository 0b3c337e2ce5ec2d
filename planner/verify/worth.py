"""What a schedule is worth, worked out once more, straight from ``docs/problem.md`` section 6."""

from collections.abc import Callable

from planner.model import Measure, Objective, ObjectiveKind, Roadmap, Rollout
from planner.verify.case import NEVER, Case, falls_short


def worth(case: Case, objective: Objective) -> float | None:
    """Give the score of a schedule, or ``None`` for an objective the judge does not know."""
    count = _SCORES.get(objective.kind)
    return None if count is None else count(case, objective)


def _value(case: Case, objective: Objective) -> float:
    """Give discounted benefits less costs in NOK, with the tax cost of what is public."""
    total = 0.0
    period = 0
    while case.roadmap.calendar.year_of(period) <= _last_year(case.roadmap):
        year = case.roadmap.calendar.year_of(period)
        earned = sum(_earned(case, rollout, period, year) for rollout in case.rollouts_in)
        spent = _invested(case, period) if period < case.horizon else 0.0
        total += (earned - spent) * _discount(case.roadmap, year)
        period += 1
    return total


def _earned(case: Case, rollout: Rollout, period: int, year: int) -> float:
    """Give what one rollout earns in a period, less its running costs: on what was new in use before it."""
    share = case.share(rollout, min(period, case.horizon) - 1)
    new = share - rollout.in_use
    counts = not falls_short(share, rollout.counts_from)
    benefit = rollout.benefit_nok_per_year * _burden(case.roadmap, rollout.benefit_public_share)
    grown = benefit * (_growth(case.roadmap, year) if rollout.benefit_grows else 1.0)
    running = rollout.running_cost_per_unit_nok * case.roadmap.units(rollout)
    paid = running * _burden(case.roadmap, rollout.running_public_share)
    return ((grown if counts else 0.0) - paid) * new / case.roadmap.calendar.periods_per_year


def _invested(case: Case, period: int) -> float:
    """Give what phases and waves of a period cost, tax cost included."""
    phases = sum(
        mode.cost_nok_per_period * _burden(case.roadmap, mode.cost_public_share)
        for planned, mode in case.modes_in()
        if planned.start <= period < planned.end
    )
    waves = sum(
        case.wave(rollout, period)
        * case.roadmap.units(rollout)
        * rollout.cost_per_unit_nok
        * _burden(case.roadmap, rollout.cost_public_share)
        for rollout in case.rollouts_in
    )
    return phases + waves


def _coverage(case: Case, objective: Objective) -> float:
    """Give the coverage of the target picture, summed over the ends of all periods."""
    total = 0.0
    for period in case.roadmap.periods:
        factor = (
            _discount(case.roadmap, case.roadmap.calendar.year_of(period)) if objective.discounted else 1.0
        )
        total += factor * _target_picture(case, period)
    return total


def _target_picture(case: Case, period: int) -> float:
    """Give the mean coverage of all services by weight, at the end of a period."""
    weights = {service.id: service.weight for service in case.roadmap.services}
    whole = sum(weights.values())
    covered = sum(
        weights[part.service] * part.share * _adoption(case, case.roadmap.measure(part.measure), period)
        for part in case.roadmap.contributions
    )
    return covered / whole if whole else 0.0


def _adoption(case: Case, measure: Measure, period: int) -> float:
    """Give the share that has a measure at the end of a period: the mean of its rollouts by weight."""
    rollouts = case.roadmap.rollouts_of(measure.id)
    if not rollouts:
        return float(measure.is_done or _is_in_place(case, measure, period + 1))
    weights = [
        case.roadmap.units(rollout) if rollout.weight is None else rollout.weight for rollout in rollouts
    ]
    shares = [case.share(rollout, period) for rollout in rollouts]
    weighed = sum(weight * share for weight, share in zip(weights, shares, strict=True))
    return weighed / sum(weights) if sum(weights) else 0.0


def _is_in_place(case: Case, measure: Measure, instant: int) -> bool:
    """Tell whether a measure that nobody takes into use is built by an instant."""
    return measure.id in case.ids_in and (not measure.phases or case.phases_end(measure) <= instant)


def _finish(case: Case, objective: Objective) -> float:
    """Give the weighted sum of the measures' ends, or the last of them."""
    ends = [(measure.finish_weight, _end(case, measure, objective)) for measure in case.roadmap.open_measures]
    if objective.last_end:
        return max((end for _weight, end in ends), default=0.0)
    return sum(weight * end for weight, end in ends)


def _end(case: Case, measure: Measure, objective: Objective) -> float:
    """Give the latest end of a measure's phases and rollouts; out counts the horizon, or nothing."""
    if measure.id not in case.ids_in:
        return float(case.horizon if objective.out_counts_horizon else 0)
    rollouts = [float(case.completion(rollout)) for rollout in case.roadmap.rollouts_of(measure.id)]
    phases = [case.phases[key].end for key in case.phases if key[0] == measure.id]
    return max(rollouts + phases + [case.phases_end(measure)] * (not measure.phases))


def _last_year(roadmap: Roadmap) -> int:
    """Give the last calendar year that counts."""
    return roadmap.analysis_year + roadmap.economics.analysis_years


def _discount(roadmap: Roadmap, year: int) -> float:
    """Give the discount factor of a year: 1 in the analysis year, stepwise rates from there, both ways."""
    terms = roadmap.economics
    steps = [*terms.discount_steps, (NEVER, terms.last_discount_rate)]
    distance = year - roadmap.analysis_year
    if distance < 0:
        return (1 + steps[0][1]) ** -distance
    factor = 1.0
    for later in range(1, distance + 1):
        factor /= 1 + next(rate for last, rate in steps if later <= last)
    return factor


def _growth(roadmap: Roadmap, year: int) -> float:
    """Give how much a time value has grown from the price year: evenly, then less and less until it stops."""
    terms = roadmap.economics
    factor = 1.0
    for grown in range(roadmap.price_year + 1, year + 1):
        left = (terms.real_growth_ends - grown) / (terms.real_growth_ends - terms.real_growth_until)
        factor *= 1 + terms.real_growth_rate * max(0.0, min(1.0, left))
    return factor


def _burden(roadmap: Roadmap, public_share: float) -> float:
    """Give how many times an amount counts: its public share carries tax cost too."""
    return 1 + roadmap.economics.tax_cost_rate * public_share


_SCORES: dict[ObjectiveKind, Callable[[Case, Objective], float]] = {
    ObjectiveKind.VALUE: _value,
    ObjectiveKind.COVERAGE: _coverage,
    ObjectiveKind.FINISH: _finish,
}
