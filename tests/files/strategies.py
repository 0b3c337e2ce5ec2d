"""Roadmaps of all that tables can hold, with texts that break careless readers."""

from datetime import date
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import strategies as st
from support.falling import a_falling_pace

from planner.model import (
    ADAPTATION,
    FIRST_OFFSET,
    LARGEST_AMOUNT,
    LAST_OFFSET,
    Adaptation,
    Assumption,
    Basis,
    Budget,
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
    InputKind,
    InputOutcome,
    Link,
    Measure,
    Mode,
    OtherLoad,
    Passed,
    PeriodLength,
    Phase,
    Profile,
    Provenance,
    Published,
    Requirement,
    RequirementKind,
    Risk,
    Roadmap,
    Rollout,
    Sector,
    SectorInput,
    SectorKind,
    Service,
    ShareDeadline,
    Spread,
    Status,
    Support,
    pace_at,
)
from planner.tables import BY_NAME, KEYS

NASTY = (
    *('"', '""', "a;b", "a,b\tc", "\n", "a\r\nb", "\r", "\tx", " a ", " ", "NULL", "1.234", "{0}", "%s"),
    *("=1+1", "+47 22", "-", "@sum", "'", "'=x", "''=x", "'tis", "\uff1d1"),
    *("æøå ÆØÅ", "e\u0301", "🏥", "\ufeff", "\u202e"),
)

letters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffdÃâ")
texts = st.sampled_from(NASTY) | st.text(letters, max_size=8)
names = texts.filter(lambda text: bool(text.strip()))
dates = st.dates(date(1990, 1, 1), date(2100, 12, 31))
amounts = st.sampled_from((0.0, 0.1, 1.0, 1e-7, 1234.5, 1e13)) | st.floats(0, 1e12)
positive = st.sampled_from((0.1, 1.0, 1234.567)) | st.floats(1e-9, 1e9)
shares = st.sampled_from((0.0, 0.07, 0.125, 1 / 3, 1.0)) | st.floats(0, 1)
positive_shares = st.sampled_from((0.07, 1 / 3, 1.0)) | st.floats(1e-9, 1)
estimates = st.tuples(amounts, amounts, amounts).map(
    lambda three: Estimate(low=min(three), likely=sorted(three)[1], high=max(three))
)
years = st.integers(1990, 2100)


@st.composite
def spreads(draw: st.DrawFn, likely: float, most: float = LARGEST_AMOUNT) -> Spread | None:
    """Throw a low and a high beside a likely figure, either, or neither."""
    low = draw(st.none() | st.floats(0.1, 1).map(lambda part: part * likely))
    high = draw(st.none() | st.floats(1, 3).map(lambda part: min(part * likely, most)))
    return None if low is None and high is None else Spread(low=low, high=high)


MEASURES = ("tiltak_1", "ærlig", "b.c", "9-x")
SECTORS = ("gp", "kommuner", "leverandør")
SERVICES = ("S1", "S2")
PHASES = ("bygg", "prøv")
LONGEST_WORTH = 6


def provenances(table: str) -> st.SearchStrategy[Provenance]:
    """Give sources and bases with exceptions for columns of a table."""
    fields = [
        column.field for column in BY_NAME[table].columns if column.is_figure and "." not in column.field
    ]
    exceptions = st.lists(st.sampled_from(fields), max_size=2, unique=True) if fields else st.just([])
    return st.builds(
        Provenance,
        source=texts,
        basis=st.sampled_from(Basis),
        exceptions=exceptions.map(lambda some: tuple((name, Basis.DERIVED) for name in some)),
    )


