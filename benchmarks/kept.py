"""The kept results, and how to read figures from them: the latest of each benchmark."""

import json
import re
import statistics
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from recording import RESULTS

Result = Mapping[str, Any]
Results = Mapping[str, Result]
JsonRow = Mapping[str, Any]
NAME = re.compile(r"(?P<name>.+)-\d{4}-\d{2}-\d{2}\.json")


def latest(folder: Path = RESULTS) -> dict[str, Result]:
    """Give the latest result of each benchmark by the name of its file."""
    found: dict[str, Result] = {}
    for path in sorted(folder.glob("*.json")):  # dates are written so that names sort by them
        named = NAME.fullmatch(path.name)
        if named:
            found[named["name"]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def rows(results: Results, benchmark: str, family: str, name: str = "") -> list[JsonRow]:
    """Give the rows of a benchmark whose family and name match in full; an empty name is any."""
    held = results.get(benchmark, {}).get("rows", [])
    return [
        row for row in held if re.fullmatch(family, row["family"]) and re.fullmatch(name or ".*", row["name"])
    ]


def figure(results: Results, benchmark: str, name: str) -> float | None:
    """Give one figure of a benchmark that keeps figures."""
    measured: float | None = results.get(benchmark, {}).get("figures", {}).get(name, {}).get("measured")
    return measured


def mean(found: Iterable[JsonRow], get: Callable[[JsonRow], float | None]) -> float | None:
    """Give the mean over the rows; ``None`` when a row lacks the figure, which a mean must not hide."""
    figures = [get(row) for row in found]
    known = [each for each in figures if each is not None]
    return statistics.fmean(known) if known and len(known) == len(figures) else None


def worst(found: Iterable[JsonRow], get: Callable[[JsonRow], float | None]) -> float | None:
    """Give the largest over the rows; ``None`` when a row lacks the figure."""
    figures = [get(row) for row in found]
    known = [each for each in figures if each is not None]
    return max(known) if known and len(known) == len(figures) else None


def peer(row: JsonRow, name: str) -> JsonRow:
    """Give what a peer did on a row's instance; empty where it was not asked."""
    return next((each for each in row["peers"] if each["name"] == name), {})
