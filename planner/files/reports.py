"""Reports of how a plan went, ``framdrift.csv``, as data."""

from pathlib import Path
from typing import Any

from planner.files.plans import FileError, refused
from planner.files.reading import LARGEST_FILE
from planner.files.table_text import read_table
from planner.language import reason_of, to_say
from planner.model import Finding, Report, errors
from planner.tables import REPORTS, TableRow


class ReportsError(FileError):
    """A table of reports that cannot be read; ``findings`` says why, each by its place."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(findings[0])
        self.findings = tuple(findings)


def read_reports(path: Path | str) -> tuple[Report, ...]:
    """Read what is reported.

    Raises
    ------
    FileError
        If the file cannot be read, or anything in it cannot; nothing is taken in then.
    """
    return reports_of(Path(path).name, _bytes(Path(path)))


def reports_of(name: str, content: bytes) -> tuple[Report, ...]:
    """Read the bytes of a table of reports.

    Raises
    ------
    ReportsError
        If anything in it cannot be read.
    """
    read = read_table(REPORTS, name, content)
    wrong = errors(read.findings)
    if wrong:
        raise ReportsError(wrong)
    return tuple(_report(row) for row in read.rows)


def _report(row: TableRow) -> Report:
    fields: dict[str, Any] = dict(row.values)
    return Report(row=row.line, **fields)


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise refused(file, "too_large", to_say("{file} is too large.", file=file.name))
        return file.read_bytes()
    except OSError as error:
        message = to_say("{file} cannot be read: {reason}.", file=file, reason=reason_of(error))
        raise refused(file, "bad_reports_file", message) from error
