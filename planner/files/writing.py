"""A roadmap as tables, each thing in full, so that reading gives an equal roadmap."""

from collections.abc import Mapping
from pathlib import Path

from planner.files.atomic import write_folder
from planner.files.csv_text import csv_bytes, guarded
from planner.files.reading import read_tables
from planner.language import ToldError, sentences, to_say
from planner.model import Provenance, Roadmap
from planner.tables import TABLES, Column, Fields, Kind, Table, basis_out, rows_of, write_cell


def write_csv(roadmap: Roadmap, folder: Path | str, *, english: bool = False) -> None:
    """Write all tables of a roadmap into a folder, over those that are there.

    Parameters
    ----------
    english
        Whether files, headers and words are English instead of Norwegian.

    Raises
    ------
    ValueError
        If reading the tables again would not give an equal roadmap, as with ids that hold spaces, or if
        the folder holds the same tables under other names. Nothing is written then.
    OSError
        If a file cannot be written.
    """
    tables = tables_of(roadmap, english=english)
    _reads_back(roadmap, tables)
    target = Path(folder)
    _no_other_names(target, tables)
    write_folder(target, {f"{name}.csv": content for name, content in tables.items()})


def tables_of(roadmap: Roadmap, *, english: bool = False) -> dict[str, bytes]:
    """Give the bytes of all tables, by file name without ending."""
    return {_file(table, english): _table_bytes(roadmap, table, english) for table in TABLES}


def _file(table: Table, english: bool) -> str:
    return table.aliases[-1] if english else table.name


def _table_bytes(roadmap: Roadmap, table: Table, english: bool) -> bytes:
    header = [_header(column, english) for column in table.columns]
    rows = (
        [_cell(table, column, row, english) for column in table.columns]
        for row in rows_of(roadmap, table.name)
    )
    return csv_bytes([header, *rows])


def _header(column: Column, english: bool) -> str:
    return column.alias if english else column.header


def _cell(table: Table, column: Column, row: Fields, english: bool) -> str:
    provenance: Provenance | None = row["provenance"]
    if column.kind is Kind.BASIS:
        return "" if provenance is None else _basis(table, provenance, english)
    if column.field == "source":
        return "" if provenance is None else _written(column, provenance.source, english)
    if table.name == "forutsetninger":
        return _assumption_cell(column, row, english)
    return _written(column, row.get(column.field), english)


def _assumption_cell(column: Column, row: Fields, english: bool) -> str:
    key: Column = row["key"]
    if column.field == "key":
        return _header(key, english)
    return _written(key, row["value"], english) if column.field == "value" else ""


def _written(column: Column, value: object, english: bool) -> str:
    """Write a cell, of which no spreadsheet makes a formula."""
    text = write_cell(column, value, english=english)
    return guarded(text) if column.kind is Kind.TEXT else text


def _basis(table: Table, provenance: Provenance, english: bool) -> str:
    headers = {column.field: _header(column, english) for column in table.columns}
    named = tuple((headers.get(name, name), basis) for name, basis in provenance.exceptions)
    return basis_out(provenance.basis, named, english=english)


def _reads_back(roadmap: Roadmap, tables: Mapping[str, bytes]) -> None:
    """Refuse what would come back as something else."""
    reading = read_tables(tables)
    if reading.roadmap == roadmap:
        return
    reason = next((finding.message for finding in reading.findings if finding.is_error), None)
    said = to_say("The roadmap cannot be kept in tables.")
    raise ToldError(said if reason is None else sentences(said, reason))


def _no_other_names(folder: Path, tables: Mapping[str, bytes]) -> None:
    """Refuse a folder in which the same tables lie under other names."""
    others = {name for table in TABLES for name in (table.name, *table.aliases)} - set(tables)
    for name in sorted(others):
        if (folder / f"{name}.csv").exists():
            raise ToldError(
                to_say("{folder} holds {name}.csv already, in another language.", folder=folder, name=name)
            )
