"""``planner doctor``: tell whether everything the planner needs is in place on this machine."""

import os
import platform
from collections.abc import Callable
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import click

from planner.language import LANGUAGES, _, in_language, ngettext
from planner.model import Calendar, Estimate, Measure, Mode, Phase, PlanStatus, Roadmap
from planner.solver import cache_folder, is_writable, kernels_kept, loops_kept
from planner.store import sqlite_words

PACKAGES = (
    "planner",
    "click",
    "ortools",
    "numba",
    "sqlalchemy",
    "networkx",
    "pandas",
    "plotly",
    "dash",
    "dash-mantine-components",
    "typst",
    "babel",
)


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    return []


def run() -> int:
    """Try each part and print what came of it; 1 when any fails."""
    failed = 0
    for name, examine in _examinations():
        try:
            good, found = True, examine()
        except Exception as error:  # a doctor reports whatever is wrong
            good, found = False, f"{type(error).__name__}: {error}"
        failed += not good
        word = _("ok") if good else _("FAILS")
        print(f"{word:<8} {name:<12} {found}")
    return 1 if failed else 0


def _examinations() -> list[tuple[str, Callable[[], str]]]:
    return [
        (_("machine"), _machine),
        (_("packages"), _packages),
        (_("texts"), _texts),
        (_("database"), _database),
        (_("compiled"), _compiled),
        (_("engine"), _engine),
        (_("process"), _process),
        (_("documents"), _documents),
    ]


def _machine() -> str:
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"Python {platform.python_version()}, {system}"


def _packages() -> str:
    """Name the packages with their versions."""
    try:
        return ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    except PackageNotFoundError as error:
        raise RuntimeError(_("package {name} is not installed", name=error.name)) from error


def _texts() -> str:
    """See that the catalogue is compiled."""
    with in_language("nb"):
        translated = _("error")
    if translated == "error":
        raise RuntimeError(_("the bokmål texts are not compiled: run make.py messages"))
    return ", ".join(LANGUAGES)


def _database() -> str:
    """Say how saves are kept whole, which hangs on the version of SQLite."""
    library, mode = sqlite_words()
    return _("{library}, journal {mode}", library=library, mode=mode)


def _compiled() -> str:
    """See that what numba compiles can be kept, and whether it has been compiled already."""
    if find_spec("numba") is None:
        raise RuntimeError(_("package {name} is not installed", name="numba"))
    folder = cache_folder()
    if not is_writable(folder):
        raise RuntimeError(
            _("{folder} cannot be written: every search compiles its loops anew", folder=folder)
        )
    ready, count = kernels_kept()
    if ready < count:
        return _(
            "{ready} of {count} parts; searches do without the rest. {command} compiles it, into {folder}",
            ready=ready,
            count=count,
            command="python -m planner.solver.search.warm",
            folder=folder,
        )
    loops = loops_kept()
    return ngettext("{count} loop, kept in {folder}", "{count} loops, kept in {folder}", loops, folder=folder)


def _small_roadmap() -> Roadmap:
    phase = Phase(id="build", modes=(Mode(duration=Estimate.sure(2)),))
    calendar = Calendar(status_date=date(2023, 1, 1), periods=4)
    return Roadmap(calendar=calendar, measures=(Measure(id="a", name="A", phases=(phase,)),))


def _engine() -> str:
    """Plan a roadmap of one measure in this process."""
    from planner.solver import solve_exactly

    return _expect_optimal(solve_exactly(_small_roadmap()).status)


def _process() -> str:
    """Plan the same in a process of its own, as real plans are."""
    from planner.pipeline import solve

    # it ends once it is proved: a machine that is busy needs longer, and nothing is wrong with it
    return _expect_optimal(solve(_small_roadmap(), seconds=60).status)


def _expect_optimal(status: PlanStatus) -> str:
    """Give the status when it is the one expected."""
    if status is not PlanStatus.OPTIMAL:
        raise RuntimeError(_("the small case ended as {status}, expected optimal", status=status.value))
    return status.value


def _documents() -> str:
    """Write a PDF of the small plan."""
    from planner.report import pdf
    from planner.solver import first_plan

    return _("PDF of {count} kB", count=len(pdf(first_plan(_small_roadmap()))) // 1000)
