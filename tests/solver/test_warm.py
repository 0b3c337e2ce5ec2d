"""Kernels kept on disk: the roadmap they are compiled on has a plan, and old ones are forgotten."""

import os
from pathlib import Path

import pytest

from planner.model import VALUE
from planner.solver.compiled.jit import forget_what_is_stale
from planner.solver.compiled.warm import tiny_roadmap
from planner.solver.list_schedule import list_schedule
from planner.solver.problem import Problem
from planner.verify import judge


def test_the_tiny_roadmap_has_a_plan_with_everything_in() -> None:
    roadmap = tiny_roadmap()
    schedule = list_schedule(Problem(roadmap), VALUE)

    assert schedule is not None
    assert schedule.selected == ("a", "b")
    assert judge(roadmap, schedule) == []


@pytest.mark.parametrize(
    ("edited", "left"), [(50, ["other.py39.nbi", "placing.py39.nbi"]), (200, ["other.py39.nbi"])]
)
def test_kept_kernels_older_than_a_source_are_forgotten(tmp_path: Path, edited: int, left: list[str]) -> None:
    kept = tmp_path / "__pycache__"
    kept.mkdir()
    for name in ("placing.py39.nbi", "other.py39.nbi"):
        (kept / name).touch()
        os.utime(kept / name, (100, 100))
    for name, when in (("placing.py", 10), ("placing_waves.py", edited), ("other.py", 300)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (when, when))

    forget_what_is_stale(tmp_path)

    assert sorted(each.name for each in kept.iterdir()) == left
