"""Who fills the limits that hold a date: capacity, room for rollouts, budgets, and places in a group."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from planner.model import TOLERANCE, DateKind, Measure, Plan, PlanDate, Roadmap, Schedule
from planner.results import FULL, own_measures, phases_end
from planner.rules import asked_by_waves
from planner.why.cells import Cell, CellKind
from planner.why.limits import Amounts, Filler, Filling, Taken, Yielding, given_back
from planner.why.verdicts import DateVerdict, Explainer, Reason

WORTH_NAMING = 0.1
"""Share of what fills a limit from which a measure is named."""
LIMITS = (CellKind.CAPACITY, CellKind.ROOM, CellKind.BUDGET, CellKind.GROUP)


def fillings(plan: Plan, reason: Reason) -> tuple[Filling, ...]:
    """Give who fills each limit among what holds a date, in the order of the holds."""
    return () if plan.schedule is None else fillings_of(Taken(plan.roadmap, plan.schedule), reason)


def fillings_of(taken: Taken, reason: Reason) -> tuple[Filling, ...]:
    """Give the same, where what each part of the plan takes is known."""
    holds = reason.holds.holds if reason.holds else ()
    limits = dict.fromkeys(cell for hold in holds for cell in hold if cell.kind in LIMITS)
    found = (_filling(taken, reason, limit) for limit in limits)
    return tuple(each for each in found if each.fillers or each.periods)


def with_yielding(explainer: Explainer, reason: Reason) -> Reason:
    """Give a reason with what would come of it if those who fill its limits gave way, each alone."""
    if reason.verdict is not DateVerdict.HELD:  # what no plan has, nobody can make room for
        return reason
    given: dict[str, Yielding] = {}

    def asked(filler: Filler) -> Filler:
        if filler.measure not in given:
            given[filler.measure] = _yielding(explainer, reason.date, filler.measure)
        return replace(filler, yielding=given[filler.measure])

    filled = (replace(each, fillers=tuple(map(asked, each.fillers))) for each in reason.fillings)
    return replace(reason, fillings=tuple(filled))


def _yielding(explainer: Explainer, date: PlanDate, measure: str) -> Yielding:
    found = explainer.beside(date, (measure,))
    if found.verdict is DateVerdict.UNSETTLED:
        return Yielding(is_enough=None)
    return Yielding(is_enough=found.verdict is not DateVerdict.HELD, loss=found.loss)


def _filling(taken: Taken, reason: Reason, limit: Cell) -> Filling:
    own = own_measures(taken.roadmap, reason.date)
    if limit.kind is CellKind.GROUP:
        return Filling(limit=limit, periods=(), fillers=_members(taken, limit, own))
    parts = taken.of(limit)
    periods = _full(taken, reason, limit, own)
    whole = sum(amounts[period] for _part, amounts in parts for period in periods)
    others = dict.fromkeys(part.measure for part, _amounts in parts if part.measure not in own)
    found = (_filler(taken, limit, measure, periods, reason.instant) for measure in others)
    shares = [(replace(filler, share=filler.share / whole)) for filler in found if filler.share > TOLERANCE]
    fillers = sorted((each for each in shares if each.share >= WORTH_NAMING), key=lambda each: -each.share)
    return Filling(limit=limit, periods=periods if shares else (), fillers=tuple(fillers))


def _members(taken: Taken, limit: Cell, own: Collection[str]) -> tuple[Filler, ...]:
    """Give the other members of a group that are in."""
    members = taken.roadmap.groups[limit.number].measures
    others = [each for each in members if each in taken.schedule.selected and each not in own]
    return tuple(Filler(measure=each, share=1 / len(others)) for each in others)


def _filler(taken: Taken, limit: Cell, measure: str, periods: tuple[int, ...], instant: int) -> Filler:
    """Give a measure with the amount that it takes in some periods, and the date of its largest part."""
    parts = [
        (sum(amounts[period] for period in periods), part)
        for part, amounts in taken.of(limit)
        if part.measure == measure
    ]
    most, largest = max(parts, key=lambda pair: pair[0])
    date = given_back(taken, largest, periods, instant) if most > 0 else None
    return Filler(measure=measure, share=sum(amount for amount, _part in parts), date=date)


def _full(taken: Taken, reason: Reason, limit: Cell, own: Collection[str]) -> tuple[int, ...]:
    """Give the periods in which a limit is full for a date."""
    periods = taken.roadmap.periods
    if limit.kind is CellKind.BUDGET:
        years = taken.roadmap.budgets[limit.number].years
        return tuple(each for each in periods if taken.roadmap.calendar.year_of(each) in years)
    least, most = _least_of_a_piece(taken, reason, limit, own), taken.limits(limit)
    others = _sum_of(taken, limit, own, are_in=False)
    whole = _sum_of(taken, limit, own, are_in=True, beside=others)
    asked: set[int] = set()
    # what comes after a date holds it too, where a pause or a lag ties the two
    for last in (_last(taken.schedule, reason), len(periods)):
        pieces, waves = _by_pieces(taken, reason, limit, last), _by_waves(taken, reason, limit, last)
        full = {each for each in pieces if most[each] - others[each] < least - TOLERANCE}
        full |= {each for each in waves if whole[each] >= FULL * most[each]}
        if full:
            return tuple(sorted(full))
        asked |= pieces | waves
    return tuple(sorted(asked))


def _sum_of(
    taken: Taken, limit: Cell, own: Collection[str], *, are_in: bool, beside: Amounts | None = None
) -> Amounts:
    """Give what the own measures, or all others, take of a limit, beside something else."""
    total = list(beside or [0.0] * len(taken.roadmap.periods))
    for part, amounts in taken.of(limit):
        if (part.measure in own) is are_in:
            total = [one + other for one, other in zip(total, amounts, strict=True)]
    return total


def _least_of_a_piece(taken: Taken, reason: Reason, limit: Cell, own: Collection[str]) -> float:
    """Give the most that an own phase or adaptation asks in a period, which it cannot do without."""
    if reason.date.kind is DateKind.IN:
        return _least_of_one_out(taken.roadmap.measure(reason.date.measure), limit)
    pieces = (
        max(amounts) for part, amounts in taken.of(limit) if part.measure in own and part.is_in_one_piece
    )
    return max(pieces, default=0.0)


def _least_of_one_out(measure: Measure, limit: Cell) -> float:
    """Give the same of a measure that is out, in the modes that ask least."""
    if limit.kind is not CellKind.CAPACITY:
        return 0.0
    phases = (
        min(
            sum(each.person_months for each in mode.demands if each.sector == limit.sector)
            for mode in phase.modes
        )
        for phase in measure.phases
    )
    return max(phases, default=0.0)


def _by_pieces(taken: Taken, reason: Reason, limit: Cell, last: int) -> set[int]:
    """Give the periods in which own phases and adaptations would ask something, were all a period earlier."""
    if reason.date.kind is DateKind.IN:
        return set(taken.roadmap.periods)
    own = own_measures(taken.roadmap, reason.date)
    return {
        period - 1
        for part, amounts in taken.of(limit)
        if part.measure in own and part.is_in_one_piece
        for period, amount in enumerate(amounts)
        if amount > 0 and 0 < period < last
    }


def _by_waves(taken: Taken, reason: Reason, limit: Cell, last: int) -> set[int]:
    """Give the periods in which own rollouts could ask something, from the end of the own phases on."""
    own = own_measures(taken.roadmap, reason.date)
    if limit.sector not in _rolled_out_by(taken.roadmap, own):
        return set()
    if reason.date.kind is DateKind.IN:
        return set(taken.roadmap.periods)
    ends = (phases_end(taken.roadmap, taken.schedule, each) for each in own if _is_in(taken, each))
    return set(range(max(0, min(ends, default=0) - 1), min(last, len(taken.roadmap.periods))))


def _last(schedule: Schedule, reason: Reason) -> int:
    """Give the instant until which what is asked could hold a date: of a start, the end of its phase."""
    date = reason.date
    if date.kind is not DateKind.START:
        return reason.instant
    return next(each.end for each in schedule.phases_by_measure[date.measure] if each.phase == date.phase)


def _rolled_out_by(roadmap: Roadmap, own: Iterable[str]) -> set[str]:
    """Give the sectors of which the waves of some measures ask anything."""
    rollouts = [each for measure in own for each in roadmap.rollouts_of(measure)]
    asked = {each.sector for rollout in rollouts for each in asked_by_waves(roadmap, rollout)}
    return asked | {each.sector for each in rollouts}


def _is_in(taken: Taken, measure: str) -> bool:
    return measure in taken.schedule.selected


def waited_for(reason: Reason) -> Iterator[tuple[Cell, float, PlanDate]]:
    """Give the limits that a date waits for: of each who fills it, the share, and when that gives it back."""
    for filling in reason.fillings:
        for filler in filling.fillers:
            if filler.date is not None:
                yield filling.limit, filler.share, filler.date
