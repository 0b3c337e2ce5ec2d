"""Tables that were read as one roadmap, with all that is wrong with them in the order of the files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from planner.files.places import Letters, Places, places_of
from planner.files.table_text import read_table
from planner.language import to_say
from planner.model import Finding, Roadmap, Severity, errors
from planner.tables import TABLES, Making, Table, TableRead, make_roadmap

MOST_FINDINGS = 200
NAMES: Mapping[str, Table] = {name: table for table in TABLES for name in (table.name, *table.aliases)}
"""The tables by all that their files and sheets may be called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading: the roadmap, or ``None`` where there are errors, and all findings.

    Parameters
    ----------
    findings
        The first of them.
    every
        All of them.
    rest
        Where nothing is wrong but that rows name what is not there, the roadmap without those rows: what is
        misnamed in it can be told along with them.
    made_from
        Digest of the roadmap that a workbook says it was written from; nothing where it says none.
    tables
        The tables as they were read, by name; none where they were not come to.
    """

    roadmap: Roadmap | None
    findings: tuple[Finding, ...]
    places: Places
    every: tuple[Finding, ...] = ()
    rest: Roadmap | None = None
    made_from: str = ""
    tables: Mapping[str, TableRead] = field(default_factory=dict)

    def locate(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Fill row and header as written into findings about the roadmap."""
        return tuple(self.places.of(finding) for finding in findings)


def read_tables(contents: Mapping[str, bytes]) -> Reading:
    """Read the tables of a roadmap, given as bytes by file name without ending."""
    return collected(
        {NAMES[name].name: read_table(NAMES[name], name, content) for name, content in contents.items()}
    )


def collected(
    tables: Mapping[str, TableRead], beside: Sequence[Finding] = (), letters: Letters | None = None
) -> Reading:
    """Make a roadmap of the tables that were read, by name, and collect what is wrong with them.

    Parameters
    ----------
    beside
        What was found around the tables; with an error among it, no roadmap is made.
    letters
        Of a workbook, see ``Places``.
    """
    if errors(beside) and not tables:
        return Reading(
            roadmap=None, findings=first_of(beside), places=places_of(_all_of({})), every=tuple(beside)
        )
    every = _all_of(tables)
    making = Making(tables=every)
    roadmap = make_roadmap(making)
    found = [finding for read in every.values() for finding in read.findings] + making.findings
    places = places_of(every, letters)
    in_order = [places.lettered(finding) for finding in sorted(found, key=_place_in_files)]
    wrong = errors((*beside, *found))
    return Reading(
        roadmap=None if wrong else roadmap,
        findings=first_of((*beside, *in_order)),
        places=places,
        every=(*beside, *in_order),
        rest=roadmap if 0 < len(wrong) == len(making.misnamed) else None,
        tables=every,
    )


def _all_of(tables: Mapping[str, TableRead]) -> dict[str, TableRead]:
    """Give every table, those that were not there without rows."""
    return {table.name: TableRead(table=table) for table in TABLES} | dict(tables)


def _place_in_files(finding: Finding) -> tuple[int, int]:
    """Order findings as the tables and rows are."""
    order = list(NAMES)
    return order.index(finding.table) if finding.table in order else len(order), finding.row or 0


def first_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give the first findings, errors before notes, and say how many more there are."""
    listed = list(findings)
    if len(listed) <= MOST_FINDINGS:
        return tuple(listed)
    message = to_say(
        "There are {count} findings; the first {most} are shown.", count=len(listed), most=MOST_FINDINGS
    )
    more = Finding(code="more_findings", message=message, severity=Severity.NOTE)
    return (*sorted(listed, key=lambda finding: not finding.is_error)[:MOST_FINDINGS], more)
