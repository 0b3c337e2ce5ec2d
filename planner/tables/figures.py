"""How many of a roadmap's figures are assumed."""

from collections.abc import Iterator, Sequence

from planner.model import ASSUMED, Basis, Provenance, Roadmap, at_hand
from planner.tables.columns import TABLES
from planner.tables.kinds import Column, Table
from planner.tables.taking_apart import Fields, rows_of


@at_hand
def figures(roadmap: Roadmap) -> tuple[int, int]:
    """Give the number of assumed and of all figures.

    A figure is a cell that holds a number when the roadmap is written in full; what is left at its
    default is none. An exception for the middle of an estimate holds for its ends too.
    """
    bases = [basis for table in TABLES for basis in _bases(roadmap, table)]
    return bases.count(Basis.ASSUMED), len(bases)


@at_hand
def has_assumed(roadmap: Roadmap) -> bool:
    """Tell whether any figure is assumed: of most roadmaps the first one is, and none is counted."""
    return any(basis is Basis.ASSUMED for table in TABLES for basis in _bases(roadmap, table))


def _bases(roadmap: Roadmap, table: Table) -> Iterator[Basis]:
    """Give what each figure of a table rests on."""
    fields = [column.field for column in table.columns if column.is_figure]
    for row in rows_of(roadmap, table.name):
        provenance: Provenance = row["provenance"] or ASSUMED
        for field in _figures_in(table, row, fields):
            yield _basis(provenance, field)


def _figures_in(table: Table, row: Fields, fields: Sequence[str]) -> list[str]:
    """Give the fields of a row that hold a figure; a row of assumptions names its own."""
    if table.name == "forutsetninger":
        key: Column = row["key"]
        return [key.field] if key.is_figure and row["value"] is not None else []
    return [field for field in fields if row.get(field) is not None]


def _basis(provenance: Provenance, field: str) -> Basis:
    if not provenance.exceptions:
        return provenance.basis
    stated = dict(provenance.exceptions)
    middle = field.removesuffix(".low").removesuffix(".high")
    return stated.get(field, stated.get(middle, provenance.basis))
