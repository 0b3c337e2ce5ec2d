"""A folder of published instances: its files by family, and what the literature knows of each."""

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from formats import READERS
from formats_text import FormatError

BEST_KNOWN = "bks.csv"
_INFEASIBLE = "infeasible"
_BESIDE = {".md", ".txt", ".csv"}
"""Files that lie beside instances and need no word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BestKnown:
    """Between what the optimum lies; ``None`` where nothing is known."""

    lb: float | None = None
    ub: float | None = None
    infeasible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One file, the folder it lies in as its family, and what is known of it."""

    path: Path
    family: str
    name: str
    best: BestKnown


def cases_in(
    folder: Path, endings: Sequence[str], *, only: Sequence[str] = (), limit: int | None = None
) -> list[Case]:
    """Give the instances below a folder by family; say on standard error what no reader knows.

    Parameters
    ----------
    endings
        How the names of the files end that are taken, in lower case.
    only
        Families, or parts of their paths, that are taken; all when empty.
    limit
        Most instances of a family, spread evenly over it by name.

    Raises
    ------
    FormatError
        If there is no such folder, nothing in it is taken, or the list of best known values is damaged.
    """
    if not folder.is_dir():
        raise FormatError(f"{folder}: found no folder, expected one with instances and {BEST_KNOWN}")
    known = best_known(folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    _say_what_is_unknown(folder, files)
    families: dict[str, list[Case]] = {}
    for path in files:
        if path.suffix.lower() in endings:
            case = _case(folder, path, known)
            if not only or set(only) & {case.family, *case.family.split("/")}:
                families.setdefault(case.family, []).append(case)
    chosen = [case for family in families.values() for case in _spread(family, limit)]
    if not chosen:
        wanted = f"files that end in {', '.join(endings)}" + (f" in {', '.join(only)}" if only else "")
        raise FormatError(f"{folder}: found no such instances, expected {wanted}")
    return chosen


def best_known(folder: Path) -> Mapping[str, BestKnown]:
    """Read the best known values, by path below the folder; none where there is no list.

    Raises
    ------
    FormatError
        If a row is damaged.
    """
    path = folder / BEST_KNOWN
    if not path.is_file():
        print(f"{folder}: no {BEST_KNOWN}, so no plan is compared with the best known", file=sys.stderr)
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"instance", "best_known_lb", "best_known_ub"} - set(rows.fieldnames or ())
        if missing:
            raise FormatError(f"{path}, line 1: found no column {', '.join(sorted(missing))}, expected it")
        return {row["instance"]: _best(path, rows.line_num, row) for row in rows}


def _best(path: Path, line: int, row: Mapping[str, str | None]) -> BestKnown:
    """Read one row; an empty cell is unknown."""
    cells = [(row[name] or "").strip() for name in ("best_known_lb", "best_known_ub")]
    if _INFEASIBLE in cells:
        return BestKnown(infeasible=True)
    try:
        lower, upper = (float(cell) if cell else None for cell in cells)
    except ValueError as error:
        expected = f"two numbers or {_INFEASIBLE}"
        raise FormatError(f"{path}, line {line}: found {cells}, expected {expected}") from error
    return BestKnown(lb=lower, ub=upper)


def _case(folder: Path, path: Path, known: Mapping[str, BestKnown]) -> Case:
    """Give one file with its family and what is known."""
    below = path.relative_to(folder)
    family = below.parent.as_posix() if below.parent != Path() else folder.name
    best = known.get(below.as_posix(), BestKnown())
    return Case(path=path, family=family, name=path.stem, best=best)


def _spread(cases: list[Case], limit: int | None) -> Iterator[Case]:
    """Give so many cases, evenly spread."""
    if limit is None or limit >= len(cases):
        yield from cases
        return
    for number in range(limit):
        yield cases[number * len(cases) // limit]


def _say_what_is_unknown(folder: Path, files: Sequence[Path]) -> None:
    """Count the files that no reader knows by folder and ending."""
    passed = Counter(
        (path.parent.relative_to(folder).as_posix(), path.suffix.lower() or path.name)
        for path in files
        if path.suffix.lower() not in {*READERS, *_BESIDE}
    )
    for (family, ending), count in sorted(passed.items()):
        print(f"{family}: {count} files {ending} of an unknown kind, passed over", file=sys.stderr)
