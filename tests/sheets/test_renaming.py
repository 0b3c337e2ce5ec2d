"""A row gets another key, and all that names it goes along."""

import pytest
from support.seeds import drawn
from support.strategies import random_roadmap_with_profiles

from planner.language import ToldError
from planner.merging import changes_between
from planner.model import Roadmap
from planner.sheets import Typed, renaming, rows_as_text, taken
from planner.tables import BY_NAME, TABLES, Kind, base_rows, edited, key_fields, key_of

ANOTHER = "another.name"


def named_anywhere(roadmap: Roadmap, name: str, *tables: str) -> list[str]:
    """Give the tables in which an id stands in a cell that names something."""
    found = []
    for table in TABLES:
        naming = {
            table.column(header)
            for each in table.references
            if each.table in tables
            for header in each.columns
        }
        columns = [*naming, *(table.column(header) for header in table.key if table.name in tables)]
        for row in base_rows(roadmap)[table.name]:
            cells = [
                row.get(column.field)
                for column in columns
                if column.kind in (Kind.ID, Kind.IDS, Kind.SUPPORT)
            ]
            flat = [part for cell in cells for part in _parts(cell)]
            if name in flat:
                found.append(table.name)
    return found


def _parts(cell: object) -> list[object]:
    if isinstance(cell, tuple):
        return [part[0] if isinstance(part, tuple) else part for part in cell]
    return [cell]


@pytest.mark.parametrize("name", ["a", "b", "c", "d", "e", "f"])
def test_a_measure_is_renamed_wherever_it_is_named_and_back(full: Roadmap, name: str) -> None:
    before = named_anywhere(full, name, "veikart")

    there = edited(full, renaming(full, BY_NAME["veikart"], (name,), {"id": ANOTHER}))
    back = edited(there, renaming(there, BY_NAME["veikart"], (ANOTHER,), {"id": name}))

    assert named_anywhere(there, name, "veikart") == []
    assert named_anywhere(there, ANOTHER, "veikart") == before
    assert changes_between(full, back) == ()


@pytest.mark.parametrize("name", ["gp", "er", "nhn", "fhi"])
def test_a_sector_is_renamed_wherever_it_is_named_and_back(full: Roadmap, name: str) -> None:
    there = edited(full, renaming(full, BY_NAME["aktorer"], (name,), {"id": ANOTHER}))
    back = edited(there, renaming(there, BY_NAME["aktorer"], (ANOTHER,), {"id": name}))

    assert named_anywhere(there, name, "aktorer") == []
    assert changes_between(full, back) == ()


@pytest.mark.parametrize("phase", ["plan", "build"])
def test_a_phase_is_renamed_and_stays_where_it_stands(full: Roadmap, phase: str) -> None:
    there = edited(full, renaming(full, BY_NAME["faser"], ("a", phase, ""), {"phase": ANOTHER}))

    was = [each.id for each in full.measures[0].phases]
    assert [each.id for each in there.measures[0].phases] == [
        ANOTHER if each == phase else each for each in was
    ]
    back = edited(there, renaming(there, BY_NAME["faser"], ("a", ANOTHER, ""), {"phase": phase}))
    assert changes_between(full, back) == ()


def test_a_key_that_another_row_has_is_refused(full: Roadmap) -> None:
    with pytest.raises(ToldError, match="b is there already"):
        renaming(full, BY_NAME["veikart"], ("a",), {"id": "b"})


@pytest.mark.parametrize("seed", drawn(6, 60))
def test_renaming_changes_names_and_nothing_else(seed: int) -> None:
    roadmap = random_roadmap_with_profiles(seed)
    for table in (BY_NAME["veikart"], BY_NAME["aktorer"], BY_NAME["informasjonstjenester"], BY_NAME["faser"]):
        for row in rows_as_text(roadmap, table)[:2]:
            field = key_fields(table)[-1 if len(row.key) == 1 else 1]
            old = str(row.key[key_fields(table).index(field)])

            there = edited(roadmap, renaming(roadmap, table, row.key, {field: ANOTHER}))

            assert rows_of(there, {ANOTHER: old}) == rows_of(roadmap, {})


def rows_of(roadmap: Roadmap, names: dict[str, str]) -> set[tuple[object, ...]]:
    """Give all rows in any order, some names as others."""

    def said(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(said(part) for part in value)
        return names.get(value, value) if isinstance(value, str) else value

    return {
        (name, *sorted((field, said(value)) for field, value in row.items()))
        for name, rows in base_rows(roadmap).items()
        for row in rows
    }


def test_typing_another_key_renames_and_what_is_typed_beside_it_goes_to_the_new_row(full: Roadmap) -> None:
    read = taken(full, BY_NAME["veikart"], [Typed(("a",), "id", "a2"), Typed(("a",), "name", "Second")])

    after = edited(full, read.edits)

    assert [(each.id, each.name) for each in after.measures if each.id == "a2"] == [("a2", "Second")]
    assert ("a", "gp") not in [key_of(BY_NAME["innforing"], row) for row in base_rows(after)["innforing"]]


def test_two_rows_can_be_renamed_at_once(full: Roadmap) -> None:
    read = taken(full, BY_NAME["veikart"], [Typed(("a",), "id", "a2"), Typed(("b",), "id", "b2")])

    after = edited(full, read.edits)

    assert {each.id for each in after.measures} == {"a2", "b2", "c", "d", "e", "f"}
    assert {each.measures for each in after.groups} == {("b2", "c", "e"), ("d", "e")}


def test_a_name_that_cannot_be_is_refused_with_why(full: Roadmap) -> None:
    read = taken(full, BY_NAME["veikart"], [Typed(("a",), "id", "b")])

    assert read.edits == ()
    assert len(read.refused) == 1
