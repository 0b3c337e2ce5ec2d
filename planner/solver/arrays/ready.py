"""Which kernels are compiled and kept on disk, so that nobody has to wait for a compiler.

Each unit of kernels that has been compiled leaves a mark beside what numba keeps: an empty file whose name
holds a digest of all that the compiled code depends on. What is ready can then be told without loading numba.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import IO

UNITS = {
    "prices": ("pricing",),
    "lists": ("placing", "ruin", "orders"),
    "ruin": ("placing", "ruin", "orders"),
    "orders": ("placing", "ruin", "orders"),
    "makespan": ("makespan",),
}
"""What is compiled at one go, the most useful first, and the engines whose kernels are a family with it."""

WHEN_NEEDED = "PLANNER_COMPILE"
"""Variable of the environment: ``when-needed`` lets whoever needs a kernel wait for it."""

HERE = Path(__file__).resolve().parent
SOLVER = HERE.parent
SHARED = (
    HERE / "arrays.py",
    HERE / "chains.py",
    HERE / "jit.py",
    SOLVER.parent / "model" / "tolerances.py",
    SOLVER / "search" / "warm.py",
)
"""Files on which all compiled code depends."""

_known: set[str] = set()


def cache_folder() -> Path:
    """Give where numba keeps what it has compiled: where it is told to, beside the code, or with the user.

    Numba itself is not loaded, so that a broken one does not hide where its files are.
    """
    if told := os.environ.get("NUMBA_CACHE_DIR"):
        return Path(told)
    beside = HERE / "__pycache__"
    if is_writable(beside):
        return beside
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "numba"


def is_writable(folder: Path) -> bool:
    """Tell whether files can be made in a folder, or the folder itself where it is not there yet."""
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    return there.is_dir() and os.access(there, os.W_OK)


def is_ready(unit: str) -> bool:
    """Tell whether a unit may be used: whether it is compiled, or may be waited for."""
    return may_wait() or is_kept(unit)


def is_kept(unit: str) -> bool:
    """Tell whether a unit is compiled as it stands; once it is, it is so for this process."""
    if unit not in _known and _mark(unit).is_file():
        _known.add(unit)
    return unit in _known


def may_wait() -> bool:
    """Tell whether whoever needs a kernel waits for it, or nothing is compiled at all."""
    told = os.environ.get(WHEN_NEEDED) == "when-needed" or os.environ.get("NUMBA_DISABLE_JIT") == "1"
    return told or not is_writable(cache_folder())  # nothing would ever be ready


def units_ready() -> int:
    """Count the units that are compiled."""
    return sum(is_ready(unit) for unit in UNITS)


def all_ready() -> bool:
    """Tell whether all units are compiled."""
    return units_ready() == len(UNITS)


def mark(unit: str) -> None:
    """Keep that a unit is compiled."""
    made = _mark(unit)
    made.parent.mkdir(parents=True, exist_ok=True)
    made.touch()


def forget_other_versions() -> None:
    """Remove what was kept of units that have changed since: numba looks at a kernel's own file only.

    Their marks go too, so that what is compiled from now on stays, also when it is done bit by bit.
    """
    for unit, family in UNITS.items():
        others = set(cache_folder().glob(f"{_begin_of_mark(unit)}*")) - {_mark(unit)}
        if others and not is_kept(unit):
            for folder in map(kept_kernels, family):
                for index in folder.glob("*.nbi"):
                    _forget(index)
        for other in others:
            other.unlink(missing_ok=True)


def forget_what_is_stale() -> None:
    """Remove kept kernels that are older than any of the files whose kernels call each other.

    What is kept holds the code of the kernels that are called, but numba watches the kernel's own file only:
    so all of a family is forgotten when any of its files is newer.
    """
    for family in set(UNITS.values()):
        newest = max(each.stat().st_mtime for each in sources(family))
        with suppress(OSError):  # a folder that may not be written to has nothing kept in it
            for engine in family:
                for index in kept_kernels(engine).glob("*.nbi"):
                    if index.stat().st_mtime < newest:
                        _forget(index)


def _forget(index: Path) -> None:
    """Remove a kept kernel, and its code, lest a process that meets a new index before its code find this."""
    index.unlink(missing_ok=True)
    for code in index.parent.glob(f"{index.stem}.*.nbc"):
        code.unlink(missing_ok=True)


def kernels(engine: str) -> Path:
    """Give where the kernels of an engine are."""
    return SOLVER / "engines" / engine / "kernels"


def sources(family: Iterable[str]) -> list[Path]:
    """Give the files on which the compiled code of engines depends."""
    return [*SHARED, *(each for engine in family for each in sorted(kernels(engine).glob("*.py")))]


def kept_kernels(engine: str) -> Path:
    """Give where numba keeps what it has compiled of an engine: beside it, or in a folder named after it."""
    folder = kernels(engine)
    if cache_folder() == HERE / "__pycache__":
        return folder / "__pycache__"
    return cache_folder() / f"{folder.name}_{hashlib.sha1(str(folder).encode()).hexdigest()}"


def loops_kept() -> int:
    """Count the kernels that are compiled and kept."""
    engines = {engine for family in UNITS.values() for engine in family}
    return sum(len(list(kept_kernels(engine).glob("*.nbi"))) for engine in engines)


@contextmanager
def compiling(*, wait: bool = True) -> Iterator[bool]:
    """Be the only process that compiles for this place; the system gives it free when the process ends.

    Gives whether it is: always where it may ``wait`` for another.
    """
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "kernels.lock").open("a+b") as file:
        yield _lock(file, wait=wait)


def somebody_compiles() -> bool:
    """Tell whether a process compiles now."""
    try:
        with compiling(wait=False) as is_mine:
            return not is_mine
    except OSError:
        return False


def _lock(file: IO[bytes], *, wait: bool) -> bool:
    """Lock a file for as long as it is open; tell whether it came about."""
    try:
        import fcntl
    except ImportError:  # Windows
        return _lock_on_windows(file, wait=wait)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _lock_on_windows(file: IO[bytes], *, wait: bool) -> bool:
    """Lock the first byte, which Windows tries for ten seconds at a time."""
    import msvcrt

    lock = getattr(msvcrt, "locking")  # noqa: B009  (known on Windows only)
    how = getattr(msvcrt, "LK_LOCK" if wait else "LK_NBLCK")
    file.seek(0)
    while True:
        with suppress(OSError):
            lock(file.fileno(), how, 1)
            return True
        if not wait:
            return False


def _mark(unit: str) -> Path:
    """Give the file that says that a unit is compiled as it stands."""
    return cache_folder() / f"{_begin_of_mark(unit)}{_digest(unit)}"


def _begin_of_mark(unit: str) -> str:
    """Give how the marks of a unit of this checkout begin; several may keep their kernels in one folder."""
    place = hashlib.sha256(str(HERE).encode()).hexdigest()[:8]
    return f"ready-{unit}-{place}-"


@cache
def _digest(unit: str) -> str:
    """Give a checksum of what a unit was compiled from: sources as numba tells them apart, and for what."""
    stats = [(each.name, each.stat().st_mtime_ns, each.stat().st_size) for each in sources(UNITS[unit])]
    parts = [stats, version("numba"), version("llvmlite"), version("numpy"), sys.version, _processor()]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _processor() -> str:
    """Name the processor that code is made for; numba does not use what it has made for another."""
    from llvmlite import binding  # type: ignore[import-untyped]

    return f"{binding.get_process_triple()} {binding.get_host_cpu_name()}"
