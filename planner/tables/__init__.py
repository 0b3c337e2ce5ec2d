"""The tables of a roadmap as data: what columns there are, what stands in their cells, and a roadmap as rows.

Rows are made into a roadmap, and a roadmap is taken apart into rows. Reader, writer, documentation and the
count of assumed figures stand on it; it knows no files.
"""

from planner.tables.cells import (
    BasisCell,
    ShortLink,
    basis_out,
    nearest,
    normal,
    range_of,
    read_cell,
    spellings,
    write_cell,
)
from planner.tables.changing import Changed, Traces, apply, edited, made_of
from planner.tables.columns import BASES, BY_NAME, KEYS, REPORTS, TABLES, YES_NO, held_in
from planner.tables.differing import RowChange, row_changes, taken_back
from planner.tables.edited_cells import EditError
from planner.tables.figures import figures, has_assumed
from planner.tables.held_rows import HeldRows, Key, base_rows, key_fields, key_of, subject_of
from planner.tables.kinds import Choice, Column, Kind, Reference, Table
from planner.tables.known_figures import with_known_figures
from planner.tables.making import Making
from planner.tables.making_links import short_dependency
from planner.tables.making_measures import SHORT_PHASE
from planner.tables.making_roadmap import make_roadmap
from planner.tables.named_figures import TO_A_FIGURE, column_of_figure, table_of_figure
from planner.tables.numbers import FIRST_YEAR, LAST_YEAR, CellError, number_out, percent_out, share_in
from planner.tables.rows import (
    TableRead,
    TableRow,
    fitting_header,
    found_and_expected,
    shown,
    shown_header,
    telling_headers,
    triples_in_order,
)
from planner.tables.schema_files import SchemaError, read_schema
from planner.tables.taking_apart import Fields, rows_of
from planner.tables.unknown_names import FEW_NAMES, unknown_name

__all__ = [
    "BASES",
    "BY_NAME",
    "FEW_NAMES",
    "FIRST_YEAR",
    "KEYS",
    "LAST_YEAR",
    "REPORTS",
    "SHORT_PHASE",
    "TABLES",
    "TO_A_FIGURE",
    "YES_NO",
    "BasisCell",
    "CellError",
    "Changed",
    "Choice",
    "Column",
    "EditError",
    "Fields",
    "HeldRows",
    "Key",
    "Kind",
    "Making",
    "Reference",
    "RowChange",
    "SchemaError",
    "ShortLink",
    "Table",
    "TableRead",
    "TableRow",
    "Traces",
    "apply",
    "base_rows",
    "basis_out",
    "column_of_figure",
    "edited",
    "figures",
    "fitting_header",
    "found_and_expected",
    "has_assumed",
    "held_in",
    "key_fields",
    "key_of",
    "made_of",
    "make_roadmap",
    "nearest",
    "normal",
    "number_out",
    "percent_out",
    "range_of",
    "read_cell",
    "read_schema",
    "row_changes",
    "rows_of",
    "share_in",
    "short_dependency",
    "shown",
    "shown_header",
    "spellings",
    "subject_of",
    "table_of_figure",
    "taken_back",
    "telling_headers",
    "triples_in_order",
    "unknown_name",
    "with_known_figures",
    "write_cell",
]
