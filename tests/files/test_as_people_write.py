"""Input as people write it: what spreadsheets add, what can be read in two ways, what is left from before."""

from codecs import BOM_UTF8
from pathlib import Path

import pytest
from files.damaging import cell, cells, content, more_rows, table_rows
from files.good_tables import TABLES, write_good_tables

from planner.files import read
from planner.files.collecting import Reading, read_tables
from planner.model import Finding, Severity
from planner.pipeline import load
from planner.tables.numbers import CellError, number_in

ENGLISH = "sector,from,person_months\nkommuner,2023-01-01,{amount}\n"
TABBED = "{headers}\nkommuner\t2023-01-01\t{amount}\n"


def reading_with(**tables: str) -> Reading:
    """Read the good tables with some of them exchanged."""
    return read_tables({name: text.encode() for name, text in (TABLES | tables).items()})


def the_finding(reading: Reading, code: str) -> Finding:
    (found,) = [finding for finding in reading.findings if finding.code == code]
    return found


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ('"150,000"', "either 150 000 or 150"),
        ('"1,234"', "either 1 234 or 1.2340"),
        ("20.000", "either 20 000 or 20"),
    ],
)
def test_150_comma_000_in_an_english_comma_file_was_read_as_150(text: str, readings: str) -> None:
    found = the_finding(reading_with(kapasitet=ENGLISH.format(amount=text)), "ambiguous_number")

    assert (found.row, found.column) == (2, "person_months")
    assert readings in str(found.message)


@pytest.mark.parametrize("text", ["150 000", "150", "1.2340", '"0,125"', '"12,5"', "1e3"])
def test_what_has_one_reading_in_an_english_comma_file_is_read(text: str) -> None:
    capacity = ENGLISH.format(amount=text)

    reading = reading_with(kapasitet=capacity, innforingsstopp="aktør;fra;til\n")

    assert reading.roadmap is not None
    expected = number_in(text.strip('"'))
    assert reading.roadmap.sector("kommuner").capacities[0].person_months.likely == expected


@pytest.mark.parametrize(
    ("headers", "is_read"), [("aktør\tfra\tmånedsverk", True), ("sector\tfrom\tperson_months", False)]
)
def test_the_language_of_the_headers_tells_the_comma_between_tabs(headers: str, is_read: bool) -> None:
    reading = reading_with(kapasitet=TABBED.format(headers=headers, amount="1,234"))

    assert (reading.roadmap is not None) == is_read


def test_a_comma_before_three_digits_is_the_decimal_mark_between_semicolons() -> None:
    reading = reading_with(kapasitet="sector;from;person_months\nkommuner;2023-01-01;1,234\n")

    assert reading.roadmap is not None
    assert reading.roadmap.sector("kommuner").capacities[0].person_months.likely == 1.234


@pytest.mark.parametrize(
    ("table", "text", "reading"),
    [
        ("innforing", 'measure,sector,gates\npersontjenesten,kommuner,"1,500 units in 1"\n', "1 500"),
        ("forutsetninger", 'key,value\nperiods,"1,234"\n', "1 234"),
    ],
)
def test_numbers_inside_a_longer_text_are_asked_about_too(table: str, text: str, reading: str) -> None:
    found = the_finding(reading_with(**{table: text}), "ambiguous_number")

    assert (found.table, found.row) == (table, 2)
    assert f"either {reading} or " in str(found.message)


def test_each_reading_that_a_refusal_gives_is_read_in_turn() -> None:
    with pytest.raises(CellError) as caught:
        number_in("20.000")

    readings = str(caught.value).removeprefix("either ").split(" or ")
    assert [number_in(each) for each in readings] == [20_000, 20]


@pytest.mark.parametrize("first", [b"sep=;\n", b"sep=;\r\n", b"SEP=,\n", b'"sep=;"\n', BOM_UTF8 + b"sep=;\n"])
def test_a_first_line_that_names_the_separator_was_taken_for_headers(tmp_path: Path, first: bytes) -> None:
    write_good_tables(tmp_path)
    before = read(tmp_path)

    content("kapasitet", lambda text: first + text)(tmp_path)
    after = read(tmp_path)

    assert before.roadmap is not None
    assert (after.roadmap, after.findings) == (before.roadmap, before.findings)


