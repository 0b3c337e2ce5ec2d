"""A workspace on the made-up roadmap, as the tests of the page share it."""

from collections.abc import Iterator

import pytest
from web.demo import DemoEngine, demo_plan, demo_roadmap

from planner.language import set_language
from planner.results import Facts
from planner.web.workspace import Workspace


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Read texts as they stand in the code; the catalogue has tests of its own."""
    set_language("en")
    yield
    set_language("nb")


@pytest.fixture(scope="session")
def found() -> Facts:
    """Give the made-up plan with its figures."""
    return Facts(demo_plan(demo_roadmap()))


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """Give a workspace with its first plan, and nothing under way."""
    made = Workspace(demo_roadmap(), engine=DemoEngine(), is_example=True)
    made.start(improve=False)
    yield made
    made.close()
