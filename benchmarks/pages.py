"""How quick the workspace is at 80, 500 and 2 000 measures: started, opened, changed, saved, searched.

``python benchmarks/pages.py`` takes some twelve minutes on a quiet machine and prints every figure that the
workspace is held to; ``--keep`` writes them to ``benchmarks/results/``. ``--sizes 80 --seconds 5`` is a try.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median

import store
from browsing import (
    Wire,
    a_browser,
    filtered,
    opened,
    selected,
    selected_afar,
    serving,
    steps,
    table_opened,
)
from generate import wave_roadmap
from playwright.sync_api import Browser, Page
from recording import DATA, MEGABYTE, Figure, report
from repair import measured as repaired

from planner import pipeline
from planner.files import write_csv
from planner.model import VALUE, Roadmap, Set
from planner.sheets import fitted

DEFAULT = 80
SIZES = (DEFAULT, 500, 2000)
FRAME_MS = 1000 / 60
LARGEST_TABLES = ("demand", "rollouts")
LOOKED_AT_SECONDS = 5.0
"""After so long a search is to be within a hundredth of what it reaches in the end."""
FOLLOWED_SECONDS = 40.0
"""So long it is counted what a page is sent while engines search."""
REST_SECONDS = 15.0
"""So long after the first page it is waited until nothing but what nobody waits for works beside the page."""
VERSIONS = {2000: 500}
FEW_VERSIONS = 40


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each size, print and keep the figures; 1 where one misses its target."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of measures")
    options.add_argument("--seconds", type=float, default=60.0, help="how long each search may take")
    options.add_argument("--versions", type=int, help="how many are saved, 500 at 2 000 measures else")
    options.add_argument("--without", nargs="+", default=[], choices=list(PARTS), help="parts to leave out")
    options.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options.add_argument("--keep", action="store_true", help="keep the figures in benchmarks/results")
    asked = options.parse_args(arguments)
    began, figures = time.perf_counter(), list[Figure]()
    for size in asked.sizes:
        for name, part in PARTS.items():
            if name not in asked.without:
                said(f"{size} measures: {name}")
                figures += part(size, asked)
    report("pages", asked, figures, {"sizes": asked.sizes, "took_seconds": time.perf_counter() - began})
    return 1 if any(figure.holds is False for figure in figures) else 0


def said(words: str) -> None:
    """Say on the error output what is measured now."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def drawn(size: int) -> Roadmap:
    """Give the default data, or a roadmap of any size."""
    if size == DEFAULT:
        return pipeline.read_roadmap(DATA)
    return wave_roadmap(size, 1, binding=True, as_they_are=True)


def in_a_browser(size: int, asked: argparse.Namespace) -> Iterator[Figure]:
    """Start the server, open the page, and do there what planners do, at rest and while engines search."""
    with tempfile.TemporaryDirectory() as name:
        files, kept = Path(name) / "veikart", Path(name) / "kept"
        write_csv(drawn(size), files)
        with serving(files, kept, seconds=1.0) as server:
            yield of(size, "server up, first time", server.seconds, "s", at_most=10)
        with serving(files, kept, seconds=1.0) as server, a_browser() as browser:
            yield of(size, "server up, again", server.seconds, "s", at_most=10)
            yield from _at_rest(size, browser, server.address)
        long = max(asked.seconds, FOLLOWED_SECONDS)
        with serving(files, kept, seconds=long) as server, a_browser() as browser:
            yield from _while_searching(size, browser, server.address, asked)


def _at_rest(size: int, browser: Browser, address: str) -> Iterator[Figure]:
    pages = [opened(browser, address)]
    time.sleep(REST_SECONDS)  # what waited for the first page begins then, and its search of a second is over
    pages += [opened(browser, address) for _time in range(2)]
    yield of(size, "page usable, the very first", pages[0].usable, "ms", at_most=2500)
    usable, first = median(page.usable for page in pages), median(page.drawn for page in pages)
    yield of(size, "page usable, empty cache", usable, "ms", at_most=2500)
    yield of(size, "first Gantt after that", max(0.0, first - usable), "ms", at_most=_first_within(size))
    yield of(size, "over the wire until then", pages[0].received / MEGABYTE, "MB", at_most=2)
    page = pages[-1].page
    pressed = selected(page)
    yield of(size, "selection shown", median(shown for shown, _filled in pressed), "ms", at_most=50)
    yield of(size, "inspector filled", median(filled for _shown, filled in pressed), "ms", at_most=100)
    afar = median(filled for _shown, filled in selected_afar(page))
    yield of(size, "inspector filled, out of view until then", afar, "ms", at_most=100)
    yield of(size, "filter", median(filtered(page) for _time in range(5)), "ms", at_most=100)
    yield from _moved(size, page, "", times=1)
    tables = [table_opened(page, address, table) for table in LARGEST_TABLES]
    took, rows = max(tables, key=lambda each: each[1])
    yield of(size, f"table of {rows} rows opens", took, "ms", at_most=300)


