"""Workbooks as people fill them in: what spreadsheets make of what is typed is taken, noted or refused."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from files.books import SHEET, Sheets, a_workbook, good_sheets, packed, parts_of, reading_here
from support.builders import a_roadmap_with_everything

from planner.files import Reading, read, read_workbook, workbook_of
from planner.model import Finding, Severity, errors
from planner.pipeline import load
from planner.say import finding_words

MIDNIGHT = datetime(2024, 1, 1)  # noqa: DTZ001 - spreadsheets know no time zones


@pytest.fixture(autouse=True, scope="module")
def _here() -> Iterator[None]:
    with reading_here():
        yield


def sheets_with(sheet: str, header: str, value: Any, row: int = 2) -> Sheets:
    """Give the good sheets with something else in one cell; the row is as spreadsheets count."""
    sheets = good_sheets()
    sheets[sheet][row - 1][sheets[sheet][0].index(header)] = value
    return sheets


def reading_with(sheet: str, header: str, value: Any, row: int = 2) -> Reading:
    return read_workbook(a_workbook(sheets_with(sheet, header, value, row)))


def told(reading: Reading, code: str) -> Finding:
    (found,) = [finding for finding in reading.findings if finding.code == code]
    return found


@pytest.mark.parametrize(
    ("sheet", "header", "value"),
    [
        ("veikart", "tidligst_start", date(2024, 1, 1)),
        ("veikart", "tidligst_start", MIDNIGHT),
        ("veikart", "valgfri", True),
        ("avhengigheter", "andel", 0.25),
        ("avhengigheter", "andel", (0.25, "0.0%")),
        ("avhengigheter", "andel", "25 %"),
        ("avhengigheter", "andel", "0,25"),
    ],
)
def test_a_cell_may_hold_what_a_spreadsheet_makes_of_it(sheet: str, header: str, value: Any) -> None:
    reading = reading_with(sheet, header, value, row=4)

    assert errors(reading.findings) == []
    assert reading.roadmap == read_workbook(a_workbook(good_sheets())).roadmap


@pytest.mark.parametrize(
    ("sheet", "header", "row", "value", "words"),
    [
        (
            "kapasitet",
            "månedsverk",
            3,
            "mye",
            "kapasitet, row 3, månedsverk (D): “mye” stands here",
        ),
        (
            "kapasitet",
            "månedsverk",
            3,
            (2.5, "0 %"),
            "(D): “250 %” stands here, expected a value that is not",
        ),
        ("kapasitet", "månedsverk", 3, "1.234", "either 1 234 or 1,234"),
        ("kapasitet", "fra", 3, 46000, "fra (B): “46000” stands here, expected a date"),
        (
            "kapasitet",
            "fra",
            3,
            MIDNIGHT.replace(hour=13),
            "“2024-01-01T13:00:00” stands here, expected",
        ),
        ("innforing", "takt", 2, 25, "takt (E): “25” stands here, expected above 0 and at most 1"),
        (
            "veikart",
            "id",
            3,
            date(2026, 3, 1),
            "“2026-03-01” stands here, expected text: a spreadsheet",
        ),
        ("veikart", "id", 3, 1.5, "“1,5” stands here, expected text"),
        ("veikart", "valgfri", 3, "kanskje", "valgfri (G)"),
        ("veikart", "merknad", 3, "x" * 10_001, "expected at most 10000 characters"),
        ("veikart", "navn", 3, "a\x07b", "The character with code 7 does not belong in text"),
        ("veikart", "navn", 3, "PÃ¥", "are damaged"),
        ("forutsetninger", "verdi", 3, "i går", "forutsetninger, row 3, verdi (B)"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told_by_sheet_row_and_letter(
    sheet: str, header: str, row: int, value: Any, words: str
) -> None:
    reading = reading_with(sheet, header, value, row)

    assert reading.roadmap is None
    assert any(words in finding_words(finding) for finding in errors(reading.findings)), [
        finding_words(finding) for finding in errors(reading.findings)
    ]


@pytest.mark.parametrize(
    ("header", "value"),
    [("statusdato", date(2023, 1, 1)), ("perioder", 40), ("kalkulasjonsrente", "4 % til 40; 3 % til 75")],
)
def test_an_assumption_is_of_the_kind_that_its_key_says(header: str, value: Any) -> None:
    sheets = good_sheets()
    row = [cells[0] for cells in sheets["forutsetninger"]].index(header)
    sheets["forutsetninger"][row][1] = value

    reading = read_workbook(a_workbook(sheets))

    assert errors(reading.findings) == []
    assert [finding for finding in reading.findings if finding.code == "read_as_text"] == []
    assert reading.roadmap == read_workbook(a_workbook(good_sheets())).roadmap


def test_what_a_spreadsheet_cannot_work_out_is_told() -> None:
    def more(_book: Any, sheets: dict[str, Any]) -> None:
        sheets["kapasitet"].write_formula("D3", "=1/0", None, "#DIV/0!")

    found = told(read_workbook(a_workbook(good_sheets(), more)), "formula_error")

    assert finding_words(found).startswith("error: kapasitet, row 3, månedsverk (D): “#DIV/0!” stands here")


def test_a_formula_gives_its_last_value_and_a_note() -> None:
    def more(_book: Any, sheets: dict[str, Any]) -> None:
        sheets["kapasitet"].write_formula("D3", "=200+50", None, 251.5)

    reading = read_workbook(a_workbook(good_sheets(), more))

    found = told(reading, "formula")
    assert found.severity is Severity.NOTE
    assert finding_words(found) == (
        "note: kapasitet, row 3, månedsverk (D): A formula stands here; what it last came to was read: 251,5."
    )
    assert reading.roadmap is not None
    assert 251.5 in [each.person_months.likely for each in reading.roadmap.sectors[0].capacities]


def test_a_formula_that_was_never_worked_out_is_refused() -> None:
    parts = parts_of(a_workbook(good_sheets()))
    text = parts[SHEET].decode()
    cell = text[text.index('<c r="G4"') :].split("</c>")[0] + "</c>"
    parts[SHEET] = text.replace(cell, '<c r="G4"><f>1+1</f></c>').encode()

    found = told(read_workbook(packed(parts)), "formula_without_value")

    assert (found.table, found.row, found.column) == ("veikart", 4, "valgfri (G)")


def test_merged_cells_are_refused_by_their_range() -> None:
    def more(_book: Any, sheets: dict[str, Any]) -> None:
        sheets["kapasitet"].merge_range("A3:A4", "kommuner")

    found = told(read_workbook(a_workbook(good_sheets(), more)), "merged_cells")

    assert finding_words(found) == (
        "error: kapasitet, row 3, aktør (A): The cells A3:A4 are merged; expected each cell by itself."
    )


def test_hidden_rows_columns_and_sheets_are_read_and_noted() -> None:
    def more(_book: Any, sheets: dict[str, Any]) -> None:
        sheets["kapasitet"].set_row(2, None, None, {"hidden": True})
        sheets["kapasitet"].set_column("C:D", None, None, {"hidden": True})
        sheets["bidrag"].hide()

    reading = read_workbook(a_workbook(good_sheets(), more))

    assert reading.roadmap == read_workbook(a_workbook(good_sheets())).roadmap
    assert [finding_words(each) for each in reading.findings if each.code == "hidden"] == [
        "note: kapasitet, row 1: Columns are hidden; they were read too: C, D.",
        "note: kapasitet, row 3: Rows are hidden; they were read too: 3.",
        "note: bidrag, row 1: The sheet is hidden; it was read too.",
    ]


def test_figures_and_dates_that_are_text_are_noted_once_for_each_column() -> None:
    sheets = good_sheets()
    for row in sheets["kapasitet"][1:]:
        row[3] = float(row[3].replace(",", "."))

    reading = read_workbook(a_workbook(sheets))

    columns = [
        each.column
        for each in reading.findings
        if each.code == "figure_as_text" and each.table == "kapasitet"
    ]
    assert columns == ["fra (B)", "månedsverk_lav (C)", "månedsverk_høy (E)"]


def test_a_number_where_text_is_expected_is_taken_and_noted() -> None:
    reading = reading_with("veikart", "merknad", 2027, row=3)

    assert reading.roadmap is not None
    assert reading.roadmap.measures[1].note == "2027"
    assert finding_words(told(reading, "read_as_text")) == (
        "note: veikart, row 3, merknad (I): 2027 stands here and was read as text."
    )


def test_an_unknown_sheet_is_noted_with_what_it_may_be() -> None:
    sheets = good_sheets()
    sheets["kapasitett"] = sheets.pop("kapasitet")

    found = told(read_workbook(a_workbook(sheets)), "unknown_table")

    assert str(found.message) == (
        "The sheet kapasitett is not one of the tables and was not read. Perhaps it is meant to be kapasitet?"
    )


def test_one_table_in_two_sheets_is_refused() -> None:
    sheets = good_sheets()
    sheets["capacity"] = sheets["kapasitet"]

    assert "are the same table" in str(told(read_workbook(a_workbook(sheets)), "table_twice").message)


def test_a_header_that_stands_twice_is_told_with_both_letters() -> None:
    sheets = good_sheets()
    sheets["bidrag"][0][3] = "andel"

    assert told(read_workbook(a_workbook(sheets)), "duplicate_header").column == "andel (C, D)"


def test_cells_beside_the_table_are_told_by_their_letter() -> None:
    sheets = good_sheets()
    sheets["bidrag"][1].append("husk")

    assert told(read_workbook(a_workbook(sheets)), "unknown_header").column == "(E)"


def test_a_sheet_without_headers_and_a_workbook_without_measures_are_told() -> None:
    sheets = good_sheets()
    assert told(read_workbook(a_workbook(sheets | {"krav": [["a", "b"]]})), "no_headers").table == "krav"

    del sheets["veikart"]
    assert [each.code for each in read_workbook(a_workbook(sheets)).findings] == ["no_roadmap"]


def test_what_the_checks_find_is_told_by_letter_too(tmp_path: Path) -> None:
    sheets = sheets_with("avhengigheter", "etterfølger", "persontjenesten", row=3)
    file = tmp_path / "mitt veikart.XLSX"
    file.write_bytes(a_workbook(sheets))

    found = [finding for finding in load(file).findings if finding.is_error]

    assert found
    assert all(f"({letter})" in str(each.column) for each in found for letter in str(each.column)[-2:-1])


def test_at_most_200_findings_are_told() -> None:
    sheets = good_sheets()
    sheets["bidrag"] += [["x", "y", "z", "w"] for _time in range(300)]

    findings = read_workbook(a_workbook(sheets)).findings

    assert len(findings) == 201
    assert findings[-1].code == "more_findings"


def test_a_workbook_of_another_kind_is_told_so_by_its_name(tmp_path: Path) -> None:
    for name in ("a.xls", "a.ods", "a.xlsm"):
        (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
        assert [each.code for each in read(tmp_path / name).findings] == ["old_workbook"]


def test_the_first_sheet_may_be_gone(tmp_path: Path) -> None:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(workbook_of(a_roadmap_with_everything())))
    del book["Les meg"]
    book.save(tmp_path / "a.xlsx")

    reading = read(tmp_path / "a.xlsx")

    assert reading.roadmap == a_roadmap_with_everything()
    assert reading.made_from == ""
