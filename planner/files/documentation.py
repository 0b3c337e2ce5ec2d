"""What ``docs/`` says of formats, made from the schema of the tables: the page of columns, and JSON Schemas.

``python -m planner.files.documentation docs`` writes it anew.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from planner.files.collecting import MOST_FINDINGS
from planner.files.comparison_json import comparison_schema
from planner.files.csv_text import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from planner.files.decisions_json import decisions_schema
from planner.files.diagnosis_schema import diagnosis_schema
from planner.files.json_schema import answer_schema, certificate_schema, request_schema, roadmap_schema
from planner.files.needs_json import needs_schema
from planner.files.price_list_json import price_list_schema
from planner.files.reading import LARGEST_FILE
from planner.files.reasons_schema import explanation_schema
from planner.files.workbooks.container import MOST_BYTES
from planner.files.workbooks.preflight import MOST_CELLS
from planner.files.workbooks.preflight import MOST_COLUMNS as SHEET_COLUMNS
from planner.files.workbooks.preflight import MOST_ROWS as SHEET_ROWS
from planner.language import in_language
from planner.tables import (
    KEYS,
    REPORTS,
    TABLES,
    YES_NO,
    Choice,
    Column,
    Kind,
    Table,
    number_out,
    percent_out,
    write_cell,
)

_FILES = f"""\
# Data format

