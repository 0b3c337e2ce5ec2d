"""Backups: whole while others save, put back only when all of them is sound, and nothing is thrown away."""

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.builders import a_measure, a_phase, a_roadmap
from support.saving import assert_whole, newest, pace, saved

from planner.files import write_csv
from planner.store import Store, StoreError, open_store, restore_backup, served_alone
from planner.store.backups import back_up_by_itself, newest_backup


@pytest.fixture
def backup(store: Store, tmp_path: Path) -> Path:
    """Give a backup with two versions, of a store that has three by now."""
    saved(store, pace(0.25))
    file = tmp_path / "copy.sqlite"
    store.back_up(file)
    saved(store, pace(0.75))
    return file


def test_a_backup_is_put_back_and_what_was_there_is_kept(files: Path, store: Store, backup: Path) -> None:
    kept = restore_backup(files, backup, store.folder)

    again = open_store(files, store.folder)
    assert newest(again).rollouts[0].pace == 0.25
    assert_whole(again)
    assert kept is not None
    assert restore_backup(files, kept, store.folder)
    assert newest(open_store(files, store.folder)).rollouts[0].pace == 0.75


def test_a_backup_takes_the_place_of_a_damaged_or_missing_database(
    files: Path, store: Store, backup: Path
) -> None:
    store.database.write_text("damaged")
    kept = restore_backup(files, backup, store.folder)
    assert kept is not None
    assert kept.read_text() == "damaged"

    store.database.unlink()
    assert restore_backup(files, backup, store.folder) is None
    assert newest(open_store(files, store.folder)).rollouts[0].pace == 0.25


def damage_a_piece(file: Path) -> None:
    change(file, "DROP TRIGGER pieces_no_update", "UPDATE pieces SET content = x'00'")


def damage_the_log(file: Path) -> None:
    change(file, "DROP TRIGGER log_no_update", "UPDATE log SET author = 'Ola' WHERE number = 1")


def take_out_a_line(file: Path) -> None:
    change(file, "DROP TRIGGER log_no_delete", "DELETE FROM log WHERE number = 1")


def make_newer(file: Path) -> None:
    change(file, "UPDATE alembic_version SET version_num = '9999'")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def change(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("damage", [damage_a_piece, damage_the_log, take_out_a_line, make_newer, cut])
def test_a_backup_that_is_not_sound_is_refused_before_anything_is_changed(
    files: Path, store: Store, backup: Path, damage: Callable[[Path], None]
) -> None:
    damage(backup)
    before = store.database.read_bytes()

    with pytest.raises(StoreError):
        restore_backup(files, backup, store.folder)

    assert store.database.read_bytes() == before


def test_a_backup_of_another_roadmap_is_refused(tmp_path: Path, backup: Path) -> None:
    write_csv(a_roadmap(a_measure("x", a_phase())), tmp_path / "other")
    other = open_store(tmp_path / "other", tmp_path / "others", author="K")

    with pytest.raises(StoreError, match="another roadmap"):
        restore_backup(tmp_path / "other", backup, other.folder)
    other.database.unlink()
    with pytest.raises(StoreError, match="another roadmap"):
        restore_backup(tmp_path / "other", backup, other.folder)


def test_nothing_is_put_back_while_a_server_uses_the_store(files: Path, store: Store, backup: Path) -> None:
    with served_alone(store.folder), pytest.raises(StoreError, match="used by another server"):
        restore_backup(files, backup, store.folder)


def test_a_file_that_is_not_there_is_no_backup(files: Path, store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is no backup of a store"):
        restore_backup(files, tmp_path / "nowhere", store.folder)


def test_a_backup_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")

    with pytest.raises(StoreError, match="cannot be written"):
        store.back_up(tmp_path / "taken" / "copy.sqlite")


def test_whoever_has_the_store_open_sees_what_was_put_back(files: Path, store: Store, backup: Path) -> None:
    assert newest(store).rollouts[0].pace == 0.75

    restore_backup(files, backup, store.folder)

    assert newest(store).rollouts[0].pace == 0.25
    assert saved(store, pace(0.125)) == 3
    assert_whole(store)


def test_the_database_is_no_backup_of_itself(store: Store) -> None:
    with pytest.raises(StoreError, match="is the database itself"):
        store.back_up(store.database)


def test_a_backup_that_is_put_back_is_spared_however_old(files: Path, store: Store) -> None:
    first, *_later = [
        back_up_by_itself(store.database, datetime(2030, 1, 1, tzinfo=UTC), "before-update")
        for _each in range(5)
    ]

    assert restore_backup(files, first, store.folder)

    assert first.exists()


def test_five_backups_that_nobody_asked_for_are_kept(store: Store) -> None:
    made = [
        back_up_by_itself(store.database, datetime(2040 - year, 1, 1, tzinfo=UTC), "before-update")
        for year in range(7)
    ]

    assert [file.exists() for file in made] == [False, False, True, True, True, True, True]
    assert newest_backup(store.folder) == made[-1]


def test_a_missing_database_is_told_with_the_newest_backup(files: Path, store: Store) -> None:
    made = back_up_by_itself(store.database, datetime(2030, 1, 1, tzinfo=UTC), "before-update")
    store.database.unlink()

    with pytest.raises(StoreError, match="is missing") as caught:
        open_store(files, store.folder)
    assert str(made) in str(caught.value)


def test_each_line_of_the_log_says_who_did_what(store: Store) -> None:
    saved(store, pace(0.25), by="Ola")

    newest_line, first = store.log.lines()

    assert (first.author, first.action, first.subject) == ("Kari", "first", "version 1")
    assert (newest_line.author, newest_line.action, newest_line.detail["count"]) == ("Ola", "saved", 1)
    assert json.dumps(newest_line.detail)
    assert store.log.is_whole()
