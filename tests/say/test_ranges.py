"""Each figure of a group is written with where it stands, and its low, likely and high amount."""

from dataclasses import replace

import pytest
from support.builders import a_roadmap_with_everything, an_adaptation, day_of

from planner.model import AssumedGroup, Capacity, Estimate, PacePoint, Roadmap, Spread, Support
from planner.say import range_row, source_name
from planner.sensitivity import ranges


@pytest.fixture
def spread() -> Roadmap:
    """Give a roadmap with a figure of each group that has a low and a high."""
    whole = a_roadmap_with_everything()
    first, *others = whole.rollouts
    rollout = replace(
        first,
        effort_per_unit=0.2,
        effort_spread=Spread(low=0.1, high=0.4),
        pace=(PacePoint(pace=0.2, share=0.5), PacePoint(pace=0.1, share=1.0)),
        pace_spread=Spread(low=0.1, high=0.3),
        cost_spread=Spread(low=8e3, high=2e4),
        benefit_spread=Spread(low=4e6, high=12e6),
    )
    measure, *more = whole.measures
    mode = replace(
        measure.phases[0].modes[0],
        duration=Estimate(low=1, likely=2, high=3),
        cost_spread=Spread(low=5e5, high=2e6),
    )
    phase = replace(measure.phases[0], name="Building", modes=(mode,))
    adaptation = replace(
        an_adaptation("a", "gp"),
        duration=Estimate(low=1, likely=1, high=2),
        person_months=4.0,
        effort_spread=Spread(low=2.0, high=8.0),
        cost_nok_per_period=2e5,
        cost_spread=Spread(low=1e5, high=4e5),
    )
    support = Support(
        measure="a",
        receiving="gp",
        delivering="nhn",
        effort_per_unit=0.01,
        effort_spread=Spread(low=0.0, high=0.1),
    )
    sectors = tuple(
        replace(
            each,
            capacities=(Capacity(starts=day_of(2), person_months=Estimate(low=2.0, likely=4.0, high=12.0)),),
        )
        for each in whole.sectors
    )
    return replace(
        whole,
        measures=(replace(measure, name="Measure A", phases=(phase,)), *more),
        rollouts=(rollout, *others),
        adaptations=(adaptation,),
        supports=(support,),
        sectors=sectors,
    )


@pytest.mark.parametrize(
    ("group", "last_row"),
    [
        (
            AssumedGroup.BENEFIT,
            ["Measure A, GP", *(f"NOK {n} million a year" for n in ("4.0", "8.0", "12.0"))],
        ),
        (
            AssumedGroup.PACE,
            [
                "Measure A, GP",
                "10% at 50%, 5% at 100% a quarter",
                "20% at 50%, 10% at 100% a quarter",
                "30% at 50%, 15% at 100% a quarter",
            ],
        ),
        (
            AssumedGroup.EFFORT,
            ["Measure A, GP", *(f"{n} person-months a quarter" for n in ("2.0", "4.0", "8.0"))],
        ),
        (
            AssumedGroup.LOCAL_COST,
            ["Measure A, GP", *(f"NOK {n} million a quarter" for n in ("0.1", "0.2", "0.4"))],
        ),
        (
            AssumedGroup.CENTRAL_COST,
            ["Measure A, Building", *(f"NOK {n} million a quarter" for n in ("0.5", "1.0", "2.0"))],
        ),
        (AssumedGroup.DURATION, ["Measure A, Building", "1 quarter", "2 quarters", "3 quarters"]),
        (AssumedGroup.ADAPTATION_DURATION, ["Measure A, GP", "1 quarter", "1 quarter", "2 quarters"]),
        (
            AssumedGroup.SUPPORT,
            ["Measure A, GP", *(f"{n} person-months per unit" for n in ("0.00", "0.01", "0.10"))],
        ),
        (
            AssumedGroup.RECEIVING_CAPACITY,
            ["GP, from 1 July 2023", *(f"{n} person-months a quarter" for n in ("2.0", "4.0", "12"))],
        ),
        (
            AssumedGroup.DELIVERING_CAPACITY,
            ["NHN, from 1 July 2023", *(f"{n} person-months a quarter" for n in ("2.0", "4.0", "12"))],
        ),
    ],
)
def test_a_figure_of_each_group_is_written_with_its_unit(
    spread: Roadmap, group: AssumedGroup, last_row: list[str]
) -> None:
    assert range_row(spread, ranges(spread, group)[-1]) == last_row


def test_effort_and_cost_per_unit_are_written_too(spread: Roadmap) -> None:
    effort, cost = (
        range_row(spread, ranges(spread, group)[0])
        for group in (AssumedGroup.EFFORT, AssumedGroup.LOCAL_COST)
    )

    assert effort[1:] == [f"{n} person-months per unit" for n in ("0.10", "0.20", "0.40")]
    assert cost[1:] == [f"NOK {n} per unit" for n in ("8,000", "10,000", "20,000")]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("https://www.ks.no/rapport", "ks.no/rapport"),
        ("https://example.org", "example.org"),
        ("https://example.org/", "example.org"),
        ("https://example.org/a/b/c?x=1#y", "example.org/…/c"),
        ("https://example.org/n%C3%A6r/" + "x" * 40, "example.org/…/" + "x" * 30 + "…"),
        ("https://example.org/a/n%C3%A6r", "example.org/…/nær"),
        ("http://[bad", "http://[bad"),
        ("Meld. St. 9 (2023–2024), kap. 10.3", "Meld. St. 9 (2023–2024), kap. 10.3"),
        ("KS: innspill (mars 2026)", "KS: innspill (mars 2026)"),
    ],
)
def test_a_source_is_named_in_short(source: str, name: str) -> None:
    assert source_name(source) == name
