"""A plan as data frames; every figure is one of ``planner.results``, as in the documents."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from planner.data_frames.framing import DATE, NUMBER, TEXT, TRUTH, WHOLE, frame
from planner.model import Plan
from planner.results import Due, Facts, chosen_mode, rollout_end, unfinished
from planner.rules import adaptation_run

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """How one frame is made: what its columns hold, which of them name a row, and its rows."""

    columns: Mapping[str, str]
    index: Sequence[str]
    rows: Callable[[Facts], Iterator[Row]]


def frames_of_plan(plan: Plan) -> dict[str, pd.DataFrame]:
    """Give what a plan holds; frames without rows where it has no schedule."""
    found = Facts(plan)
    return {
        name: frame(each.columns, each.index, () if plan.schedule is None else each.rows(found))
        for name, each in FRAMES.items()
    }


def _measures(found: Facts) -> Iterator[Row]:
    """Give the open measures, in and out."""
    for measure in found.roadmap.open_measures:
        is_in = measure.id in found.schedule.selected
        goes_on = measure.id in found.unfinished_measures
        start, end = found.starts[measure.id], found.ends[measure.id]
        yield {
            "measure": measure.id,
            "name": measure.name,
            "owner": measure.owner or None,
            "goal": measure.goal or None,
            "status": measure.status.value,
            "is_in": is_in,
            "first_day": _first_day(found, start),
            "last_day": None if goes_on else _last_day(found, start, end),
            "is_unfinished": goes_on if is_in else None,
        }


def _phases(found: Facts) -> Iterator[Row]:
    for planned in found.schedule.phases:
        measure = found.roadmap.measure(planned.measure)
        phase = next(each for each in measure.phases if each.id == planned.phase)
        mode = chosen_mode(found, measure, phase)
        yield {
            "measure": planned.measure,
            "phase": planned.phase,
            "name": phase.name or None,
            "mode": planned.mode or None,
            "first_day": _first_day(found, planned.start),
            "last_day": _last_day(found, planned.start, planned.end),
            "duration_periods": mode.periods,
            "cost_nok_per_period": mode.cost_nok_per_period,
            "cost_at_start_nok": mode.cost_at_start_nok,
        }


def _rollouts(found: Facts) -> Iterator[Row]:
    for planned in found.schedule.rollouts:
        rollout = found.roadmap.rollout_by_key(planned.key)
        goes_on = unfinished(found.roadmap, found.schedule, planned.key)
        end = None if goes_on or planned.begin is None else rollout_end(found.roadmap, planned)
        yield {
            "measure": planned.measure,
            "sector": planned.sector,
            "units": found.roadmap.units(rollout),
            "target_share": rollout.target,
            "in_use_at_status_date_share": rollout.in_use,
            "in_use_at_end_share": planned.adoption[-1],
            "first_day": _first_day(found, planned.begin),
            "last_day": _last_day(found, planned.begin, end),
            "is_unfinished": goes_on if planned.measure in found.schedule.selected else None,
        }


def _adaptations(found: Facts) -> Iterator[Row]:
    for planned in found.schedule.rollouts:
        run = adaptation_run(found.roadmap, planned)
        if run is not None:
            known, periods = run
            yield {
                "measure": planned.measure,
                "sector": planned.sector,
                "first_day": _first_day(found, periods.start),
                "last_day": _last_day(found, periods.start, periods.stop),
                "duration_periods": len(periods),
                "person_months_per_period": known.person_months,
                "support_person_months_per_period": sum(each.person_months for each in known.support),
                "cost_nok_per_period": known.cost_nok_per_period,
            }


def _waves(found: Facts) -> Iterator[Row]:
    for planned in found.schedule.rollouts:
        rollout = found.roadmap.rollout_by_key(planned.key)
        units = found.roadmap.units(rollout)
        waves = planned.waves(rollout.in_use)
        for period, (wave, share) in enumerate(zip(waves, planned.adoption, strict=True)):
            yield {
                "measure": planned.measure,
                "sector": planned.sector,
                **_period(found, period),
                "wave_share": wave,
                "wave_units": wave * units,
                "in_use_share": share,
            }


def _load(found: Facts) -> Iterator[Row]:
    for sector, months in found.load.items():
        given, adapted = (_summed(found, parts.get(sector, {})) for parts in (found.support, found.adapting))
        limits, taken = found.capacity[sector], found.other_load.get(sector, [0.0] * len(months))
        for period, asked in enumerate(months):
            yield {
                "sector": sector,
                **_period(found, period),
                "load_person_months": asked,
                "support_person_months": given[period],
                "adaptation_person_months": adapted[period],
                "capacity_person_months": None if limits is None else limits[period],
                "other_load_person_months": None if limits is None else taken[period],
                "busy_share": None if limits is None else found.busy[sector][period],
            }


def _summed(found: Facts, parts: Mapping[str, Sequence[float]]) -> list[float]:
    """Sum what is asked for several measures in each period."""
    return [sum(months[period] for months in parts.values()) for period in found.roadmap.periods]


def _services(found: Facts) -> Iterator[Row]:
    for service in found.roadmap.services:
        period = found.realised[service.id]
        yield {
            "service": service.id,
            "name": service.name,
            "group": service.group or None,
            "weight": service.weight,
            "threshold_share": service.threshold,
            "realised_last_day": None if period is None else _last_day(found, period, period + 1),
        }


def _coverage(found: Facts) -> Iterator[Row]:
    for service, shares in found.services.items():
        for period, share in enumerate(shares):
            yield {"service": service, **_period_end(found, period), "coverage_share": share}


def _target_picture(found: Facts) -> Iterator[Row]:
    if found.roadmap.services:
        for period, share in enumerate(found.coverage):
            yield {**_period_end(found, period), "coverage_share": share}


def _money(found: Facts) -> Iterator[Row]:
    for money in found.money:
        yield {
            "year": money.year,
            "investment_nok": money.investment_nok,
            "budget_nok": money.budget_nok,
            "budget_share": money.budget_share,
            "running_cost_nok": money.running_cost_nok,
            "benefit_nok": money.benefit_nok,
        }


def _budgets(found: Facts) -> Iterator[Row]:
    for use in found.budgets:
        yield {
            "first_year": use.budget.year,
            "last_year": use.budget.last,
            "payer": use.budget.payer or None,
            "limit_nok": use.budget.limit_nok,
            "spent_nok": use.budget.spent_nok,
            "used_nok": use.used_nok,
            "left_nok": use.left_nok,
            "is_full": use.is_full,
        }


def _deadlines(found: Facts) -> Iterator[Row]:
    for due in (due for each in found.deadlines.values() for due in each):
        yield {
            "measure": due.measure,
            "sector": due.sector or None,
            "asked_share": due.share,
            "deadline": due.deadline.day,
            "is_hard": due.deadline.is_hard,
            "met_last_day": _met(found, due),
            "late_periods": due.periods,
            "cost_nok": due.cost_nok,
        }


def _met(found: Facts, due: Due) -> date | None:
    return _last_day(found, due.start, due.met)


def _period(found: Facts, period: int) -> Row:
    """Name a period by its first day, as what happens during it is."""
    calendar = found.roadmap.calendar
    return {"first_day": calendar.date_of(period), "year": calendar.year_of(period)}


def _period_end(found: Facts, period: int) -> Row:
    """Name a period by its last day, at whose end shares hold."""
    calendar = found.roadmap.calendar
    return {"last_day": calendar.last_day(period, period + 1), "year": calendar.year_of(period)}


def _first_day(found: Facts, instant: int | None) -> date | None:
    return None if instant is None else found.roadmap.calendar.date_of(instant)


def _last_day(found: Facts, start: int | None, end: int | None) -> date | None:
    return None if start is None or end is None else found.roadmap.calendar.last_day(start, end)


FRAMES: Mapping[str, Framed] = {
    "measures": Framed(
        index=("measure",),
        columns={
            "measure": TEXT,
            "name": TEXT,
            "owner": TEXT,
            "goal": TEXT,
            "status": TEXT,
            "is_in": TRUTH,
            "first_day": DATE,
            "last_day": DATE,
            "is_unfinished": TRUTH,
        },
        rows=_measures,
    ),
    "phases": Framed(
        index=("measure", "phase"),
        columns={
            "measure": TEXT,
            "phase": TEXT,
            "name": TEXT,
            "mode": TEXT,
            "first_day": DATE,
            "last_day": DATE,
            "duration_periods": WHOLE,
            "cost_nok_per_period": NUMBER,
            "cost_at_start_nok": NUMBER,
        },
        rows=_phases,
    ),
    "rollouts": Framed(
        index=("measure", "sector"),
        columns={
            "measure": TEXT,
            "sector": TEXT,
            "units": NUMBER,
            "target_share": NUMBER,
            "in_use_at_status_date_share": NUMBER,
            "in_use_at_end_share": NUMBER,
            "first_day": DATE,
            "last_day": DATE,
            "is_unfinished": TRUTH,
        },
        rows=_rollouts,
    ),
    "adaptations": Framed(
        index=("measure", "sector"),
        columns={
            "measure": TEXT,
            "sector": TEXT,
            "first_day": DATE,
            "last_day": DATE,
            "duration_periods": WHOLE,
            "person_months_per_period": NUMBER,
            "support_person_months_per_period": NUMBER,
            "cost_nok_per_period": NUMBER,
        },
        rows=_adaptations,
    ),
    "waves": Framed(
        index=("measure", "sector", "first_day"),
        columns={
            "measure": TEXT,
            "sector": TEXT,
            "first_day": DATE,
            "year": WHOLE,
            "wave_share": NUMBER,
            "wave_units": NUMBER,
            "in_use_share": NUMBER,
        },
        rows=_waves,
    ),
    "load": Framed(
        index=("sector", "first_day"),
        columns={
            "sector": TEXT,
            "first_day": DATE,
            "year": WHOLE,
            "load_person_months": NUMBER,
            "support_person_months": NUMBER,
            "adaptation_person_months": NUMBER,
            "capacity_person_months": NUMBER,
            "other_load_person_months": NUMBER,
            "busy_share": NUMBER,
        },
        rows=_load,
    ),
    "services": Framed(
        index=("service",),
        columns={
            "service": TEXT,
            "name": TEXT,
            "group": TEXT,
            "weight": NUMBER,
            "threshold_share": NUMBER,
            "realised_last_day": DATE,
        },
        rows=_services,
    ),
    "coverage": Framed(
        index=("service", "last_day"),
        columns={"service": TEXT, "last_day": DATE, "year": WHOLE, "coverage_share": NUMBER},
        rows=_coverage,
    ),
    "target_picture": Framed(
        index=("last_day",),
        columns={"last_day": DATE, "year": WHOLE, "coverage_share": NUMBER},
        rows=_target_picture,
    ),
    "money": Framed(
        index=("year",),
        columns={
            "year": WHOLE,
            "investment_nok": NUMBER,
            "budget_nok": NUMBER,
            "budget_share": NUMBER,
            "running_cost_nok": NUMBER,
            "benefit_nok": NUMBER,
        },
        rows=_money,
    ),
    "budgets": Framed(
        index=("first_year", "last_year"),
        columns={
            "first_year": WHOLE,
            "last_year": WHOLE,
            "payer": TEXT,
            "limit_nok": NUMBER,
            "spent_nok": NUMBER,
            "used_nok": NUMBER,
            "left_nok": NUMBER,
            "is_full": TRUTH,
        },
        rows=_budgets,
    ),
    "deadlines": Framed(
        index=("measure",),
        columns={
            "measure": TEXT,
            "sector": TEXT,
            "asked_share": NUMBER,
            "deadline": DATE,
            "is_hard": TRUTH,
            "met_last_day": DATE,
            "late_periods": WHOLE,
            "cost_nok": NUMBER,
        },
        rows=_deadlines,
    ),
}
