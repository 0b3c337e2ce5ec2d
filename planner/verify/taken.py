"""What a schedule takes of all that there is to share, as sums over measures.

Sums over some measures can be added and taken away, so that what differs in a few measures from what has been
judged need not be added up anew (``moved``).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.model import TOLERANCE, Rollout, Sector
from planner.verify.case import Case, exceeds
from planner.verify.rollouts import pace_from

ByPeriod = Mapping[str, list[float]]
"""Figures of each period, by sector."""
Invested = Mapping[tuple[str, int], float]
"""NOK by payer and calendar year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOfLimits:
    """What some measures take.

    Parameters
    ----------
    load, under_way
        Person-months: of all, and of what runs at the status date and goes on.
    running, running_whole
        Rollouts at the same time, counted by how fully they run, and whole; of sectors
        that limit them so.
    """

    load: ByPeriod
    under_way: ByPeriod
    invested: Invested
    running: ByPeriod
    running_whole: ByPeriod

    def sectors_other_than(self, other: "TakenOfLimits") -> set[str]:
        """Name the sectors of which something else is taken than what this was changed from."""
        pairs = (
            (self.load, other.load),
            (self.under_way, other.under_way),
            (self.running, other.running),
            (self.running_whole, other.running_whole),
        )
        return {each for mine, theirs in pairs for each in mine if mine[each] is not theirs[each]}

    def with_change(self, before: "TakenOfLimits", after: "TakenOfLimits") -> "TakenOfLimits":
        """Give what all take when some take something else than before."""
        return TakenOfLimits(
            load=_changed(self.load, before.load, after.load),
            under_way=_changed(self.under_way, before.under_way, after.under_way),
            invested=_changed_sums(self.invested, before.invested, after.invested),
            running=_changed(self.running, before.running, after.running),
            running_whole=_changed(self.running_whole, before.running_whole, after.running_whole),
        )


def _changed(whole: ByPeriod, before: ByPeriod, after: ByPeriod) -> ByPeriod:
    return {
        sector: amounts
        if after[sector] == before[sector]
        else [
            known + new - old for known, new, old in zip(amounts, after[sector], before[sector], strict=True)
        ]
        for sector, amounts in whole.items()
    }


@dataclass(frozen=True)
class CountedCase(Case):
    """A schedule under judgement, with what it takes of all that there is to share.

    Parameters
    ----------
    known
        What it takes, where that is known already.
    """

    known: TakenOfLimits | None = None

    @cached_property
    def taken(self) -> TakenOfLimits:
        """Give what all measures take."""
        return taken_by(self) if self.known is None else self.known


def _changed_sums(whole: Invested, before: Invested, after: Invested) -> Invested:
    keys = {**whole, **after}
    return {key: whole.get(key, 0.0) + after.get(key, 0.0) - before.get(key, 0.0) for key in keys}


def taken_by(case: Case) -> TakenOfLimits:
    """Add up what all measures of a case take."""
    limited = [each for each in case.roadmap.sectors if each.simultaneous_limit is not None]
    return TakenOfLimits(
        load=case.loads,
        under_way=case.loads_under_way,
        invested=invested_by(case) if case.roadmap.budgets else {},
        running=_counted(case, [each for each in limited if not each.strict_counting], _by_how_fully),
        running_whole=_counted(case, [each for each in limited if each.strict_counting], _whole),
    )


def invested_by(case: Case) -> dict[tuple[str, int], float]:
    """Give what each pays for in each year: phases, adaptations and waves."""
    year_of = [case.roadmap.calendar.year_of(period) for period in case.roadmap.periods]
    invested: defaultdict[tuple[str, int], float] = defaultdict(float)
    for payer, period, nok in (*_for_phases(case), *_for_rollouts(case)):
        invested[payer, year_of[period]] += nok
    return dict(invested)


def _for_phases(case: Case) -> Iterator[tuple[str, int, float]]:
    """Give payer, period and NOK of all phases."""
    payers = {(each.id, phase.id): phase.payer for each in case.measures_in for phase in each.phases}
    for planned, mode in case.modes_in():
        payer = payers[planned.measure, planned.phase] or "staten"
        for period in case.periods_of(planned):
            yield payer, period, mode.cost_nok_per_period
            if period == planned.start:
                yield payer, period, mode.cost_at_start_nok


def _for_rollouts(case: Case) -> Iterator[tuple[str, int, float]]:
    """Give payer, period and NOK of all adaptations and waves."""
    sectors = {sector.id: sector.payer for sector in case.roadmap.sectors}
    payers = {
        each.key: each.payer or sectors.get(each.sector, "") or each.sector for each in case.rollouts_in
    }
    for rollout, row, adapting in case.adaptations_in():
        for period in case.periods_of(adapting):
            yield payers[rollout.key], period, row.cost_nok_per_period
    for rollout in case.rollouts_in:
        cost = case.roadmap.units(rollout) * rollout.cost_per_unit_nok
        for period, share in case.waves(rollout):
            yield payers[rollout.key], period, share * cost


Counting = Callable[[Case, Rollout], Iterable[float]]


def _counted(case: Case, sectors: Iterable[Sector], counting: Counting) -> dict[str, list[float]]:
    """Count the rollouts at the same time in some sectors, by period."""
    counted = {sector.id: [0.0] * case.horizon for sector in sectors}
    for rollout in case.rollouts_in if counted else ():
        if rollout.sector in counted:
            counts = counted[rollout.sector]
            for period, share in enumerate(counting(case, rollout)):
                counts[period] += share
    return counted


def _by_how_fully(case: Case, rollout: Rollout) -> list[float]:
    """Give how fully a rollout runs in each period."""
    fully = pace_from(rollout, 0.0)
    return [case.wave(rollout, period) / fully for period in case.roadmap.periods]


def _whole(case: Case, rollout: Rollout) -> list[float]:
    """Give 1 from the begin through the last wave; nothing where nobody is taken in."""
    begin, last = case.planned(rollout).begin, case.share(rollout, case.horizon - 1)
    if begin is None or not exceeds(last, rollout.in_use):
        return []
    ends = case.first_with(rollout, last - TOLERANCE)
    return [float(begin <= period < ends) for period in case.roadmap.periods]
