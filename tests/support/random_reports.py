"""Random reports of random plans, and the roadmaps that they are rolled to."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from random import Random

from support.rolling import KINDS, plan_of

from planner.model import ADAPTATION, Measure, Plan, Report, ReportedState, Roadmap, Rollout
from planner.rolling import ReportsRefusedError, Rolled, roll

_PART = 0.35
"""How much of what could be reported is."""
_TRIES = 12


def random_reports(plan: Plan, at: int, dice: Random) -> tuple[Report, ...]:
    """Report some of what has come by an instant of a plan, as it might have gone: lawful as a rule."""
    found: list[Report] = []
    for measure in plan.roadmap.open_measures:
        if measure.id not in (plan.schedule.selected if plan.schedule else ()):
            continue
        if not measure.must_be_in and dice.random() < 0.1:
            found.append(Report(measure=measure.id, state=ReportedState.STOPPED))
            continue
        found += _of_phases(plan, at, measure, dice)
        for rollout in plan.roadmap.rollouts_of(measure.id):
            found += _of_rollout(plan, at, rollout, dice)
    return tuple(found)


def _of_phases(plan: Plan, at: int, measure: Measure, dice: Random) -> Iterator[Report]:
    assert plan.schedule is not None
    for planned in plan.schedule.phases_by_measure.get(measure.id, ()):
        if planned.start < at and dice.random() < _PART:
            yield _of_work(plan, at, (measure.id, planned.phase, ""), dice)


def _of_work(plan: Plan, at: int, place: tuple[str, str, str], dice: Random) -> Report:
    """Report a phase or an adaptation as not begun, as running, or as over on some day."""
    measure, phase, sector = place
    calendar = plan.roadmap.calendar
    match dice.randrange(4):
        case 0:
            return Report(measure=measure, phase=phase, sector=sector, state=ReportedState.NOT_BEGUN)
        case 1:
            left = dice.randint(1, 3)
            return Report(measure=measure, phase=phase, sector=sector, left_periods=left)
        case 2:
            return Report(measure=measure, phase=phase, sector=sector, state=ReportedState.DONE)
    days = (calendar.date_of(at) - calendar.date_of(0)).days
    began = calendar.date_of(0) + timedelta(days=dice.randrange(days))
    ended = began + timedelta(days=dice.randrange((calendar.date_of(at) - began).days))
    return Report(measure=measure, phase=phase, sector=sector, began=began, ended=ended)


def _of_rollout(plan: Plan, at: int, rollout: Rollout, dice: Random) -> Iterator[Report]:
    assert plan.schedule is not None
    planned = plan.schedule.rollouts_by_key[rollout.key]
    adapts = planned.adaptation
    if adapts is not None and adapts.start < at and dice.random() < _PART:
        yield _of_work(plan, at, (rollout.measure, ADAPTATION, rollout.sector), dice)
    if planned.begin is not None and planned.begin < at and dice.random() < _PART:
        share = rollout.in_use + dice.choice((0.0, 0.5, 1.0)) * (planned.adoption[at - 1] - rollout.in_use)
        yield Report(measure=rollout.measure, sector=rollout.sector, in_use=share)


def reported(plan: Plan, dice: Random) -> Rolled:
    """Roll a plan to a random date with random reports that are not refused; with none where all are."""
    at = dice.choice(plan.roadmap.periods[1:])
    for _try in range(_TRIES):
        try:
            return roll(plan, plan.roadmap.calendar.date_of(at), random_reports(plan, at, dice))
        except ReportsRefusedError:
            continue
    return roll(plan, plan.roadmap.calendar.date_of(at))


def random_rolled(seed: int) -> Rolled:
    """Give a plan of a random roadmap of some kind, rolled with random reports."""
    dice = Random(f"rolled {seed}")
    return reported(a_random_plan(seed, dice), dice)


def a_random_plan(seed: int, dice: Random, kinds: Sequence[Callable[[int], Roadmap]] = KINDS) -> Plan:
    """Give a plan of a random roadmap of some kind, the first that is drawn of which there is one."""
    while True:
        plan = plan_of(kinds[seed % len(kinds)](dice.randrange(10_000)))
        if plan is not None:
            return plan
