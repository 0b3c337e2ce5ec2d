"""Kernels kept on disk: the roadmap they are compiled on has a plan, and old ones are forgotten."""

import os
from pathlib import Path

import pytest

from planner.model import VALUE
from planner.solver.channel import Assignment, Memory
from planner.solver.compiled.jit import forget_what_is_stale
from planner.solver.compiled.warm import SOONEST, one_too_many, tiny_roadmap
from planner.solver.list_schedule import list_schedule
from planner.solver.makespan.engine import list_makespan
from planner.solver.problem import Problem
from planner.verify import judge


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
