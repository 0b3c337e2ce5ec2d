"""Faces are doors: nobody imports past the ``__init__`` of a package that is not its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = sorted(each.parent.name for each in (ROOT / "planner").glob("*/__init__.py"))


def past_a_face(path: Path) -> Iterator[str]:
    """Name each import of a file that reaches into another package of the planner."""
    own = path.relative_to(ROOT / "planner").parts[0].removesuffix(".py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for module in modules_of(node):
            parts = module.split(".")
            if parts[0] == "planner" and len(parts) > 2 and parts[1] != own:
                yield f"{path.relative_to(ROOT)}: {module}"


def modules_of(node: ast.AST) -> list[str]:
    """Give the modules that a statement imports or imports from."""
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [each.name for each in node.names] if isinstance(node, ast.Import) else []


@pytest.mark.parametrize("package", PACKAGES)
def test_nobody_imports_past_the_face_of(package: str) -> None:
    paths = (ROOT / "planner").rglob("*.py")

    found = [each for path in paths for each in past_a_face(path) if f": planner.{package}." in each]

    assert found == []


def test_an_import_past_a_face_is_found() -> None:
    tree = ast.parse("from planner.model.numbers import require")

    assert [module for node in ast.walk(tree) for module in modules_of(node)] == ["planner.model.numbers"]
