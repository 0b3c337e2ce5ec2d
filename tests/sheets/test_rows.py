"""Rows as text: written and read back, they are the same."""

from dataclasses import replace

import pytest
from support.seeds import drawn
from support.strategies import random_roadmap, random_roadmap_with_profiles, random_roadmap_with_requirements

from planner import read_roadmap
from planner.merging import changes_between
from planner.model import Basis, Drop, Provenance, Published, Roadmap
from planner.sheets import NEW, Typed, columns_of, rows_as_text, taken
from planner.tables import BY_NAME, TABLES, edited, key_fields

both_languages = pytest.mark.parametrize("english", [False, True])


def typed_again(roadmap: Roadmap, name: str, *, english: bool) -> list[Typed]:
    """Give every cell of a table as somebody would type what stands there."""
    table = BY_NAME[name]
    return [
        Typed(row.key, column.field, text)
        for row in rows_as_text(roadmap, table, english=english)
        for column, text in zip(columns_of(name), row.texts, strict=True)
    ]


@both_languages
@pytest.mark.parametrize("seed", drawn(6, 60))
def test_typing_what_stands_there_changes_nothing(seed: int, english: bool) -> None:
    for roadmap in (random_roadmap_with_profiles(seed), random_roadmap_with_requirements(seed)):
        for table in TABLES:
            read = taken(roadmap, table, typed_again(roadmap, table.name, english=english), english=english)

            assert read.edits == ()
            assert {each.message for each in read.refused} <= {_key_of_assumption(read.refused)}


def _key_of_assumption(refused: tuple[object, ...]) -> object:
    """Give why the key of an assumption cannot be typed, which alone is refused."""
    return refused[0].message if refused else None  # type: ignore[attr-defined]


@both_languages
def test_typing_what_stands_in_the_default_data_changes_nothing(english: bool) -> None:
    roadmap = read_roadmap("data/veikart.csv")

    for table in TABLES:
        assert taken(roadmap, table, typed_again(roadmap, table.name, english=english)).edits == ()


@both_languages
@pytest.mark.parametrize("seed", drawn(8, 80))
def test_a_table_that_is_typed_row_by_row_is_the_table(seed: int, english: bool) -> None:
    """What nothing else names is dropped, and typed again as new rows."""
    whole = random_roadmap_with_profiles(seed)
    for name in ("stotte", "kapasitet", "bidrag", "behov", "avhengigheter", "innforing"):
        table = BY_NAME[name]
        rows = rows_as_text(whole, table, english=english)
        names = key_fields(table)
        drops = [Drop(table.aliases[-1], dict(zip(names, row.key, strict=True))) for row in rows]
        without = _without(whole, drops)
        if without is None:
            continue
        cells = [
            Typed((NEW, str(number)), column.field, text)
            for number, row in enumerate(rows)
            for column, text in zip(columns_of(name), row.texts, strict=True)
        ]

        read = taken(without, table, cells, english=english)

        assert read.refused == ()
        assert changes_between(whole, edited(without, read.edits)) == ()


def _without(whole: Roadmap, drops: list[Drop]) -> Roadmap | None:
    """Give a roadmap without some rows; nothing where others name them."""
    try:
        return edited(whole, drops)
    except ValueError:
        return None


def test_every_column_that_is_kept_in_full_is_there(full: Roadmap) -> None:
    for table in TABLES:
        fields = {column.field for column in columns_of(table.name)}
        held = {name for row in rows_as_text(full, table) for name in row.fields}

        assert held <= fields
        assert set(key_fields(table)) <= fields


def test_rows_that_share_a_key_are_told_apart_and_say_so(full: Roadmap) -> None:
    twice = (Published(measure="a", source_year=2022), Published(measure="a", source_year=2022))

    rows = rows_as_text(replace(full, published=twice), BY_NAME["publisert"])

    assert [row.key for row in rows] == [("a", 2022), ("a", 2022, 2)]
    assert [row.is_alone for row in rows] == [False, False]


def test_a_basis_names_its_exceptions_by_the_headers_of_the_reader(full: Roadmap) -> None:
    sourced = Provenance(basis=Basis.DOCUMENTED, exceptions=(("effort_per_unit", Basis.ASSUMED),))
    roadmap = replace(full, rollouts=(replace(full.rollouts[0], provenance=sourced), *full.rollouts[1:]))
    place = [column.field for column in columns_of("innforing")].index("basis")

    norwegian, english = (
        rows_as_text(roadmap, BY_NAME["innforing"], english=each)[0].texts[place] for each in (False, True)
    )

    assert norwegian == "dokumentert; innsats_per_enhet=antatt"
    assert english == "documented; effort_per_unit=assumed"


@pytest.mark.parametrize("seed", drawn(3, 30))
def test_rows_come_in_the_order_of_the_roadmap(seed: int) -> None:
    roadmap = random_roadmap(seed)

    assert [row.key[0] for row in rows_as_text(roadmap, BY_NAME["veikart"])] == [
        each.id for each in roadmap.measures
    ]
