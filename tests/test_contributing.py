"""Recipes, records of choices and the page on the house name what is there: a newcomer finds each of it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RECIPES = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PAGES = [
    ROOT / "CONTRIBUTING.md",
    ROOT / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "benchmarks/README.md",
]
PLACES = sorted(
    {
        place
        for page in PAGES
        for place in re.findall(
            r"`((?:planner|tests|docs|benchmarks|tools)/[\w./*-]*)", page.read_text("utf-8")
        )
    }
)
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
def test_no_page_sends_anybody_to_what_is_not_there(place: str) -> None:
    known = re.sub(r"NAME|TABLE", "*", place).removesuffix(".")

    assert list(ROOT.glob(known.rstrip("/")))


HOUSE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
MODULES = sorted(set(re.findall(r"`([\w/]+\.(?:py|toml|csv|mjs))`", HOUSE)))


@pytest.mark.parametrize("module", MODULES)
def test_the_page_on_the_house_names_files_that_are_there(module: str) -> None:
    rooms = (ROOT, ROOT / "planner", ROOT / "planner" / "solver", ROOT / "planner" / "web")

    assert any((room / module).is_file() for room in rooms)


def drawn(heading: str) -> str:
    """Give the picture that stands under a heading of the page on the house."""
    return HOUSE.partition(f"\n## {heading}\n")[2].partition("```text\n")[2].partition("```")[0]


def drawn_names(picture: str) -> list[str]:
    """Give what stands on the left of each line of a picture."""
    left = [
        re.split(r" {2,}", line.strip())[0] for line in picture.splitlines() if re.match(r" {1,8}\S", line)
    ]
    return [name for names in left for name in re.split(r", | · | ─ ", names)]


@pytest.mark.parametrize(
    ("heading", "folder"),
    [
        ("In one picture", "."),
        ("Inside the solver", "solver"),
        ("Inside the web", "web"),
        ("Inside the store", "store"),
    ],
)
def test_the_pictures_of_the_house_show_what_is_there(heading: str, folder: str) -> None:
    inside = ROOT / "planner" / folder
    names = drawn_names(drawn(heading))

    assert names
    assert [
        each for each in names if not any((inside / f"{each}{end}").exists() for end in ("", ".py"))
    ] == []


def test_the_picture_of_the_house_shows_every_room() -> None:
    rooms = {each.parent.name for each in (ROOT / "planner").glob("*/__init__.py")}
    rooms |= {each.stem for each in (ROOT / "planner").glob("[!_]*.py")}

    assert rooms - set(drawn_names(drawn("In one picture"))) == set()


@pytest.mark.parametrize(("name", "place"), NAMES.items())
def test_a_name_in_a_recipe_stands_where_it_is_said_to_stand(name: str, place: str) -> None:
    assert name in RECIPES
    assert re.search(rf"^(class |def )?{name}\b", (ROOT / place).read_text("utf-8"), re.MULTILINE)
