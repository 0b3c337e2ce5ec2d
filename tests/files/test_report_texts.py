"""A file of reports as texts: tables and workbooks alike, what cannot be read as it stands."""

from io import BytesIO

import pytest
import xlsxwriter

from planner.files import FileError, report_texts
from planner.language import in_language, worded

ROWS = [
    {"measure": "a", "phase": "build", "ended": "2027-02-28", "left_periods": "mange"},
    {"payer": "staten", "year": "2027", "spent_nok": "80000000"},
]
TABLE = (
    "tiltak;fase;ferdig;gjenstår;betaler;år;brukt\n"
    "a;build;2027-02-28;mange;;;\n;;;;;;\n;;;;staten;2027;80000000\n"
)


def a_book(sheet: str, *beside: str) -> bytes:
    """Give the same rows as a workbook, with other sheets beside."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for name in beside:
            book.add_worksheet(name).write_string(0, 0, "notes")
        written = book.add_worksheet(sheet)
        for row, line in enumerate(TABLE.splitlines()):
            for place, text in enumerate(line.split(";")):
                if text.isdecimal():
                    written.write_number(row, place, int(text))
                elif text:
                    written.write_string(row, place, text)
    return content.getvalue()


def test_a_table_is_given_cell_by_cell_without_empty_rows() -> None:
    assert list(report_texts("framdrift.csv", TABLE.encode())) == ROWS
    english = TABLE.replace(
        "tiltak;fase;ferdig;gjenstår;betaler;år;brukt", "measure,phase,ended,remaining,payer,year,spent"
    )
    assert list(report_texts("progress.csv", english.replace(";", ",").encode())) == ROWS


@pytest.mark.parametrize("book", [a_book("framdrift", "Notater"), a_book("Progress")], ids=["nb", "en"])
def test_a_workbook_gives_the_same(book: bytes) -> None:
    assert list(report_texts("framdrift.xlsx", book)) == ROWS


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"navn;farge\na;b\n",
        TABLE.replace("fase", "fasse").encode(),
        b"PK\x03\x04 no workbook",
        a_book("Ark1"),
    ],
    ids=["empty", "binary", "another table", "misspelt", "damaged", "no such sheet"],
)
def test_what_is_no_table_of_reports_is_refused_whole(content: bytes) -> None:
    with pytest.raises(FileError) as refused:
        report_texts("x.csv", content)

    assert refused.value.findings


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a;build;;2;staten;;", "Rad 4, betaler: "),
        ("a;build;;2;;;80", "Rad 4, brukt: "),
        (";build;;;staten;2027;80", "Rad 4, fase: "),
        (";;2027-02-28;;;2027;80", "Rad 4, ferdig: "),
    ],
)
def test_a_row_of_what_was_spent_and_of_something_else_is_refused_by_row_and_header(
    row: str, said: str
) -> None:
    lines = [*TABLE.splitlines()[:3], row, *TABLE.splitlines()[3:]]

    with pytest.raises(FileError) as refused:
        report_texts("x.csv", "\n".join(lines).encode())

    (finding,) = refused.value.findings
    assert finding.row == 4
    with in_language("nb"):
        assert worded(finding.message).startswith(said)
