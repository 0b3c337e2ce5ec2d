"""What the tests of tables share: a roadmap with something in every table."""

from dataclasses import replace
from datetime import date

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout

from planner.model import (
    Adaptation,
    Budget,
    Capacity,
    Contribution,
    Demand,
    Estimate,
    Freeze,
    Group,
    GroupRule,
    Link,
    Mode,
    OtherLoad,
    Phase,
    Published,
    Risk,
    Roadmap,
    Sector,
    SectorKind,
    Service,
    Support,
)

EARLY = ((-1, 0.25), (0, 0.75))


@pytest.fixture(scope="session")
def full() -> Roadmap:
    """Make a roadmap of six measures and four sectors, with several rows in every table."""
    return a_roadmap(
        a_measure("a", a_phase("plan", 1), a_phase("build", 2, cost=1e6, nhn=2.0)),
        a_measure("b", a_phase("build", 1, nhn=1.0), _in_two_ways(), optional=True),
        a_measure("c", a_phase("build", 2, fhi=1.0)),
        a_measure("d"),
        a_measure("e", a_phase("build", 1), earliest_start=date(2024, 1, 1)),
        a_measure("f", a_phase("build", 1), worth_by_end_nok=(9e6, 9e6, 4e6)),
        sectors=tuple(_a_sector(number, name) for number, name in enumerate(("gp", "er", "nhn", "fhi"))),
        rollouts=(
            a_rollout("a", "gp", benefit_nok_per_year=8e6),
            a_rollout("a", "er", weight=2.0),
            a_rollout("b", "gp", pace=0.25, effort_profile=EARLY),
            a_rollout("c", "er"),
            a_rollout("d", "gp"),
        ),
        supports=(
            Support(measure="a", receiving="gp", delivering="nhn", effort_per_unit=0.01),
            Support(measure="a", receiving="gp", delivering="fhi", effort_per_unit=0.02, profile=EARLY),
            Support(measure="c", receiving="er", delivering="nhn", effort_per_unit=0.01),
        ),
        adaptations=(
            Adaptation(
                measure="a",
                sector="gp",
                duration=Estimate(low=1.0, likely=2.0, high=4.0),
                person_months=1.5,
                support=(Demand(sector="nhn", person_months=0.5), Demand(sector="fhi", person_months=0.25)),
                cost_nok_per_period=2e5,
                after_phase="plan",
            ),
            Adaptation(
                measure="c",
                sector="er",
                duration=Estimate.sure(1),
                support=(Demand(sector="fhi", person_months=1.0),),
            ),
        ),
        dependencies=(
            a_link("a", "b"),
            a_link("a/build", "c/build", Link.START_START, lag_periods=1),
            a_link("a@gp", "b/try"),
            a_link("a", "d", Link.SHARE, share=0.5, share_sector="er"),
            a_link("b", "d", Link.ADOPTION),
            a_link("c", "e"),
        ),
        services=(Service(id="S1", name="One"), Service(id="S2", name="Two", threshold=0.6)),
        contributions=tuple(
            Contribution(measure=measure, service=service, share=share)
            for measure, service, share in (("a", "S1", 0.6), ("b", "S1", 0.4), ("c", "S2", 1.0))
        ),
        budgets=(Budget(year=2023, limit_nok=3e7), Budget(year=2025, limit_nok=2e7)),
        risks=(
            Risk(id="r1", name="Delay", probability=0.2, measure="a"),
            Risk(id="r2", name="Illness", probability=0.1, sector="er", capacity_factor=0.5),
        ),
        groups=(
            Group(id="g1", measures=("b", "c", "e"), rule=GroupRule.AT_MOST_ONE),
            Group(id="g2", measures=("d", "e"), rule=GroupRule.ALL_OR_NONE),
        ),
        published=(Published(measure="a", start=date(2023, 5, 1), source_year=2022), Published(measure="b")),
    )


def _in_two_ways() -> Phase:
    modes = tuple(
        Mode(
            name=name,
            duration=Estimate.sure(periods),
            demands=(Demand(sector="fhi", person_months=asked),),
        )
        for name, periods, asked in (("fast", 1, 4.0), ("slow", 3, 1.0))
    )
    return Phase(id="try", modes=modes)


def _a_sector(number: int, name: str) -> Sector:
    """Make a sector whose capacity begins before the horizon, with it or after it."""
    begins = (date(2022, 1, 1), date(2023, 1, 1), date(2023, 11, 1))[number % 3]
    figures = ((begins, 4.0), (date(2024, 3, 15), 6.0), (date(2025, 1, 1), 5.0))
    capacities = tuple(
        Capacity(starts=day, person_months=Estimate(low=figure - number, likely=figure, high=figure + 1))
        for day, figure in figures
    )
    freezes = (
        Freeze(starts=date(2023, 7, 1), ends=date(2023, 8, 15), share=0.0),
        Freeze(starts=date(2024, 7, 1), ends=date(2024, 8, 15), share=0.75),
    )
    other_loads = tuple(
        OtherLoad(what=what, starts=day, person_months=asked)
        for what, day, asked in (
            ("journal", date(2022, 6, 1), 0.5),
            ("journal", date(2024, 2, 1), 1.0),
            ("utskifting", date(2024, 1, 1), 1.0),
        )
    )
    return Sector(
        other_loads=other_loads if number != 1 else (),
        id=name,
        name=name.upper(),
        kind=SectorKind.RECEIVING if number < 2 else SectorKind.DELIVERING,
        units=100.0 if number < 2 else 0.0,
        capacities=capacities,
        freezes=freezes if number % 2 == 0 else (replace(freezes[0], ends=date(2024, 12, 31)), freezes[1]),
    )
