"""Files that are there whole or not at all."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside the old one and put it in its place once it lies safely on disk.

    Raises
    ------
    OSError
        If it cannot be written; the old file is then as it was.
    """
    written = _beside(path, content)
    try:
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _beside(path: Path, content: bytes) -> Path:
    """Write what is to take a file's place, and give where it lies, safely on disk."""
    # in the same folder: only within one file system can a file take another's place at once
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # what is made here may be read by its owner alone until then
        written.chmod(0o644)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
    return written


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by name into a folder, which is made where it is missing: all of them, or none.

    None takes its place before all of them lie on disk; where one then cannot (another program may hold it),
    those that did are put back as they were.

    Raises
    ------
    OSError
        If one cannot be written.
    """
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[Path, Path] = {}
    replaced: dict[Path, Path | None] = {}
    try:
        for name, content in files.items():
            written[folder / name] = _beside(folder / name, content)
        for path, new in written.items():
            replaced[path] = _beside(path, path.read_bytes()) if path.exists() else None
            new.replace(path)
    except BaseException:
        for path, old in replaced.items():
            _put_back(path, old, was_replaced=not written[path].exists())
        for new in written.values():
            new.unlink(missing_ok=True)
        if is_new:
            with suppress(OSError):  # what has come into it meanwhile stays
                folder.rmdir()
        raise
    for old in replaced.values():
        if old is not None:
            old.unlink(missing_ok=True)
    _sync_folder(folder)


def _put_back(path: Path, old: Path | None, *, was_replaced: bool) -> None:
    """Put an old file back in its place, or take away what stands where there was none."""
    if not was_replaced:
        if old is not None:
            old.unlink(missing_ok=True)
    elif old is None:
        path.unlink(missing_ok=True)
    else:
        old.replace(path)


def _sync_folder(folder: Path) -> None:
    """Make the new name last too, where the system lets folders be opened."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
