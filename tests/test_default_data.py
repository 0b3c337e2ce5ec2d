"""The roadmap that comes with the product: its shape, its sources, and that the engine honours all of it."""

from collections import Counter, defaultdict
from datetime import date
from math import exp, log
from pathlib import Path
from statistics import NormalDist

import pytest

from planner.check import check
from planner.economics import years_after
from planner.files import read, read_scenario
from planner.model import Basis, Link, Pace, Roadmap, Spread, Status, errors, pace_at
from planner.model.rollouts import GateUnit
from planner.pipeline import load_scenario
from planner.rules import payer_of_rollout
from planner.solver import unsupported
from planner.tables import TABLES, rows_of
from planner.tables.columns import SPREADS_OF_ROLLOUTS

PROJECT = Path(__file__).parent.parent
DATA = PROJECT / "data"
REGIONS = {"helse_nord", "helse_vest", "helse_midt", "helse_sor_ost"}
HEALTH_TRUSTS = 20
MUNICIPALITIES = 356
GENERAL_PRACTITIONERS = 4787
WHOLE_RECORD_PERSON_MONTHS = 24
P50, P85 = 1250.3e6, 1517.6e6
LIKELY_OF_P50 = 1207.4e6
STRETCHES = ((0, 0.5), (0.5, 0.9), (0.9, 1))
"""Between which shares the core record's uptake among practitioners is known."""


@pytest.fixture(scope="module")
def roadmap() -> Roadmap:
    reading = read(DATA / "veikart.csv")
    assert reading.roadmap is not None, reading.findings
    return reading.roadmap


def test_the_data_is_read_without_a_finding() -> None:
    assert read(DATA / "veikart.csv").findings == ()


def test_the_check_finds_no_error(roadmap: Roadmap) -> None:
    assert errors(check(roadmap)) == []


def test_no_rule_is_used_that_the_engine_refuses(roadmap: Roadmap) -> None:
    assert unsupported(roadmap) == []


def test_it_holds_the_programme(roadmap: Roadmap) -> None:
    assert len(roadmap.measures) == 80
    assert len(roadmap.dependencies) == 113
    assert len(roadmap.services) == 26


def test_time_is_ten_years_of_quarters_from_the_status_date(roadmap: Roadmap) -> None:
    assert roadmap.calendar.status_date == date(2023, 1, 1)
    assert roadmap.calendar.periods == 40
    assert roadmap.calendar.periods_per_year == 4


def test_every_status_occurs_and_nothing_finished_has_work_left(roadmap: Roadmap) -> None:
    statuses = Counter(measure.status for measure in roadmap.measures)

    assert set(statuses) == set(Status)
    assert all(not roadmap.rollouts_of(measure.id) for measure in roadmap.measures if measure.is_done)


def test_what_was_finished_before_the_status_date_is_done(roadmap: Roadmap) -> None:
    for measure_id in ("dho_utproving", "tjenestebasert_adressering", "kj_kjerne", "sfm_v1"):
        assert roadmap.measure(measure_id).is_done


def test_what_lost_its_funding_has_nothing_under_way_and_may_stay_out(roadmap: Roadmap) -> None:
    measure = roadmap.measure("felles_kommunal_journal")

    assert measure.status is Status.PLANNED
    assert measure.optional


def test_what_the_municipalities_have_decided_is_not_optional(roadmap: Roadmap) -> None:
    assert roadmap.measure("hp_kommunepuljer").must_be_in


def test_the_four_regions_are_sectors_of_their_own(roadmap: Roadmap) -> None:
    units = {sector.id: sector.units for sector in roadmap.receiving_sectors}

    assert units.keys() >= REGIONS
    assert sum(units[region] for region in REGIONS) == HEALTH_TRUSTS


def test_numbers_of_units_are_the_published_ones(roadmap: Roadmap) -> None:
    assert roadmap.sector("kommuner").units == MUNICIPALITIES
    assert roadmap.sector("fastleger").units == GENERAL_PRACTITIONERS


def test_a_regional_measure_reaches_no_other_region(roadmap: Roadmap) -> None:
    for ending, region in {"_nord": "helse_nord", "_vest": "helse_vest", "_midt": "helse_midt"}.items():
        for measure in roadmap.measures:
            if measure.id.endswith(ending) and measure.id != "dok_kilde_sor_ost_nord":
                reached = {rollout.sector for rollout in roadmap.rollouts_of(measure.id)}
                assert not reached & (REGIONS - {region}), measure.id


