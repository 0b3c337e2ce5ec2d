"""The program that checks certificates stands on nothing but Python, and is short enough to read."""

import ast
import sys
from pathlib import Path

SOURCE = (Path(__file__).parents[2] / "tools" / "verify_bound.py").read_text("utf-8")
MOST_LINES = 455


def test_it_imports_the_standard_library_alone() -> None:
    tree = list(ast.walk(ast.parse(SOURCE)))
    named = [each.module or "" for each in tree if isinstance(each, ast.ImportFrom)]
    named += [alias.name for each in tree if isinstance(each, ast.Import) for alias in each.names]

    assert {each.partition(".")[0] for each in named} <= sys.stdlib_module_names


def test_it_can_be_read_in_one_sitting() -> None:
    assert len(SOURCE.splitlines()) < MOST_LINES
