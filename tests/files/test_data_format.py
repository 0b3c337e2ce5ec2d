"""The page about tables and columns is what the reader itself goes by."""

import re
from pathlib import Path

import pytest

from planner.files.documentation import data_format
from planner.language import in_language
from planner.tables import KEYS, TABLES, Column, Table

PAGE = Path(__file__).parents[2] / "docs" / "data-format.md"


def columns() -> list[Column]:
    return [*(column for table in TABLES for column in table.columns), *KEYS]


def test_the_page_is_in_english_whatever_the_language() -> None:
    with in_language("nb"):
        assert data_format() == PAGE.read_text(encoding="utf-8")


def test_every_table_and_column_is_on_the_page() -> None:
    page = data_format()

    assert all(f"\n## {table.name}\n" in page for table in TABLES)
    assert all(f"| `{column.header}` | `{column.alias}` |" in page for column in columns())


def test_long_numbers_are_grouped() -> None:
    page = data_format()

    assert "number, 0 to 10,000,000,000,000" in page
    assert re.findall(r"[0-9]{6,}", page) == []


def test_no_line_of_a_table_is_broken_by_its_own_text() -> None:
    for line in data_format().splitlines():
        if line.startswith("|"):
            assert line.endswith("|")
            assert line.count("|") in (3, 5, 7)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_names_of_a_table_are_its_own(table: Table) -> None:
    names = [name for column in table.columns for name in {column.header, column.alias}]

    assert len(set(names)) == len(names)
    assert set(table.key) <= {column.header for column in table.columns}
