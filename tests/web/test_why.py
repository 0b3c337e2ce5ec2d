"""The page tells what stands against what where it is known that there is no plan, and only there."""

from collections.abc import Iterator

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_roadmap, day_of
from web.demo import DemoEngine, demo_roadmap
from web.reading import text_of

from planner.check import check
from planner.language import in_language
from planner.model import VALUE, Deadline, Plan, PlanStatus, Roadmap, errors
from planner.results import Facts
from planner.web.pages.layout import page
from planner.web.why import why_no_plan
from planner.web.workspace import Workspace


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English."""
    with in_language("en"):
        yield


def late() -> Roadmap:
    """Give a roadmap that checking refuses: its measure takes longer than it may."""
    return a_roadmap(a_measure("a", a_phase("build", 3), deadline=Deadline(day=day_of(2))))


def clashing() -> Roadmap:
    """Give a roadmap that checking accepts, though two measures ask together for more than there is."""
    both = (a_measure(each, a_phase("build", 3, nhn=2.0)) for each in "ab")
    return a_roadmap(*both, sectors=(a_deliverer(capacity=3.0),), periods=5)


def showing(roadmap: Roadmap, status: PlanStatus) -> Workspace:
    """Give a workspace whose search has come to know something of a roadmap, and has no plan."""
    workspace = Workspace(roadmap, engine=DemoEngine())
    workspace.decided.show(Facts(Plan(roadmap=roadmap, objective=VALUE, status=status)))
    return workspace


def test_data_that_checking_refuses_is_told_why() -> None:
    workspace = Workspace(late(), engine=DemoEngine(), findings=check(late()))

    told = text_of(page(workspace))

    assert "Why there is no plan" in told
    assert "the hard deadline of “A”, 1 July 2023" in told
    assert "1 quarter later, by 1 October 2023 (less is proved not to do)" in told


def test_what_a_search_has_proved_impossible_is_told_why() -> None:
    assert errors(check(clashing())) == []

    told = text_of(why_no_plan(showing(clashing(), PlanStatus.INFEASIBLE)))

    assert "Cannot hold together, but with any one less there is a plan:" in told
    assert "the capacity of NHN" in told


def test_where_nothing_is_proved_nothing_is_told() -> None:
    assert why_no_plan(showing(clashing(), PlanStatus.UNKNOWN)) == []
    assert why_no_plan(showing(demo_roadmap(), PlanStatus.FEASIBLE)) == []
    assert why_no_plan(Workspace(demo_roadmap(), engine=DemoEngine())) == []


def test_data_that_could_not_be_read_is_told_by_its_findings_alone() -> None:
    assert why_no_plan(Workspace(None, engine=DemoEngine(), findings=check(late()))) == []