def test_a_regions_part_of_a_national_sector_is_a_part(roadmap: Roadmap) -> None:
    parts = [rollout for rollout in roadmap.rollouts if rollout.units is not None]

    assert parts
    assert all(roadmap.units(rollout) < roadmap.sector(rollout.sector).units for rollout in parts)


def test_the_medication_list_reaches_every_municipality_and_practitioner_once(roadmap: Roadmap) -> None:
    reached: dict[str, float] = defaultdict(float)
    for rollout in roadmap.rollouts:
        if rollout.measure.startswith("pll_"):
            reached[rollout.sector] += roadmap.units(rollout)

    assert reached["kommuner"] == MUNICIPALITIES
    assert reached["fastleger"] == GENERAL_PRACTITIONERS
    assert {region: reached[region] for region in REGIONS} == {
        region: roadmap.sector(region).units for region in REGIONS
    }


def test_shares_of_every_service_sum_to_one(roadmap: Roadmap) -> None:
    sums: dict[str, float] = defaultdict(float)
    for contribution in roadmap.contributions:
        sums[contribution.service] += contribution.share

    assert sums.keys() == {service.id for service in roadmap.services}
    assert all(total == pytest.approx(1) for total in sums.values())


def test_what_citizens_gain_grows_and_hours_saved_and_paid_keep_one_level(roadmap: Roadmap) -> None:
    growing = {rollout.key for rollout in roadmap.rollouts if rollout.benefit_grows}

    assert growing == {r.key for r in roadmap.rollouts if r.benefit_actor == "innbyggere"}
    assert len(growing) == 6
    assert not [rollout for rollout in roadmap.rollouts if rollout.running_cost_grows]


def test_residual_value_is_counted_beyond_the_analysis_period(roadmap: Roadmap) -> None:
    assert list(years_after(roadmap)) == [2039, 2040, 2041, 2042, 2043]


@pytest.mark.parametrize(
    ("measure", "sector", "day"),
    [
        ("kj_avtalespesialist", "avtalespesialister", date(2024, 1, 1)),
        ("kj_plo", "kommuner", date(2026, 1, 1)),
    ],
)
def test_a_legal_duty_is_a_hard_date(roadmap: Roadmap, measure: str, sector: str, day: date) -> None:
    rollout = roadmap.rollout(measure, sector)

    assert rollout is not None
    assert rollout.deadline is not None
    assert rollout.deadline.share == 1
    assert rollout.deadline.deadline.is_hard
    assert rollout.deadline.deadline.day == day


def test_a_duty_that_has_passed_cannot_be_met_and_costs_until_it_is(roadmap: Roadmap) -> None:
    measure = roadmap.measure("helsenorge_hf_plikt")
    deadlines = [each.deadline for each in roadmap.rollouts_of(measure.id)]

    assert "1. januar 2023" in measure.note
    assert len(deadlines) == len(REGIONS)
    for each in deadlines:
        assert each is not None
        assert each.deadline.day == roadmap.calendar.status_date
        assert not each.deadline.is_hard


@pytest.mark.parametrize(("measure", "sector"), [("sfm_fastlege", "fastleger"), ("sfm_kommune", "kommuner")])
def test_the_prescribing_module_passes_the_published_gates(
    roadmap: Roadmap, measure: str, sector: str
) -> None:
    rollout = roadmap.rollout(measure, sector)

    assert rollout is not None
    gates = [(gate.limit, gate.unit, gate.periods) for gate in rollout.gates]
    assert gates == [(5, GateUnit.UNITS, 1), (25, GateUnit.UNITS, 1)]


def test_use_that_builds_on_use_is_an_adoption_link(roadmap: Roadmap) -> None:
    adoption = {link.measures for link in roadmap.dependencies if link.link is Link.ADOPTION}

    assert ("kj_plo", "sfm_kommune") in adoption
    assert ("tillitsrammeverk", "dok_konsument_fastlege") in adoption


def test_an_adoption_link_meets_its_predecessor_in_some_sector(roadmap: Roadmap) -> None:
    for link in roadmap.dependencies:
        if link.link is Link.ADOPTION:
            before, after = (
                {rollout.sector for rollout in roadmap.rollouts_of(one)} for one in link.measures
            )
            assert before & after, link.measures


