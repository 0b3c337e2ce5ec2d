"""Kernels kept on disk: the roadmap they are compiled on has a plan, and old ones are forgotten."""

import os
from pathlib import Path

import pytest
from numba.core.caching import UserProvidedCacheLocator

from planner.model import VALUE
from planner.problem import Problem
from planner.solver.arrays import ready
from planner.solver.arrays.jit import forget_what_is_stale
from planner.solver.contract.channel import Assignment, Memory
from planner.solver.engines.makespan.engine import list_makespan
from planner.solver.engines.placing.list_schedule import list_schedule
from planner.solver.search.warm import SOONEST, one_too_many, tiny_roadmap
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
    for index in indices.values():
        touch(index, seconds=100)

    touch(solver / edited, seconds=50)
    forget_what_is_stale()
    assert all(index.exists() for index in indices.values())

    touch(solver / edited, seconds=200)
    forget_what_is_stale()
    left = {engine for engine, index in indices.items() if index.exists()}
    assert left == (set() if edited.startswith("arrays") else {"pricing", "makespan"})


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