def some_of(items: st.SearchStrategy[Any], by: Any, most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Give a few items that differ in what a function gives of them."""
    return st.lists(items, max_size=most, unique_by=by).map(tuple)


worths_by_end = st.lists(
    st.sampled_from((0.0, -1e13, 1e13, 0.1)) | st.floats(-1e12, 1e12), max_size=LONGEST_WORTH
).map(tuple)
deadlines = st.builds(Deadline, day=dates, price_nok_per_period=st.none() | amounts)


@st.composite
def modes(draw: st.DrawFn) -> Mode:
    periods = draw(st.integers(0, 40))
    spread = st.floats(0, 1)
    demands = st.builds(
        Demand, sector=st.sampled_from(SECTORS), person_months=amounts, provenance=provenances("behov")
    )
    cost = draw(amounts) if periods else 0.0
    return Mode(
        name=draw(texts),
        duration=Estimate(low=periods * draw(spread), likely=periods, high=periods * (1 + draw(spread))),
        demands=draw(some_of(demands, lambda demand: demand.sector)) if periods else (),
        cost_nok_per_period=cost,
        cost_spread=draw(spreads(cost)) if cost else None,
        cost_at_start_nok=draw(amounts) if periods else 0.0,
        cost_public_share=draw(shares),
        provenance=draw(provenances("faser")),
    )


@st.composite
def phases(draw: st.DrawFn, phase_id: str) -> Phase:
    return Phase(
        id=phase_id,
        name=draw(texts),
        modes=tuple(draw(st.lists(modes(), min_size=1, max_size=2, unique_by=lambda mode: mode.name))),
        largest_pause_periods=draw(st.none() | st.integers(0, 9)),
        pinned_start=draw(st.none() | dates),
        payer=draw(st.sampled_from(("", "staten", "gp"))),
    )


@st.composite
def measures(draw: st.DrawFn, measure_id: str) -> Measure:
    status = draw(st.sampled_from(Status))
    count = 0 if status is Status.DONE else draw(st.integers(0, 2))
    return Measure(
        id=measure_id,
        name=draw(names),
        owner=draw(texts),
        goal=draw(texts),
        status=status,
        phases=tuple(draw(phases(name)) for name in PHASES[:count]),
        optional=draw(st.booleans()),
        stoppable=status is Status.STARTED and draw(st.booleans()),
        between_phases=status is Status.STARTED and draw(st.booleans()),
        earliest_start=draw(st.none() | dates),
        deadline=draw(st.none() | deadlines),
        finish_weight=draw(amounts),
        worth_by_end_nok=draw(worths_by_end),
        note=draw(texts),
        provenance=draw(provenances("veikart")),
    )


@st.composite
def sectors(draw: st.DrawFn, sector_id: str) -> Sector:
    kind = draw(st.sampled_from(SectorKind))
    capacities = st.builds(
        Capacity, starts=dates, person_months=estimates, provenance=provenances("kapasitet")
    )
    freezes = st.builds(
        Freeze,
        starts=dates.filter(lambda day: day.year < 2050),
        ends=dates.filter(lambda day: day.year >= 2050),
        share=shares,
        provenance=provenances("innforingsstopp"),
    )
    others = st.builds(
        OtherLoad,
        what=names,
        starts=dates,
        person_months=amounts,
        provenance=provenances("annen_belastning"),
    )
    other_loads = draw(some_of(others, lambda other: (other.what, other.starts)))
    in_order = draw(some_of(capacities, lambda capacity: capacity.starts))
    return Sector(
        id=sector_id,
        name=draw(names),
        kind=kind,
        units=draw(positive if kind is SectorKind.RECEIVING else amounts),
        simultaneous_limit=draw(st.none() | positive),
        strict_counting=draw(st.booleans()),
        capacities=tuple(sorted(in_order, key=lambda capacity: capacity.starts)),
        programme_share=draw(positive_shares),
        freezes=draw(some_of(freezes, lambda freeze: freeze.starts, 2)),
        payer=draw(st.sampled_from(("", "staten"))),
        other_loads=tuple(sorted(other_loads, key=lambda other: (other.what, other.starts))),
        provenance=draw(provenances("aktorer")),
    )


gates = st.builds(Gate, limit=positive_shares, periods=st.integers(1, 9)) | st.builds(
    Gate, limit=positive, unit=st.just(GateUnit.UNITS), periods=st.integers(1, 9)
)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Throw no profile, or one of up to four shares in whole eighths, some of them 0."""
    offsets = sorted(draw(st.lists(st.integers(FIRST_OFFSET, LAST_OFFSET), max_size=4, unique=True)))
    if not offsets:
        return ()
    inner = st.lists(st.integers(0, 8), min_size=len(offsets) - 1, max_size=len(offsets) - 1)
    parts = pairwise([0, *sorted(draw(inner)), 8])
    return tuple((offset, (end - begin) / 8) for offset, (begin, end) in zip(offsets, parts, strict=True))


@st.composite
def rollouts(draw: st.DrawFn) -> Rollout:
    target = draw(positive_shares)
    due = st.builds(
        ShareDeadline, share=positive_shares.map(lambda share: min(share, target)), deadline=deadlines
    )
    effort, cost, benefit = draw(amounts), draw(amounts), draw(amounts)
    pace = draw(positive_shares | st.integers(0, 999).map(lambda seed: a_falling_pace(Random(seed), target)))
    return Rollout(
        measure=draw(st.sampled_from(MEASURES)),
        sector=draw(st.sampled_from(SECTORS)),
        units=draw(st.none() | positive),
        target=target,
        effort_per_unit=effort,
        effort_spread=draw(spreads(effort)) if effort else None,
        cost_per_unit_nok=cost,
        cost_spread=draw(spreads(cost)) if cost else None,
        cost_public_share=draw(shares),
        running_cost_per_unit_nok=draw(amounts),
        running_public_share=draw(shares),
        running_cost_grows=draw(st.booleans()),
        benefit_nok_per_year=benefit,
        benefit_spread=draw(spreads(benefit)) if benefit else None,
        benefit_public_share=draw(shares),
        benefit_actor=draw(texts),
        benefit_grows=draw(st.booleans()),
        counts_from=draw(shares),
        pace=pace,
        pace_spread=draw(spreads(pace_at(pace, 0.0), most=1.0)),
        gates=tuple(draw(st.lists(gates, max_size=3))),
        first_share=draw(st.none() | positive_shares),
        in_use=min(draw(shares), target),
        null_in_use=draw(st.none() | shares),
        gates_passed=draw(st.none() | st.booleans()),
        weight=draw(st.none() | amounts),
        pinned_begin=draw(st.none() | dates),
        deadline=draw(st.none() | due),
        payer=draw(st.sampled_from(("", "staten", "fylke-1"))),
        effort_profile=draw(profiles()),
        provenance=draw(provenances("innforing")),
    )


@st.composite
def supports(draw: st.DrawFn) -> Support:
    effort = draw(amounts)
    return Support(
        measure=draw(st.sampled_from(MEASURES)),
        receiving=draw(st.sampled_from(SECTORS)),
        delivering=draw(st.sampled_from(SECTORS)),
        effort_per_unit=effort,
        profile=draw(profiles()),
        effort_spread=draw(spreads(effort)) if effort else None,
        provenance=draw(provenances("stotte")),
    )


@st.composite
def adaptations(draw: st.DrawFn) -> Adaptation:
    periods, spread = draw(st.integers(1, 40)), st.floats(0, 1)
    provenance = draw(provenances("tilpasning"))
    given = Provenance(source=provenance.source, basis=provenance.basis_of("support"))
    sector, effort, cost = draw(st.sampled_from(SECTORS)), draw(amounts), draw(amounts)
    demands = st.builds(
        Demand,
        sector=st.sampled_from([each for each in SECTORS if each != sector]),
        person_months=amounts,
        provenance=st.just(given),
    )
    return Adaptation(
        measure=draw(st.sampled_from(MEASURES)),
        sector=sector,
        duration=Estimate(low=periods * draw(spread), likely=periods, high=periods * (1 + draw(spread))),
        person_months=effort,
        support=draw(some_of(demands, lambda demand: demand.sector)),
        cost_nok_per_period=cost,
        effort_spread=draw(spreads(effort)) if effort else None,
        cost_spread=draw(spreads(cost)) if cost else None,
        after_phase=draw(st.sampled_from(("", *PHASES))),
        pinned_start=draw(st.none() | dates),
        is_running=draw(st.booleans()),
        provenance=provenance,
    )


@st.composite
def passed(draw: st.DrawFn) -> Passed:
    days = sorted((draw(dates), draw(dates)))
    sector = draw(st.sampled_from(("", *SECTORS)))
    phase = draw(st.sampled_from(("", ADAPTATION) if sector else ("", *PHASES, "gone")))
    return Passed(
        measure=draw(st.sampled_from(MEASURES)),
        phase=phase,
        sector=sector,
        began=draw(st.sampled_from((None, days[0]))),
        ended=draw(st.sampled_from((None, days[1]))),
        prepared=draw(st.none() | dates),
        largest_pause_periods=draw(st.none() | st.integers(0, 9)),
        provenance=draw(provenances("passert")),
    )


@st.composite
def endpoints(draw: st.DrawFn, measure: str) -> Endpoint:
    part = draw(st.sampled_from(("whole", "phase", "sector", "adaptation")))
    phase = {"phase": draw(st.sampled_from(PHASES)), "adaptation": ADAPTATION}.get(part, "")
    has_sector = part in ("sector", "adaptation")
    return Endpoint(measure=measure, phase=phase, sector=draw(st.sampled_from(SECTORS)) if has_sector else "")


@st.composite
def dependencies(draw: st.DrawFn) -> Dependency:
    before, after = draw(st.permutations(MEASURES))[:2]
    link = draw(st.sampled_from(Link))
    lag = draw(st.integers(-9, 9)) if link.is_timed else 0
    is_share = link is Link.SHARE
    return Dependency(
        predecessor=draw(endpoints(before)),
        successor=draw(endpoints(after)),
        link=link,
        lag_periods=lag,
        largest_lag_periods=lag + draw(st.integers(0, 9)) if link.is_timed and draw(st.booleans()) else None,
        share=draw(positive_shares) if is_share else None,
        share_sector=draw(st.sampled_from(SECTORS)) if is_share else "",
        kind=draw(st.sampled_from(("", "technical", "legal"))),
        predecessor_owner=draw(texts),
        successor_owner=draw(texts),
        provenance=draw(provenances("avhengigheter")),
    )


@st.composite
def groups(draw: st.DrawFn, group_id: str) -> Group:
    inside = tuple(draw(st.lists(st.sampled_from(MEASURES), min_size=2, max_size=4, unique=True)))
    return Group(
        id=group_id,
        rule=draw(st.sampled_from(GroupRule)),
        measures=inside,
        at_least=draw(st.integers(1, len(inside))),
        provenance=draw(provenances("grupper")),
    )


services = st.builds(
    Service,
    id=st.sampled_from(SERVICES),
    name=names,
    group=texts,
    weight=amounts,
    threshold=positive_shares,
    provenance=provenances("informasjonstjenester"),
)
contributions = st.builds(
    Contribution,
    measure=st.sampled_from(MEASURES),
    service=st.sampled_from(SERVICES),
    share=positive_shares,
    provenance=provenances("bidrag"),
)
payers = st.sampled_from(("", "", "staten", "gp", "fylke-1"))
budgets = st.builds(
    Budget,
    year=st.integers(1990, 2050),
    last_year=st.none() | st.integers(2050, 2100),
    payer=payers,
    payer_name=texts,
    limit_nok=amounts,
    spent_nok=amounts,
    provenance=provenances("budsjett"),
)


@st.composite
def requirements(draw: st.DrawFn) -> Requirement:
    """Throw a requirement with the fields that its kind has."""
    kind = draw(st.sampled_from(RequirementKind))
    given: dict[str, st.SearchStrategy[Any]] = {
        "service": st.sampled_from(SERVICES),
        "measure": st.sampled_from(MEASURES),
        "sector": st.sampled_from(SECTORS),
        "share": positive_shares,
        "count": st.integers(1, 99),
    }
    return Requirement(
        id=draw(st.sampled_from(("k1", "k2", "k3"))),
        kind=kind,
        day=draw(dates),
        name=draw(texts),
        price_nok=draw(st.none() | amounts),
        provenance=draw(provenances("krav")),
        **{name: draw(given[name]) for name in sorted(kind.needs)},
    )


risks = st.builds(
    Risk,
    id=st.sampled_from(("r1", "r2", "r3")),
    name=names,
    probability=shares,
    measure=st.sampled_from(("", *MEASURES)),
    sector=st.sampled_from(("", *SECTORS)),
    duration_factor=amounts,
    effort_factor=amounts,
    cost_factor=amounts,
    capacity_factor=amounts,
    provenance=provenances("risiko"),
)
published = st.builds(
    Published,
    measure=st.sampled_from(MEASURES),
    start=st.none() | dates.filter(lambda day: day.year < 2050),
    end=st.none() | dates.filter(lambda day: day.year >= 2050),
    source_year=st.none() | years,
    provenance=provenances("publisert"),
)


@st.composite
def inputs(draw: st.DrawFn) -> SectorInput:
    """Throw what somebody has said; it may concern a figure, that is there or not."""
    table, row = draw(st.sampled_from((("", ""), ("kapasitet", "gp/2023-01-01"))) | st.tuples(names, names))
    sector = draw(st.sampled_from(("", *SECTORS)))
    return SectorInput(
        id=draw(st.sampled_from(("i1", "i2", "i3"))),
        kind=draw(st.sampled_from(InputKind)),
        day=draw(dates),
        sector=sector,
        who=draw(texts if sector else names),
        content=draw(names),
        rank=draw(st.none() | st.integers(1, 400)),
        service=draw(st.sampled_from(("", *SERVICES))),
        measure=draw(st.sampled_from(("", *MEASURES))),
        figure_table=table,
        figure_row=row,
        figure_column=draw(texts) if table else "",
        outcome=draw(st.sampled_from(InputOutcome)),
        reason=draw(texts),
        provenance=draw(provenances("innspill")),
    )


economics = st.builds(
    Economics,
    analysis_year=st.none() | years,
    analysis_years=st.integers(1, 100),
    lifetime_years=st.none() | st.integers(100, 200),
    discount_steps=st.dictionaries(st.integers(1, 90), shares, max_size=3).map(
        lambda steps: tuple(sorted(steps.items()))
    ),
    last_discount_rate=shares,
    tax_cost_rate=shares,
    real_growth_rate=shares,
    real_growth_until=st.integers(1990, 2099),
    real_growth_ends=st.integers(2100, 2300),
    price_year=st.none() | years,
)
assumptions = st.builds(
    Assumption,
    key=st.sampled_from([key.alias for key in KEYS]),
    provenance=st.builds(Provenance, source=texts, basis=st.sampled_from(Basis)),
)


@st.composite
def written_roadmaps(draw: st.DrawFn) -> Roadmap:
    """Throw any roadmap that tables can hold, lawful to plan or not."""
    return Roadmap(
        name=draw(texts),
        calendar=Calendar(
            # the ends that have a worth are dates too, and tables hold none after 2100
            status_date=draw(dates.filter(lambda day: day.year <= 2100 - LONGEST_WORTH)),
            period=draw(st.sampled_from(PeriodLength)),
            periods=draw(st.integers(1, 600)),
        ),
        measures=tuple(draw(measures(name)) for name in MEASURES),
        sectors=tuple(draw(sectors(name)) for name in SECTORS),
        rollouts=draw(some_of(rollouts(), lambda rollout: rollout.key)),
        supports=draw(some_of(supports(), lambda support: support.key)),
        adaptations=draw(some_of(adaptations(), lambda adaptation: adaptation.key)),
        passed=draw(some_of(passed(), lambda row: row.key)),
        dependencies=draw(
            some_of(dependencies(), lambda link: (link.predecessor, link.successor, link.link))
        ),
        groups=tuple(draw(groups(name)) for name in draw(st.sampled_from(((), ("g1",), ("g1", "g2"))))),
        services=draw(some_of(services, lambda service: service.id)),
        contributions=draw(some_of(contributions, lambda part: (part.measure, part.service))),
        budgets=draw(some_of(budgets, lambda budget: budget.key)),
        requirements=draw(some_of(requirements(), lambda requirement: requirement.id)),
        risks=draw(some_of(risks, lambda risk: risk.id)),
        published=draw(some_of(published, lambda dates: (dates.measure, dates.source_year))),
        inputs=draw(some_of(inputs(), lambda each: each.id)),
        economics=draw(economics),
        started_first=draw(st.booleans()),
        assumptions=draw(some_of(assumptions, lambda assumption: assumption.key)),
    )
