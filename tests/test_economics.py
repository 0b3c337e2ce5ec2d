"""Money over time, against the worked figures of the method."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import a_measure, a_phase, a_roadmap, a_roadmap_with_everything, a_rollout, its_schedule

from planner.economics import (
    Appraisal,
    Effect,
    Flow,
    appraise,
    burden,
    discount_factor,
    earning_weights,
    growth_factor,
    net_present_value,
    period_weights,
    shares_that_count,
    worth_of_ends_nok,
)
from planner.model import (
    Calendar,
    Economics,
    PeriodLength,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Rollout,
    Schedule,
)

PAGE = (Path(__file__).parents[1] / "docs" / "problem.md").read_text("utf-8")


def on_the_page(name: str) -> list[float]:
    """Give the figures of a row in the page that says how money counts."""
    (row,) = re.findall(rf"^\| {name} \|(.+)\|$", PAGE, re.MULTILINE)
    return [float(cell) for cell in row.split("|")]


def test_discount_factors_are_those_of_the_page() -> None:
    roadmap = a_roadmap()
    factors = dict(
        zip(on_the_page("years after the analysis year"), on_the_page("discount factor"), strict=True)
    )

    assert len(factors) == 10
    assert {years: round(discount_factor(roadmap, 2023 + int(years)), 6) for years in factors} == factors


def test_a_year_before_the_analysis_year_counts_more_than_one() -> None:
    roadmap = a_roadmap(economics=Economics(analysis_year=2025))

    assert discount_factor(roadmap, 2023) == pytest.approx(1.04**2)


def flows(effect: Effect, amounts: dict[int, float], public_share: float = 1.0) -> list[Flow]:
    """Flows of one kind, by years from 2023."""
    return [
        Flow(
            year=2023 + year, effect=effect, actor="any", amount_nok=amount, public_nok=amount * public_share
        )
        for year, amount in amounts.items()
    ]


def the_worked_case() -> Appraisal:
    """Investment 100, 150 and 50; running 20, public savings 15 and other benefits 60 a year from year 3."""
    later = range(3, 16)
    roadmap = a_roadmap()
    return Appraisal(
        flows=(
            *flows(Effect.PHASE_INVESTMENT, {0: 100, 1: 150, 2: 50}),
            *flows(Effect.RUNNING_COST, dict.fromkeys(later, 20)),
            *flows(Effect.BENEFIT, dict.fromkeys(later, 15)),
            *flows(Effect.BENEFIT, dict.fromkeys(later, 60), public_share=0.0),
        ),
        factors={year: discount_factor(roadmap, year) for year in range(2023, 2039)},
        tax_cost_rate=0.2,
    )


def test_the_worked_case_gives_the_sums_of_the_page() -> None:
    case = the_worked_case()
    saved = sum(flow.public_nok * case.factors[flow.year] for flow in case.flows if flow.sign > 0)

    found = {
        "PV of investment": case.present_value(Effect.PHASE_INVESTMENT),
        "PV of running costs": case.present_value(Effect.RUNNING_COST),
        "PV of public savings": saved,
        "PV of others' benefits": case.benefits_nok - saved,
        "net financing": case.net_financing_nok,
        "tax cost": case.tax_cost_nok,
        "value": case.net_present_value_nok,
    }

    assert {name: [round(figure, 3)] for name, figure in found.items()} == {
        name: on_the_page(name) for name in found
    }


def test_what_the_public_saves_is_worth_its_tax_cost_too() -> None:
    saving = Appraisal(flows=tuple(flows(Effect.BENEFIT, {0: 10})), factors={2023: 1.0}, tax_cost_rate=0.2)

    assert saving.net_present_value_nok == pytest.approx(12)


def test_time_values_grow_evenly_to_2060_and_then_less_each_year_until_2100() -> None:
    roadmap = a_roadmap(economics=Economics(price_year=2023))

    assert growth_factor(roadmap, 2023) == 1
    assert growth_factor(roadmap, 2020) == 1
    assert growth_factor(roadmap, 2060) == pytest.approx(1.009**37)
    assert growth_factor(roadmap, 2080) / growth_factor(roadmap, 2079) == pytest.approx(1.0045)
    assert growth_factor(roadmap, 2150) == growth_factor(roadmap, 2100) == growth_factor(roadmap, 2099)


def one_rollout(
    adoption: tuple[float, ...], calendar: Calendar, **fields: object
) -> tuple[Roadmap, Schedule]:
    """Plan a measure that is only taken into use."""
    roadmap = a_roadmap(
        a_measure("a"),
        calendar=calendar,
        rollouts=(a_rollout("a", "gp", **fields),),
        economics=Economics(analysis_years=2),
    )
    planned = PlannedRollout(measure="a", sector="gp", begin=0, adoption=adoption)
    return roadmap, Schedule(selected=("a",), phases=(), rollouts=(planned,))


def test_a_horizon_that_ends_inside_a_year_goes_on_at_its_last_level_to_the_end_of_the_analysis() -> None:
    calendar = Calendar(status_date=date(2023, 8, 1), periods=3)
    roadmap, schedule = one_rollout((0.5, 1.0, 1.0), calendar, benefit_nok_per_year=400.0)

    appraisal = appraise(roadmap, schedule)

    by_year = {flow.year: flow.amount_nok for flow in appraisal.flows}
    assert by_year == pytest.approx({2023: 50.0, 2024: 400.0, 2025: 400.0})
    worth = 50 + 400 / 1.04 + 400 / 1.04**2
    assert appraisal.net_present_value_nok == pytest.approx(worth)
    assert f"{worth:.2f}, which is" in PAGE
    assert net_present_value(roadmap, schedule) == pytest.approx(worth)


def test_nothing_counts_after_the_analysis_period_though_the_horizon_is_longer() -> None:
    calendar = Calendar(status_date=date(2023, 1, 1), period=PeriodLength.YEAR, periods=5)
    roadmap, schedule = one_rollout(
        (0.0, 0.5, 0.5, 0.5, 1.0),
        calendar,
        benefit_nok_per_year=100.0,
        cost_per_unit_nok=1.0,
        cost_public_share=0.0,
    )

    assert {flow.year for flow in appraise(roadmap, schedule).flows} == {2024, 2025}
    assert net_present_value(roadmap, schedule) == pytest.approx(50 / 1.04**2 - 50 / 1.04)


def test_what_is_in_use_at_the_status_date_belongs_to_the_null_alternative() -> None:
    calendar = Calendar(status_date=date(2023, 1, 1), periods=4)
    roadmap, schedule = one_rollout(
        (0.4,) * 4,
        calendar,
        in_use=0.4,
        benefit_nok_per_year=9.0,
        running_cost_per_unit_nok=9.0,
        cost_per_unit_nok=9.0,
    )

    assert appraise(roadmap, schedule).flows == ()
    assert net_present_value(roadmap, schedule) == 0


def test_a_benefit_counts_from_its_share_on_what_is_new() -> None:
    rollout = a_rollout("a", counts_from=0.5, in_use=0.1)

    assert shares_that_count(rollout, (0.3, 0.5, 0.8)) == pytest.approx([0.0, 0.4, 0.7])


def test_enough_have_a_measure_where_a_millionth_is_missing() -> None:
    rollout = a_rollout("a", counts_from=0.5)

    assert shares_that_count(rollout, (0.5 - 0.9e-6, 0.5 - 2e-6)) == [0.5 - 0.9e-6, 0.0]


def test_a_benefit_that_counts_from_a_share_earns_from_the_period_after_it_is_reached() -> None:
    calendar = Calendar(status_date=date(2023, 1, 1), period=PeriodLength.YEAR, periods=3)
    roadmap, schedule = one_rollout(
        (0.4, 0.6, 0.6), calendar, benefit_nok_per_year=100.0, counts_from=0.6, in_use=0.1
    )

    assert {flow.year: flow.amount_nok for flow in appraise(roadmap, schedule).flows} == {
        2025: pytest.approx(50.0)
    }
    assert net_present_value(roadmap, schedule) == pytest.approx(50 / 1.04**2)


def test_a_cost_at_start_is_part_of_what_phases_cost() -> None:
    phase = a_phase("build", 2, cost=100.0)
    dear = replace(phase, modes=(replace(phase.modes[0], cost_at_start_nok=1000.0),))
    roadmap = a_roadmap(a_measure("a", dear))
    schedule = Schedule(
        selected=("a",), phases=(PlannedPhase(measure="a", phase="build", start=3, end=5),), rollouts=()
    )

    appraisal = appraise(roadmap, schedule)

    assert {flow.year: flow.amount_nok for flow in appraisal.flows} == {2023: 1100.0, 2024: 100.0}
    assert appraisal.net_present_value_nok == pytest.approx(-1.2 * (1100 + 100 / 1.04))


def test_what_an_end_is_worth_by_table_is_added_as_it_stands() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2, cost=100.0), worth_by_end_nok=(0.0,) * 4 + (70.0,))
    )
    schedule = Schedule(
        selected=("a",), phases=(PlannedPhase(measure="a", phase="build", start=4, end=6),), rollouts=()
    )

    appraisal = appraise(roadmap, schedule)

    assert worth_of_ends_nok(roadmap, schedule) == appraisal.worth_of_ends_nok == 70
    assert appraisal.benefits_nok == 0
    assert appraisal.net_present_value_nok == pytest.approx(70 - 1.2 * 200 / 1.04)


def test_costs_and_benefits_carry_the_tax_cost_of_their_public_part() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1, cost=100.0)))
    schedule = Schedule(
        selected=("a",), phases=(PlannedPhase(measure="a", phase="build", start=0, end=1),), rollouts=()
    )

    assert burden(roadmap, 0.5) == pytest.approx(1.1)
    assert net_present_value(roadmap, schedule) == pytest.approx(-120.0)


def test_benefits_and_costs_are_told_apart_by_actor() -> None:
    roadmap = a_roadmap_with_everything()
    named = tuple(replace(rollout, benefit_actor="citizens") for rollout in roadmap.rollouts)

    appraisal = appraise(replace(roadmap, rollouts=named), its_schedule())

    assert appraisal.present_value(Effect.BENEFIT, "citizens") == pytest.approx(appraisal.benefits_nok)
    assert appraisal.present_value(Effect.BENEFIT, "gp") == 0
    assert appraisal.present_value(Effect.ROLLOUT_INVESTMENT, "gp") > 0


SHARES = st.lists(st.floats(0, 1), min_size=7, max_size=7).map(sorted)
PUBLIC = st.floats(0, 1)


@given(
    shares=SHARES,
    public=PUBLIC,
    start=st.integers(0, 5),
    grows=st.tuples(st.booleans(), st.booleans()),
    analysis=st.tuples(st.integers(2022, 2024), st.integers(1, 4)),
    length=st.sampled_from(PeriodLength),
)
def test_value_is_the_sum_of_coefficients_and_variables_that_an_optimiser_sees(
    shares: list[float],
    public: float,
    start: int,
    grows: tuple[bool, bool],
    analysis: tuple[int, int],
    length: PeriodLength,
) -> None:
    rollout = a_rollout(
        "a",
        in_use=0.0,
        benefit_nok_per_year=1e6,
        benefit_public_share=public,
        benefit_grows=grows[0],
        cost_per_unit_nok=2e3,
        running_cost_per_unit_nok=1e3,
        running_public_share=public,
        running_cost_grows=grows[1],
    )
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2, cost=5e4)),
        calendar=Calendar(status_date=date(2023, 5, 1), period=length, periods=7),
        rollouts=(rollout,),
        economics=Economics(analysis_year=analysis[0], analysis_years=analysis[1], price_year=2021),
    )
    schedule = Schedule(
        selected=("a",),
        phases=(PlannedPhase(measure="a", phase="build", start=start, end=start + 2),),
        rollouts=(PlannedRollout(measure="a", sector="gp", begin=0, adoption=tuple(shares)),),
    )

    linear = linear_value(roadmap, rollout, shares, start)

    assert net_present_value(roadmap, schedule) == pytest.approx(linear, abs=1e-3)
    assert appraise(roadmap, schedule).net_present_value_nok == pytest.approx(linear, abs=1e-3)


def linear_value(roadmap: Roadmap, rollout: Rollout, shares: list[float], start: int) -> float:
    """Say the value as a linear optimiser does: a coefficient for each share and for the start."""
    paid, benefit, running = (
        period_weights(roadmap),
        earning_weights(roadmap, grows=rollout.benefit_grows),
        earning_weights(roadmap, grows=rollout.running_cost_grows),
    )
    per_wave = rollout.cost_per_unit_nok * roadmap.units(rollout) * burden(roadmap, rollout.cost_public_share)
    per_year = rollout.benefit_nok_per_year * burden(roadmap, rollout.benefit_public_share)
    kept = (
        rollout.running_cost_per_unit_nok
        * roadmap.units(rollout)
        * burden(roadmap, rollout.running_public_share)
    )
    following = [*paid[1:], 0.0]
    per_share = [
        per_year * benefit[period] - kept * running[period] - per_wave * (paid[period] - following[period])
        for period in roadmap.periods
    ]
    built = 5e4 * 1.2 * (paid[start] + paid[start + 1])
    return sum(map(float.__mul__, per_share, shares)) - built
