"""One mistake in a beginner's roadmap is one error, at its place: what was found, and what was expected."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.files import read, starter_files, workbook_of
from planner.language import in_language
from planner.model import errors
from planner.pipeline import load
from planner.say import finding_words


def beginners(folder: Path) -> Path:
    """Write the roadmap that beginners start from."""
    with in_language("nb"):
        files = starter_files()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def told_of(folder: Path) -> list[str]:
    """Give the errors, and notes of what an error alone brings about, as a Norwegian reads them."""
    with in_language("nb"):
        return [finding_words(each) for each in load(folder).findings]


@pytest.mark.parametrize(
    ("table", "before", "after", "said"),
    [
        (
            "veikart",
            "Grunnmur;2;",
            "Grunnmur;2,5;",
            "veikart, rad 2, varighet: Her står «2,5». Ventet: et heltall.",
        ),
        (
            "veikart",
            "Grunnmur;2;",
            "Grunnmur;to;",
            "veikart, rad 2, varighet: Her står «to». Ventet: et tall",
        ),
        (
            "veikart",
            "saksgang innf",
            "saksgng innf",
            "veikart, rad 6, avhenger_av: saksgng er ikke kjent her.",
        ),
        ("kapasitet", "01-01;60", "01-01;-60", "kapasitet, rad 2, månedsverk: Her står «-60». Ventet: fra 0"),
        (
            "behov",
            "innlogging;",
            "inlogging;",
            "behov, rad 2, tiltak: inlogging er ikke kjent her. Mente du innlogging?",
        ),
    ],
)
def test_a_wrong_cell_is_told_once(tmp_path: Path, table: str, before: str, after: str, said: str) -> None:
    file = beginners(tmp_path) / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")

    told = [line for line in told_of(tmp_path) if line.startswith("feil")]

    assert [line.startswith(f"feil: {said}") for line in told[:1]] == [True], told
    assert len(told_of(tmp_path)) == len(told)


def test_several_byte_order_marks_are_passed_over(tmp_path: Path) -> None:
    file = beginners(tmp_path) / "veikart.csv"
    file.write_bytes(b"\xef\xbb\xbf\xef\xbb\xbf" + file.read_bytes())

    assert read(tmp_path).findings == ()


def _workbook(file: Path) -> bytes:
    roadmap = read(file.parent).roadmap
    assert roadmap is not None
    return workbook_of(roadmap)


@pytest.mark.parametrize(
    "content", [_workbook, lambda _file: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512]
)
def test_a_workbook_that_is_called_csv_is_told_to_be_one(
    tmp_path: Path, content: Callable[[Path], bytes]
) -> None:
    file = beginners(tmp_path) / "kapasitet.csv"
    file.write_bytes(content(file))

    (told,) = errors(read(tmp_path).findings)

    assert str(told.message).startswith("The file is a workbook and no CSV.")


def test_a_demand_without_its_phase_is_told_with_its_row(tmp_path: Path) -> None:
    file = beginners(tmp_path) / "behov.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("utviklere", "utvikleree", 1), encoding="utf-8")

    (told,) = errors(load(tmp_path).findings)

    assert (told.table, told.row, told.column) == ("behov", 2, "aktør")


def test_an_unknown_header_is_told_with_those_there_are(tmp_path: Path) -> None:
    file = beginners(tmp_path) / "veikart.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("merknad", "kommentar"), encoding="utf-8")

    (told,) = told_of(tmp_path)

    assert "Her står «kommentar». Ventet: en av id, navn, eier, mål, " in told


@pytest.mark.parametrize("content", [b"", b"hei", b"PK\x03\x04 hei"])
def test_a_workbook_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "vårt.xlsx"
    file.write_bytes(content)

    (told,) = told_of(file)

    assert told.startswith("feil: vårt.xlsx: Filen er ")
