"""How kernels may be called: what Python calls has a wrapper for it, or the process would die."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[3]
FOR_KERNELS_ONLY = {"making", "inner"}
DECORATORS = FOR_KERNELS_ONLY | {"entry"}


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
