"""What keeping versions takes: hundreds of versions of a large roadmap, their size, how soon they open."""

import argparse
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from statistics import median, quantiles

from generate import wave_roadmap
from recording import MEGABYTE, Figure, report, timed

from planner.files import Reading, read
from planner.model import Edit, Roadmap, Set
from planner.store import Saved, Store, open_store
from planner.tables import edited

_LOOKS = 20
"""Versions that are opened, each by a store that has opened none."""


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print and keep the figures; 1 when one misses its target."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--measures", type=int, default=2000)
    options.add_argument("--versions", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options.add_argument("--keep", action="store_true", help="keep the figures in benchmarks/results")
    asked = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        figures = measured(asked, Path(folder))
    report("store", asked, figures, {"measures": asked.measures, "saves": asked.versions})
    return 1 if any(figure.holds is False for figure in figures) else 0


def measured(asked: argparse.Namespace, folder: Path) -> list[Figure]:
    """Save that many versions, each with one to five cells changed, and open some again."""
    roadmap = wave_roadmap(asked.measures, asked.seed, binding=True)
    reading = replace(read(folder), roadmap=roadmap)
    began, store = timed(lambda: opened(folder, reading))
    saves, dice = [], Random(asked.seed)
    for number in range(1, asked.versions):
        roadmap = edited(roadmap, some_edits(dice, roadmap))
        roadmap.digest  # noqa: B018  (who has changed it knows that already, as plans are told apart by it)
        took, found = timed(partial(store.versions.save, roadmap, parent=number, author="b"))
        assert isinstance(found, Saved)
        saves.append(took)
    opens = [time_to_open(folder, reading, dice.randrange(1, asked.versions + 1)) for _look in range(_LOOKS)]
    listed, _history = timed(store.versions.history)
    size = sum(file.stat().st_size for file in store.folder.glob("store.sqlite*"))
    return [
        Figure("first version", began, "s"),
        Figure("save, median", 1000 * median(saves), "ms", at_most=300),
        Figure("save, 95 %", 1000 * quantiles(saves, n=20)[-1], "ms"),
        Figure("open, median", median(opens), "s"),
        Figure("open, longest", max(opens), "s", at_most=1),
        Figure("history", 1000 * listed, "ms"),
        Figure("size", size / MEGABYTE, "MB", at_most=300),
    ]


def opened(folder: Path, reading: Reading) -> Store:
    """Open the store without reading any files."""
    return open_store(folder, folder / "kept", author="b", reader=lambda _path: reading)


def time_to_open(folder: Path, reading: Reading, number: int) -> float:
    """Give the seconds until a version is there."""
    store = opened(folder, reading)
    return timed(lambda: store.versions.roadmap(number))[0]


def some_edits(dice: Random, roadmap: Roadmap) -> list[Edit]:
    """Set one to five cells."""
    chosen = dice.sample(roadmap.rollouts, dice.randint(1, 5))
    return [
        Set(
            "rollouts",
            {"measure": each.measure, "sector": each.sector},
            "effort_per_unit",
            dice.uniform(0.5, 2.0),
        )
        for each in chosen
    ]


if __name__ == "__main__":
    sys.exit(main())
