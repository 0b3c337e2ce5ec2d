"""A roadmap as a workbook: what is written is read again as the same, and helps who changes it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from files.books import a_workbook, good_sheets, parts_of, reading_here
from files.strategies import NASTY, written_roadmaps
from hypothesis import HealthCheck, given, settings
from support.builders import a_measure, a_phase, a_roadmap, a_roadmap_with_everything

from planner.files import read, read_tables, read_workbook, workbook_of
from planner.files.workbooks.notes import note_of
from planner.language import in_language
from planner.model import Roadmap, errors
from planner.tables import BY_NAME, TABLES

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(autouse=True, scope="module")
def _here() -> Iterator[None]:
    with reading_here():
        yield


@pytest.mark.parametrize("english", [False, True])
@given(roadmap=written_roadmaps())
@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
def test_a_workbook_and_its_roadmap_and_a_workbook_again_are_the_same(
    roadmap: Roadmap, english: bool
) -> None:
    reading = read_workbook(workbook_of(roadmap, english=english))
    assert reading.roadmap == roadmap
    assert reading.made_from == roadmap.digest

    assert read_workbook(workbook_of(reading.roadmap, english=english)).roadmap == roadmap


@pytest.mark.slow
@pytest.mark.parametrize("english", [False, True])
@given(roadmap=written_roadmaps())
@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
def test_many_roadmaps_come_back_from_workbooks(roadmap: Roadmap, english: bool) -> None:
    assert read_workbook(workbook_of(roadmap, english=english)).roadmap == roadmap


@pytest.mark.parametrize("english", [False, True])
def test_the_default_data_come_back_from_a_workbook_without_a_word(tmp_path: Path, english: bool) -> None:
    roadmap = read(DATA).roadmap
    assert roadmap is not None
    file = tmp_path / "veikart.xlsx"
    file.write_bytes(workbook_of(roadmap, english=english))

    again = read(file)

    assert again.findings == ()
    assert again.roadmap == roadmap
    assert again.roadmap.digest == roadmap.digest == again.made_from


MARKED = ("_x000D_", "_x005F_", "<r>x</r>", "<r><t>x</t></r>", "a\rb", "\uffff", "x005F_", "&amp;")


def test_texts_come_back_whatever_they_look_like() -> None:
    texts = (*NASTY, *MARKED)
    measures = [
        replace(a_measure(f"m{number}", a_phase()), name=f"{text}.", owner=text, note=f".{text}")
        for number, text in enumerate(texts)
    ]
    roadmap = replace(a_roadmap(*measures), name="<r></r>")

    assert read_workbook(workbook_of(roadmap)).roadmap == roadmap


def test_no_text_becomes_a_formula_or_a_link() -> None:
    measure = replace(a_measure("a", a_phase()), name="=1+1", owner="https://example.org", note="@sum")

    parts = parts_of(workbook_of(a_roadmap(measure)))

    of_tables = {name: part for name, part in parts.items() if name.startswith("xl/worksheets/sheet")}
    assert [name for name, part in of_tables.items() if b"<f>" in part] == []
    assert [name for name, part in of_tables.items() if b"hyperlink" in part] == ["xl/worksheets/sheet1.xml"]


def test_the_same_roadmap_gives_the_same_bytes() -> None:
    assert workbook_of(a_roadmap_with_everything()) == workbook_of(a_roadmap_with_everything())


def test_a_roadmap_that_would_come_back_as_another_is_not_written() -> None:
    with pytest.raises(ValueError, match="cannot be kept in tables"):
        workbook_of(a_roadmap(a_measure("two words", a_phase())))


@pytest.mark.parametrize("text", ["_x005F_x000D_", "<r>\r</r>", "x" * 33_000])
def test_a_text_that_no_cell_can_hold_is_told_of(text: str) -> None:
    with pytest.raises(ValueError, match=r"too long|cannot hold this text|cannot be kept"):
        workbook_of(a_roadmap(replace(a_measure("a", a_phase()), note=text)))


def test_every_table_has_a_sheet_after_one_that_explains(tmp_path: Path) -> None:
    file = tmp_path / "roadmap.xlsx"
    file.write_bytes(workbook_of(a_roadmap_with_everything()))
    book = openpyxl.load_workbook(file)

    assert book.sheetnames == ["Les meg", *(table.name for table in TABLES)]
    said = [str(cell.value) for row in book["Les meg"].iter_rows() for cell in row if cell.value is not None]
    assert a_roadmap_with_everything().digest in said
    assert {table.name for table in TABLES} <= set(said)


def test_a_sheet_says_what_its_columns_mean_and_offers_the_words_and_ids_of_cells(tmp_path: Path) -> None:
    file = tmp_path / "roadmap.xlsx"
    file.write_bytes(workbook_of(a_roadmap_with_everything(), english=True))
    sheet: Any = openpyxl.load_workbook(file)["rollouts"]
    headers = {cell.value: cell for cell in sheet[1]}

    assert list(headers) == [column.alias for column in BY_NAME["innforing"].columns]
    assert sheet.freeze_panes == "B2"
    with in_language("en"):
        for column in BY_NAME["innforing"].columns:
            assert headers[column.alias].comment.text == note_of(column)
    offered = {str(each.sqref).split(":")[0]: each.formula1 for each in sheet.data_validations.dataValidation}
    assert offered[f"{headers['sector'].column_letter}2"].startswith("'sectors'!$A$2:$A$")
    assert offered[f"{headers['benefit_grows'].column_letter}2"] == '"yes,no"'


@pytest.mark.parametrize(
    ("table", "header", "said"),
    [
        ("innforing", "takt", "Empty means: "),
        ("aktorer", "programandel", "Range: "),
        ("faser", "kostnad_per_periode", "Unit: NOK"),
        ("veikart", "status", "One of: planned, started, done"),
        ("veikart", "id", "Has to be filled."),
    ],
)
def test_a_note_tells_unit_range_words_and_what_empty_means(table: str, header: str, said: str) -> None:
    assert said in note_of(BY_NAME[table].column(header))


def test_numbers_are_numbers_and_dates_are_dates(tmp_path: Path) -> None:
    file = tmp_path / "roadmap.xlsx"
    roadmap = read(DATA).roadmap
    assert roadmap is not None
    file.write_bytes(workbook_of(roadmap))
    book = openpyxl.load_workbook(file)

    def column(sheet: str, header: str) -> list[Any]:
        place = [cell.value for cell in book[sheet][1]].index(header)
        return [row[place] for row in book[sheet].iter_rows(min_row=2) if row[place].value is not None]

    assert all(cell.is_date for cell in column("kapasitet", "fra"))
    assert all(isinstance(cell.value, int | float) for cell in column("kapasitet", "månedsverk"))
    assert {cell.number_format for cell in column("aktorer", "programandel")} <= {"0%", "0.0%", "0.00%"}


def test_tables_that_are_all_text_are_the_roadmap_of_the_same_tables_in_csv() -> None:
    from files.good_tables import TABLES as TEXTS

    reading = read_workbook(a_workbook(good_sheets()))

    assert errors(reading.findings) == []
    assert reading.roadmap == read_tables({name: text.encode() for name, text in TEXTS.items()}).roadmap
    assert reading.made_from == ""
