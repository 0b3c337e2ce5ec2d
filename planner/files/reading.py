"""A roadmap in files, a folder of tables or a workbook, with every fault found at once."""

import stat
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from planner.files.collecting import NAMES, Reading, collected, first_of, read_tables
from planner.files.workbooks import is_workbook, read_workbook
from planner.language import reason_of, sentences, to_say
from planner.model import Finding, Severity, errors

LARGEST_FILE = 50_000_000


def read(path: Path | str) -> Reading:
    """Read the roadmap in a workbook, in a folder of tables, or in the folder of one of them.

    Never raises for what stands in the files: that comes back as findings, errors and notes.
    """
    file = Path(path)
    return _of_workbook(file) if is_workbook(file) else _of_folder(file)


def _of_workbook(file: Path) -> Reading:
    """Read a workbook, which is as large as a table may be."""
    findings: list[Finding] = []
    content = _bytes(file, findings)
    reading = collected({}, findings) if content is None else read_workbook(content)
    found, every = (
        tuple(_in_book(each, file.name) for each in some) for some in (reading.findings, reading.every)
    )
    return replace(reading, findings=found, every=every)


def _in_book(finding: Finding, name: str) -> Finding:
    """Give a finding that is about no sheet as one about the workbook."""
    return finding if finding.table else replace(finding, table=name)


def _of_folder(path: Path) -> Reading:
    contents, findings = _contents(path)
    if errors(findings):
        return collected({}, findings)
    reading = read_tables(contents)
    every = (*findings, *reading.every)
    return replace(reading, findings=first_of(every), every=every)


def _contents(path: Path) -> tuple[dict[str, bytes], list[Finding]]:
    """Read the bytes of all known tables of a folder."""
    folder = path if path.is_dir() else path.parent
    if not path.exists():
        message = to_say("{path} does not exist.", path=path)
        return {}, [Finding(code="no_such_file", message=message)]
    names: dict[str, Path] = {}
    findings: list[Finding] = []
    for file in _csv_files(folder):
        findings.extend(_sorted_in(names, file))
    if "veikart" not in {NAMES[name].name for name in names}:
        message = to_say("The folder {folder} holds no veikart.csv (or measures.csv).", folder=folder)
        findings.append(Finding(code="no_roadmap", message=message, table="veikart"))
    contents = {
        name: content for name, file in names.items() if (content := _bytes(file, findings)) is not None
    }
    return contents, findings


def _csv_files(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.suffix.casefold() == ".csv")
    except OSError:
        return []


def _sorted_in(names: dict[str, Path], file: Path) -> list[Finding]:
    """Take a file in as one of the tables, or say why not."""
    name = file.stem.casefold()
    table = NAMES.get(name)
    if table is None:
        near = get_close_matches(name, NAMES, n=1)
        message = to_say("{file} is not one of the tables and was not read.", file=file.name)
        if near:
            message = sentences(message, to_say("Perhaps it is meant to be {near}.csv?", near=near[0]))
        return [Finding(code="unknown_table", message=message, severity=Severity.NOTE, table=file.stem)]
    twin = next((other for other in names if NAMES[other] is table), None)
    if twin is not None:
        message = to_say(
            "{file} and {other} are the same table; expected one of them.",
            file=file.name,
            other=names[twin].name,
        )
        return [Finding(code="table_twice", message=message, table=file.stem)]
    names[name] = file
    return []


def _bytes(file: Path, findings: list[Finding]) -> bytes | None:
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            message = to_say("{file} is not an ordinary file.", file=file.name)
        elif found.st_size <= LARGEST_FILE:
            return file.read_bytes()
        else:
            message = to_say(
                "{file} is larger than {most} MB.", file=file.name, most=LARGEST_FILE // 1_000_000
            )
    except OSError as error:
        message = to_say("{file} cannot be read: {reason}.", file=file.name, reason=reason_of(error))
    findings.append(Finding(code="cannot_be_read", message=message, table=file.stem))
    return None
