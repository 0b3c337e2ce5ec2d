"""Input of the sector on figures that are there no more: it stays, and names them no more."""

from dataclasses import replace

from planner.model import Roadmap, SectorInput
from planner.tables.held_rows import base_rows, key_of, subject_of
from planner.tables.named_figures import table_of_figure


def with_known_figures(roadmap: Roadmap) -> Roadmap:
    """Give a roadmap whose input names no figure that has gone; itself where there is none such."""
    gone = {each.id for each in roadmap.inputs if each.names_a_figure and not _is_there(roadmap, each)}
    if not gone:
        return roadmap
    inputs = tuple(
        replace(each, figure_table="", figure_row="", figure_column="") if each.id in gone else each
        for each in roadmap.inputs
    )
    return replace(roadmap, inputs=inputs)


def _is_there(roadmap: Roadmap, named: SectorInput) -> bool:
    table = table_of_figure(named.figure_table)
    if table is None:
        return False
    return any(subject_of(key_of(table, row)) == named.figure_row for row in base_rows(roadmap)[table.name])
