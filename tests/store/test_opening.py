"""Opening: where a store lies, what its files have become, and what is refused and never replaced."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from support.builders import a_measure, a_phase, a_roadmap
from support.saving import A, newest, pace, saved

from planner.files import read, write_csv
from planner.model import Set
from planner.store import Refused, Saved, Store, StoreError, VersionKind, is_served, open_store, served_alone
from planner.store.places import NOTE, refuse_network_drive, store_folder
from planner.tables import edited


def change_files(files: Path, *edits: Set) -> None:
    """Change the files as a spreadsheet would."""
    roadmap = read(files).roadmap
    assert roadmap is not None
    write_csv(edited(roadmap, edits), files)


def test_two_roadmaps_never_mix_though_their_folders_have_one_name(tmp_path: Path) -> None:
    folders = [tmp_path / name / "veikart" for name in ("one", "other")]
    for number, folder in enumerate(folders):
        write_csv(a_roadmap(a_measure(f"m{number}", a_phase())), folder)

    stores = [open_store(folder / "veikart.csv", author="K") for folder in folders]

    assert stores[0].folder != stores[1].folder
    assert all(store.folder.name.startswith("veikart-") for store in stores)
    assert [newest(store).measures[0].id for store in stores] == ["m0", "m1"]
    assert open_store(folders[0]).folder == stores[0].folder == store_folder(folders[0])


def test_nothing_is_written_into_the_files(files: Path, tmp_path: Path) -> None:
    before = {file: file.read_bytes() for file in files.iterdir()}

    store = open_store(files, tmp_path / "kept", author="Kari")
    saved(store, pace(0.25))
    store.versions.restore(1, author="Kari")

    assert {file: file.read_bytes() for file in files.iterdir()} == before


def test_files_that_are_a_version_ask_nothing(files: Path, store: Store) -> None:
    assert not store.files().asks
    saved(store, pace(0.25))
    assert not store.files().asks
    change_files(files, pace(0.25))

    assert (store.files().version.number, store.files().asks) == (2, False)


def test_files_that_have_changed_are_taken_in_on_the_version_that_they_were(
    files: Path, store: Store
) -> None:
    saved(store, pace(0.25))
    change_files(files, Set("rollouts", A, "effort_per_unit", 2.0))

    seen = store.files()
    assert (seen.asks, seen.version.number, [each.field for each in seen.changes]) == (
        True,
        1,
        ["effort_per_unit"],
    )
    found = store.take_in(author="Ola")

    assert isinstance(found, Saved)
    assert (found.version.kind, found.version.about) == (VersionKind.FILES, 1)
    assert (newest(store).rollouts[0].pace, newest(store).rollouts[0].effort_per_unit) == (0.25, 2.0)
    assert not store.files().asks
    change_files(files, Set("rollouts", A, "effort_per_unit", 3.0))
    assert store.files().version.number == found.version.number


def test_files_in_conflict_with_what_was_saved_are_refused_and_ask_still(files: Path, store: Store) -> None:
    saved(store, pace(0.25))
    change_files(files, pace(0.75))

    assert isinstance(store.take_in(author="Ola"), Refused)
    assert store.files().asks


def test_files_that_are_left_ask_again_when_they_change(files: Path, store: Store) -> None:
    change_files(files, pace(0.75))
    store.leave(author="Ola")

    assert store.files().is_left
    assert not open_store(files, store.folder).files().asks
    change_files(files, pace(0.9))
    assert store.files().asks


def test_files_with_errors_are_told_and_what_is_kept_is_there_still(files: Path, store: Store) -> None:
    (files / "veikart.csv").write_text("id;navn\na;A\na;A\n;x\n", encoding="utf-8")

    again = open_store(files, store.folder)

    assert again.files().roadmap is None
    assert again.files().findings
    assert newest(again) == newest(store)
    with pytest.raises(StoreError, match="cannot be read as a roadmap"):
        again.take_in(author="K")


def test_files_with_errors_begin_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read as a roadmap"):
        open_store(tmp_path, tmp_path / "kept", author="K")
    assert not (tmp_path / "kept").exists()


def test_who_only_looks_begins_nothing(files: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Nothing has been kept"):
        open_store(files, tmp_path / "kept", make=False)
    assert not (tmp_path / "kept").exists()


def remove(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    file.write_bytes(b"")


def text(file: Path) -> None:
    file.write_text("not a database")


def torn(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2 :: 97] = b"\xff" * len(content[len(content) // 2 :: 97])
    file.write_bytes(bytes(content))


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def newer(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def other_program(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE other (x)")
    connection.close()


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (remove, "missing"),
        (empty, "damaged"),
        (text, "damaged"),
        (torn, "damaged"),
        (cut, "damaged"),
        (newer, "newer"),
        (other_program, "foreign"),
    ],
)
def test_what_cannot_be_read_is_named_and_never_replaced(
    files: Path, store: Store, damage: Callable[[Path], None], code: str
) -> None:
    damage(store.database)
    left = store.database.read_bytes() if store.database.exists() else None

    with pytest.raises(StoreError) as caught:
        open_store(files, store.folder, author="K")

    assert caught.value.code == code
    assert str(store.database) in str(caught.value)
    assert (store.database.read_bytes() if store.database.exists() else None) == left


def test_a_store_of_another_roadmap_is_refused(store: Store, tmp_path: Path) -> None:
    write_csv(a_roadmap(a_measure("x", a_phase())), tmp_path / "other")

    with pytest.raises(StoreError, match="not of that in") as caught:
        open_store(tmp_path / "other", store.folder)
    assert caught.value.code == "foreign"


def test_a_folder_that_was_moved_finds_its_store(files: Path, store: Store) -> None:
    moved = files.rename(files.with_name("moved"))

    assert newest(open_store(moved, store.folder)) == newest(store)
    assert json.loads((store.folder / NOTE).read_text("utf-8")) == {"roadmap": str(moved)}
    assert store.log.lines()[0].action == "moved"


def test_a_second_server_is_told_who_has_the_store(store: Store) -> None:
    with served_alone(store.folder):
        assert is_served(store.folder)
        with (
            pytest.raises(StoreError, match=r"used by another server: process \d+ on"),
            served_alone(store.folder),
        ):
            pass

    assert not is_served(store.folder)


@pytest.mark.parametrize(
    ("mounts", "is_refused"),
    [
        ([("/", "ext4"), ("/mnt/felles", "nfs4")], True),
        ([("/", "ext4"), ("/mnt/felles", "cifs")], True),
        ([("/", "nfs"), ("/mnt/felles", "ext4")], False),
        ([("/", "ext4"), ("/mnt/fell", "nfs")], False),
        ([], False),
    ],
)
def test_a_network_drive_is_refused(mounts: list[tuple[str, str]], is_refused: bool) -> None:
    folder = Path("/mnt/felles/veikart")

    if not is_refused:
        return refuse_network_drive(folder, lambda: mounts)
    with pytest.raises(StoreError, match="network drive"):
        refuse_network_drive(folder, lambda: mounts)
    return None


def test_a_folder_that_cannot_be_written_is_named(files: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")

    with pytest.raises(StoreError, match="Nothing can be kept in"):
        open_store(files, tmp_path / "taken" / "kept", author="K")


def test_files_that_have_just_been_read_are_not_read_again_to_begin_with(files: Path, tmp_path: Path) -> None:
    first = read(files).roadmap
    assert first is not None

    def nobody(_files: object) -> object:
        raise AssertionError("read again")

    store = open_store(files, tmp_path / "begun", author="Kari", reader=nobody, first=first)  # type: ignore[arg-type]

    assert newest(store) is first
    assert open_store(files, tmp_path / "begun").versions.roadmap(1) == first
