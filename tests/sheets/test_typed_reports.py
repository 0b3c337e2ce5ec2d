"""Typed rows of reports are read as a file is, and each thing that is wrong has its cell."""

from datetime import date

from planner.language import Word, in_language, to_say, worded
from planner.model import Finding, Report, ReportedState, Severity
from planner.sheets import reports_typed, wrong_by_cell


def test_rows_are_read_as_in_a_file_and_empty_ones_are_no_report() -> None:
    read = reports_typed(
        [
            {"measure": "a", "phase": "build", "state": "ferdig", "ended": "28.02.2027", "source": " "},
            {},
            {"payer": "staten", "year": "2027", "spent_nok": "1 234,5"},
        ]
    )

    assert read.wrong == {}
    done, spent = read.reports
    assert done == Report(
        row=2,
        measure="a",
        phase="build",
        state=ReportedState.DONE,
        ended=date(2027, 2, 28),
        source=done.source,
    )
    assert (spent.row, spent.spent_nok) == (4, 1234.5)


def test_a_row_with_a_cell_that_cannot_be_read_is_no_report_and_the_others_are() -> None:
    read = reports_typed(
        [
            {"measure": "a", "began": "snart", "in_use": "120 %"},
            {"measure": "b", "state": "running"},
        ]
    )

    assert [report.measure for report in read.reports] == ["b"]
    assert read.wrong.keys() == {(0, "began"), (0, "in_use")}
    with in_language("en"):
        assert "snart" in worded(read.wrong[0, "began"])


def test_a_row_about_nothing_is_told_so_where_what_it_is_about_is_typed() -> None:
    read = reports_typed([{"state": "ferdig"}, {"spent_nok": "5"}])

    assert read.reports == ()
    assert read.wrong.keys() == {(0, "measure"), (1, "payer")}


def test_what_a_roll_refuses_has_the_cell_that_it_names() -> None:
    def found(row: int | None, column: object) -> Finding:
        message = to_say("wrong")
        return Finding(code="x", message=message, severity=Severity.ERROR, row=row, column=column)  # type: ignore[arg-type]

    wrong = wrong_by_cell(
        [found(2, Word(nb="ferdig", en="ended")), found(4, Word(nb="i_bruk", en="in_use")), found(None, "")]
    )

    assert wrong.keys() == {(0, "ended"), (2, "in_use")}
