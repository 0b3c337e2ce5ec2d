"""The program that checks certificates stands on nothing but Python, and is short enough to read."""

import ast
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "tools"
PARTS = ("verify_bound", "bound_alone", "bound_facts")
MOST_LINES = 400


@pytest.mark.parametrize("name", PARTS)
def test_it_imports_the_standard_library_and_its_own_parts_alone(name: str) -> None:
    tree = ast.parse((TOOLS / f"{name}.py").read_text("utf-8"))
    named = [each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)]
    named += [alias.name for each in ast.walk(tree) if isinstance(each, ast.Import) for alias in each.names]

    assert {each.partition(".")[0] for each in named} <= sys.stdlib_module_names | set(PARTS)


@pytest.mark.parametrize("name", PARTS)
def test_each_part_can_be_read_in_one_sitting(name: str) -> None:
    assert len((TOOLS / f"{name}.py").read_text("utf-8").splitlines()) < MOST_LINES
