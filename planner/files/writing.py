"""A roadmap as tables, each thing in full, so that reading gives an equal roadmap."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.files.atomic import write_folder
from planner.files.collecting import read_tables
from planner.files.csv_text import csv_bytes, guarded
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
    reads_back(roadmap, tables)
    target = Path(folder)
    _no_other_names(target, tables)
    write_folder(target, {f"{name}.csv": content for name, content in tables.items()})


def tables_of(roadmap: Roadmap, *, english: bool = False) -> dict[str, bytes]:
    """Give the bytes of all tables, by file name without ending."""
    return {name_of(table, english=english): _table_bytes(roadmap, table, english) for table in TABLES}


def name_of(table: Table, *, english: bool) -> str:
    """Give the name of a table in one of the languages, as files and sheets have it."""
    return table.aliases[-1] if english else table.name


def _table_bytes(roadmap: Roadmap, table: Table, english: bool) -> bytes:
    header = [header_of(column, english=english) for column in table.columns]
    rows = (
        [_text(*held(table, column, row, english=english), english) for column in table.columns]
        for row in rows_of(roadmap, table.name)
    )
    return csv_bytes([header, *rows])


def header_of(column: Column, *, english: bool) -> str:
    """Give the header of a column in one of the languages."""
    return column.alias if english else column.header


def held(table: Table, column: Column, row: Fields, *, english: bool) -> tuple[Column, Any]:
    """Give what a cell holds, ``None`` for an empty one, and the column that says what kind it is of.

    Among the assumptions that is the key; what a row rests on is text already, with headers in it.
    """
    provenance: Provenance | None = row["provenance"]
    if column.kind is Kind.BASIS:
        return column, "" if provenance is None else _basis(table, provenance, english)
    if column.field == "source":
        return column, "" if provenance is None else provenance.source
    if table.name == "forutsetninger":
        return _assumption(column, row, english)
    return column, row.get(column.field)


def _assumption(column: Column, row: Fields, english: bool) -> tuple[Column, Any]:
    key: Column = row["key"]
    if column.field == "key":
        return column, header_of(key, english=english)
    return (key, row["value"]) if column.field == "value" else (column, None)


def _text(column: Column, value: object, english: bool) -> str:
    """Write a cell, of which no spreadsheet makes a formula."""
    text = write_cell(column, value, english=english)
    return guarded(text) if column.kind is Kind.TEXT else text


def _basis(table: Table, provenance: Provenance, english: bool) -> str:
    headers = {column.field: header_of(column, english=english) for column in table.columns}
    named = tuple((headers.get(name, name), basis) for name, basis in provenance.exceptions)
    return basis_out(provenance.basis, named, english=english)


def reads_back(roadmap: Roadmap, tables: Mapping[str, bytes]) -> None:
    """Refuse a roadmap that would come back from its tables as something else.

    Raises
    ------
    ToldError
        If it would.
    """
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
