"""What was invested before a status date, by payer and year, and what is left of budgets."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from planner.economics import investments
from planner.model import Budget, Rollout
from planner.rolling.happened import Happened
from planner.rules import is_paid_from, payer_of_phase, payer_of_rollout

Spent = dict[tuple[str, int], float]
"""NOK by payer and calendar year."""


def spent_budgets(past: Happened) -> tuple[Budget, ...]:
    """Give the budgets with what was spent before the status date, never more than the whole of each."""
    spent = spent_by(past)
    return tuple(
        replace(each, spent_nok=min(each.limit_nok, each.spent_nok + _of_budget(each, spent)))
        for each in past.roadmap.budgets
    )


def overspent(past: Happened) -> Iterator[tuple[Budget, float]]:
    """Give the budgets of which more was spent than there was, with by how much."""
    spent = spent_by(past)
    for each in past.roadmap.budgets:
        above = each.spent_nok + _of_budget(each, spent) - each.limit_nok
        if above > 1e-6 * max(each.limit_nok, 1e6):
            yield each, above


def spent_by(past: Happened) -> Spent:
    """Give what was spent in the years before the status date: as reported, else as planned."""
    return {**planned_spending(past), **past.spent}


def planned_spending(past: Happened, measure: str = "") -> Spent:
    """Give what all that has happened costs, or what has of one measure, by payer and year."""
    spent: defaultdict[tuple[str, int], float] = defaultdict(float)
    for of, payer, period, nok in (*_of_phases(past), *_of_rollouts(past)):
        if measure not in ("", of):
            continue
        spent[payer, past.roadmap.calendar.year_of(period)] += nok
    return dict(spent)


def _of_budget(budget: Budget, spent: Mapping[tuple[str, int], float]) -> float:
    counted = (
        nok
        for (payer, year), nok in spent.items()
        if year in budget.years and is_paid_from(payer, budget.payer)
    )
    return sum(counted)


def _of_phases(past: Happened) -> Iterator[tuple[str, str, int, float]]:
    for (measure_id, phase_id), stretch in past.phases.items():
        measure = past.roadmap.measure(measure_id)
        phase = next(each for each in measure.phases if each.id == phase_id)
        end = past.at if stretch.end is None else stretch.end
        paid = investments(measure.mode(phase_id, stretch.mode), end - stretch.start)
        for period, nok in enumerate(paid, start=stretch.start):
            yield measure_id, payer_of_phase(phase), period, nok


def _of_rollouts(past: Happened) -> Iterator[tuple[str, str, int, float]]:
    for rollout in past.roadmap.open_rollouts:
        payer = payer_of_rollout(past.roadmap, rollout)
        for period, nok in (*_of_adaptation(past, rollout), *_of_waves(past, rollout)):
            yield rollout.measure, payer, period, nok


def _of_adaptation(past: Happened, rollout: Rollout) -> Iterator[tuple[int, float]]:
    stretch, row = past.adaptations.get(rollout.key), past.roadmap.adaptation_of(rollout.key)
    if stretch is None or row is None:
        return
    for period in range(stretch.start, past.at if stretch.end is None else stretch.end):
        yield period, row.cost_nok_per_period


def _of_waves(past: Happened, rollout: Rollout) -> Iterator[tuple[int, float]]:
    course = past.courses.get(rollout.key)
    of_all = past.roadmap.units(rollout) * rollout.cost_per_unit_nok
    shares = () if course is None else course.shares
    for period, (had, has) in enumerate(zip((rollout.in_use, *shares), shares, strict=False)):
        yield period, max(0.0, has - had) * of_all
