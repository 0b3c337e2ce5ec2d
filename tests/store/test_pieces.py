"""Contents in pieces: each kept once, small changes cost little, damage is noticed."""

import zlib
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.builders import a_measure, a_phase, a_roadmap
from support.saving import pace, saved

from planner.store import Store, StoreError, open_store, pieces
from planner.store.database import Database
from planner.store.form import PIECES
from planner.store.pieces import Contents

MANY = a_roadmap(*(a_measure(f"m{number}", a_phase()) for number in range(600)))


def test_a_change_of_one_thing_costs_one_piece() -> None:
    measures = (*MANY.measures[:300], replace(MANY.measures[300], name="Another"), *MANY.measures[301:])

    new = Contents.of(replace(MANY, measures=measures)).pieces.keys() - Contents.of(MANY).pieces.keys()

    assert 1 <= len(new) <= 2


def test_a_new_thing_moves_no_cut_elsewhere() -> None:
    more = replace(MANY, measures=(a_measure("new", a_phase()), *MANY.measures))

    new = Contents.of(more).pieces.keys() - Contents.of(MANY).pieces.keys()

    assert 1 <= len(new) <= 2
    assert len(Contents.of(MANY).pieces) > 8


def test_what_is_kept_already_is_not_kept_again(store: Store) -> None:
    saved(store, pace(0.25))
    before = count(store.database)
    store.versions.restore(1, author="Kari")

    assert count(store.database) == before


def count(database: Path) -> int:
    with Database(database).reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(PIECES)).scalar_one()


def test_a_piece_that_was_damaged_is_named_and_others_are_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(store, pace(0.25))
    with Database(store.database).writing() as connection:
        own = (
            Contents.of(store.versions.roadmap(2)).pieces.keys()
            - Contents.of(store.versions.roadmap(1)).pieces.keys()
        )
        connection.exec_driver_sql("DROP TRIGGER pieces_no_update")
        other = zlib.compress(b"[]")
        connection.execute(PIECES.update().where(PIECES.c.digest.in_(own)).values(content=other))
    monkeypatch.setattr(pieces, "_THINGS", pieces._Things())  # as another process, which has read nothing yet
    again = Store(store.path, store.database)

    with pytest.raises(StoreError, match="What is kept is damaged"):
        again.versions.roadmap(2)
    assert again.versions.roadmap(1).measures


@pytest.mark.parametrize("table", ["pieces", "contents", "versions", "log"])
@pytest.mark.parametrize("action", ["UPDATE {table} SET digest = 'x'", "DELETE FROM {table}"])
def test_what_is_only_added_to_cannot_be_changed(store: Store, table: str, action: str) -> None:
    with (
        pytest.raises(StoreError) as refused,
        Database(store.database).writing() as connection,
    ):
        connection.exec_driver_sql(action.format(table=table))

    assert "only added to" in str(refused.value.__cause__)


def test_versions_share_the_things_that_neither_changed(store: Store) -> None:
    saved(store, pace(0.25))
    again = open_store(store.path, store.folder)

    first, second = again.versions.roadmap(1), again.versions.roadmap(2)

    assert first.measures[0] is second.measures[0]
    assert first.rollouts != second.rollouts
    assert [each.digest for each in (first, second)] == [
        each.digest for each in again.versions.history()[::-1]
    ]
