"""A folder of tables as a roadmap, with every fault found at once."""

import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from planner.files.places import Places, places_of
from planner.files.table_text import read_table
from planner.language import sentences, to_say
from planner.model import Finding, Roadmap, Severity, errors
from planner.tables import TABLES, Making, Table, TableRead, make_roadmap

MOST_FINDINGS = 200
LARGEST_FILE = 50_000_000
_NAMES: Mapping[str, Table] = {name: table for table in TABLES for name in (table.name, *table.aliases)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading: the roadmap, or ``None`` where there are errors, and all findings."""

    roadmap: Roadmap | None
    findings: tuple[Finding, ...]
    places: Places

    def locate(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Fill row and header as written into findings about the roadmap."""
        return tuple(self.places.of(finding) for finding in findings)


def read(path: Path | str) -> Reading:
    """Read the roadmap in a folder, or in the folder of one of its tables.

    Never raises for what stands in the files: that comes back as findings, errors and notes.
    """
    contents, findings = _contents(Path(path))
    if errors(findings):
        return Reading(roadmap=None, findings=tuple(findings), places=places_of(_nothing()))
    reading = read_tables(contents)
    return Reading(
        roadmap=reading.roadmap,
        findings=_first((*findings, *reading.findings)),
        places=reading.places,
    )


def read_tables(contents: Mapping[str, bytes]) -> Reading:
    """Read the tables of a roadmap, given as bytes by file name without ending."""
    tables = _nothing() | {
        _NAMES[name].name: read_table(_NAMES[name], name, content) for name, content in contents.items()
    }
    making = Making(tables=tables)
    roadmap = make_roadmap(making)
    findings = [finding for read in tables.values() for finding in read.findings] + making.findings
    failed = bool(errors(findings))
    return Reading(
        roadmap=None if failed else roadmap,
        findings=_first(sorted(findings, key=_place_in_files)),
        places=places_of(tables),
    )


def _nothing() -> dict[str, TableRead]:
    return {table.name: TableRead(table=table) for table in TABLES}


def _place_in_files(finding: Finding) -> tuple[int, int]:
    """Order findings as the tables and rows are."""
    order = list(_NAMES)
    return order.index(finding.table) if finding.table in order else len(order), finding.row or 0


def _first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give the first findings, and say how many more there are."""
    listed = list(findings)
    if len(listed) <= MOST_FINDINGS:
        return tuple(listed)
    message = to_say(
        "There are {count} findings; the first {most} are shown.", count=len(listed), most=MOST_FINDINGS
    )
    more = Finding(code="more_findings", message=message, severity=Severity.NOTE)
    return (*sorted(listed, key=lambda finding: not finding.is_error)[:MOST_FINDINGS], more)


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
    if "veikart" not in {_NAMES[name].name for name in names}:
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
    table = _NAMES.get(name)
    if table is None:
        near = get_close_matches(name, _NAMES, n=1)
        message = to_say("{file} is not one of the tables and was not read.", file=file.name)
        if near:
            message = sentences(message, to_say("Perhaps it is meant to be {near}.csv?", near=near[0]))
        return [Finding(code="unknown_table", message=message, severity=Severity.NOTE, table=file.stem)]
    twin = next((other for other in names if _NAMES[other] is table), None)
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
        message = to_say("{file} cannot be read: {reason}.", file=file.name, reason=error.strerror)
    findings.append(Finding(code="cannot_be_read", message=message, table=file.stem))
    return None
