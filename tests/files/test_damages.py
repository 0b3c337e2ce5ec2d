"""Every damage is named at its place, and none is read in silence as something else."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from files.damages import ERRORS, HARMLESS
from files.damaging import (
    ANY,
    LAST,
    Damage,
    cell,
    content,
    header,
    line,
    row_again,
    table_rows,
    without_column,
)
from files.good_tables import TABLES, write_good_tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.check import check
from planner.files import read
from planner.files.collecting import read_tables
from planner.language import in_language
from planner.model import Finding, Severity
from planner.pipeline import load

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a folder of tables without fault."""
    tables = tmp_path / "tables"
    if request.param == "default":
        shutil.copytree(DATA, tables)
    else:
        tables.mkdir()
        write_good_tables(tables)
    return tables


def is_the_one(finding: Finding, damage: Damage, rows: int) -> bool:
    """Tell whether a finding is the one that a damage must give."""
    row = rows if damage.row == LAST else damage.row
    return (
        finding.code == damage.code
        and finding.table == damage.table
        and row in (ANY, finding.row)
        and finding.column == damage.column
        and bool(str(finding.message))
    )


def lines(folder: Path, table: str) -> int:
    """Count the lines of a table."""
    file = folder / f"{table}.csv"
    return len(file.read_bytes().splitlines()) if file.is_file() and file.stat().st_size < 1e7 else 0


def by_name(damage: Damage) -> str:
    return damage.name.encode("ascii", "replace").decode()


def in_folders(damages: tuple[Damage, ...]) -> list[Any]:
    """Give each damage in the small tables, then in the default data, where most are slow tests."""
    cases = [pytest.param("small", each, id=f"{by_name(each)}-small") for each in damages]
    for number, each in enumerate(damages):
        marks = [pytest.mark.slow] if number % 10 else []
        cases.append(pytest.param("default", each, id=f"{by_name(each)}-default", marks=marks))
    return cases


@pytest.mark.parametrize("folder", ["small", "default"], indirect=True)
def test_the_tables_are_without_fault_before(folder: Path) -> None:
    assert [finding for finding in load(folder).findings if finding.is_error] == []


@pytest.mark.parametrize(("folder", "damage"), in_folders(ERRORS), indirect=["folder"])
def test_a_damage_stops_the_work_and_is_named_at_its_place(folder: Path, damage: Damage) -> None:
    damage.done(folder)

    outcome = load(folder)

    assert not outcome.can_be_planned
    errors = [finding for finding in outcome.findings if finding.is_error]
    rows = 0 if damage.row in (None, ANY) else lines(folder, damage.table)
    assert any(is_the_one(finding, damage, rows) for finding in errors), errors[:8]


@pytest.mark.parametrize(("folder", "damage"), in_folders(HARMLESS), indirect=["folder"])
def test_what_does_no_harm_gives_the_same_roadmap(folder: Path, damage: Damage) -> None:
    before = read(folder)

    damage.done(folder)
    after = read(folder)

    assert after.roadmap == before.roadmap
    notes = [finding for finding in after.findings if finding not in before.findings]
    if damage.code:
        assert any(is_the_one(note, damage, 0) for note in notes)
    else:
        assert notes == []
    assert all(note.severity is Severity.NOTE for note in notes)


@pytest.mark.parametrize("damage", ERRORS, ids=by_name)
def test_a_damage_is_named_in_norwegian_too(tmp_path: Path, damage: Damage) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    write_good_tables(folder)
    damage.done(folder)

    with in_language("nb"):
        norwegian = load(folder).findings
    english = load(folder).findings

    assert [finding.code for finding in norwegian] == [finding.code for finding in english]
    assert all(str(finding.message) for finding in norwegian)


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x81\x8d\n\xff\xd8"

ONE_CAUSE = (
    *(Damage(f"a picture as {name}", content(name, lambda b: PNG), "not_text", name, 1) for name in TABLES),
    Damage("id of a measure refused", cell("veikart", "id", "persontjenesten!", 3), "not_an_id", row=3),
    Damage("id of a measure empty", cell("veikart", "id", "", 3), "missing_cell", row=3),
    Damage("id of a sector refused", cell("aktorer", "id", "kommuner!"), "not_an_id", "aktorer"),
    Damage("id of a phase refused", cell("faser", "fase", "bygg!"), "not_an_id", "faser"),
    Damage("row of a measure cut", line("veikart", lambda b: b[:20], 3), "ragged_row", row=3),
    Damage("row of a phase cut", line("faser", lambda b: b[:20]), "ragged_row", "faser"),
    Damage("ids misnamed", header("veikart", "id", "idd"), "unknown_header", row=1),
    Damage("no ids", without_column("veikart", "id"), "missing_header", row=1),
    Damage("no sectors", without_column("innforing", "aktør"), "missing_header", "innforing", 1),
    Damage("no measures", table_rows("veikart", lambda rows: rows[:1]), "no_measures", row=1),
    Damage("middle of an estimate refused", cell("faser", "varighet", "x"), "not_a_number", "faser"),
    Damage("middle of an estimate empty", cell("faser", "varighet", ""), "missing_cell", "faser"),
    Damage("a phase twice", row_again("faser"), "duplicate", "faser", LAST),
    Damage("a dependency twice", row_again("avhengigheter"), "duplicate", "avhengigheter", LAST),
    Damage("a measure unknown", cell("faser", "tiltak", "finnes_ikke"), "unknown_measure", "faser"),
    Damage("a rollout unknown", cell("innforing", "aktør", "finnes_ikke"), "unknown_sector", "innforing"),
    Damage("a service unknown", cell("bidrag", "tjeneste", "finnes_ikke"), "unknown_service", "bidrag"),
    Damage("too many units", cell("innforing", "enheter", "999999"), "more_units_than_sector", "innforing"),
    Damage("status date refused", cell("forutsetninger", "verdi", "x", 3), "not_a_date", "forutsetninger", 3),
)