def test_every_dependency_has_owners_a_kind_and_a_source(roadmap: Roadmap) -> None:
    for link in roadmap.dependencies:
        assert link.predecessor_owner
        assert link.successor_owner
        assert link.kind
        assert link.provenance.source
        assert link.provenance.basis is not Basis.ASSUMED


def test_every_dependency_is_sourced_or_inferred_as_the_facts_say(roadmap: Roadmap) -> None:
    bases = Counter(link.provenance.basis for link in roadmap.dependencies)

    assert bases == {Basis.DOCUMENTED: 67, Basis.DERIVED: 46}


def test_every_measure_has_owner_goal_and_source(roadmap: Roadmap) -> None:
    for measure in roadmap.measures:
        assert measure.owner
        assert measure.goal
        assert measure.provenance.source


def test_what_no_source_gives_is_marked_as_assumed(roadmap: Roadmap) -> None:
    capacities = [row for sector in roadmap.sectors for row in sector.capacities]

    assert {row.provenance.basis for row in capacities} == {Basis.ASSUMED}
    told = [r.key for r in roadmap.rollouts if r.provenance.basis_of("benefit_nok_per_year") is Basis.DERIVED]
    assert told == [("dho_spredning", "kommuner")]
    assert roadmap.rollout_by_key(told[0]).benefit_nok_per_year == 0  # a trial found no lower use


def test_every_sourced_row_names_its_source(roadmap: Roadmap) -> None:
    for table in TABLES:
        for row in rows_of(roadmap, table.name):
            told = row["provenance"]
            if told is not None and table.name != "forutsetninger" and table.name != "verdi_ved_slutt":
                bases = {told.basis, *(basis for _field, basis in told.exceptions)}
                assert told.source or bases == {Basis.ASSUMED}, (table.name, row)


def test_every_assumed_pace_effort_cost_and_benefit_has_a_low_and_a_high(roadmap: Roadmap) -> None:
    for rollout in roadmap.rollouts:
        for name, field in SPREADS_OF_ROLLOUTS.items():
            if rollout.provenance.basis_of(field) is Basis.ASSUMED and getattr(rollout, field):
                spread = getattr(rollout, name)
                assert spread is not None, (rollout.key, field)
                assert spread.low is not None
    for measure in roadmap.measures:
        for phase in measure.phases:
            assert all(mode.cost_spread is not None for mode in phase.modes), measure.id
    for adaptation in roadmap.adaptations:
        assert (adaptation.effort_spread is not None) is (adaptation.person_months > 0), adaptation.key
        assert (adaptation.cost_spread is not None) is (adaptation.cost_nok_per_period > 0), adaptation.key
    for support in roadmap.supports:
        half_and_double = Spread(low=support.effort_per_unit / 2, high=2 * support.effort_per_unit)
        assert support.effort_spread == half_and_double, support.key


def test_a_municipality_never_puts_in_more_than_a_whole_record_asks(roadmap: Roadmap) -> None:
    for rollout in roadmap.rollouts:
        if rollout.sector == "kommuner":
            spread = rollout.effort_spread or Spread()
            assert max(rollout.effort_per_unit, spread.high or 0) <= WHOLE_RECORD_PERSON_MONTHS


def test_all_that_step_2_pays_for_fits_its_smaller_frame_in_the_dearest_way(roadmap: Roadmap) -> None:
    """So that both frames allow the same plans (docs/data.md)."""
    dearest = sum(
        max(mode.cost_at_start_nok + mode.periods * mode.cost_nok_per_period for mode in phase.modes)
        for measure in roadmap.measures
        for phase in measure.phases
        if phase.payer == "steg2"
    )
    (frame,) = (each for each in roadmap.budgets if each.payer == "steg2" and each.limit_nok)

    assert dearest <= frame.limit_nok
    assert not any(payer_of_rollout(roadmap, each) == "steg2" for each in roadmap.rollouts)