def _first_within(size: int) -> float:
    """Give the milliseconds within which a Gantt of so many measures is to be drawn."""
    return 1200 if size < max(SIZES) else 4000


def _moved(size: int, page: Page, when: str, *, times: int) -> Iterator[Figure]:
    """Give how long steps of zoom, pan and scroll take until they are seen; each waits for two frames."""
    for kind in ("zoom", "pan", "scroll"):
        took = steps(page, kind)
        yield of(size, f"{kind}{when}, median", median(took), "ms", at_most=times * (2 * FRAME_MS + 1))
        late = took[int(0.95 * len(took))]
        yield of(size, f"{kind}{when}, 95 %", late, "ms", at_most=times * (50 + FRAME_MS))


def _while_searching(
    size: int, browser: Browser, address: str, asked: argparse.Namespace
) -> Iterator[Figure]:
    found = opened(browser, address)
    wire, seconds = Wire(), min(FOLLOWED_SECONDS, asked.seconds)
    wire.follow(found.page)
    began = time.perf_counter()
    yield from _moved(size, found.page, " while engines search", times=2)
    found.page.wait_for_timeout(max(0.0, 1000 * (seconds - (time.perf_counter() - began))))
    yield of(size, f"sent in {seconds:g} s of search", wire.received / MEGABYTE, "MB", at_most=1)


def changed(size: int, asked: argparse.Namespace) -> Iterator[Figure]:
    """Change one cell after the other, and save versions: processor time of a step, and seconds of a save."""
    roadmap = drawn(size)
    phases = [(measure.id, phase) for measure in roadmap.measures for phase in measure.phases]
    took = []
    for name, phase in Random(size).choices(phases, k=8):
        key = {"measure": name, "phase": phase.id, "mode": phase.modes[0].name}
        began = time.process_time()
        made, _wrong = fitted(roadmap, (Set("phases", key, "duration", phase.modes[0].periods + 1),))
        took.append(time.process_time() - began)
        roadmap = made or roadmap
    yield of(size, "step of one cell, the first", 1000 * took[0], "ms of a processor")
    yield of(size, "step of one cell, median", 1000 * median(took[1:]), "ms of a processor", at_most=300)
    versions = asked.versions or VERSIONS.get(size, FEW_VERSIONS)
    with tempfile.TemporaryDirectory() as folder:
        wanted = argparse.Namespace(measures=size, versions=versions, seed=1)
        for each in store.measured(wanted, Path(folder)):
            name = f"{size} measures, {versions} versions: {each.name}"
            yield Figure(name, each.measured, each.unit, at_most=each.at_most)


def dragged(size: int, _asked: argparse.Namespace) -> Iterator[Figure]:
    """Let a plan follow a bar that is dragged."""
    found, most = repaired(size), 150 if size == DEFAULT else 500
    yield of(size, "repaired plan while dragging, median", 1000 * found.pin_median, "ms", at_most=most)
    yield of(size, "repaired plan while dragging, 95 %", 1000 * found.pin_95, "ms")


def searched(size: int, asked: argparse.Namespace) -> Iterator[Figure]:
    """Search once, and see how good the plan was that stood after five seconds."""
    plan = pipeline.solve(drawn(size), objective=VALUE, seconds=asked.seconds)
    scores = [(point.seconds, point.score) for point in plan.trace if point.score is not None]
    early = [score for seconds, score in scores if seconds <= LOOKED_AT_SECONDS]
    lost = (scores[-1][1] - early[-1]) / abs(scores[-1][1]) if early else None
    name = f"lost after {LOOKED_AT_SECONDS:g} s of a search of {asked.seconds:g} s"
    yield of(size, name, None if lost is None else 100 * lost, "%", at_most=1)


def of(size: int, name: str, measured: float | None, unit: str, *, at_most: float | None = None) -> Figure:
    """Give a figure of one size."""
    return Figure(f"{size} measures: {name}", measured, unit, at_most=at_most)


PARTS = {"browser": in_a_browser, "change": changed, "drag": dragged, "search": searched}


if __name__ == "__main__":
    sys.exit(main())
