"""The rules on order, dates and ways that the default roadmap takes into use, and that they decide."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner import results
from planner.files import read
from planner.model import VALUE, Basis, Group, GroupRule, Measure, Mode, Phase, Roadmap, Rollout, Schedule
from planner.solver import first_plan
from planner.verify import judge

DATA = Path(__file__).parent.parent / "data"
HOSPITALS = {"helse_nord", "helse_vest", "helse_midt", "helse_sor_ost"}
LATE = date(2026, 7, 1)


@pytest.fixture(scope="module")
def roadmap() -> Roadmap:
    reading = read(DATA / "veikart.csv")
    assert reading.roadmap is not None, reading.findings
    return reading.roadmap


@pytest.fixture(scope="module")
def schedule(roadmap: Roadmap) -> Schedule:
    return listed(roadmap)


def listed(roadmap: Roadmap) -> Schedule:
    """Give the plan of the list schedule, which is quick and always the same."""
    schedule = first_plan(roadmap).schedule
    assert schedule is not None
    return schedule


def broken_without(roadmap: Roadmap, freed: Roadmap) -> set[tuple[str, str]]:
    """Give what a plan made without some rule does against it: code and subject."""
    return {(finding.code, finding.subject) for finding in judge(roadmap, listed(freed))}


def change_phases(roadmap: Roadmap, changed: Callable[[Phase], Phase]) -> Roadmap:
    measures = (
        replace(each, phases=tuple(changed(phase) for phase in each.phases)) for each in roadmap.measures
    )
    return replace(roadmap, measures=tuple(measures))


def change_measure(roadmap: Roadmap, measure_id: str, changed: Callable[[Measure], Measure]) -> Roadmap:
    measures = (changed(each) if each.id == measure_id else each for each in roadmap.measures)
    return replace(roadmap, measures=tuple(measures))


def phases_with_a_choice(roadmap: Roadmap) -> Iterator[tuple[Measure, Phase]]:
    for measure in roadmap.measures:
        yield from ((measure, phase) for phase in measure.phases if len(phase.modes) > 1)


def group_of(roadmap: Roadmap, rule: GroupRule) -> Group:
    (group,) = [group for group in roadmap.groups if group.rule is rule]
    return group


def counted_rollouts(roadmap: Roadmap) -> list[Rollout]:
    return [rollout for rollout in roadmap.rollouts if rollout.counts_from]


def total_cost(mode: Mode) -> float:
    return mode.cost_at_start_nok + mode.periods * mode.cost_nok_per_period


def test_a_quick_plan_obeys_every_rule(roadmap: Roadmap, schedule: Schedule) -> None:
    assert judge(roadmap, schedule) == []


def test_started_measures_come_first(roadmap: Roadmap) -> None:
    assert roadmap.started_first
    assert [each.id for each in roadmap.measures if each.is_started and each.stoppable] == ["dbep"]


def test_nobody_is_counted_strictly(roadmap: Roadmap) -> None:
    assert not any(sector.strict_counting for sector in roadmap.sectors)


def test_hospitals_and_municipalities_take_in_less_in_summer_and_at_the_turn_of_the_year(
    roadmap: Roadmap,
) -> None:
    frozen = {sector.id: sector.freezes for sector in roadmap.sectors if sector.freezes}

    assert frozen.keys() == HOSPITALS | {"kommuner"}
    for freezes in frozen.values():
        for year in range(2023, 2033):
            for day in (date(year, 1, 2), date(year, 7, 15), date(year, 12, 27)):
                assert any(freeze.starts <= day < freeze.ends for freeze in freezes)
        assert all(0 < freeze.share < 1 for freeze in freezes)
        assert all(freeze.ends - freeze.starts < timedelta(days=60) for freeze in freezes)


def test_summer_is_counted_once(roadmap: Roadmap) -> None:
    for sector in roadmap.sectors:
        if sector.freezes:
            assert all(row.starts.month == 1 for row in sector.capacities), sector.id


def test_without_freezes_waves_fall_into_them(roadmap: Roadmap) -> None:
    freed = replace(roadmap, sectors=tuple(replace(each, freezes=()) for each in roadmap.sectors))

    broken = broken_without(roadmap, freed)

    assert broken >= {("above_capacity", sector) for sector in HOSPITALS | {"kommuner"}}


def test_benefit_of_exchange_counts_from_half_of_those_who_take_part(roadmap: Roadmap) -> None:
    counted = counted_rollouts(roadmap)

    assert {rollout.measure for rollout in counted} == {
        "dok_kilde_kommune",
        "ap4_dialog_moter",
        "ap10_basismeldinger",
    }
    assert {rollout.counts_from for rollout in counted} == {0.5}
    assert all(rollout.provenance.basis_of("counts_from") is Basis.ASSUMED for rollout in counted)
    assert all(rollout.provenance.source for rollout in counted)


def test_the_quarters_before_half_take_part_give_nothing(roadmap: Roadmap, schedule: Schedule) -> None:
    everyone = tuple(replace(each, counts_from=0.0) for each in roadmap.rollouts)

    lost = results.score(replace(roadmap, rollouts=everyone), VALUE, schedule) - results.score(
        roadmap, VALUE, schedule
    )

    assert lost > 1e6


def test_a_municipal_record_is_opened_in_one_of_two_ways(roadmap: Roadmap, schedule: Schedule) -> None:
    ways = set(group_of(roadmap, GroupRule.EXACTLY_ONE).measures)

    assert ways == {"felles_kommunal_journal", "dok_kilde_kommune"}
    assert len(ways & set(schedule.selected)) == 1


def test_critical_information_is_shared_by_all_or_none(roadmap: Roadmap, schedule: Schedule) -> None:
    together = set(group_of(roadmap, GroupRule.ALL_OR_NONE).measures)

    assert together == {"kritisk_info_nord", "kritisk_info_sor_ost", "kritisk_info_fastlege"}
    assert together & set(schedule.selected) in (together, set())


def test_one_of_them_alone_breaks_the_group(roadmap: Roadmap) -> None:
    never = roadmap.calendar.date_of(roadmap.calendar.periods)
    freed = replace(roadmap, groups=())
    freed = change_measure(freed, "kritisk_info_nord", lambda each: replace(each, earliest_start=never))

    assert ("group_broken", "kritisk_informasjon") in broken_without(roadmap, freed)


def test_a_quick_way_takes_more_people_and_more_money(roadmap: Roadmap) -> None:
    phases = {measure.id: phase for measure, phase in phases_with_a_choice(roadmap)}

    assert phases.keys() == {"sfm_basis_nord", "dok_konsument_kommune"}
    for phase in phases.values():
        quick, slow = sorted(phase.modes, key=lambda mode: mode.periods)
        assert quick.periods < slow.periods
        assert quick.cost_nok_per_period > slow.cost_nok_per_period
        assert quick.person_months("nhn") > slow.person_months("nhn")


def test_a_local_trial_asks_the_municipalities_and_a_national_one_does_not(roadmap: Roadmap) -> None:
    (trial,) = roadmap.measure("dok_konsument_kommune").phases
    asked = {mode.name: mode.person_months("kommuner") for mode in trial.modes}

    assert asked["nasjonal"] == 0
    assert asked["lokal"] > 0


def test_a_choice_of_ways_is_made_once_for_each_phase(roadmap: Roadmap, schedule: Schedule) -> None:
    chosen = {(phase.measure, phase.phase): phase.mode for phase in schedule.phases if phase.mode}

    assert chosen.keys() == {(measure.id, phase.id) for measure, phase in phases_with_a_choice(roadmap)}


def test_without_largest_pauses_a_trial_waits_too_long(roadmap: Roadmap) -> None:
    freed = change_phases(roadmap, lambda phase: replace(phase, largest_pause_periods=None))

    assert ("pause_too_long", "ap3_oppsummering/utproving") in broken_without(roadmap, freed)


def test_what_was_learnt_in_bergen_is_used_within_two_years(roadmap: Roadmap) -> None:
    (link,) = [each for each in roadmap.dependencies if each.largest_lag_periods is not None]

    assert link.measures == ("pll_bergen_utproving", "pll_sykehus_nord")
    assert link.largest_lag_periods == 2 * roadmap.calendar.periods_per_year
    assert link.provenance.basis_of("largest_lag_periods") is Basis.ASSUMED


def test_a_trial_in_the_north_that_starts_late_breaks_the_largest_lag(roadmap: Roadmap) -> None:
    links = tuple(replace(each, largest_lag_periods=None) for each in roadmap.dependencies)
    freed = replace(roadmap, dependencies=links)
    freed = change_measure(
        freed, "pll_sykehus_nord", lambda each: replace(each, earliest_start=LATE, optional=False)
    )

    assert "after_largest_lag" in {code for code, _subject in broken_without(roadmap, freed)}


@pytest.mark.parametrize(
    ("measure", "day"),
    [
        ("helsenorge_hf_plikt", date(2023, 1, 1)),
        ("hp_kommunepuljer", date(2027, 1, 1)),
        ("pasientoppsummering", date(2029, 4, 1)),
    ],
)
def test_a_soft_deadline_has_a_sourced_date_and_an_assumed_price(
    roadmap: Roadmap, measure: str, day: date
) -> None:
    for rollout in roadmap.rollouts_of(measure):
        assert rollout.deadline is not None
        assert rollout.deadline.deadline.day == day
        assert rollout.deadline.deadline.price_nok_per_period
        assert rollout.provenance.source
        assert rollout.provenance.basis is Basis.ASSUMED
        assert rollout.provenance.basis_of("deadline") is not Basis.ASSUMED


def test_a_plan_that_misses_a_soft_deadline_pays(roadmap: Roadmap, schedule: Schedule) -> None:
    assert results.delay_cost_nok(roadmap, schedule) > 0


def test_what_is_bought_at_the_start_is_assumed_and_in_few_phases(roadmap: Roadmap) -> None:
    bought = {
        measure.id: mode
        for measure in roadmap.measures
        for phase in measure.phases
        for mode in phase.modes
        if mode.cost_at_start_nok
    }

    assert bought.keys() == {"ap4_dialog_moter", "pasientens_maledata"}
    for mode in bought.values():
        assert mode.cost_at_start_nok < total_cost(mode) / 2
        assert mode.provenance.basis is Basis.ASSUMED


def test_the_one_cell_of_the_readme_makes_a_visible_move(roadmap: Roadmap, schedule: Schedule) -> None:
    sectors = (
        replace(each, programme_share=0.7) if each.id == "kommuner" else each for each in roadmap.sectors
    )
    less = replace(roadmap, sectors=tuple(sectors))
    later = listed(less)

    ends = [
        results.measure_end(each, plan, "pps_kommune") for each, plan in ((roadmap, schedule), (less, later))
    ]

    assert [roadmap.calendar.date_of(end or 0) for end in ends] == [date(2029, 10, 1), date(2032, 7, 1)]


def test_the_data_uses_every_kind_of_load_and_limit(roadmap: Roadmap) -> None:
    assert {budget.payer for budget in roadmap.budgets} == {"staten", "steg2"}
    assert any(not isinstance(rollout.pace, float) for rollout in roadmap.rollouts)
    assert any(rollout.effort_profile for rollout in roadmap.rollouts)
    assert roadmap.supports
    assert any(sector.other_loads for sector in roadmap.sectors)
    assert roadmap.adaptations


def test_effort_is_spread_where_a_source_tells_of_preparation(roadmap: Roadmap) -> None:
    spread = {rollout.key: rollout for rollout in roadmap.rollouts if rollout.effort_profile}

    assert len(spread) == 17
    for rollout in spread.values():
        assert min(offset for offset, _share in rollout.effort_profile) < 0, rollout.key
        assert rollout.provenance.source
        assert rollout.provenance.basis_of("effort_profile") is Basis.ASSUMED
    assert spread.keys() >= {("hp_kommunepuljer", "kommuner"), ("pll_vest", "helse_vest")}


def test_two_years_of_project_management_are_spent_over_two_years(roadmap: Roadmap) -> None:
    rollout = roadmap.rollout_by_key(("felles_kommunal_journal", "kommuner"))

    assert len(rollout.effort_profile) == 2 * roadmap.calendar.periods_per_year
    assert {share for _offset, share in rollout.effort_profile} == {1 / 8}


def test_support_is_a_fifth_of_the_units_own_effort_from_vendors_and_a_tenth_from_others(
    roadmap: Roadmap,
) -> None:
    assert len(roadmap.supports) == 21
    for support in roadmap.supports:
        rollout = roadmap.rollout_by_key(support.rollout)
        share = 0.2 if support.delivering == "epj" else 0.1
        assert support.effort_per_unit == pytest.approx(share * rollout.effort_per_unit), support
        assert support.profile == rollout.effort_profile
        assert support.provenance.source
        assert support.provenance.basis_of("delivering") is Basis.DOCUMENTED
        assert support.provenance.basis_of("effort_per_unit") is Basis.ASSUMED
