"""Tolerances stand in one table, in an order in which what engines find is what the judge accepts."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import planner.model
from planner.model import tolerances
from planner.model.tolerances import ORDER, Order

ROOT = Path(__file__).parents[1] / "planner"
SMALLEST_AMOUNT = 1e-3
NO_TOLERANCES = {
    "model/request.py": "what a move has to be worth",
    "rolling/spending.py": "what was spent beyond a row, that is worth telling",
    "say/proposal.py": "coverage that no sentence speaks of",
    "solver/engines/makespan/kernels/ahead.py": "keeps from dividing by nothing",
    "solver/engines/placing/list_schedule.py": "keeps from dividing by nothing",
    "solver/engines/placing/kernels/waves.py": "the weight of being early, below any worth",
    "solver/engines/pricing/ascent.py": "keeps from dividing by nothing; what makes a round worth its time",
    "solver/engines/pricing/engine.py": "what is worth telling",
    "solver/engines/pricing/facts.py": "keeps from dividing by nothing",
    "solver/engines/pricing/kernels/packing.py": "keeps from dividing by nothing",
    "solver/engines/ruin/engine.py": "keeps from dividing by nothing; the first temperature",
    "solver/engines/ruin/kernels/choice.py": "puts a measure just before another",
    "solver/engines/ruin/kernels/ruin.py": "keeps from dividing by nothing",
    "view/services.py": "coverage that no figure on the page shows",
    "view/tiles.py": "coverage that no figure on the page shows",
}
"""Modules with small numbers that are something else, and what."""


def table() -> dict[str, float]:
    """Give all tolerances by name."""
    return {name: figure for name, figure in vars(tolerances).items() if isinstance(figure, float)}


@pytest.mark.parametrize("order", ORDER, ids=lambda order: f"{order.smaller} below {order.larger}")
def test_tolerances_keep_their_order(order: Order) -> None:
    smaller, larger = table()[order.smaller], table()[order.larger]

    assert smaller * order.times <= larger, order.why


def test_each_tolerance_has_its_place_in_the_order() -> None:
    ordered = {name for order in ORDER for name in (order.smaller, order.larger)}

    assert table().keys() - ordered == {"WHOLE"}, "counts of solvers meet no other tolerance"


def test_the_model_shows_each_tolerance() -> None:
    assert table().keys() <= set(planner.model.__all__)


def test_no_tolerance_has_a_home_of_its_own() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if path.name != "tolerances.py" and any(small_numbers(path))
    }

    assert found == NO_TOLERANCES.keys()


def small_numbers(path: Path) -> Iterator[float]:
    """Give the numbers in a module that are small enough to be tolerances."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    figures = (each.value for each in nodes if isinstance(each, ast.Constant))
    return (figure for figure in figures if isinstance(figure, float) and 0 < figure < SMALLEST_AMOUNT)
