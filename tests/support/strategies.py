"""Random small roadmaps without cycles, of all rules.

``random_roadmap(seed)`` gives the same roadmap for the same seed; ``roadmaps()`` is the same as a hypothesis
strategy, which shrinks what fails. About a quarter have no lawful plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st
from support.falling import a_falling_pace
from support.random_past import with_what_has_passed

from planner.model import (
    Budget,
    BudgetKey,
    Calendar,
    Capacity,
    Contribution,
    Deadline,
    Demand,
    Dependency,
    Economics,
    Endpoint,
    Estimate,
    Freeze,
    Gate,
    GateUnit,
    Group,
    GroupRule,
    Link,
    Measure,
    Mode,
    OtherLoad,
    PeriodLength,
    Phase,
    Profile,
    Published,
    Requirement,
    RequirementKind,
    Roadmap,
    Rollout,
    Sector,
    SectorKind,
    Service,
    ShareDeadline,
    Status,
    Support,
)

MOST_PHASES = 4
MOST_ROLLOUTS = 4
MUCH_UNDER_WAY = 0.15
"""How often phases that run already may ask for more than there is."""
EVERY_WITH_A_PAST = 8
"""Of so many seeds, the last gives a roadmap that was rolled forward, with dates of what has passed."""


def random_roadmap(seed: int) -> Roadmap:
    """Give a small roadmap that depends on the seed alone; in some, what has passed still binds."""
    roadmap = a_random_roadmap(Random(seed))
    has_past = seed % EVERY_WITH_A_PAST == EVERY_WITH_A_PAST - 1
    return with_what_has_passed(Random(f"past {seed}"), roadmap) if has_past else roadmap


def random_roadmap_under_way(seed: int) -> Roadmap:
    """Give a small roadmap in which phases that run already may ask for more than there is."""
    return with_much_under_way(Random(seed), random_roadmap(seed))


def random_roadmap_with_payers(seed: int) -> Roadmap:
    """Give a small roadmap with several payers, and budgets that overlap, of one or all, of some years."""
    return with_payers(random_roadmap(seed), seed)


def with_payers(roadmap: Roadmap, seed: int) -> Roadmap:
    """Give a roadmap other payers and budgets, by a seed."""
    dice = Random(f"payers {seed}")
    return replace(
        roadmap,
        measures=tuple(
            replace(measure, phases=tuple(replace(each, payer=_payer(dice)) for each in measure.phases))
            for measure in roadmap.measures
        ),
        sectors=tuple(replace(sector, payer=_payer(dice)) for sector in roadmap.sectors),
        rollouts=tuple(replace(rollout, payer=_payer(dice)) for rollout in roadmap.rollouts),
        budgets=_frames(dice, roadmap),
    )


def _payer(dice: Random) -> str:
    return dice.choice(("", "", "staten", "r0", "x"))


def _frames(dice: Random, roadmap: Roadmap) -> tuple[Budget, ...]:
    """Throw one to four budgets, some of which begin before the horizon, end after it or have money spent."""
    first, last = roadmap.years[0] - 1, roadmap.years[-1] + 1
    thrown: dict[BudgetKey, Budget] = {}
    for _number in range(dice.choice((1, 2, 3, 4))):
        years = sorted((dice.randint(first, last), dice.randint(first, last)))
        spent = 1e5 * dice.randint(1, 30) if _chance(dice, 0.3) else 0.0
        budget = Budget(
            payer=dice.choice(("", "staten", "r0", "r1", "x")),
            year=years[0],
            last_year=dice.choice((None, years[1])),
            limit_nok=spent + 1e5 * dice.randint(0, 20),
            spent_nok=spent,
        )
        thrown[budget.key] = budget
    return tuple(thrown.values())


def random_roadmap_with_requirements(seed: int) -> Roadmap:
    """Give a small roadmap with one to three requirements on the plan as a whole."""
    roadmap, dice = random_roadmap(seed), Random(f"requirements {seed}")
    thrown = (_requirement(dice, roadmap, f"k{number}") for number in range(dice.choice((1, 1, 2, 3))))
    return replace(roadmap, requirements=tuple(each for each in thrown if each is not None))


PROFILES: tuple[Profile, ...] = (
    ((-1, 0.25), (0, 0.5), (1, 0.25)),
    ((-1, 0.2), (0, 0.5), (1, 0.2), (2, 0.1)),
    ((-1, 0.6), (1, 0.4)),
    ((0, 0.5), (1, 0.5)),
    ((0, 0.3), (2, 0.7)),
    ((-2, 1.0),),
    ((1, 1.0),),
    ((-3, 0.0), (0, 1.0)),
    (),
)


def random_roadmap_with_profiles(seed: int) -> Roadmap:
    """Give a small roadmap whose efforts are spread over time, some of them supported by who delivers."""
    roadmap, dice = random_roadmap(seed), Random(f"profiles {seed}")
    rollouts = tuple(replace(each, effort_profile=dice.choice(PROFILES)) for each in roadmap.rollouts)
    helper = _sector(dice, roadmap.calendar, "d9")
    delivering = [each.id for each in (*roadmap.sectors, helper) if not each.is_receiving]
    supports = [
        _support(dice, roadmap, rollout, sector)
        for rollout in rollouts
        for sector in delivering
        if _chance(dice, 0.5)
    ]
    sectors = (*roadmap.sectors, helper)
    return replace(roadmap, sectors=sectors, rollouts=rollouts, supports=tuple(supports))


def _support(dice: Random, roadmap: Roadmap, rollout: Rollout, sector: str) -> Support:
    """Throw what a delivering sector spends on a rollout, in all some person-months."""
    return Support(
        measure=rollout.measure,
        receiving=rollout.sector,
        delivering=sector,
        effort_per_unit=round(dice.uniform(0.0, 5.0) / roadmap.units(rollout), 3),
        profile=dice.choice(PROFILES),
    )


def random_roadmap_with_falling_paces(seed: int) -> Roadmap:
    """Give a small roadmap in which the pace of most rollouts falls as more is in use."""
    roadmap, dice = random_roadmap(seed), Random(f"falling paces {seed}")
    rollouts = (
        replace(rollout, pace=a_falling_pace(dice, rollout.target)) if _chance(dice, 0.8) else rollout
        for rollout in roadmap.rollouts
    )
    return replace(roadmap, rollouts=tuple(rollouts))


def random_roadmap_with_other_load(seed: int) -> Roadmap:
    """Give a small roadmap in which others than the programme ask something of every sector."""
    roadmap, dice = random_roadmap(seed), Random(f"other load {seed}")
    sectors = (
        replace(sector, other_loads=_other_loads(dice, roadmap.calendar, sector))
        for sector in roadmap.sectors
    )
    return replace(roadmap, sectors=tuple(sectors))


def _other_loads(dice: Random, calendar: Calendar, sector: Sector) -> tuple[OtherLoad, ...]:
    """Throw one or two things that begin in or before the horizon, of which some end or change."""
    most = max((row.person_months.likely for row in sector.capacities), default=4.0)
    rows = {
        (what, _day(dice, calendar, -2, 4)): round(most * dice.choice((0.0, 0.2, 0.5, 0.9, 1.2)), 1)
        for what in ("drift", "journal")[: dice.choice((1, 1, 2))]
        for _ in range(dice.choice((1, 2, 2)))
    }
    return tuple(
        OtherLoad(what=what, starts=day, person_months=asked) for (what, day), asked in sorted(rows.items())
    )


def roadmaps() -> st.SearchStrategy[Roadmap]:
    """Give small roadmaps to hypothesis."""
    dice = st.randoms(use_true_random=False)
    past = st.builds(lambda each: with_what_has_passed(each, a_random_roadmap(each)), dice)
    return st.one_of(dice.map(a_random_roadmap), past)


def a_random_roadmap(dice: Random) -> Roadmap:
    """Throw a roadmap of one to four measures, one to three sectors and four to six periods."""
    calendar = _calendar(dice)
    sectors = _sectors(dice, calendar)
    measures = _measures(dice, calendar, sectors)
    rollouts = _rollouts(dice, calendar, measures, sectors)
    services, contributions = _services(dice, measures)
    roadmap = Roadmap(
        calendar=calendar,
        measures=measures,
        sectors=sectors,
        rollouts=rollouts,
        dependencies=_dependencies(dice, measures, rollouts),
        groups=_groups(dice, measures),
        services=services,
        contributions=contributions,
        budgets=_budgets(dice, calendar),
        published=tuple(Published(measure=measure.id) for measure in measures if _chance(dice, 0.3)),
        economics=_economics(dice),
    )
    return with_much_under_way(dice, roadmap) if _chance(dice, MUCH_UNDER_WAY) else roadmap


def with_much_under_way(dice: Random, roadmap: Roadmap) -> Roadmap:
    """Let one to three measures have begun, each with a phase that asks much of a sector."""
    limited = [sector.id for sector in roadmap.sectors if sector.capacities] or [roadmap.sectors[0].id]
    sector, count = dice.choice(limited), dice.choice((1, 1, 2, 2, 3))
    begun = [measure.id for measure in roadmap.measures if not measure.is_done and measure.phases][:count]
    measures = [_begun(dice, each, sector) if each.id in begun else each for each in roadmap.measures]
    return replace(roadmap, measures=tuple(measures))


def _begun(dice: Random, measure: Measure, sector: str) -> Measure:
    """Let a measure have begun with what it was to begin with."""
    modes = tuple(
        replace(
            _mode(dice, (), f"k{number}"),
            duration=Estimate.sure(dice.choice((1, 1, 2))),
            demands=(Demand(sector=sector, person_months=dice.choice((0.5, 2.0, 4.0, 12.0))),),
        )
        for number in range(dice.choice((1, 1, 2)))
    )
    first = replace(measure.phases[0], modes=modes, pinned_start=None)
    return replace(
        measure,
        status=Status.STARTED,
        optional=False,
        stoppable=_chance(dice, 0.6),
        earliest_start=None,
        phases=(first, *measure.phases[1:]),
    )


def _chance(dice: Random, share: float) -> bool:
    return dice.random() < share


def _calendar(dice: Random) -> Calendar:
    day = dice.choice((date(2023, 1, 1), date(2023, 1, 1), date(2023, 8, 17)))
    length = dice.choice((PeriodLength.QUARTER,) * 4 + (PeriodLength.MONTH, PeriodLength.YEAR))
    return Calendar(status_date=day, period=length, periods=dice.randint(4, 6))


def _day(dice: Random, calendar: Calendar, first: int = 0, last: int | None = None) -> date:
    """Throw a date in or at the beginning of a period."""
    instant = dice.randint(first, calendar.periods if last is None else last)
    return calendar.date_of(instant) + timedelta(days=dice.choice((0, 0, 12)))


def _sectors(dice: Random, calendar: Calendar) -> tuple[Sector, ...]:
    receiving = [f"r{number}" for number in range(dice.randint(1, 2))]
    delivering = ["d0"] * dice.randint(0, 1)
    return tuple(_sector(dice, calendar, name) for name in receiving + delivering)


def _sector(dice: Random, calendar: Calendar, name: str) -> Sector:
    receives = name.startswith("r")
    limited = receives and _chance(dice, 0.25)
    return Sector(
        id=name,
        name=name,
        kind=SectorKind.RECEIVING if receives else SectorKind.DELIVERING,
        units=dice.choice((4, 10, 25)) if receives else 0,
        simultaneous_limit=dice.choice((0.8, 1, 1.5)) if limited else None,
        capacities=_capacities(dice, calendar, 4.0 if receives else 1.5),
        strict_counting=limited and _chance(dice, 0.4),
        programme_share=dice.choice((1.0, 1.0, 0.7)),
        freezes=(_freeze(dice, calendar),) if _chance(dice, 0.15) else (),
    )


def _freeze(dice: Random, calendar: Calendar) -> Freeze:
    starts = _day(dice, calendar, 0, 3)
    return Freeze(
        starts=starts, ends=starts + timedelta(days=dice.choice((20, 90, 180))), share=dice.choice((0.0, 0.4))
    )


def _capacities(dice: Random, calendar: Calendar, size: float) -> tuple[Capacity, ...]:
    days = sorted({_day(dice, calendar, 0, 3) for _ in range(dice.randint(0, 2))})
    figures = [round(size * dice.uniform(0.5, 2.5), 1) for _ in days]
    return tuple(
        Capacity(starts=day, person_months=Estimate(low=0, likely=figure, high=2 * figure))
        for day, figure in zip(days, figures, strict=True)
    )


def _measures(dice: Random, calendar: Calendar, sectors: Sequence[Sector]) -> tuple[Measure, ...]:
    measures: list[Measure] = []
    for number in range(dice.choice((1, 2, 2, 3, 3, 4))):
        room = MOST_PHASES - sum(len(measure.phases) for measure in measures)
        measures.append(_measure(dice, calendar, sectors, f"m{number}", room))
    return tuple(measures)


def _measure(dice: Random, calendar: Calendar, sectors: Sequence[Sector], name: str, room: int) -> Measure:
    status = dice.choices((Status.PLANNED, Status.STARTED, Status.DONE), (14, 4, 2))[0]
    count = 0 if status is Status.DONE else min(room, dice.choice((0, 1, 1, 2)))
    phases = tuple(_phase(dice, calendar, sectors, f"p{number}") for number in range(count))
    due = status is not Status.DONE and _chance(dice, 0.2)
    return Measure(
        id=name,
        name=name,
        status=status,
        phases=phases,
        optional=status is Status.PLANNED and _chance(dice, 0.6),
        stoppable=status is Status.STARTED and _chance(dice, 0.4),
        earliest_start=_day(dice, calendar, 0, 2) if _chance(dice, 0.15) else None,
        deadline=_deadline(dice, calendar, 1) if due else None,
        finish_weight=dice.choice((1, 1, 2, 0.5)),
        worth_by_end_nok=_worth_by_end(dice) if _chance(dice, 0.15) else (),
    )


def _deadline(dice: Random, calendar: Calendar, first: int, last: int | None = None) -> Deadline:
    """Throw a deadline, hard or with a price."""
    price = dice.choice((None, None, 2e5, 1e6))
    return Deadline(day=_day(dice, calendar, first, last), price_nok_per_period=price)


def _worth_by_end(dice: Random) -> tuple[float, ...]:
    return tuple(1e5 * dice.randint(-5, 30) for _ in range(dice.randint(1, 5)))


def _phase(dice: Random, calendar: Calendar, sectors: Sequence[Sector], name: str) -> Phase:
    count = 2 if _chance(dice, 0.2) else 1
    return Phase(
        id=name,
        modes=tuple(_mode(dice, sectors, f"k{number}") for number in range(count)),
        largest_pause_periods=dice.randint(0, 2) if _chance(dice, 0.2) else None,
        pinned_start=_day(dice, calendar, 0, 2) if _chance(dice, 0.06) else None,
    )


def _mode(dice: Random, sectors: Sequence[Sector], name: str) -> Mode:
    periods = dice.choice((0, 1, 1, 1, 2))
    asked = [sector.id for sector in sectors if periods and _chance(dice, 0.5)]
    return Mode(
        name=name,
        duration=Estimate.sure(periods),
        demands=tuple(
            Demand(sector=sector, person_months=round(dice.uniform(0.2, 2.0), 1)) for sector in asked
        ),
        cost_nok_per_period=1e6 * round(dice.uniform(0, 2), 1) if periods else 0,
        cost_at_start_nok=1e6 * round(dice.uniform(0, 2), 1) if periods and _chance(dice, 0.2) else 0,
        cost_public_share=dice.choice((1.0, 0.5, 0.0)),
    )


def _rollouts(
    dice: Random, calendar: Calendar, measures: Sequence[Measure], sectors: Sequence[Sector]
) -> tuple[Rollout, ...]:
    pairs = [(measure, sector) for measure in measures for sector in sectors if sector.is_receiving]
    chosen = [pair for pair in pairs if _chance(dice, 0.65)][:MOST_ROLLOUTS]
    return tuple(_rollout(dice, calendar, measure, sector) for measure, sector in chosen)


def _rollout(dice: Random, calendar: Calendar, measure: Measure, sector: Sector) -> Rollout:
    target = dice.choice((1.0, 1.0, 0.9, 0.6))
    used = _chance(dice, 0.1 if measure.status is Status.PLANNED else 0.6)
    units = dice.choice((None, None, sector.units / 2, 3.0))
    effort = round(dice.uniform(0.0, 4.0) / (units or sector.units), 3)
    cost = round(dice.uniform(0, 2e6) / (units or sector.units), -3)
    cost_public = dice.choice((1.0, 0.4))
    running = round(dice.uniform(0, 4e5) / (units or sector.units), -3)
    return Rollout(
        measure=measure.id,
        sector=sector.id,
        units=units,
        target=target,
        effort_per_unit=effort,
        cost_per_unit_nok=cost,
        cost_public_share=cost_public,
        running_cost_per_unit_nok=running,
        running_public_share=dice.choice((1.0, 0.4)),
        running_cost_grows=Random(running).random() < 0.3,  # a die of its own: the cases stay as they were
        benefit_nok_per_year=1e5 * dice.randint(0, 30),
        benefit_public_share=dice.choice((0.0, 0.5)),
        benefit_grows=_chance(dice, 0.3),
        counts_from=target * dice.choice((0.3, 0.7, 1.0)) if _chance(dice, 0.2) else 0.0,
        pace=dice.choice((0.25, 0.4, 0.5, 1.0)),
        gates=_gates(dice) if _chance(dice, 0.25) else (),
        first_share=dice.choice((None, None, 0.05, 0.3)),
        in_use=target * dice.choice((0.1, 0.3, 0.5, 1.0)) if used else 0.0,
        gates_passed=dice.choice((None, None, None, True)),
        weight=dice.choice((None, None, 1.0, 3.0)),
        pinned_begin=_day(dice, calendar, 0, 3) if _chance(dice, 0.05) else None,
        deadline=_share_deadline(dice, calendar, target) if _chance(dice, 0.15) else None,
    )


def _gates(dice: Random) -> tuple[Gate, ...]:
    """Throw one gate, of a share or of units, or two that rise."""
    first = Gate(limit=dice.choice((0.05, 0.1)), periods=dice.randint(1, 2))
    second = Gate(limit=dice.choice((3, 4)), unit=GateUnit.UNITS, periods=dice.randint(1, 2))
    return dice.choice(((first,), (second,), (first, second)))


def _share_deadline(dice: Random, calendar: Calendar, target: float) -> ShareDeadline:
    share = target * dice.choice((0.3, 0.6, 1.0))
    return ShareDeadline(share=share, deadline=_deadline(dice, calendar, 2, calendar.periods + 1))


@dataclass(frozen=True)
class _Ends:
    """What a link may be tied to in one measure."""

    measure: Measure
    sectors: tuple[str, ...]

    def throw(self, dice: Random) -> Endpoint:
        """Throw an endpoint: the whole measure, one of its phases or one of its rollouts."""
        named = [Endpoint(measure=self.measure.id, phase=phase.id) for phase in self.measure.phases]
        named += [Endpoint(measure=self.measure.id, sector=sector) for sector in self.sectors]
        return dice.choice([Endpoint(measure=self.measure.id), *named])


def _dependencies(
    dice: Random, measures: Sequence[Measure], rollouts: Sequence[Rollout]
) -> tuple[Dependency, ...]:
    """Throw links from earlier measures to later ones, so that there is no cycle."""
    reached = {
        m.id: tuple(rollout.sector for rollout in rollouts if rollout.measure == m.id) for m in measures
    }
    ends = [_Ends(measure, reached[measure.id]) for measure in measures]
    pairs = [(before, after) for number, after in enumerate(ends) for before in ends[:number]]
    links = [_dependency(dice, before, after) for before, after in pairs if _chance(dice, 0.5)]
    return tuple(links)


def _dependency(dice: Random, before: _Ends, after: _Ends) -> Dependency:
    kind = dice.choice(tuple(Link))
    whole_before, whole_after = Endpoint(measure=before.measure.id), Endpoint(measure=after.measure.id)
    if kind is Link.SHARE and before.sectors:
        share, sector = dice.choice((0.2, 0.5, 0.6)), dice.choice(before.sectors)
        successor = after.throw(dice)
        return Dependency(
            predecessor=whole_before, successor=successor, link=kind, share=share, share_sector=sector
        )
    if not kind.is_timed:
        return Dependency(predecessor=whole_before, successor=whole_after, link=Link.ADOPTION)
    lag = dice.choice((-2, -1, 0, 0, 0, 1, 2))
    return Dependency(
        predecessor=before.throw(dice),
        successor=after.throw(dice),
        link=kind,
        lag_periods=lag,
        largest_lag_periods=lag + dice.randint(0, 3) if _chance(dice, 0.25) else None,
    )


def _groups(dice: Random, measures: Sequence[Measure]) -> tuple[Group, ...]:
    """Throw a group of two or three measures now and then."""
    if len(measures) < 2 or not _chance(dice, 0.25):
        return ()
    members = dice.sample([measure.id for measure in measures], min(len(measures), dice.choice((2, 2, 3))))
    rule = dice.choice(tuple(GroupRule))
    return (Group(id="g", rule=rule, measures=tuple(members), at_least=dice.randint(1, 2)),)


def _services(
    dice: Random, measures: Sequence[Measure]
) -> tuple[tuple[Service, ...], tuple[Contribution, ...]]:
    services = tuple(
        Service(id=f"s{n}", name=f"s{n}", weight=dice.choice((1, 2))) for n in range(dice.randint(1, 2))
    )
    contributions: list[Contribution] = []
    for service in services:
        part = [measure for measure in measures if _chance(dice, 0.7)] or [measures[0]]
        contributions += [Contribution(measure=m.id, service=service.id, share=1 / len(part)) for m in part]
    return services, tuple(contributions)


def _budgets(dice: Random, calendar: Calendar) -> tuple[Budget, ...]:
    years = {calendar.year_of(period) for period in range(calendar.periods)}
    limited = [year for year in sorted(years) if _chance(dice, 0.2)]
    return tuple(Budget(year=year, limit_nok=1e5 * dice.randint(5, 60)) for year in limited)


def _requirement(dice: Random, roadmap: Roadmap, name: str) -> Requirement | None:
    """Throw a requirement, hard or with a price; none where there is nothing of its kind."""
    kind = dice.choice(tuple(RequirementKind))
    measure = dice.choice(roadmap.measures).id
    rollout = dice.choice(roadmap.rollouts) if roadmap.rollouts else None
    if kind is RequirementKind.SHARE and rollout is None:
        return None
    most = rollout.target if rollout is not None and kind is RequirementKind.SHARE else 0.8
    given: dict[str, object] = {
        "service": dice.choice(roadmap.services).id,
        "measure": rollout.measure if rollout is not None and kind is RequirementKind.SHARE else measure,
        "sector": rollout.sector if rollout is not None else "",
        "share": most * dice.choice((0.25, 0.5, 0.75, 1.0)),
        "count": dice.randint(1, len(roadmap.services)),
    }
    price = dice.choice((None, None, None, 1e4, 5e4, 3e5))
    if price is not None and not kind.is_share:
        price *= 20
    return Requirement(
        id=name,
        kind=kind,
        day=_day(dice, roadmap.calendar, -1, roadmap.calendar.periods + 1),
        price_nok=price,
        **{field: value for field, value in given.items() if field in kind.needs},  # type: ignore[arg-type]
    )


def _economics(dice: Random) -> Economics:
    return Economics(
        analysis_year=dice.choice((None, 2022, 2024)),
        analysis_years=dice.choice((1, 3, 6)),
        discount_steps=dice.choice((((40, 0.04), (75, 0.03)), ((2, 0.05),))),
        real_growth_until=dice.choice((2024, 2060)),
        price_year=dice.choice((None, 2021)),
    )
