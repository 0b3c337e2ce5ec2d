"""What the script counts that says how the code is written."""

import ast
from pathlib import Path

import pytest
from house import Module, complexity, habits, lengths, main, modules, past_faces, shared_names, unsaid_units

ROOT = Path(__file__).parents[2]


def a_module(text: str, path: str = "planner/one.py") -> Module:
    """Give a file that holds a text."""
    return Module(Path(path), text)


def test_a_function_is_as_long_as_its_text() -> None:
    assert lengths(
        [a_module('def one():\n    """Say."""\n    return 1\n\n\nclass Two:\n    def two(self): ...\n')]
    ) == [3, 1]


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("return 1", 1),
        ("if a and b:\n        return 1", 3),
        ("for x in a:\n        pass\n    else:\n        return 1", 3),
        ("return [x for x in a if x]", 3),
        ("try:\n        return 1\n    except ValueError:\n        return 2", 2),
    ],
)
def test_each_branch_is_one_more_way_through_a_function(text: str, ways: int) -> None:
    (function,) = ast.parse(f"def one(a, b):\n    {text}\n").body

    assert isinstance(function, ast.FunctionDef)
    assert complexity(function) == ways


def test_comments_for_tools_are_none_for_people() -> None:
    assert a_module("x = 1  # noqa: E501\ny = 2  # as the field does\n# why\n").comments == 2


def test_an_import_past_a_face_is_counted() -> None:
    face = a_module("", "planner/check/__init__.py")
    asks = a_module(
        "from planner.check import one\nfrom planner.check.inner import two\n", "planner/cli/a.py"
    )

    assert past_faces([face, asks]) == 1


def test_a_class_with_two_homes_is_named() -> None:
    assert shared_names([a_module("class A: ..."), a_module("class A: ...", "planner/two.py")]) == ["A"]


def test_a_parameter_says_its_unit_by_name_or_docstring() -> None:
    kernel = (
        '@inner\ndef one(last_period: int, rent: Floats, price: Floats):\n    """Take ``rent``, in MNOK."""\n'
    )

    assert unsaid_units([a_module(kernel)]) == (3, 1)


def test_the_glossary_of_an_engine_says_units_for_all_its_kernels() -> None:
    kernel = a_module('@inner\ndef one(rent: Floats):\n    """Take."""\n', "planner/e/kernels/one.py")
    glossary = a_module('"""Prices: ``rent`` is in MNOK."""\n', "planner/e/__init__.py")

    assert unsaid_units([kernel]) == (1, 1)
    assert unsaid_units([glossary, kernel]) == (1, 0)


@pytest.mark.slow  # tests/test_faces.py holds the same in every run
def test_nobody_reaches_past_a_face_and_no_class_has_two_homes() -> None:
    counted = habits(modules(ROOT, "planner"))

    assert (counted["imports past a face"], counted["class names with several homes"]) == ("0", "none")


@pytest.mark.slow
def test_the_tables_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0

    assert "| comments per 100 lines |" in capsys.readouterr().out
