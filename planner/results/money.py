"""What a schedule invests, what missed soft deadlines cost, and whose worth it is (sections 5 and 6)."""

from planner.economics import investments, net_present_value
from planner.model import TOLERANCE, Deadline, Measure, PlannedPhase, Roadmap, Rollout, Schedule
from planner.results.ends import phases_end
from planner.results.shares import curve
from planner.rules import adaptation_run, is_paid_from, payer_of_phase, payer_of_rollout


def spending(roadmap: Roadmap, schedule: Schedule, payer: str = "") -> dict[int, float]:
    """Give what is invested in each calendar year of the horizon, in NOK, undiscounted; running costs apart.

    Parameters
    ----------
    payer
        Whose investment; empty is everybody's.
    """
    spent = dict.fromkeys(roadmap.years, 0.0)
    years = [roadmap.calendar.year_of(period) for period in roadmap.periods]
    for phase in schedule.phases:
        if not is_paid_from(_payer_of(roadmap, phase), payer):
            continue
        mode = roadmap.measure(phase.measure).mode(phase.phase, phase.mode)
        for period, cost in enumerate(investments(mode, phase.end - phase.start), start=phase.start):
            spent[years[period]] += cost
    for planned in schedule.rollouts:
        rollout = roadmap.rollout_by_key(planned.key)
        if not is_paid_from(payer_of_rollout(roadmap, rollout), payer):
            continue
        run = adaptation_run(roadmap, planned)
        if run is not None:
            for period in run.periods:
                spent[years[period]] += run.row.cost_nok_per_period
        for year, wave in zip(years, planned.waves(rollout.in_use), strict=True):
            if wave:
                spent[year] += wave * rollout.cost_per_unit_nok * roadmap.units(rollout)
    return spent


def _payer_of(roadmap: Roadmap, planned: PlannedPhase) -> str:
    """Give who pays a planned phase."""
    phases = roadmap.measure(planned.measure).phases
    return payer_of_phase(next(phase for phase in phases if phase.id == planned.phase))


def is_done_anyway(measure: Measure) -> bool:
    """Tell whether a measure runs or must be done whatever is decided: it is started or mandatory."""
    return measure.is_started or measure.must_be_in


def value_done_anyway(roadmap: Roadmap, schedule: Schedule) -> float:
    """Give the part of the net present value in NOK that comes from measures that are done anyway."""
    anyway = {measure.id for measure in roadmap.open_measures if is_done_anyway(measure)}
    part = Schedule(
        selected=tuple(each for each in schedule.selected if each in anyway),
        phases=tuple(phase for phase in schedule.phases if phase.measure in anyway),
        rollouts=tuple(rollout for rollout in schedule.rollouts if rollout.measure in anyway),
    )
    return net_present_value(roadmap, part)


def delay_cost_nok(roadmap: Roadmap, schedule: Schedule) -> float:
    """Give the price of the soft deadlines that measures in the plan miss: so much for each period late.

    Periods before the horizon do not count; what is not reached within the horizon is late until its end.
    """
    chosen = set(schedule.selected)
    measures = [measure for measure in roadmap.open_measures if measure.id in chosen]
    late_phases = sum(nok for each in measures for nok in late_phases_nok(roadmap, schedule, each))
    late_shares = sum(nok for each in measures for nok in late_shares_nok(roadmap, schedule, each))
    return late_phases + late_shares


def late_phases_nok(roadmap: Roadmap, schedule: Schedule, measure: Measure) -> list[float]:
    """Give the price of the deadline of a measure in the plan, where it has one."""
    due = [] if measure.deadline is None else [measure.deadline]
    return [_price(roadmap, each, phases_end(roadmap, schedule, measure.id)) for each in due]


def late_shares_nok(roadmap: Roadmap, schedule: Schedule, measure: Measure) -> list[float]:
    """Give the prices of the deadlines of the shares of a measure in the plan."""
    return [
        _price(roadmap, rollout.deadline.deadline, share_met(roadmap, schedule, rollout))
        for rollout in roadmap.rollouts_of(measure.id)
        if rollout.deadline is not None
    ]


def _price(roadmap: Roadmap, deadline: Deadline, met: int) -> float:
    """Give what it costs that a deadline is met at an instant; nothing of a hard one."""
    return (deadline.price_nok_per_period or 0.0) * periods_late(roadmap, deadline, met)


def periods_late(roadmap: Roadmap, deadline: Deadline, met: int) -> int:
    """Count the periods from a deadline until the instant at which it is met; those before 0 do not count."""
    # what lies before instant 0 cannot be helped by any plan, and is not charged
    return max(0, met - max(0, roadmap.calendar.instant_not_after(deadline.day)))


def share_met(roadmap: Roadmap, schedule: Schedule, rollout: Rollout) -> int:
    """Give the first instant by which the share of a deadline is in use, else the end of the horizon."""
    least = 0.0 if rollout.deadline is None else rollout.deadline.share - TOLERANCE
    at_instants = (rollout.in_use, *curve(roadmap, schedule, rollout))
    reached = (instant for instant, share in enumerate(at_instants) if share >= least)
    return next(reached, roadmap.calendar.periods)
