"""Cells of capacity set or scaled as one step: what was asked, and nothing else, comes of it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import a_measure, a_receiver, a_roadmap, day_of

from planner.language import in_language
from planner.model import Basis, Capacity, Estimate, Provenance, Roadmap
from planner.tables import apply
from planner.web.capacity_cells import (
    CapacityCells,
    CellAmount,
    amount_of,
    no_share_words,
    stated,
    step_of,
    step_words,
    unlimited,
)

PERIODS = 8
STATED = Provenance(source="https://example.org", basis=Basis.DOCUMENTED)


def roadmap_with(rows: list[tuple[date, float]], *, spread: bool = True) -> Roadmap:
    """Give two sectors with the same rows of capacity, and one without a limit."""
    capacities = tuple(
        Capacity(
            starts=starts,
            person_months=Estimate(low=months / 2, likely=months, high=months * 2)
            if spread
            else Estimate.sure(months),
            provenance=STATED,
        )
        for starts, months in rows
    )
    sectors = (
        replace(a_receiver("gp"), capacities=capacities),
        replace(a_receiver("hf"), capacities=capacities),
        replace(a_receiver("free"), capacities=()),
    )
    return a_roadmap(a_measure(), sectors=sectors, periods=PERIODS)


def made(roadmap: Roadmap, cells: CapacityCells, amount: CellAmount) -> Roadmap:
    """Give the roadmap with a step made."""
    changed = apply(roadmap, step_of(roadmap, cells, amount))
    assert changed.findings == ()
    assert changed.roadmap is not None
    return changed.roadmap


days = st.integers(-2, PERIODS + 1).map(day_of)
months = st.integers(0, 40).map(float)
row_lists = st.dictionaries(days, months, min_size=1, max_size=5).map(lambda found: sorted(found.items()))
spans = st.tuples(st.integers(0, PERIODS - 1), st.integers(1, PERIODS)).map(
    lambda pair: range(pair[0], min(PERIODS, pair[0] + pair[1]))
)
amounts = st.one_of(
    st.integers(0, 60).map(lambda value: CellAmount(months=value / 2)),
    st.integers(0, 300).map(lambda value: CellAmount(factor=value / 100)),
)


@given(row_lists, spans, amounts)
@settings(deadline=None)
def test_the_cells_hold_what_was_asked_and_all_others_what_they_held(
    rows: list[tuple[date, float]], periods: range, amount: CellAmount
) -> None:
    roadmap = roadmap_with(rows)
    before = stated(roadmap, "gp")
    assert before is not None

    after = made(roadmap, CapacityCells(sectors=("gp",), periods=periods), amount)

    wanted = [amount.of(held) if period in periods else held for period, held in enumerate(before)]
    assert stated(after, "gp") == pytest.approx(wanted)
    assert [held for period, held in enumerate(stated(after, "gp") or ()) if period not in periods] == [
        held for period, held in enumerate(before) if period not in periods
    ]
    assert after.sector("hf") == roadmap.sector("hf")


@given(row_lists, spans, amounts)
@settings(deadline=None)
def test_low_and_high_go_with_the_middle(
    rows: list[tuple[date, float]], periods: range, amount: CellAmount
) -> None:
    after = made(roadmap_with(rows), CapacityCells(sectors=("gp",), periods=periods), amount)

    for row in after.sector("gp").capacities:
        spread = row.person_months
        assert spread.low <= spread.likely <= spread.high
        if spread.likely and spread.low != spread.likely:  # one that was nothing has no spread to keep
            assert spread.low == pytest.approx(spread.likely / 2, abs=1e-3)


def test_whole_rows_are_changed_without_being_split() -> None:
    roadmap = roadmap_with([(day_of(0), 10.0), (day_of(4), 20.0)])

    after = made(roadmap, CapacityCells(sectors=("gp", "hf"), periods=range(4, 8)), CellAmount(factor=1.5))

    assert [(row.starts, row.person_months.likely) for row in after.sector("gp").capacities] == [
        (day_of(0), 10.0),
        (day_of(4), 30.0),
    ]
    assert after.sector("hf").capacities == after.sector("gp").capacities


def test_what_a_person_sets_is_assumed_and_what_is_beside_it_keeps_its_source() -> None:
    after = made(
        roadmap_with([(day_of(0), 10.0)]),
        CapacityCells(sectors=("gp",), periods=range(2, 4)),
        CellAmount(months=12.0),
    )

    assert [row.provenance.basis for row in after.sector("gp").capacities] == [
        Basis.DOCUMENTED,
        Basis.ASSUMED,
        Basis.DOCUMENTED,
    ]


def test_what_changes_nothing_is_no_step() -> None:
    roadmap = roadmap_with([(day_of(0), 10.0)])
    some = CapacityCells(sectors=("gp",), periods=range(2, 4))

    assert step_of(roadmap, some, CellAmount(months=10.0)) == ()
    assert step_of(roadmap, some, CellAmount(factor=1.0)) == ()


def test_a_sector_without_a_limit_is_given_one_in_all_periods_and_is_changed_like_others_then() -> None:
    roadmap = roadmap_with([(day_of(0), 10.0)])
    some = CapacityCells(sectors=("free",), periods=range(2, 4))
    assert stated(roadmap, "free") is None

    limited = made(roadmap, some, CellAmount(months=5.0))

    assert stated(limited, "free") == [5.0] * PERIODS
    assert limited.sector("free").capacities[0].provenance.basis is Basis.ASSUMED
    assert limited.sector("gp") == roadmap.sector("gp")
    assert "which had no limit, in all periods" in step_words_in_english(
        roadmap, some, CellAmount(months=5.0)
    )
    changed = stated(made(limited, some, CellAmount(factor=2.0)), "free")
    assert changed == [5.0, 5.0, 10.0, 10.0, 5.0, 5.0, 5.0, 5.0]


def step_words_in_english(roadmap: Roadmap, cells: CapacityCells, amount: CellAmount) -> str:
    with in_language("en"):
        return step_words(roadmap, cells, amount)


def test_of_a_sector_without_a_limit_there_is_no_share() -> None:
    roadmap = roadmap_with([(day_of(0), 10.0)])
    whole = CapacityCells(sectors=("free",), periods=range(8))

    assert step_of(roadmap, whole, CellAmount(factor=1.2)) == ()
    assert unlimited(roadmap, ("gp", "free")) == ("free",)
    both = CapacityCells(sectors=("gp", "free"), periods=range(8))
    of_both, of_one = (
        step_words_in_english(roadmap, replace(both, sectors=sectors), CellAmount(factor=1.2))
        for sectors in (("gp", "free"), ("gp",))
    )
    assert of_both == of_one  # the one without a limit stays without
    with in_language("en"):
        assert "no limit to take a share of" in no_share_words(roadmap, ("free",))


def test_a_row_without_spread_gets_none() -> None:
    after = made(
        roadmap_with([(day_of(0), 10.0)], spread=False),
        CapacityCells(sectors=("gp",), periods=range(8)),
        CellAmount(months=12.0),
    )

    assert after.sector("gp").capacities[0].person_months == Estimate.sure(12.0)


@pytest.mark.parametrize("written", ["", "ti", "1 000", "-5", "12,", "%", "+2000 %", "-101 %", None, 7, []])
def test_what_is_no_amount_is_not_read(written: object) -> None:
    assert amount_of(written) is None


def test_a_step_is_named_by_sectors_years_and_what_it_does() -> None:
    roadmap = roadmap_with([(day_of(0), 10.0)])

    whole = CapacityCells(sectors=("gp", "hf", "free"), periods=range(4, 8))
    part = CapacityCells(sectors=("gp",), periods=range(1, 3))

    assert step_words(roadmap, whole, CellAmount(factor=1.2)).endswith("2024: 120% of what it was")
    assert "1 more" in step_words(roadmap, whole, CellAmount(months=5.0))
    assert step_words(roadmap, part, CellAmount(months=12.5)) == (
        "Capacity of GP, quarter 2 of 2023–quarter 3 of 2023: 12.5 person-months"
    )
