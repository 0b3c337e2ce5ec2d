"""Recipes and the page on the house name what is there: a newcomer finds each file, folder and name."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RECIPES = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PLACES = sorted(set(re.findall(r"`((?:planner|tests|docs|benchmarks)/[\w./*-]*)", RECIPES)))
NAMES = {
    "BUILDERS": "planner/problem/resources.py",
    "KINDS": "planner/model/objective.py",
    "_SCORES": "planner/verify/worth.py",
    "_PARTS": "planner/solver/arrays/worth.py",
    "_NEEDS_A_START": "planner/solver/search/search.py",
    "FINDERS": "planner/solver/search/crew.py",
    "WITHOUT": "benchmarks/ablation.py",
    "VARIANTS": "tests/solver/test_against_brute_force.py",
    "FORMATS": "planner/report/formats.py",
    "BREAKERS": "tests/support/rule_breakers.py",
    "REVISION": "planner/web/pages/ids.py",
    "Memory": "planner/solver/contract/channel.py",
    "plan_page": "planner/web/pages/plan_page.py",
    "PAGES": "planner/web/pages/layout.py",
    "_names": "planner/web/components/rail/rail.py",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_recipe_sends_nobody_to_what_is_not_there(place: str) -> None:
    known = re.sub(r"NAME|TABLE", "*", place).removesuffix(".")

    assert list(ROOT.glob(known.rstrip("/")))


HOUSE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
MODULES = sorted(set(re.findall(r"`([\w/]+\.(?:py|toml|csv|mjs))`", HOUSE)))


@pytest.mark.parametrize("module", MODULES)
def test_the_page_on_the_house_names_files_that_are_there(module: str) -> None:
    rooms = (ROOT, ROOT / "planner", ROOT / "planner" / "solver", ROOT / "planner" / "web")

    assert any((room / module).is_file() for room in rooms)


@pytest.mark.parametrize(("name", "place"), NAMES.items())
def test_a_name_in_a_recipe_stands_where_it_is_said_to_stand(name: str, place: str) -> None:
    assert name in RECIPES
    assert re.search(rf"^(class |def )?{name}\b", (ROOT / place).read_text("utf-8"), re.MULTILINE)
