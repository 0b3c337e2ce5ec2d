"""Files of a folder that are written together: all of them, or none where there is no room."""

import os
from pathlib import Path

import pytest

from planner.files import write_folder


def full_after(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Let the disk be full once some files are written."""
    done: list[int] = []
    sync = os.fsync

    def fsync(handle: int) -> None:
        if len(done) == count:
            raise OSError(28, "No space left on device")
        done.append(handle)
        sync(handle)

    monkeypatch.setattr(os, "fsync", fsync)


def test_a_full_disk_leaves_a_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path, {"a": b"1", "b": b"1"})
    full_after(monkeypatch, 1)

    with pytest.raises(OSError, match="No space"):
        write_folder(tmp_path, {"a": b"2", "b": b"2"})

    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a": b"1", "b": b"1"}


def test_a_full_disk_leaves_no_new_folder_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full_after(monkeypatch, 1)

    with pytest.raises(OSError, match="No space"):
        write_folder(tmp_path / "new", {"a": b"1", "b": b"1"})

    assert list(tmp_path.iterdir()) == []


def test_where_one_cannot_take_its_place_the_others_are_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path, {"a": b"1", "c": b"1"})
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if Path(target).name == "c" and self.read_bytes() == b"2":
            raise PermissionError(13, "used by another process")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)

    with pytest.raises(PermissionError):
        write_folder(tmp_path, {"a": b"2", "b": b"2", "c": b"2"})

    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a": b"1", "c": b"1"}
