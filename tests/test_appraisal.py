"""What a plan is worth beside its figure: the period, what follows it, whose worth it is, money per year."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from support.builders import a_calendar, a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from support.random_schedules import Planned, planned

from planner.economics import appraise, last_year, net_present_value, residual_value, years_after
from planner.model import (
    Budget,
    Calendar,
    Economics,
    PeriodLength,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Schedule,
    Status,
)
from planner.results import money_by_year, spending, value_done_anyway
from planner.verify import money as judged
from planner.verify.case import Case
from planner.verify.taken import invested_by

MILLION = 1e6


def the_worked_case(years: int = 15, lifetime: int | None = None) -> tuple[Roadmap, Schedule]:
    """Invest 100, 150 and 50 in years 0-2; from year 3 run for 20, save 15 in public, give others 60."""
    phases = [a_phase(f"p{cost}", 1, cost=cost * MILLION) for cost in (100, 150, 50)]
    public, others = (
        a_rollout(
            "use",
            sector,
            effort_per_unit=0.0,
            pace=1.0,
            benefit_nok_per_year=benefit * MILLION,
            benefit_public_share=share,
            running_cost_per_unit_nok=running * MILLION,
        )
        for sector, benefit, share, running in (("state", 15, 1.0, 20), ("others", 60, 0.0, 0))
    )
    roadmap = a_roadmap(
        a_measure("make", *phases),
        a_measure("use"),
        calendar=Calendar(status_date=a_calendar().status_date, period=PeriodLength.YEAR, periods=4),
        sectors=(a_receiver("state", units=1), a_receiver("others", units=1)),
        rollouts=(public, others),
        economics=Economics(analysis_years=years, lifetime_years=lifetime),
    )
    schedule = Schedule(
        selected=("make", "use"),
        phases=tuple(
            PlannedPhase(measure="make", phase=phase.id, start=start, end=start + 1)
            for start, phase in enumerate(phases)
        ),
        rollouts=tuple(
            PlannedRollout(measure="use", sector=sector, begin=2, adoption=(0.0, 0.0, 1.0, 1.0))
            for sector in ("state", "others")
        ),
    )
    return roadmap, schedule


def test_fifteen_years_are_year_0_and_the_fifteen_that_follow() -> None:
    """The worked case of the method runs from t0 through t15."""
    roadmap, schedule = the_worked_case()

    assert last_year(roadmap) == 2038
    assert net_present_value(roadmap, schedule) / MILLION == pytest.approx(149.99, abs=5e-3)
    assert appraise(roadmap, schedule).net_present_value_nok / MILLION == pytest.approx(149.99, abs=5e-3)
    assert judged.net_value(Case(roadmap, schedule)) / MILLION == pytest.approx(149.99, abs=5e-3)


def test_only_the_part_that_public_budgets_save_is_worth_its_tax_cost() -> None:
    """Public costs of 290.459 + 184.646 less public savings of 138.484 are financed by taxes."""
    roadmap, schedule = the_worked_case()

    found = appraise(roadmap, schedule)

    assert found.net_financing_nok / MILLION == pytest.approx(336.620, abs=1e-3)
    assert found.tax_cost_nok / MILLION == pytest.approx(67.324, abs=5e-4)


@pytest.mark.parametrize(("share", "worth"), [(0.0, 100.0), (0.3, 106.0), (1.0, 120.0)])
def test_a_public_share_of_a_benefit_adds_a_fifth_of_that_share(share: float, worth: float) -> None:
    roadmap, schedule = one_use(analysis_years=1, benefit_nok_per_year=104.0, benefit_public_share=share)

    assert net_present_value(roadmap, schedule) == pytest.approx(worth)
    assert judged.net_value(Case(roadmap, schedule)) == pytest.approx(worth)


def one_use(**fields: object) -> tuple[Roadmap, Schedule]:
    """Take one measure into use in the first of two years; it earns from the second."""
    names = ("analysis_years", "lifetime_years", "price_year")
    terms = {name: fields.pop(name) for name in names if name in fields}
    roadmap = a_roadmap(
        a_measure("a"),
        calendar=Calendar(status_date=a_calendar().status_date, period=PeriodLength.YEAR, periods=2),
        sectors=(a_receiver("gp", units=1),),
        rollouts=(a_rollout("a", "gp", **fields),),
        economics=Economics(**terms),  # type: ignore[arg-type]
    )
    use = PlannedRollout(measure="a", sector="gp", begin=0, adoption=(1.0, 1.0))
    return roadmap, Schedule(selected=("a",), phases=(), rollouts=(use,))


def test_residual_value_was_promised_and_is_what_the_years_to_the_end_of_the_lifetime_give() -> None:
    roadmap, schedule = one_use(
        analysis_years=2, lifetime_years=4, benefit_nok_per_year=130.0, running_cost_per_unit_nok=25.0
    )

    assert list(years_after(roadmap)) == [2026, 2027]
    assert residual_value(roadmap, schedule) == pytest.approx(100 / 1.04**3 + 100 / 1.04**4)


def test_residual_value_is_no_part_of_the_net_present_value() -> None:
    shorter, schedule = the_worked_case(15)
    longer, _same = the_worked_case(15, lifetime=20)

    assert net_present_value(longer, schedule) == net_present_value(shorter, schedule)
    assert residual_value(longer, schedule) > 0


def test_without_a_stated_lifetime_there_is_no_residual_value() -> None:
    roadmap, schedule = the_worked_case()

    assert residual_value(roadmap, schedule) == judged.residual_value(Case(roadmap, schedule)) == 0


def test_what_an_end_is_worth_by_table_is_counted_once_and_not_again_after_the_analysis_period() -> None:
    roadmap, schedule = one_use(analysis_years=1, lifetime_years=9)
    measures = (replace(roadmap.measures[0], worth_by_end_nok=(70.0,)),)

    assert residual_value(replace(roadmap, measures=measures), schedule) == 0


@given(planned())
@settings(deadline=None, max_examples=100)
def test_residual_value_is_what_a_longer_analysis_would_add_and_the_judge_comes_to_the_same(
    case: Planned,
) -> None:
    terms = case.roadmap.economics
    lasting = replace(case.roadmap, economics=replace(terms, lifetime_years=terms.analysis_years + 5))
    longer = replace(case.roadmap, economics=replace(terms, analysis_years=terms.analysis_years + 5))

    found = residual_value(lasting, case.schedule)

    added = net_present_value(longer, case.schedule) - net_present_value(lasting, case.schedule)
    assert found == pytest.approx(added, abs=1e-3)
    assert found == pytest.approx(judged.residual_value(Case(lasting, case.schedule)), abs=1e-3)


def test_a_running_cost_can_grow_as_a_benefit_can() -> None:
    even, schedule = one_use(analysis_years=1, price_year=2022, running_cost_per_unit_nok=104.0)
    growing = replace(even, rollouts=(replace(even.rollouts[0], running_cost_grows=True),))

    assert net_present_value(even, schedule) == pytest.approx(-120.0)
    for value in (net_present_value(growing, schedule), judged.net_value(Case(growing, schedule))):
        assert value == pytest.approx(-120.0 * 1.009**2)


def test_costs_and_benefits_that_grow_alike_keep_their_ratio() -> None:
    """Labour that is saved and labour that is paid may follow one growth, and then balance in every year."""
    roadmap, schedule = one_use(
        benefit_nok_per_year=50.0,
        benefit_public_share=1.0,
        benefit_grows=True,
        running_cost_per_unit_nok=50.0,
        running_cost_grows=True,
    )

    assert net_present_value(roadmap, schedule) == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("status", "optional", "stoppable", "anyway"),
    [
        (Status.PLANNED, True, False, False),
        (Status.PLANNED, False, False, True),
        (Status.STARTED, False, False, True),
        (Status.STARTED, False, True, True),
    ],
)
def test_the_worth_of_what_runs_or_must_be_done_anyway_is_told_apart(
    status: Status, optional: bool, stoppable: bool, anyway: bool
) -> None:
    roadmap, schedule = one_use(benefit_nok_per_year=100.0)
    measure = replace(roadmap.measures[0], status=status, optional=optional, stoppable=stoppable)
    changed = replace(roadmap, measures=(measure,))

    whole = net_present_value(changed, schedule)

    assert whole > 0
    assert value_done_anyway(changed, schedule) == pytest.approx(whole if anyway else 0.0)


@given(planned())
@settings(deadline=None, max_examples=50)
def test_what_is_done_anyway_and_what_is_chosen_are_worth_the_whole(case: Planned) -> None:
    swapped = tuple(
        measure
        if measure.is_done
        else replace(
            measure,
            status=Status.PLANNED,
            stoppable=False,
            optional=measure.is_started or measure.must_be_in,
        )
        for measure in case.roadmap.measures
    )

    anyway = value_done_anyway(case.roadmap, case.schedule)
    chosen = value_done_anyway(replace(case.roadmap, measures=swapped), case.schedule)

    assert anyway + chosen == pytest.approx(net_present_value(case.roadmap, case.schedule), abs=1e-3)


def test_money_per_year_is_what_is_invested_run_and_gained_and_how_full_the_budget_is() -> None:
    roadmap, schedule = the_worked_case()
    limited = replace(
        roadmap, budgets=(Budget(year=2023, limit_nok=100e6), Budget(year=2024, limit_nok=200e6))
    )

    years = money_by_year(limited, schedule)

    rows = [
        (m.year, m.investment_nok / MILLION, m.running_cost_nok / MILLION, m.benefit_nok / MILLION)
        for m in years
    ]
    assert rows == [
        (2023, 100, 0, 0),
        (2024, 150, 0, 0),
        (2025, 50, 0, 0),
        *((year, 0, 20, 75) for year in range(2026, 2039)),
    ]
    assert [(m.budget_share, m.is_full) for m in years[:3]] == [(1.0, True), (0.75, False), (None, False)]


def test_a_budget_of_nothing_is_full_only_where_something_is_invested() -> None:
    roadmap, schedule = the_worked_case()
    limited = replace(roadmap, budgets=(Budget(year=2025, limit_nok=0.0), Budget(year=2026, limit_nok=0.0)))

    years = money_by_year(limited, schedule)

    assert [(m.budget_share, m.is_full) for m in years[2:4]] == [(float("inf"), True), (0.0, False)]


def test_money_of_a_horizon_that_outlives_the_analysis_is_told_to_its_end() -> None:
    roadmap, schedule = the_worked_case(years=1)

    assert [(m.year, m.benefit_nok / MILLION) for m in money_by_year(roadmap, schedule)] == [
        (2023, 0), (2024, 0), (2025, 0), (2026, 75),
    ]  # fmt: skip


@given(planned())
@settings(deadline=None, max_examples=100)
def test_the_investment_of_a_year_is_what_the_judge_counts_against_its_budget(case: Planned) -> None:
    counted = dict.fromkeys(case.roadmap.years, 0.0)
    for (_payer, year), invested in invested_by(Case(case.roadmap, case.schedule)).items():
        counted[year] += invested

    told = {m.year: m.investment_nok for m in money_by_year(case.roadmap, case.schedule)}

    assert {year: told[year] for year in counted} == pytest.approx(counted, abs=1e-3)
    assert sum(told.values()) == pytest.approx(sum(spending(case.roadmap, case.schedule).values()), abs=1e-3)


@given(planned())
@settings(deadline=None, max_examples=100)
def test_money_per_year_discounted_and_taxed_is_the_appraisal(case: Planned) -> None:
    """No flow is lost: years after the first sum to the same present values, tax cost apart."""
    found = appraise(case.roadmap, case.schedule)

    value = sum(
        (m.benefit_nok - m.running_cost_nok - m.investment_nok) * found.factors.get(m.year, 0.0)
        for m in money_by_year(case.roadmap, case.schedule)
    )

    assert value == pytest.approx(found.benefits_nok - found.costs_nok, abs=1e-3)
