"""What all benchmarks share: timing, the machine, the memory of child processes, and keeping results."""

import argparse
import json
import os
import platform
import statistics
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data" / "veikart.csv"
RESULTS = HERE / "results"
PRODUCTS = ("planner", "ortools", "dash", "typst")
KILOBYTE, MEGABYTE = 1024, 1e6
_SECONDS_BETWEEN_LOOKS = 0.25
os.environ.setdefault("PLANNER_COMPILE", "when-needed")  # never measure a search that lacks engines

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, and what it has to be."""

    name: str
    measured: float | None
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def holds(self) -> bool | None:
        """Tell whether the target is met; ``None`` without one."""
        if self.measured is None or (self.at_most is None and self.at_least is None):
            return None
        return (self.at_most is None or self.measured <= self.at_most) and (
            self.at_least is None or self.measured >= self.at_least
        )

    @property
    def target(self) -> str:
        """Write the target."""
        if self.at_most is not None:
            return f"≤ {self.at_most:g}"
        return "" if self.at_least is None else f"≥ {self.at_least:g}"


def timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """Give the seconds that some work takes, and what it gives."""
    began = time.perf_counter()
    answer = work()
    return time.perf_counter() - began, answer


def median_seconds(work: Callable[[], object], times: int = 5) -> float:
    """Give the median of several runs, in seconds."""
    return statistics.median(timed(work)[0] for _ in range(times))


def machine() -> dict[str, Any]:
    """Describe the machine without naming it."""
    return {"system": platform.system(), "cores": os.cpu_count(), "memory_gb": _memory_gb()}


def versions() -> dict[str, str]:
    """Give the versions that the figures depend on."""
    return {"python": platform.python_version()} | {product: version(product) for product in PRODUCTS}


def options(purpose: str, *, seconds: float, data: Path = DATA) -> argparse.Namespace:
    """Read what every benchmark can be told."""
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument("path", nargs="?", type=Path, default=data, help="roadmap to measure on")
    parser.add_argument("--seconds", type=float, default=seconds, help="how long each search may take")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--keep", action="store_true", help="write the result to benchmarks/results/")
    return parser.parse_args()


def report(name: str, asked: argparse.Namespace, figures: Sequence[Figure], more: Mapping[str, Any]) -> None:
    """Print figures as a table or as JSON, and keep them where that was asked for."""
    result = {
        "benchmark": name,
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "versions": versions(),
        "figures": {
            each.name: {
                "measured": each.measured,
                "unit": each.unit,
                "target": each.target,
                "holds": each.holds,
            }
            for each in figures
        },
        **more,
    }
    text = json.dumps(result, indent=1, ensure_ascii=False)
    if asked.keep:
        keep_result(name, str(result["date"]), text)
    print(text if asked.json else table(figures))


def keep_result(name: str, date: str, text: str) -> None:
    """Write a result to the folder of kept results, by the name of its benchmark and its date."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}-{date}.json").write_text(text.rstrip("\n") + "\n", encoding="utf-8")


def table(figures: Sequence[Figure]) -> str:
    """Write figures as a Markdown table."""
    marks = {True: "yes", False: "no", None: ""}
    rows = [
        f"| {each.name} | {_number(each.measured)} {each.unit} | {each.target} | {marks[each.holds]} |"
        for each in figures
    ]
    return "\n".join(["| what | measured | target | met |", "|---|---|---|---|", *rows])


class PeakMemory:
    """Follows the memory of this process and its children while some work goes on; Linux only.

    ``megabytes`` is the largest sum seen of what they hold at the same time, or ``None`` where the system
    does not tell. A page that several of them share, such as the code of a library, counts once.
    """

    def __init__(self) -> None:
        self.megabytes: float | None = None
        self._done = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "PeakMemory":
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watcher.join()

    def _watch(self) -> None:
        while sys.platform == "linux":
            held = sum(held_megabytes(process) for process in ("self", *_children()))
            self.megabytes = max(self.megabytes or 0.0, held)
            if self._done.wait(_SECONDS_BETWEEN_LOOKS):
                return


def held_megabytes(process: str) -> float:
    """Give what a process holds in memory, its part of what it shares with others; 0 when it has ended.

    That is its proportional set size; where the system does not tell that, its resident set size, in which
    what is shared counts in full.
    """
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        parts = (line.split() for line in rollup)
        return next(int(part[1]) * KILOBYTE / MEGABYTE for part in parts if part[0] == "Pss:")
    except (OSError, StopIteration):
        return _resident_megabytes(process)


def _children() -> list[str]:
    """Give the process ids of this process's children."""
    lists = Path("/proc/self/task").glob("*/children")
    return [child for each in lists for child in each.read_text().split()]


def _resident_megabytes(process: str) -> float:
    """Give what a process holds in memory with all that it shares; 0 when it has ended."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def _memory_gb() -> float | None:
    """Give the size of the machine's memory, where the system tells."""
    if not hasattr(os, "sysconf"):
        return None
    return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9, 1)


def _number(figure: float | None) -> str:
    """Write a figure with three digits that matter."""
    if figure is None:
        return "–"
    return f"{figure:.0f}" if abs(figure) >= 100 else f"{figure:.3g}"
