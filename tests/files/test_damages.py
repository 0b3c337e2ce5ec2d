"""Every damage is named at its place, and none is read in silence as something else."""

import shutil
from pathlib import Path

import pytest
from files.damages import ERRORS, HARMLESS
from files.damaging import ANY, LAST, Damage
from files.good_tables import TABLES, write_good_tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.check import check
from planner.files import read
from planner.files.reading import read_tables
from planner.language import in_language
from planner.model import Finding, Severity
from planner.pipeline import load

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(params=["small", "default"])
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
        and bool(finding.message)
    )


def lines(folder: Path, table: str) -> int:
    """Count the lines of a table."""
    file = folder / f"{table}.csv"
    return len(file.read_bytes().splitlines()) if file.is_file() and file.stat().st_size < 1e7 else 0


def by_name(damage: Damage) -> str:
    return damage.name.encode("ascii", "replace").decode()


def test_the_tables_are_without_fault_before(folder: Path) -> None:
    assert [finding for finding in load(folder).findings if finding.is_error] == []


@pytest.mark.parametrize("damage", ERRORS, ids=by_name)
def test_a_damage_stops_the_work_and_is_named_at_its_place(folder: Path, damage: Damage) -> None:
    damage.done(folder)

    outcome = load(folder)

    assert not outcome.can_be_planned
    errors = [finding for finding in outcome.findings if finding.is_error]
    rows = 0 if damage.row in (None, ANY) else lines(folder, damage.table)
    assert any(is_the_one(finding, damage, rows) for finding in errors), errors[:8]


@pytest.mark.parametrize("damage", HARMLESS, ids=by_name)
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
    assert all(finding.message for finding in norwegian)


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
