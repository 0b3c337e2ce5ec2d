"""Adaptations in cells, rows and changes: written as people do, read back the same, or refused."""

from dataclasses import replace
from typing import Any

import pytest

from planner.check import check
from planner.files import roadmap_from_json, roadmap_to_json
from planner.files.collecting import read_tables
from planner.language import in_language
from planner.model import (
    ADAPTATION,
    Adaptation,
    Demand,
    Drop,
    Endpoint,
    Estimate,
    Roadmap,
    Scale,
    SectorKind,
    Set,
    errors,
)
from planner.tables import BY_NAME, CellError, edited, read_cell, rows_of
from planner.tables.cells import write_cell

COLUMN = BY_NAME["tilpasning"].column("støtte")
GIVEN = (("epj", 0.5), ("nhn", 0.2))
AT_GP = {"measure": "a", "sector": "gp"}


@pytest.mark.parametrize(
    "text", ["0,5 fra epj; 0,2 fra nhn", "0.5 from epj;0.2 from nhn", "0,50 FRA epj; 2e-1 fra nhn;"]
)
def test_support_is_read_as_people_write_it(text: str) -> None:
    assert read_cell(COLUMN, text) == GIVEN


def test_support_is_written_in_either_language_as_it_is_read() -> None:
    assert write_cell(COLUMN, GIVEN) == "0,5 fra epj; 0,2 fra nhn"
    assert write_cell(COLUMN, GIVEN, english=True) == "0,5 from epj; 0,2 from nhn"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fra epj", "such as 0,5 fra epj; 0,2 fra nhn"),
        ("1 fra epj; 2 fra epj", "each sector once"),
        ("20 % fra epj", "a number"),
        ("-1 fra epj", "from 0 to"),
    ],
)
def test_what_is_no_support_is_refused_by_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(CellError) as refused, in_language("en"):
        read_cell(COLUMN, text)
    assert said in str(refused.value)


def test_a_comma_that_may_group_is_refused_in_support_too() -> None:
    with pytest.raises(CellError) as refused:
        read_cell(COLUMN, "1,250 fra epj", commas_may_group=True)
    assert refused.value.code == "ambiguous_number"


TABLES = {
    "veikart": "id;navn;varighet\na;A;1\nb;B;2\n",
    "innforing": "tiltak;aktør\na;gp\n",
}


def of_tables(adaptations: str, **others: str) -> Roadmap:
    """Read a small roadmap with some adaptations, without a table of sectors."""
    tables = TABLES | {"tilpasning": adaptations} | others
    reading = read_tables({name: text.encode() for name, text in tables.items()})
    assert reading.roadmap is not None, reading.findings
    return reading.roadmap


def test_a_row_becomes_an_adaptation_and_those_who_give_support_are_sectors() -> None:
    roadmap = of_tables(
        "tiltak;aktør;varighet_lav;varighet;varighet_høy;månedsverk;støtte;kostnad_per_periode;grunnlag\n"
        'a;gp;1;2;5;1,5;"0,5 fra epj; 0,2 fra nhn";1000;"dokumentert; støtte=antatt"\n'
    )

    (made,) = roadmap.adaptations
    assert made.duration == Estimate(low=1.0, likely=2.0, high=5.0)
    assert (made.person_months, made.cost_nok_per_period) == (1.5, 1000.0)
    assert [(each.sector, each.person_months) for each in made.support] == list(GIVEN)
    assert {str(each.provenance.basis) for each in made.support} == {"assumed"}
    assert not made.is_running
    assert roadmap.sector("epj").kind is SectorKind.DELIVERING


def test_what_is_left_of_one_under_way_is_its_duration_and_its_ends_follow() -> None:
    roadmap = of_tables("tiltak;aktør;varighet_lav;varighet;varighet_høy;gjenstår\na;gp;3;4;6;2\n")

    (made,) = roadmap.adaptations
    assert made.is_running
    assert made.duration == Estimate(low=1.5, likely=2.0, high=3.0)
    (row,) = rows_of(roadmap, "tilpasning")
    assert (row["remaining"], row["duration"]) == (2, 2.0)


def test_an_english_table_says_the_same() -> None:
    english = of_tables("measure;sector;duration;support;after_phase\na;gp;2;0.5 from epj;gjennomføring\n")

    assert english == of_tables("tiltak;aktør;varighet;støtte;etter_fase\na;gp;2;0,5 fra epj;gjennomføring\n")


