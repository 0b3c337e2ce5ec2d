"""What is fixed before anything is planned, and asks together for more than there is.

Fixed is what every plan holds at known instants: running phases that may not be stopped, pinned phases of
measures that every plan holds, and the first waves of their pinned rollouts; in the mode that asks least.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf

from planner.check.alone import first_begin, least_wave, stated_room
from planner.check.facts import RoadmapFacts
from planner.check.places import budget_key, error, key
from planner.language import Listed, Message, Quantity, apart, in_a_row, in_millions, to_say
from planner.model import (
    ADAPTATION,
    SLACK,
    Adaptation,
    Budget,
    BudgetKey,
    Finding,
    Measure,
    Mode,
    Phase,
    Rollout,
    at_hand,
    budget_words,
)
from planner.rules import (
    WaveEffort,
    adaptation_pin,
    counts_as_spent,
    is_paid_from,
    payer_of_phase,
    payer_of_rollout,
    periods_to_reach,
    surely_adapts,
)

MILLION = 1e6
_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one fixed phase or rollout asks of a limit.

    ``is_said`` tells that another rule names it: it alone asks for too much.
    """

    who: str
    amount: float
    runs: bool = False
    is_said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """Fixed work that asks for more than there is; ``when`` is a period, or the first year of a budget.

    Of money ``budget`` names the row, and ``given`` is what is left at the status date.
    """

    when: int
    given: float
    shares: tuple[Share, ...]
    budget: BudgetKey = (0, 0, "")

    @property
    def asked(self) -> float:
        """Give what all ask together."""
        return sum(share.amount for share in self.shares)

    def decimals(self, unit: float = 1.0) -> int:
        """Give the decimals with which what is asked and what is given are written differently."""
        pair = self.asked / unit, self.given / unit
        found, _given = apart(*pair)
        return found.decimals if isinstance(found, Quantity) else _MOST_DECIMALS

    def who(self, unit: float = 1.0) -> list[Message | Listed]:
        """Name those who ask, each with its amount."""
        decimals = self.decimals(unit)
        return [
            to_say("{who} {amount} (running)", who=share.who, amount=Quantity(share.amount / unit, decimals))
            if share.runs
            else in_a_row(share.who, Quantity(share.amount / unit, decimals))
            for share in self.shares
        ]


