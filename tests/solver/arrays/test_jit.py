"""How kernels may be called, and how often each is compiled.

What Python calls has a wrapper for it, or the process would die.
"""

import ast
import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FOR_KERNELS_ONLY = {"making", "inner", "part"}
DECORATORS = FOR_KERNELS_ONLY | {"entry"}
CALLS = """
from planner.solver.arrays.jit import entry, inner

@inner
def doubled(number, twice, more):
    if more is not None:
        return number + more
    return 2 * number if twice else number

@entry
def with_other_figures(number):
    return doubled(number, True, None) + doubled(0, number > 1, None) + doubled(3, False, None)

@entry
def with_another_kind(number):
    return doubled(number, True, None) + doubled(number, True, 1)
"""


def kernels(tree: ast.Module, decorators: set[str]) -> set[str]:
    """Give the names of a file's functions that have one of some decorators."""
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef) and marks(each) & decorators}


def marks(function: ast.FunctionDef) -> set[str]:
    """Give the plain decorators of a function."""
    return {each.id for each in function.decorator_list if isinstance(each, ast.Name)}


@cache
def hidden_in(module: str) -> set[str]:
    """Give the kernels of a module that only kernels may call."""
    path = ROOT / f"{module.replace('.', '/')}.py"
    return kernels(ast.parse(path.read_text(encoding="utf-8")), FOR_KERNELS_ONLY) if path.is_file() else set()


def without_wrapper(tree: ast.Module) -> set[str]:
    """Give the names a file knows of kernels that only kernels may call."""
    known = kernels(tree, FOR_KERNELS_ONLY)
    for each in ast.walk(tree):
        if isinstance(each, ast.ImportFrom) and (each.module or "").startswith("planner.solver."):
            hidden = hidden_in(each.module or "")
            known |= {name.asname or name.name for name in each.names if name.name in hidden}
    return known


def calls_from_python(path: Path) -> Iterator[str]:
    """Name each kernel without a wrapper that a function of plain Python calls."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = without_wrapper(tree)
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and not marks(function) & DECORATORS:
            named = {each.id for each in ast.walk(function) if isinstance(each, ast.Name)}
            yield from (f"{path.name}: {function.name} calls {name}" for name in sorted(named & hidden))


def test_python_calls_only_kernels_that_have_a_wrapper() -> None:
    paths = [*(ROOT / "planner").rglob("*.py"), *(ROOT / "benchmarks").glob("*.py")]

    assert [call for path in paths for call in calls_from_python(path)] == []


def test_a_call_that_would_kill_the_process_is_found(tmp_path: Path) -> None:
    path = tmp_path / "kernel.py"
    path.write_text("@making\ndef inside():\n    pass\n\n\ndef plain():\n    inside()\n")

    assert list(calls_from_python(path)) == ["kernel.py: plain calls inside"]


@pytest.mark.parametrize(("call", "given", "times"), [("other_figures", 13, 1), ("another_kind", 16, 2)])
def test_a_kernel_is_compiled_once_for_all_figures_and_once_more_for_another_kind(
    tmp_path: Path, call: str, given: int, times: int
) -> None:
    file = tmp_path / "kernels.py"
    file.write_text(CALLS)
    spec = importlib.util.spec_from_file_location("kernels", file)
    assert spec
    assert spec.loader
    kernels = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(kernels)

    assert getattr(kernels, f"with_{call}")(5) == given
    assert len(kernels.doubled.overloads) == times
