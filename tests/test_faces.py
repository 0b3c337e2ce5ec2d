"""A package's face is its door: what others use stands in its ``__init__``, and nobody reaches past it."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FACES = sorted(f"planner.{each.parent.name}" for each in (ROOT / "planner").glob("*/__init__.py"))


@pytest.fixture(scope="module")
def imports() -> list[tuple[str, str, str]]:
    """Every import outside the tests: who asks, for what module, and for what name in it."""
    return [(asker, *asked) for asker, path in sources() for asked in imported(path)]


def sources() -> Iterator[tuple[str, Path]]:
    """Give every module of the product by its dotted name; tests and benchmarks look inside."""
    for path in sorted((ROOT / "planner").rglob("*.py")):
        yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path
    yield from ((name, ROOT / f"{name}.py") for name in ("app", "make"))


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Give the module and the name of every import; no name where a module is imported whole."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def is_within(module: str, package: str) -> bool:
    """Tell whether a module is a package or belongs to it."""
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("face", FACES)
def test_nobody_reaches_past_a_face(face: str, imports: list[tuple[str, str, str]]) -> None:
    shown = set(import_module(face).__all__)

    past = [
        f"{asker}: {module}.{name}"
        for asker, module, name in imports
        if not is_within(asker, face)
        and (module.startswith(f"{face}.") or (module == face and name and name not in shown))
    ]

    assert past == []


@pytest.mark.parametrize("face", FACES)
def test_a_face_shows_only_what_it_has(face: str) -> None:
    package = import_module(face)

    assert [name for name in package.__all__ if not hasattr(package, name)] == []
    assert sorted(set(package.__all__)) == sorted(package.__all__)


def test_a_class_has_a_name_of_its_own() -> None:
    homes: dict[str, list[str]] = {}
    for module, path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(module)

    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}