@pytest.mark.parametrize("damage", ONE_CAUSE, ids=by_name)
def test_one_cause_gives_one_finding(tmp_path: Path, damage: Damage) -> None:
    write_good_tables(tmp_path)
    damage.done(tmp_path)

    findings = load(tmp_path).findings

    assert [(each.code, each.table) for each in findings] == [(damage.code, damage.table)]
    assert findings[0].row == (lines(tmp_path, damage.table) if damage.row == LAST else damage.row)


def test_an_error_of_its_own_is_told_beside_another(tmp_path: Path) -> None:
    write_good_tables(tmp_path)
    cell("aktorer", "id", "kommuner!")(tmp_path)
    cell("kapasitet", "aktør", "fastlegr")(tmp_path)
    cell("faser", "varighet", "x", 4)(tmp_path)

    found = [(each.code, each.table, each.row) for each in load(tmp_path).findings]

    assert found == [
        ("not_an_id", "aktorer", 2),
        ("unknown_sector", "kapasitet", 2),
        ("not_a_number", "faser", 4),
    ]


def test_what_is_not_text_is_told_with_its_byte(tmp_path: Path) -> None:
    write_good_tables(tmp_path)
    (tmp_path / "faser.csv").write_bytes(PNG)

    (finding,) = load(tmp_path).findings

    assert "byte 0x89 stands in place 1" in str(finding.message)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("english", [False, True])
def test_columns_are_named_as_in_the_language_of_the_file(
    tmp_path: Path, language: str, english: bool
) -> None:
    write_good_tables(tmp_path)
    names = {"tiltak": "measure", "aktør": "sector", "månedsverk": "person_months", "fase": "phase"}
    if english:
        for old, new in names.items():
            header("behov", old, new)(tmp_path)
    without_column("behov", names["aktør"] if english else "aktør")(tmp_path)

    with in_language(language):
        (finding,) = load(tmp_path).findings

    assert finding.column == ("sector" if english else "aktør")


@pytest.mark.parametrize("written", ["a 50 % @{}", "a 50 % @{}; b", "b; a 50 % @{}"])
def test_a_sector_in_a_short_share_is_pointed_at_where_it_stands(tmp_path: Path, written: str) -> None:
    measures = f'id;navn;varighet;avhenger_av\na;A;2;\nb;B;2;\nc;C;2;"{written.format("gpp")}"\n'
    (tmp_path / "veikart.csv").write_text(measures, encoding="utf-8")
    (tmp_path / "aktorer.csv").write_text("id;navn;type;enheter\ngp;GP;mottaker;9\n", encoding="utf-8")
    rollouts = "tiltak;aktør;innsats_per_enhet;takt\na;gp;1;0,5\nc;gp;1;0,5\n"
    (tmp_path / "innforing.csv").write_text(rollouts, encoding="utf-8")

    found = [each for each in load(tmp_path).findings if each.code == "unknown_rollout"]

    assert [(each.table, each.row, each.column) for each in found] == [("veikart", 4, "avhenger_av")]


def test_capacity_that_is_too_small_is_pointed_at_where_it_stands(tmp_path: Path) -> None:
    write_good_tables(tmp_path)
    cell("kapasitet", "månedsverk_lav", "0")(tmp_path)
    cell("kapasitet", "månedsverk", "0,5")(tmp_path)
    cell("kapasitet", "månedsverk_lav", "0", 3)(tmp_path)
    cell("kapasitet", "månedsverk", "0,5", 3)(tmp_path)

    found = [each for each in load(tmp_path).findings if each.code == "work_above_capacity"]

    assert [(each.table, each.row, each.column) for each in found] == [("kapasitet", 2, "månedsverk")]


@given(data=st.data())
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bytes_in_any_place_never_raise(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(TABLES)))
    before = TABLES[name].encode()
    place = data.draw(st.integers(0, len(before)))
    cut = data.draw(st.integers(0, 9))
    put = data.draw(
        st.sampled_from([b";", b'"', b"\n", b",", b"-", b"9", b"\xf8", b""]) | st.binary(max_size=6)
    )
    tables = {each: text.encode() for each, text in TABLES.items()}

    reading = read_tables(tables | {name: before[:place] + put + before[place + cut :]})

    if reading.roadmap is None:
        assert any(finding.is_error for finding in reading.findings)
    else:
        reading.locate(check(reading.roadmap))


def test_there_are_enough_damages_and_each_has_a_name_of_its_own() -> None:
    names = [(damage.name, damage.table) for damage in (*ERRORS, *HARMLESS)]

    assert len(names) >= 60
    assert len(set(names)) == len(names)
