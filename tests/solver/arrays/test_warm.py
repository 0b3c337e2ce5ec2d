"""Kernels kept on disk: the roadmap they are compiled on has a plan, and old ones are forgotten."""

import os
import threading
from pathlib import Path

import pytest
from numba.core.caching import UserProvidedCacheLocator

from planner.model import VALUE
from planner.problem import Problem
from planner.solver.arrays import ready
from planner.solver.contract.channel import Assignment, Memory
from planner.solver.engines.makespan.engine import list_makespan
from planner.solver.engines.placing.list_schedule import list_schedule
from planner.solver.search import warm
from planner.solver.search.warm import AFTER, LONGEST_FIRST, SOONEST, one_too_many, tiny_roadmap
from planner.verify import judge

ENGINES = ("placing", "ruin", "orders", "pricing", "makespan")


def test_the_tiny_roadmap_has_a_plan_with_everything_in() -> None:
    roadmap = tiny_roadmap()
    schedule = list_schedule(Problem(roadmap), VALUE)

    assert schedule is not None
    assert schedule.selected == ("a", "b")
    assert judge(roadmap, schedule) == []


def test_one_too_many_is_not_proved_by_the_first_bound_so_that_all_kernels_are_used() -> None:
    roadmap, told = one_too_many(), Memory()

    list_makespan(Assignment(roadmap=roadmap, objective=SOONEST, units=1), told)

    assert [told.bounds[0], told.bounds[-1]] == [5.0, 6.0]


@pytest.mark.parametrize("edited", ["engines/ruin/kernels/soon.py", "arrays/arrays.py"])
def test_kept_kernels_older_than_a_source_of_their_family_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edited: str
) -> None:
    """What places is compiled into what ruins: it is forgotten with it, and prices with neither."""
    solver, kept = tmp_path / "solver", tmp_path / "kept"
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(kept))
    monkeypatch.setattr(ready, "SOLVER", solver)
    monkeypatch.setattr(ready, "SHARED", (solver / "arrays/arrays.py",))
    for name in ("arrays/arrays.py", *(f"engines/{engine}/kernels/soon.py" for engine in ENGINES)):
        touch(solver / name, seconds=10)
    indices = {engine: ready.kept_kernels(engine) / "soon.py39.nbi" for engine in ENGINES}
    codes = {engine: index.with_suffix(".1.nbc") for engine, index in indices.items()}
    for file in (*indices.values(), *codes.values()):
        touch(file, seconds=100)

    touch(solver / edited, seconds=50)
    ready.forget_what_is_stale()
    assert all(index.exists() for index in indices.values())

    touch(solver / edited, seconds=200)
    ready.forget_what_is_stale()
    for files in (indices, codes):
        left = {engine for engine, file in files.items() if file.exists()}
        assert left == (set() if edited.startswith("arrays") else {"pricing", "makespan"})


def test_what_one_process_has_just_made_is_not_stale_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    made = [ready.kept_kernels(engine) / "soon.py39.nbi" for engine in ENGINES]
    for index in made:
        index.parent.mkdir()
        index.touch()

    ready.forget_what_is_stale()

    assert all(index.exists() for index in made)


class Compilers:
    """Stand in for the processes that compile: the first unit ends when as many are at work as can be."""

    def __init__(self, at_once: int, failing: str = "") -> None:
        self.at_once, self.failing = at_once, failing
        self.lock, self.all_at_work = threading.Lock(), threading.Event()
        self.begun: list[str] = []
        self.ended: set[str] = set()
        self.ended_before: dict[str, set[str]] = {}

    def compile(self, unit: str) -> int:
        """Compile nothing; give the exit code."""
        with self.lock:
            self.begun.append(unit)
            self.ended_before[unit] = set(self.ended)
            if len(self.begun) == self.at_once:
                self.all_at_work.set()
        assert self.all_at_work.wait(timeout=60)
        with self.lock:
            self.ended.add(unit)
        return int(unit == self.failing)


@pytest.fixture
def nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be on a machine where nothing is compiled yet."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(ready, "_known", set())


@pytest.mark.parametrize(("cores", "at_once"), [(1, 1), (2, 2), (8, 3)])
@pytest.mark.usefixtures("nothing_kept")
def test_all_units_are_compiled_as_many_at_a_time_as_there_are_cores_those_that_share_after_the_other(
    monkeypatch: pytest.MonkeyPatch, cores: int, at_once: int
) -> None:
    compilers = Compilers(at_once)
    monkeypatch.setattr(warm, "_warm_apart", compilers.compile)

    assert warm.warm_all(cores) == 0

    assert sorted(compilers.begun) == sorted(ready.UNITS)
    assert all(
        len(compilers.ended_before[unit]) > place - cores for place, unit in enumerate(compilers.begun)
    )
    assert all(other in compilers.ended_before[unit] for unit, other in AFTER.items())
    if cores == 1:
        assert tuple(compilers.begun) == LONGEST_FIRST


@pytest.mark.usefixtures("nothing_kept")
def test_what_is_kept_is_not_compiled_again_and_what_fails_stops_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ready.mark("makespan")
    compilers = Compilers(2, failing="lists")
    monkeypatch.setattr(warm, "_warm_apart", compilers.compile)

    assert warm.warm_all(2) == 1
    assert sorted(compilers.begun) == ["lists", "orders", "prices", "ruin"]


def test_the_place_of_kept_kernels_is_the_one_that_numba_uses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(ready.kernels("pricing") / "rows.py")
    beside = ready.kept_kernels("pricing") if ready.cache_folder() == ready.HERE / "__pycache__" else None
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))

    numbas_name = UserProvidedCacheLocator.get_suitable_cache_subpath(file)  # type: ignore[no-untyped-call]

    assert ready.kept_kernels("pricing") == tmp_path / numbas_name
    assert beside in (None, ready.kernels("pricing") / "__pycache__")


def touch(path: Path, *, seconds: int) -> None:
    """Make a file that was last changed at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.utime(path, (seconds, seconds))