def fixed_work_fits_capacity(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that a sector can carry what is fixed; running phases alone may ask for more than it has."""
    for sector in facts.roadmap.sectors:
        for found in _first_of_each(collisions_in_capacity(facts, sector.id)):
            message = to_say(
                "What is fixed asks {asked} person-months of {sector} in the period from {date}, which has "
                "{given}: {who}.",
                asked=Quantity(found.asked, found.decimals()),
                sector=sector.id,
                date=facts.date(found.when),
                given=Quantity(found.given, found.decimals()),
                who=found.who(),
            )
            yield error("fixed_above_capacity", "aktorer", sector.id, "capacities", message)


def fixed_rollouts_fit_side_by_side(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that the limit on simultaneous rollouts leaves room for those whose begins are pinned."""
    for sector in facts.roadmap.sectors:
        for found in _first_of_each(collisions_in_room(facts, sector.id)):
            message = to_say(
                "What is pinned takes the room of {asked} simultaneous rollouts in {sector} in the period "
                "from {date}, which has room for {given}: {who}.",
                asked=Quantity(found.asked, found.decimals()),
                sector=sector.id,
                date=facts.date(found.when),
                given=Quantity(found.given, found.decimals()),
                who=", ".join(share.who for share in found.shares),
            )
            yield error("fixed_above_limit", "aktorer", sector.id, "simultaneous_limit", message)


def fixed_work_fits_budgets(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that each budget covers what is fixed, running phases among it."""
    for found in collisions_in_budgets(facts):
        message = to_say(
            "What is fixed costs {asked} in {year}, but the budget allows {given}. In millions: {who}.",
            asked=in_millions(found.asked, found.decimals(MILLION)),
            year=budget_words(found.budget),
            given=in_millions(found.given, found.decimals(MILLION)),
            who=found.who(MILLION),
        )
        yield error("fixed_above_budget", "budsjett", budget_key(found.budget), "limit_nok", message)


def collisions_in_capacity(facts: RoadmapFacts, sector: str) -> Iterator[Collision]:
    """Give the periods in which what is fixed asks for more of a sector than it has.

    What runs may ask what it asks; all else has to fit into what that leaves.
    """
    given = facts.capacity[sector] if _fixed_work(facts).asks_of(sector) else None
    for period in facts.roadmap.periods if given else ():
        assert given is not None
        shares = [*_work_in(facts, sector, period), *_first_waves_in(facts, sector, period)]
        running = sum(share.amount for share in shares if share.runs)
        others = [share for share in shares if not share.runs]
        # work under way is never refused: it leaves nothing at the least
        left = max(0.0, given[period] - running) + SLACK * max(given[period], 1.0)
        # one cause, one message: another rule names what is too much alone
        is_said = len(others) == 1 and others[0].is_said
        if sum(share.amount for share in others) > left and not is_said:
            yield Collision(when=period, given=given[period], shares=tuple(shares))


def collisions_in_room(facts: RoadmapFacts, sector: str) -> Iterator[Collision]:
    """Give the periods in which pinned rollouts take more room than the limit on simultaneous ones leaves."""
    known = facts.roadmap.sector(sector)
    limit = known.simultaneous_limit if sector in _fixed_work(facts).pinned else None
    for period in facts.roadmap.periods if limit is not None else ():
        assert limit is not None
        if known.strict_counting:
            shares = tuple(_counted_whole(facts, sector, period))
        else:
            pinned = [(each, least_wave(facts, each)) for each in _pinned(facts, sector, period)]
            shares = tuple(
                Share(who=each.measure, amount=wave / each.full_pace) for each, wave in pinned if wave > 0
            )
        if sum(share.amount for share in shares) > limit * (1 + SLACK):
            yield Collision(when=period, given=limit, shares=shares)


def collisions_in_budgets(facts: RoadmapFacts) -> Iterator[Collision]:
    """Give the budgets of which what is fixed costs more than they have left."""
    calendar = facts.roadmap.calendar
    for budget in facts.roadmap.budgets:
        periods = [t for t in facts.roadmap.periods if calendar.year_of(t) in budget.years]
        shares = [share for share in _costs_in(facts, periods, budget.payer) if share.amount > 0]
        is_above = sum(share.amount for share in shares) > budget.left_nok + SLACK * (budget.limit_nok + 1)
        if is_above and not is_overspent(budget):
            yield Collision(when=budget.year, given=budget.left_nok, shares=tuple(shares), budget=budget.key)


def is_overspent(budget: Budget) -> bool:
    """Tell whether more of a budget was spent before the status date than it allows."""
    return counts_as_spent(budget.spent_nok - budget.limit_nok)


def _first_of_each(found: Iterable[Collision]) -> Iterator[Collision]:
    """Give the first collision of each set of those who ask: the later periods say nothing new."""
    known: set[frozenset[str]] = set()
    for collision in found:
        names = frozenset(share.who for share in collision.shares)
        if names not in known:
            known.add(names)
            yield collision


@dataclass(frozen=True, kw_only=True)
class _FixedWork:
    """What is fixed, found once: every sector, period and budget asks for it.

    Parameters
    ----------
    phases, adaptations
        Each with its start, those of adaptations with their rollouts.
    phases_of, adaptations_of
        Those that may ask something of a sector, in the same order.
    waves
        What first waves of pinned rollouts ask, by sector and period.
    pinned
        Rollouts that every plan holds, by sector and by the period they are pinned to.
    """

    phases: tuple[tuple[Measure, Phase, int], ...]
    adaptations: tuple[tuple[Rollout, Adaptation, int], ...]
    phases_of: Mapping[str, list[tuple[Measure, Phase, int]]]
    adaptations_of: Mapping[str, list[tuple[Rollout, Adaptation, int]]]
    waves: Mapping[str, Mapping[int, list[tuple[Rollout, WaveEffort]]]]
    pinned: Mapping[str, Mapping[int, list[Rollout]]]

    def asks_of(self, sector: str) -> bool:
        """Tell whether anything that is fixed may ask person-months of a sector."""
        return any(sector in found for found in (self.phases_of, self.adaptations_of, self.waves))


@at_hand
def _fixed_work(facts: RoadmapFacts) -> _FixedWork:
    """Find what is fixed, by those that it asks something of."""
    phases, adaptations = tuple(_fixed_phases(facts)), tuple(_fixed_adaptations(facts))
    phases_of, adaptations_of = defaultdict(list), defaultdict(list)
    for fixed in phases:
        # a mode that asks nothing of a sector is one that asks least of it
        for sector in {demand.sector for demand in fixed[1].modes[0].demands}:
            phases_of[sector].append(fixed)
    for adapted in adaptations:
        for sector in {demand.sector for demand in adapted[1].demands}:
            adaptations_of[sector].append(adapted)
    waves: dict[str, dict[int, list[tuple[Rollout, WaveEffort]]]] = defaultdict(lambda: defaultdict(list))
    pinned: dict[str, dict[int, list[Rollout]]] = defaultdict(lambda: defaultdict(list))
    for rollout, pin in _pins(facts):
        pinned[rollout.sector][pin].append(rollout)
        for asked in facts.asked[rollout.key]:
            waves[asked.sector][pin + asked.offset].append((rollout, asked))
    return _FixedWork(
        phases=phases,
        adaptations=adaptations,
        phases_of=phases_of,
        adaptations_of=adaptations_of,
        waves=waves,
        pinned=pinned,
    )


def _pins(facts: RoadmapFacts) -> Iterator[tuple[Rollout, int]]:
    """Give the pinned rollouts of measures that every plan holds."""
    for rollout in facts.roadmap.open_rollouts:
        pin = facts.roadmap.begin_pin(rollout) if rollout.measure in facts.required else None
        if pin is not None:
            yield rollout, pin


def _fixed_phases(facts: RoadmapFacts) -> Iterator[tuple[Measure, Phase, int]]:
    """Give the phases of measures that every plan holds of which the start is known, and that start."""
    for measure in facts.roadmap.open_measures:
        for number, phase in enumerate(measure.phases) if measure.id in facts.required else ():
            runs = measure.is_running and number == 0
            start = 0 if runs else facts.roadmap.start_pin(measure, phase)
            if start is not None and 0 <= start < facts.horizon:
                yield measure, phase, start


def _fixed_adaptations(facts: RoadmapFacts) -> Iterator[tuple[Rollout, Adaptation, int]]:
    """Give the adaptations that every plan holds of which the start is known."""
    for rollout, row in facts.ahead:
        if surely_adapts(facts.roadmap, rollout):
            start = 0 if row.is_running else adaptation_pin(facts.roadmap, row)
            if start is not None and 0 <= start < facts.horizon:
                yield rollout, row, start


def _work_in(facts: RoadmapFacts, sector: str, period: int) -> Iterator[Share]:
    """Give what fixed phases and adaptations ask of a sector in a period at least."""
    fixed = _fixed_work(facts)
    for measure, phase, start in fixed.phases_of.get(sector, ()):
        asked = min(
            mode.person_months(sector) if start <= period < start + mode.periods else 0.0
            for mode in phase.modes
        )
        if asked > 0:
            yield Share(
                who=key(measure.id, phase.id),
                amount=asked,
                runs=_runs(measure, phase),
                is_said=len(phase.modes) == 1 and asked > stated_room(facts, sector, period),
            )
    for rollout, row, start in fixed.adaptations_of.get(sector, ()):
        asked = sum(demand.person_months for demand in row.demands if demand.sector == sector)
        if asked > 0 and start <= period < start + row.periods:
            yield Share(
                who=key(row.measure, ADAPTATION, rollout.sector),
                amount=asked,
                runs=row.is_running,
                is_said=asked > stated_room(facts, sector, period),
            )


def _runs(measure: Measure, phase: Phase) -> bool:
    return measure.is_running and phase is measure.phases[0]


def _first_waves_in(facts: RoadmapFacts, sector: str, period: int) -> Iterator[Share]:
    """Give what the first waves of pinned rollouts ask of a sector in a period."""
    for rollout, asked in _fixed_work(facts).waves.get(sector, {}).get(period, ()):
        amount = least_wave(facts, rollout) * asked.person_months
        if amount > 0:
            has_to_begin = facts.roadmap.measure(rollout.measure).must_be_in
            is_said = has_to_begin and first_begin(facts, rollout) is None
            yield Share(who=rollout.measure, amount=amount, is_said=is_said)


def _pinned(facts: RoadmapFacts, sector: str, period: int) -> Iterable[Rollout]:
    """Give the rollouts in a sector that every plan holds and that are pinned to a period."""
    return _fixed_work(facts).pinned.get(sector, {}).get(period, ())


def _counted_whole(facts: RoadmapFacts, sector: str, period: int) -> Iterator[Share]:
    """Give the pinned rollouts that run in a period for certain, where each is counted whole."""
    for begin in range(period + 1):
        for rollout in _pinned(facts, sector, begin):
            must_end = facts.roadmap.measure(rollout.measure).must_be_in
            periods = periods_to_reach(facts.roadmap, rollout, rollout.target)
            # one that may stay unfinished may close after its first wave
            lasts = periods if must_end else min(1, periods)
            if begin <= period < begin + lasts:
                yield Share(who=rollout.measure, amount=1.0)


def _costs_in(facts: RoadmapFacts, periods: list[int], budget: str) -> Iterator[Share]:
    """Give what is fixed costs in some periods at least, in NOK, of a payer, or of all where it is empty."""
    fixed = _fixed_work(facts)
    for measure, phase, start in fixed.phases:
        if is_paid_from(payer_of_phase(phase), budget):
            amount = min((_cost_in(mode, start, periods) for mode in phase.modes), default=inf)
            yield Share(who=key(measure.id, phase.id), amount=amount, runs=_runs(measure, phase))
    for rollout, row, start in fixed.adaptations:
        if is_paid_from(payer_of_rollout(facts.roadmap, rollout), budget):
            amount = row.cost_nok_per_period * sum(start <= t < start + row.periods for t in periods)
            who = key(row.measure, ADAPTATION, rollout.sector)
            yield Share(who=who, amount=amount, runs=row.is_running)
    for sector in facts.roadmap.sectors:
        for period in periods if sector.id in fixed.pinned else ():
            for rollout in _pinned(facts, sector.id, period):
                if is_paid_from(payer_of_rollout(facts.roadmap, rollout), budget):
                    units = least_wave(facts, rollout) * facts.roadmap.units(rollout)
                    yield Share(who=rollout.measure, amount=units * rollout.cost_per_unit_nok)


def _cost_in(mode: Mode, start: int, periods: list[int]) -> float:
    """Give what a mode that starts at an instant costs in some periods, in NOK."""
    runs = sum(start <= period < start + mode.periods for period in periods)
    at_start = mode.cost_at_start_nok if mode.periods and start in periods else 0.0
    return at_start + mode.cost_nok_per_period * runs


FIXED = (fixed_work_fits_capacity, fixed_rollouts_fit_side_by_side, fixed_work_fits_budgets)
