"""Tables of what is reported are read as all tables are, and refused whole."""

from datetime import date
from pathlib import Path

import pytest

from planner.files import FileError, read_reports, reports_of
from planner.model import Report, ReportedState

NORWEGIAN = """\
tiltak;fase;aktør;status;begynt;ferdig;gjenstår;i_bruk;betaler;år;brukt;kilde
a;build;;ferdig;1.2.2023;2023-K2;;;;;;styret
a;;gp;;;;;12,5 %;;;;
;;;;;;;;staten;2023;1 200 000;
"""
ENGLISH = """\
measure;phase;sector;status;began;ended;remaining;in_use;payer;year;spent;source
a;build;;done;2023-02-01;2023-06-30;;;;;;styret
a;;gp;;;;;0.125;;;;
;;;;;;;;staten;2023;1200000;
"""


@pytest.mark.parametrize("text", [NORWEGIAN, ENGLISH], ids=["bokmål", "English"])
def test_reports_are_read_in_both_languages(text: str) -> None:
    first, second, third = reports_of("framdrift.csv", text.encode())

    assert (first.row, first.place, first.state) == (2, ("a", "build", ""), ReportedState.DONE)
    assert (first.began, first.ended, first.source) == (date(2023, 2, 1), date(2023, 6, 30), "styret")
    assert second == Report(row=3, measure="a", sector="gp", in_use=0.125)
    assert third == Report(row=4, payer="staten", year=2023, spent_nok=1_200_000.0)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("a;build;;halvveis;;;;;;;;", "unknown_word"),
        ("a;build;;;i fjor;;;;;;;", "not_a_date"),
        ("a;build;;;;;0;;;;;", "out_of_range"),
        ("a;;gp;;;;;1,5;;;;", "out_of_range"),
        ("a;build;;pågår;;;;;;;", "ragged_row"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_of_by_its_place(row: str, code: str) -> None:
    header = NORWEGIAN.splitlines()[0]

    with pytest.raises(FileError) as refused:
        reports_of("framdrift.csv", f"{header}\n{row}\n".encode())

    (finding,) = refused.value.findings
    assert (finding.code, finding.table, finding.row) == (code, "framdrift.csv", 2)


def test_the_same_thing_in_two_rows_is_told_of() -> None:
    twice = "tiltak;fase;gjenstår\na;build;2\na;build;3\n"

    with pytest.raises(FileError) as refused:
        reports_of("framdrift.csv", twice.encode())

    assert [each.row for each in refused.value.findings] == [3]


def test_a_missing_file_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        read_reports(tmp_path / "framdrift.csv")
