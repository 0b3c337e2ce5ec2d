"""Where a store lies: in the user's data folder, under the name and the address of the roadmap's folder."""

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from planner.files import is_workbook
from planner.language import to_say
from planner.store.refusals import StoreError

DATABASE: Final = "store.sqlite"
NOTE: Final = "store.json"
"""Says that there is a database here, and of which roadmap: a missing one is so missed."""
_NETWORK = re.compile(
    r"nfs\d*|cifs|smb\w*|afs|ceph|glusterfs|lustre|ncpfs|davfs|fuse\.(sshfs|davfs2?|rclone|s3fs)"
)
"""Kinds of file systems on which the locks of a database do not hold."""
_LETTERS = 12


def folder_of_tables(path: Path) -> Path:
    """Give the folder that holds a roadmap, also by one of its files, or the workbook that it is."""
    whole = path.resolve()
    return whole if whole.is_dir() or is_workbook(whole) else whole.parent


def store_folder(path: Path, folder: Path | None = None) -> Path:
    """Give the folder of the store of a roadmap: the one that is named, or one in the user's data folder."""
    if folder is not None:
        return folder.resolve()
    tables = folder_of_tables(path)
    address = hashlib.sha256(os.fsencode(tables)).hexdigest()[:_LETTERS]
    name = re.sub(r"[^\w-]+", "-", tables.name).strip("-") or "roadmap"
    return data_folder() / f"{name}-{address}"


def data_folder() -> Path:
    """Give the folder in which programs of this user keep their data, as the system has it."""
    home = Path.home()
    if sys.platform == "win32":
        own = os.environ.get("LOCALAPPDATA")
        return (Path(own) if own else home / "AppData" / "Local") / "planner"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "planner"
    own = os.environ.get("XDG_DATA_HOME", "")
    return (Path(own) if own.startswith("/") else home / ".local" / "share") / "planner"


def refuse_network_drive(folder: Path, mounts: Callable[[], Iterable[tuple[str, str]]] | None = None) -> None:
    """Refuse a folder on a network drive, where that can be told.

    Parameters
    ----------
    mounts
        Gives where file systems are mounted, and of which kind; as the system says, where it is not given.

    Raises
    ------
    StoreError
        If it is on one.
    """
    places = [(Path(at), kind) for at, kind in (mounts or _mounts)() if folder.is_relative_to(at)]
    kind = max(places, key=lambda place: len(place[0].parts))[1] if places else ""
    if _NETWORK.fullmatch(kind) or str(folder).startswith("\\\\"):
        message = to_say(
            "{folder} lies on a network drive, where two programs can damage a database without noticing. "
            "Name a folder on this machine with --store.",
            folder=folder,
        )
        raise StoreError("network drive", message)


def _mounts() -> Iterable[tuple[str, str]]:
    """Give the mounted file systems, where the system tells them in a file."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    fields = (line.split(" ") for line in lines)
    return [(each[1].replace("\\040", " "), each[2]) for each in fields if len(each) > 2]
