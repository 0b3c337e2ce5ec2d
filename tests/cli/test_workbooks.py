"""Workbooks from the command line: written of roadmaps and plans, and taken wherever a folder is."""

from pathlib import Path

import pytest
from files.good_tables import write_good_tables

from planner import read_roadmap
from planner.cli import main
from planner.files import read
from planner.store.places import folder_of_tables, store_folder


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Give a workbook that the command has written of a folder of tables."""
    write_good_tables(tmp_path)
    assert main(["export", str(tmp_path), "--to", "workbook"]) == 0
    return tmp_path / "roadmap.xlsx"


def test_a_workbook_is_read_as_the_folder_that_it_was_written_of(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_roadmap(workbook) == read(workbook.parent).roadmap
    assert main(["--lang", "en", "check", str(workbook)]) == 0
    assert "3 measures" in capsys.readouterr().out


def test_a_workbook_is_written_of_a_workbook_too(workbook: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"

    assert main(["export", str(workbook), "--to", "workbook", "--out", str(again)]) == 0

    assert again.read_bytes() == workbook.read_bytes()


def test_what_needs_a_plan_is_not_written_of_a_roadmap(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "export", str(workbook), "--to", "pdf"]) == 1
    assert "no schedule" in capsys.readouterr().err


def test_mistakes_in_a_workbook_are_told_by_sheet_row_and_letter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from files.books import a_workbook, good_sheets

    sheets = good_sheets()
    sheets["kapasitet"][2][3] = "mye"
    file = tmp_path / "mine.xlsx"
    file.write_bytes(a_workbook(sheets))

    assert main(["--lang", "en", "check", str(file)]) == 1
    assert "kapasitet, row 3, månedsverk (D): “mye” stands here" in capsys.readouterr().err
    assert main(["--lang", "en", "export", str(file), "--to", "workbook"]) == 1


def test_a_workbook_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "check", str(tmp_path / "none.xlsx")]) == 1
    assert "does not exist" in capsys.readouterr().err


def test_two_workbooks_in_one_folder_have_stores_of_their_own(workbook: Path) -> None:
    other = workbook.with_name("other.xlsx")
    other.write_bytes(workbook.read_bytes())

    assert folder_of_tables(workbook) == workbook.resolve()
    assert store_folder(workbook) != store_folder(other)
    assert store_folder(workbook) != store_folder(workbook.parent)