def test_lines_are_counted_from_the_line_that_names_the_separator(tmp_path: Path) -> None:
    write_good_tables(tmp_path)
    table_rows(
        "kapasitet", lambda rows: [[*rows[0], "hvem"], [*rows[1], "x"], *([*r, ""] for r in rows[2:])]
    )(tmp_path)
    content("kapasitet", lambda text: b"sep=;\n" + text.replace(b"240", b"mange"))(tmp_path)

    found = [(finding.code, finding.row) for finding in read(tmp_path).findings]

    assert found == [("unknown_header", 2), ("not_a_number", 3)]


def test_a_done_measure_could_not_keep_the_rows_that_planned_it(tmp_path: Path) -> None:
    write_good_tables(tmp_path)
    before = read(tmp_path).roadmap
    cells("veikart", 2, låst_start="2021-03-01", kostnad="5000000", kan_stoppes="ja")(tmp_path)
    more_rows("faser", {"tiltak": "helsenettet", "fase": "bygg", "varighet": "2"})(tmp_path)
    more_rows("behov", {"tiltak": "helsenettet", "fase": "bygg", "aktør": "nhn", "månedsverk": "4"})(tmp_path)

    reading = read(tmp_path)

    assert before is not None
    assert reading.roadmap == before
    (found,) = reading.findings
    assert (found.code, found.severity, found.row) == ("done_keeps_rows", Severity.NOTE, 2)
    assert "helsenettet (kostnad, låst_start, kan_stoppes, faser, behov)" in str(found.message)


def test_an_empty_cell_of_a_done_measure_was_nobody_in_use(tmp_path: Path) -> None:
    write_good_tables(tmp_path)
    cells("innforing", 2, målandel="0,9")(tmp_path)
    receivers = {"kommuner": "", "fastleger": "0,3"}
    rows = [{"tiltak": "helsenettet", "aktør": name, "i_bruk": use} for name, use in receivers.items()]
    more_rows("innforing", *({**row, "målandel": "0,8"} for row in rows))(tmp_path)

    reading = read(tmp_path)

    assert reading.roadmap is not None
    shares = {rollout.sector: rollout.in_use for rollout in reading.roadmap.rollouts_of("helsenettet")}
    assert shares == {"kommuner": 0.8, "fastleger": 0.3}
    planned = reading.roadmap.rollout("persontjenesten", "kommuner")
    assert planned is not None
    assert planned.in_use == 0


def test_a_share_in_use_at_a_deadline_before_the_status_date_was_too_late(tmp_path: Path) -> None:
    write_good_tables(tmp_path)
    cell("forutsetninger", "verdi", "2024-01-01", 3)(tmp_path)
    rows = {"i_bruk": "0,5", "frist": "2023-06-01", "frist_andel": "0,5"}
    cells("innforing", 2, **rows)(tmp_path)
    assert [each.code for each in load(tmp_path).findings if each.is_error] == []

    cells("innforing", 2, **(rows | {"frist_andel": "0,6"}))(tmp_path)

    assert [each.code for each in load(tmp_path).findings if each.is_error] == ["share_too_late"]


@pytest.mark.parametrize(("row", "expected"), [("", False), ("påbegynte_først;ja;;;antatt\n", True)])
def test_started_first_was_on_in_one_document_and_off_in_another(row: str, expected: bool) -> None:
    reading = reading_with(forutsetninger=TABLES["forutsetninger"] + row)

    assert reading.roadmap is not None
    assert reading.roadmap.started_first == expected


@pytest.mark.parametrize(
    ("status", "severity"), [("påbegynt", Severity.NOTE), ("planlagt", Severity.ERROR), ("ferdig", None)]
)
def test_when_a_started_measure_without_phases_left_began_was_refused(
    tmp_path: Path, status: str, severity: Severity | None
) -> None:
    write_good_tables(tmp_path)
    cells("veikart", 2, status=status, låst_start="2021-03-01")(tmp_path)

    found = [each.severity for each in read(tmp_path).findings if each.code == "nothing_to_pin"]

    assert found == [severity] * (severity is not None)
