"""What sectors do in their own systems before they take measures into use, in the default data."""

from collections import Counter
from pathlib import Path

import pytest

from planner.check import check
from planner.files import read
from planner.model import Adaptation, Basis, Phase, Roadmap

DATA = Path(__file__).parent.parent / "data"
REGIONS = {"helse_nord", "helse_vest", "helse_midt", "helse_sor_ost"}
OWN_SHARE = dict.fromkeys(REGIONS, 0.2) | {
    "kommuner": 0.1,
    "apotek": 0.1,
    "fastleger": 0.0,
    "avtalespesialister": 0.0,
}
"""Part of what a sector spent on a measure that is work in its own systems."""


@pytest.fixture(scope="module")
def roadmap() -> Roadmap:
    reading = read(DATA / "veikart.csv")
    assert reading.roadmap is not None, reading.findings
    return reading.roadmap


def adaptation_of(roadmap: Roadmap, measure: str, sector: str) -> Adaptation:
    adaptation = roadmap.adaptation_of((measure, sector))
    assert adaptation is not None
    return adaptation


def quickest(phases: tuple[Phase, ...]) -> int:
    return sum(min(mode.periods for mode in phase.modes) for phase in phases)


def test_nothing_is_found_wrong_or_without_effect(roadmap: Roadmap) -> None:
    named = {f"{each.measure}/{each.sector}" for each in roadmap.adaptations}

    assert {finding.subject for finding in check(roadmap)} & named == set()


def test_hospitals_municipalities_and_vendors_adapt(roadmap: Roadmap) -> None:
    by_sector = Counter(each.sector for each in roadmap.adaptations)

    assert len(roadmap.adaptations) == 39
    assert sum(by_sector[region] for region in REGIONS) == 26
    assert by_sector["kommuner"] == 7
    assert by_sector["fastleger"] == 4


def test_every_adaptation_names_its_source_and_assumes_what_it_asks(roadmap: Roadmap) -> None:
    for adaptation in roadmap.adaptations:
        assert adaptation.provenance.source, adaptation.key
        assert adaptation.provenance.basis_of("person_months") is Basis.ASSUMED
    derived = [each for each in roadmap.adaptations if each.provenance.basis_of("duration") is Basis.DERIVED]
    assert len(derived) > len(roadmap.adaptations) / 2


def test_nobody_adapts_who_has_the_measure_already(roadmap: Roadmap) -> None:
    assert all(roadmap.rollout_by_key(each.key).in_use == 0 for each in roadmap.adaptations)


@pytest.mark.parametrize(
    ("measure", "sector", "quarters"),
    [
        ("sfm_basis_ovrige", "helse_vest", 3),  # from October 2024 to July 2025
        ("pll_sykehus_nord", "helse_nord", 3),  # from October 2024 to June 2025
        ("kritisk_info_nord", "helse_nord", 7),  # from January 2025 to the end of September 2026
        ("kritisk_info_sor_ost", "helse_sor_ost", 6),  # from January 2025 to June 2026
        (
            "kritisk_info_fastlege",
            "fastleger",
            6,
        ),  # from January 2025, and still going on in the middle of 2026
        ("pps_kilde_sykehus", "helse_midt", 4),  # from July 2025 to May 2026
    ],
)
def test_phases_and_adaptation_take_as_long_as_the_national_roadmap_says(
    roadmap: Roadmap, measure: str, sector: str, quarters: int
) -> None:
    adaptation = adaptation_of(roadmap, measure, sector)

    assert quickest(roadmap.measure(measure).phases) + adaptation.periods == quarters


def test_what_a_sector_does_in_its_own_systems_is_taken_off_its_effort_and_cost(roadmap: Roadmap) -> None:
    """The part for its own systems is a fixed share of both together, so that no work is counted twice."""
    for adaptation in roadmap.adaptations:
        rollout = roadmap.rollout_by_key(adaptation.key)
        own = adaptation.periods * adaptation.person_months
        spread = roadmap.units(rollout) * rollout.effort_per_unit
        assert own / (own + spread) == pytest.approx(OWN_SHARE[adaptation.sector], abs=1e-3), adaptation.key


def test_vendors_help_in_most_and_nobody_pays_for_their_work_twice(roadmap: Roadmap) -> None:
    """A sector pays vendors itself only where it, or its region, paid the phase that the work comes from."""
    helped = [each for each in roadmap.adaptations if each.support]
    paid = {each.measure for each in roadmap.adaptations if cost_beyond_own_work(roadmap, each) > 0.02}

    assert len(helped) == 36
    assert paid == {
        "sfm_basis_ovrige",
        "pll_midt",
        "kritisk_info_sor_ost",
        "dok_kilde_midt",
        "pps_kilde_sykehus",
    }


def cost_beyond_own_work(roadmap: Roadmap, adaptation: Adaptation) -> float:
    """Give the part of the cost that is not the sector's own share of what it would invest in all."""
    rollout = roadmap.rollout_by_key(adaptation.key)
    share = OWN_SHARE[adaptation.sector]
    own = roadmap.units(rollout) * rollout.cost_per_unit_nok * share / (1 - share)
    whole = adaptation.periods * adaptation.cost_nok_per_period
    return 0.0 if whole == 0 else (whole - own) / whole


def test_adaptation_runs_beside_the_trial_where_the_interface_is_known_before_it(roadmap: Roadmap) -> None:
    after = {each.measure: each.after_phase for each in roadmap.adaptations if each.after_phase}

    assert after == {
        "pasientens_maledata": "utvikling",
        "helsekort_gravide": "utvikling",
        "pasientoppsummering": "utredning",
    }
