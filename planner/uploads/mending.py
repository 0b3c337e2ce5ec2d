"""Cells that were sent and cannot be read: a roadmap in which they stand as before, until they are mended."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.files import Reading
from planner.merging import Place
from planner.model import Finding, Roadmap, errors
from planner.tables import (
    Fields,
    Key,
    Making,
    TableRead,
    TableRow,
    base_rows,
    key_fields,
    key_of,
    make_roadmap,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rough:
    """A cell that cannot be read yet, as it was typed."""

    place: Place
    text: str


def mended(reading: Reading, against: Roadmap) -> tuple[Roadmap | None, tuple[Rough, ...]]:
    """Make the roadmap with the cells that cannot be read as another has them, and give those cells.

    There is none where more is wrong than such cells, or one of them names its row or has to be filled and is
    not in the other.
    """
    found = [_mended_table(read, against) for read in reading.tables.values()]
    tables = {read.table.name: read for part in found if part is not None for read in [part[0]]}
    if len(tables) < len(found) or len(errors(reading.findings)) != _count(reading):
        return None, ()
    making = Making(tables=tables)
    roadmap = make_roadmap(making)
    if roadmap is None or errors(making.findings):
        return None, ()
    return roadmap, tuple(each for part in found if part is not None for each in part[1])


def _count(reading: Reading) -> int:
    return sum(len(read.refused) for read in reading.tables.values())


def _mended_table(read: TableRead, against: Roadmap) -> tuple[TableRead, list[Rough]] | None:
    """Put what another roadmap has into cells that were refused; nothing where that cannot be."""
    if any(not _is_refused_cell(read, finding) for finding in errors(read.findings)):
        return None
    held = {key_of(read.table, row): row for row in base_rows(against)[read.table.name]}
    rows: list[TableRow] = []
    rough: list[Rough] = []
    for row in read.rows:
        bad = {name: text for (line, name), text in read.refused.items() if line == row.line}
        made = _mended_row(row, bad, held) if bad else row
        if made is None:
            return None
        rows.append(made)
        key = key_of(read.table, dict(made.values))
        rough += [Rough(place=(read.table.aliases[-1], key, name), text=text) for name, text in bad.items()]
    return replace(read, rows=rows, findings=[]), rough


def _is_refused_cell(read: TableRead, finding: Finding) -> bool:
    row = next((row for row in read.rows if row.line == finding.row), None)
    return row is not None and any(
        line == finding.row and row.header(name) == finding.column for line, name in read.refused
    )


def _mended_row(row: TableRow, bad: Mapping[str, str], held: Mapping[Key, Fields]) -> TableRow | None:
    """Give a row with what another one of its key holds in bad cells; nothing where it is not named."""
    columns = {column.field: column for column in row.table.columns}
    if any(name in key_fields(row.table) or columns[name].stands_in for name in bad):
        return None
    before = held.get(key_of(row.table, dict(row.values)), {})
    values = {**row.values, **{name: before[name] for name in bad if name in before}}
    if any(column.required and column.field not in values for column in row.table.columns):
        return None
    return replace(row, values=values, is_whole=True)