A roadmap is a folder of tables in CSV, or a [workbook](#workbooks) with a sheet for each. One table has to be
there, `veikart.csv`; each of the others adds something, and the [list of tables](#tables) says what it means
that one is missing. Names of files, headers and words are Norwegian or English, small or large letters;
columns stand in any order, and those that are not needed may be left out. `planner check <folder>` lists all
that is wrong, by table, row and column. This page is generated from the schema that the reader itself uses,
one file per table in `planner/tables/schema`.

## Files

- **Letters**: UTF-8, with or without byte order mark, or UTF-16 with one. Anything else is read as
  Windows-1252, and a note says so. Control characters and damaged letters (`Ã¥` for `å`) are refused.
- **Separator**: semicolon, comma or tab, whichever makes headers of the first line. A line such as
  `sep=;` before it, which tells a spreadsheet the separator, is passed over.
- **Quotes**: a cell that holds a separator, a line break or a quotation mark stands in quotation marks, and
  a quotation mark in it is doubled.
- **Rows**: each has as many cells as the header. Blank lines are passed over.
- **Formulas**: text that begins with `=`, `+`, `-` or `@`, after any apostrophes, is written with an
  apostrophe before it, so that no spreadsheet takes it for a formula. Reading takes that one apostrophe
  away again.
- **Other files**: a CSV file in the folder that is no table is left unread, with a note. The same table
  under two names is an error.
- **Limits**: {LARGEST_FILE // 1_000_000} MB a file, {MOST_COLUMNS} columns, {MOST_ROWS:,} rows and
  {LONGEST_CELL:,} characters a cell. The first {MOST_FINDINGS} findings are shown.

## Workbooks

`planner export PATH --to workbook` writes a roadmap as one (`.xlsx`), and wherever a folder of tables is
taken, a workbook is taken too. Its sheets are named as the tables are; the first one explains, and names the
version that the workbook was made from. Messages name the sheet, the row and the column with its letter.

- **Cells** are read by the same rules as in CSV, after what the spreadsheet made of them: a number is a
  number, a date a date, and a share may be shown in per cent. Figures and dates that are text are read as
  text is in CSV, with a note. Ids have to be text or whole numbers. No apostrophe is added or taken away.
- **Formulas** count by what they last came to, with a note for each. One that was never worked out, and an
  error such as `#REF!`, is refused.
- **Merged cells** in a table are refused. Hidden rows, columns and sheets are read, with a note. A sheet that
  is no table is left unread, with a note; the same table in two sheets is an error.
- **Other kinds** (`.xls`, `.xlsb`, `.xlsm`, `.ods`) and workbooks that ask for a password are refused, and it
  is told what to do.
- **Limits**: {LARGEST_FILE // 1_000_000} MB a file, {MOST_BYTES // 1_000_000} MB unpacked, \
{SHEET_COLUMNS} columns, {SHEET_ROWS:,} rows and {MOST_CELLS:,} cells a sheet, and
  {LONGEST_CELL:,} characters a cell.

## Cells

| type | how it is written |
|---|---|
| text | anything; spaces around it are kept |
| id | letters, digits, `_`, `-` and `.`, beginning with a letter, a digit or `_`; no spaces |
| ids | ids with semicolons between |
| number | `1234,5`, `1234.5` or `1 234,5`, also `-2` and `1e6`. `1.234` \
can be read in two ways and is refused. `1,234` \
has a decimal comma where semicolons stand between cells, or tabs between Norwegian headers; in other \
files it can be read in two ways too, as can `"150,000"`, and is refused with both readings. |
| whole number | a number without decimals |
| share | `0,25` or `25 %` |
| date | `2027-03-01`, `1.3.2027`, or a quarter: `2027-K1` or `2027-Q1`. From 1990 to 2100 |
| yes or no | `ja` or `nei`, `yes` or `no` |
| steps | rates, each with its last year: `4 % til 40; 3 % til 75`, or `ingen` (`none`) |
| pace | a share, or points: see below |
| links, gates, support, basis | see below |

**A quarter** as a date is its first day. As the last day of something (`slutt`) it is its last day, and as
a limit in time (`frist`, `til`, `slutt_fra`) the first day after it, so that a deadline `2027-K1` is met by
what ends with that quarter.

**Dependencies in short** (`avhenger_av`) are predecessors with semicolons between:

| written | meaning |
|---|---|
| `a` | starts when `a` has ended (FS) |
| `b SS+2` | starts 2 periods after `b` has started; FS, SS, FF and SF, with `+` or `-` |
| `c 60 % @kommuner` | starts when 60 % of `kommuner` have taken `c` into use |
| `d innføring` | each unit takes it into use after `d` (English: `d adoption`) |

Dependencies on phases and rollouts, with a largest lag or an owner, stand in `avhengigheter`.

**Gates** (`opptrappingsgrenser`) are limits in order: `5 enheter i 1; 25 enheter i 3; 50 % i 2` lets 5
units in during the first period, 25 altogether in the three that follow and half in the two after them;
then all. In English `5 units in 1`.

**A pace that falls** (`takt`) is points with semicolons between: `5 % til 50 %; 2,5 % ved 90 %` lets 5 % of
the units in during a period as long as half or fewer have it, then less and less along a straight line, 2.5
% when nine tenths have it. The last share is the target or above. The pace never rises, is above 0 at the
target, and falls at least as steeply from each point as before it, by no more than the share grows. In
English `5 % to 50 %; 2.5 % at 90 %`; either word may stand in any point. A change that multiplies the cell
multiplies its paces; the shares stay.

**Support** (`støtte` in `tilpasning`) is person-months and who gives them, with semicolons between: `0,5 fra
epj; 0,2 fra nhn`, in English `0.5 from epj`; each sector once. A change that multiplies the cell multiplies
each amount, and a sector that is dropped is taken out of it.

**Basis** (`grunnlag`) says what the figures of a row rest on: `dokumentert` (documented: the source says
it), `utledet` (derived: follows from the source by a stated step) or `antatt` (assumed). Exceptions for
single columns follow, by header: `dokumentert; enheter=antatt; takt=utledet`.

**Low, likely, high**: where a likely figure has a low and a high one beside it, an empty end is as the
likely one. Plans go by the likely one.
"""

_JSON = """
## JSON

`roadmap_to_json` and `roadmap_from_json` in `planner.files` keep a roadmap as one text, with `kind`,
`schema` and `digest` before it and the fields of `planner.model` in it, as
[roadmap.schema.json](roadmap.schema.json) says. Reading is strict: unknown, missing and repeated names,
numbers that are not finite and a digest that does not fit are refused; fields that an earlier version did
not know yet have their defaults. A saved plan is the same, with the roadmap it was made from inside; a
[request](scenarios.md#requests) has no digest of its own.

`schema` is a number. A file of an earlier one is brought up to today's when it is read, step by step
(`planner/files/upgrades.py`); one of a later number is refused, since a newer version wrote it.

## For other tools

All that this page says of tables and columns stands as data in `planner/tables/schema`, one TOML file per
table: headers and texts in Norwegian (`nb`) and English (`en`), `field`, `kind`, `unit`, range, `default`,
`key`, and `references`: which columns name rows of which table. `common.toml` holds what tables share.
"""


def data_format() -> str:
    """Give the page that describes every table and column, as Markdown in English."""
    with in_language("en"):
        tables = (line for table in TABLES for line in _table(table))
        parts = [_FILES, *_overview(), *tables, *_keys(), *_apart(), _JSON]
    return "\n".join(parts)


def _overview() -> Iterator[str]:
    yield "## Tables\n"
    yield from _grid(
        ("table", "English", "a row is", "without the table"),
        (
            (f"[{table.name}](#{table.name})", _codes(table.aliases), table.meaning.en, table.without.en)
            for table in TABLES
        ),
    )


def _table(table: Table) -> Iterator[str]:
    yield f"\n## {table.name}\n"
    yield f"{table.meaning.en} English: {_codes(f'{name}.csv' for name in table.aliases)}."
    yield f"No two rows may have the same {_codes(table.key)}.{_references(table)}\n"
    yield from _columns("header", table.columns)


def _references(table: Table) -> str:
    """Say which columns name rows of which tables."""
    named = [f"{_codes(each.columns, ' + ')} of [{each.table}](#{each.table})" for each in table.references]
    return f" Names rows: {'; '.join(named)}." if named else ""


def _keys() -> Iterator[str]:
    yield "\n### Keys of forutsetninger\n"
    yield from _columns("key", KEYS)


def _apart() -> Iterator[str]:
    """Describe what is reported, which is no part of a roadmap."""
    yield from _table(REPORTS)
    reads = "`planner roll PLAN --actuals FILE` reads it ([problem.md](problem.md), section 14)"
    yield f"\nIt is no table of a roadmap: {reads}."


def _columns(first: str, columns: Iterable[Column]) -> Iterator[str]:
    rows = (
        (
            f"`{column.header}`",
            f"`{column.alias}`",
            _type(column),
            _unit(column),
            _empty(column),
            column.meaning.en,
        )
        for column in columns
    )
    yield from _grid((first, "English", "type", "unit", "empty means", "meaning"), rows)


def _grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _line(head)
    yield "|" + "---|" * len(head)
    yield from map(_line, rows)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _type(column: Column) -> str:
    """Name what a cell holds, with its words or its range."""
    if column.kind is Kind.BASIS:
        return "[basis](#cells)"
    if column.choices:
        return ", ".join(_word(choice) for choice in column.choices)
    name = "date" if column.kind in (Kind.LAST_DATE, Kind.DEADLINE) else column.kind.value
    return f"{name}{_range(column)}"


def _word(choice: Choice) -> str:
    both = f"`{choice.norwegian}` (`{choice.english}`)"
    return f"`{choice.norwegian}`" if choice.norwegian == choice.english else both


def _range(column: Column) -> str:
    """Give the range of a number; a share goes from 0 to 1 anyway."""
    if column.above is not None:
        return f", above {number_out(column.above)}"
    if column.least is None or column.kind is Kind.SHARE:
        return ""
    least = _grouped(column.least)
    return f", {least} or more" if column.most is None else f", {least} to {_grouped(column.most)}"


def _grouped(number: float) -> str:
    """Write a number with commas between thousands where it is long, as elsewhere on the page."""
    return f"{number:,.0f}" if abs(number) >= 10_000 and float(number).is_integer() else number_out(number)


def _unit(column: Column) -> str:
    return "" if column.unit is None or column.kind in (Kind.SHARE, Kind.PACE) else column.unit.en


def _empty(column: Column) -> str:
    if column.required:
        return "**has to be filled**"
    return column.empty.en if column.empty else _default(column)


def _default(column: Column) -> str:
    """Write a default as it may be written in a cell, words in both languages."""
    match column.default:
        case None:
            return ""
        case bool():
            return next(_word(choice) for choice in YES_NO if (choice.value == "yes") == column.default)
        case str():
            return next(_word(choice) for choice in column.choices if choice.value == column.default)
        case tuple():
            return f"`{write_cell(column, column.default)}`"
    is_share = column.kind in (Kind.SHARE, Kind.PACE)
    return f"`{percent_out(column.default) if is_share else number_out(column.default)}`"


def _codes(names: Iterable[str], between: str = ", ") -> str:
    return between.join(f"`{name}`" for name in names)


def pages() -> dict[str, str]:
    """Give all that is made from the schema, by file name."""
    return {
        "data-format.md": data_format(),
        "answer.schema.json": _as_json(answer_schema()),
        "comparison.schema.json": _as_json(comparison_schema()),
        "decisions.schema.json": _as_json(decisions_schema()),
        "needs.schema.json": _as_json(needs_schema()),
        "diagnosis.schema.json": _as_json(diagnosis_schema()),
        "certificate.schema.json": _as_json(certificate_schema()),
        "explanation.schema.json": _as_json(explanation_schema()),
        "price-list.schema.json": _as_json(price_list_schema()),
        "request.schema.json": _as_json(request_schema()),
        "roadmap.schema.json": _as_json(roadmap_schema()),
    }


def _as_json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for name, text in pages().items():
        (Path(sys.argv[1]) / name).write_text(text, encoding="utf-8", newline="")