def test_step_2_pays_for_what_its_frame_is_for_and_no_more_than_it(roadmap: Roadmap) -> None:
    paid = {m.id for m in roadmap.measures for phase in m.phases if phase.payer == "steg2"}
    likely = sum(
        min(mode.cost_at_start_nok + mode.periods * mode.cost_nok_per_period for mode in phase.modes)
        for measure in roadmap.measures
        for phase in measure.phases
        if phase.payer == "steg2"
    )
    frame = {(row.year, row.last_year): row.limit_nok for row in roadmap.budgets if row.payer == "steg2"}

    assert {"sfm_fastlege", "pps_helsehjelp", "dok_konsument_kommune", "kritisk_info_nord"} <= paid
    assert not {"pll_midt", "hp_kommunepuljer", "felles_kommunal_journal", "pasientoppsummering"} & paid
    assert frame == {(2023, None): 0, (2024, 2029): LIKELY_OF_P50, (2030, 2032): 0}
    assert likely == pytest.approx(LIKELY_OF_P50, rel=1e-3)
    assert likely <= LIKELY_OF_P50


def test_the_frame_is_the_decided_one_less_what_uncertainty_adds_on_average() -> None:
    spread = log(P85 / P50) / NormalDist().inv_cdf(0.85)
    likely = P50 * exp(-(spread**2))

    assert likely == pytest.approx(LIKELY_OF_P50, abs=5e4)
    assert _limit_of("ramme_p50") == LIKELY_OF_P50
    assert _limit_of("ramme_p85") == pytest.approx(P85 - (P50 - likely), abs=1e5)


def _limit_of(scenario: str) -> float:
    changed = load_scenario(DATA / "scenarios" / f"{scenario}.toml").outcome.roadmap
    assert changed is not None
    (limit,) = [row.limit_nok for row in changed.budgets if (row.year, row.payer) == (2024, "steg2")]
    return limit


def test_the_legal_dates_cannot_be_held_by_all() -> None:
    outcome = load_scenario(DATA / "scenarios" / "harde_datoer.toml").outcome

    assert not outcome.can_be_planned
    assert {finding.subject for finding in errors(outcome.findings)} == {
        "pasientoppsummering/kommuner",
        "pasientoppsummering/fastleger",
    }


def test_paces_of_municipalities_and_practitioners_fall_as_the_core_record_did(roadmap: Roadmap) -> None:
    falling = [rollout for rollout in roadmap.rollouts if not isinstance(rollout.pace, float)]

    assert {rollout.sector for rollout in falling} == {"kommuner", "fastleger"}
    assert {r.measure for r in roadmap.rollouts if r.sector == "kommuner"} - {r.measure for r in falling} == {
        "hp_trinn1",
        "hp_kommunepuljer",
        "felles_kommunal_journal",
    }
    for rollout in falling:
        first, later, last = ((end - begin) / _quarters(rollout.pace, begin, end) for begin, end in STRETCHES)
        assert later / first == pytest.approx(3.6 / 5, abs=0.005), rollout.key
        assert last / first == pytest.approx(1.1 / 5, abs=0.005), rollout.key
        assert rollout.provenance.basis_of("pace") is Basis.DERIVED


def test_the_paces_of_two_regions_are_what_was_seen_there(roadmap: Roadmap) -> None:
    bergen, north = (
        roadmap.rollout_by_key((measure, "fastleger")).pace
        for measure in ("pll_bergensomradet", "pll_fastlege_nord")
    )

    assert 7 <= _quarters(bergen, 0, 0.9) <= 8
    assert _quarters(north, 0, 60 / 140) == pytest.approx(4, abs=0.01)


def _quarters(pace: Pace, begin: float, end: float, steps: int = 2000) -> float:
    """Give how long it takes from one share to another, with the pace at every share."""
    step = (end - begin) / steps
    return sum(step / pace_at(pace, begin + (number + 0.5) * step) for number in range(steps))


def test_published_dates_name_measures_and_the_year_of_their_source(roadmap: Roadmap) -> None:
    known = {measure.id for measure in roadmap.measures}

    assert len(roadmap.published) > 50
    assert {row.measure for row in roadmap.published} <= known
    assert Counter(row.source_year for row in roadmap.published)[2026] > 25


def test_every_table_is_explained(roadmap: Roadmap) -> None:
    text = (PROJECT / "docs" / "data.md").read_text(encoding="utf-8")

    for table in DATA.glob("*.csv"):
        assert f"`{table.name}`" in text


@pytest.mark.parametrize("path", sorted((DATA / "scenarios").glob("*.toml")), ids=lambda path: path.stem)
def test_every_scenario_is_read_and_stands_on_the_default_data(path: Path) -> None:
    scenario = read_scenario(path).scenario

    assert scenario is not None
    assert scenario.name
    assert (path.parent / scenario.base).resolve() == DATA.resolve()