def test_a_link_names_an_adaptation_by_the_phase_beside_the_sector() -> None:
    roadmap = of_tables(
        "tiltak;aktør;varighet\na;gp;2\n",
        avhengigheter="forgjenger;forgjenger_fase;forgjenger_aktør;etterfølger\na;tilpasning;gp;b\n",
    )

    assert roadmap.dependencies[0].predecessor == Endpoint(measure="a", phase=ADAPTATION, sector="gp")
    assert roadmap.dependencies[0].predecessor.is_adaptation


def test_a_phase_of_another_name_stands_beside_no_sector() -> None:
    tables = TABLES | {
        "avhengigheter": "forgjenger;forgjenger_fase;forgjenger_aktør;etterfølger\na;gjennomføring;gp;b\n"
    }

    reading = read_tables({name: text.encode() for name, text in tables.items()})

    assert [(each.code, each.row) for each in errors(reading.findings)] == [("phase_and_sector", 2)]


def test_json_holds_adaptations_and_says_nothing_where_there_are_none(full: Roadmap) -> None:
    without = replace(full, adaptations=())

    assert roadmap_from_json(roadmap_to_json(full)) == full
    assert "adaptations" not in roadmap_to_json(without)
    assert without.digest != full.digest


def of_gp(roadmap: Roadmap) -> Adaptation:
    """Give the adaptation of a in gp."""
    found = roadmap.adaptation_of(("a", "gp"))
    assert found is not None
    return found


def given(adaptation: Adaptation) -> dict[str, float]:
    """Give who supports it with how much."""
    return {each.sector: each.person_months for each in adaptation.support}


@pytest.mark.parametrize(
    ("field", "value", "name", "found"),
    [
        ("duration", 3, "periods", 3),
        ("person_months", 2.5, "person_months", 2.5),
        ("cost_nok_per_period", None, "cost_nok_per_period", 0.0),
        ("after_phase", "build", "after_phase", "build"),
        ("remaining", 1, "is_running", True),
        ("support", None, "support", ()),
        ("support", (("fhi", 2.0),), "support", (Demand(sector="fhi", person_months=2.0),)),
    ],
)
def test_a_change_sets_a_cell(full: Roadmap, field: str, value: Any, name: str, found: Any) -> None:
    after = edited(full, (Set("adaptations", AT_GP, field, value),))

    assert getattr(of_gp(after), name) == found


def test_a_change_scales_a_duration_with_its_ends_and_support_by_amount(full: Roadmap) -> None:
    after = edited(
        full,
        (Scale("adaptations", AT_GP, "duration", 2.0), Scale("adaptations", AT_GP, "support", 3.0)),
    )

    assert of_gp(after).duration == Estimate(low=2.0, likely=4.0, high=8.0)
    assert given(of_gp(after)) == {"nhn": 1.5, "fhi": 0.75}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("0,5 fra nhn", "pairs of a sector and its person-months"),
        ((("nhn",),), "pairs of a sector and its person-months"),
        ((("nhn", 1.0), ("nhn", 2.0)), "each sector once"),
        ((("nhn", -1.0),), "from 0 to"),
        ((("gp", 1.0),), "stands in a column of its own"),
    ],
)
def test_a_change_to_what_is_no_support_is_refused(full: Roadmap, value: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said), in_language("en"):
        edited(full, (Set("adaptations", AT_GP, "support", value),))


def test_a_support_of_who_is_not_known_is_found_by_checking(full: Roadmap) -> None:
    after = edited(full, (Set("adaptations", AT_GP, "support", (("hvem", 1.0),)),))

    told = [each for each in errors(check(after)) if each.code.startswith("unknown_")]
    assert [each.table for each in told] == ["tilpasning"]
    assert "hvem" in str(told[0].message)


def test_a_rollout_and_a_phase_that_are_dropped_take_their_adaptations_along(full: Roadmap) -> None:
    with pytest.raises(ValueError, match="is named by"), in_language("en"):
        edited(full, (Drop("rollouts", AT_GP),))

    without_rollout = edited(full, (Drop("rollouts", AT_GP, with_dependents=True),))
    without_phase = edited(full, (Drop("phases", {"measure": "a", "phase": "plan"}, with_dependents=True),))

    assert [each.key for each in without_rollout.adaptations] == [("c", "er")]
    assert [each.key for each in without_phase.adaptations] == [("c", "er")]


def test_a_sector_that_is_dropped_is_taken_out_of_support_and_the_rest_stays(full: Roadmap) -> None:
    after = edited(full, (Drop("sectors", {"id": "fhi"}, with_dependents=True),))

    assert given(of_gp(after)) == {"nhn": 0.5}
    assert [each.support for each in after.adaptations if each.measure == "c"] == [()]
