"""What can be asked and read of the plan: all of it at a press, and what comes by itself at the foot."""

from dataclasses import replace

import pytest
from support.builders import a_roadmap
from web.demo import DemoEngine, demo_roadmap
from web.reading import every, text_of

from planner.language import Message
from planner.model import Finding, Kept, Objective, ObjectiveKind, Roadmap, Severity
from planner.results import Facts
from planner.say import headline, sourced_words
from planner.web.components.foot.foot import foot
from planner.web.components.tiles.tiles import tiles_row
from planner.web.pages.first_screen import asking, notices, reading
from planner.web.pages.plan_page import plan_page
from planner.web.workspace import Workspace

ASKED = ("own-capacity", "own-aim", "reach", "worth", "when")
READ = ("grounds", "target", "tables-part", "files")


def folded(workspace: Workspace) -> dict[str, str]:
    """Give what stands behind each press, by its class."""
    shown = [asking(workspace), reading(workspace)]
    found = [each for each in every(shown, "Details") if each.className.startswith("part ")]
    return {each.className.split()[1]: text_of(each) for each in found}


def test_the_sentence_names_the_page_and_how_much_is_sourced_stands_at_the_foot(workspace: Workspace) -> None:
    plan = workspace.shown.plan

    (heading,) = every(plan_page(workspace), "H1")
    assert text_of(heading) == headline(plan)
    assert sourced_words(plan) in text_of(foot(workspace, ()))


def test_the_sentence_says_that_the_bound_is_certified_where_it_is(workspace: Workspace) -> None:
    assert "Certified" not in text_of(every(plan_page(workspace), "H1"))

    plan = workspace.shown.plan
    assert plan.score is not None
    workspace.decided.show(Facts(replace(plan, bound=1.02 * plan.score, certified_bound=1.02 * plan.score)))

    told = text_of(every(plan_page(workspace), "H1"))
    assert "Certified: A plan up to 2.0% better may be possible." in told
    assert "certified" in text_of(tiles_row(workspace))


def test_all_else_is_there_at_a_press(workspace: Workspace) -> None:
    behind = folded(workspace)

    assert tuple(behind) == (*ASKED, *READ)
    assert "Those who take into use" in behind["own-capacity"]
    assert "Compute a plan for this aim" in behind["own-aim"]
    assert behind["reach"].count("of the capacity") == 3
    assert "figures are assumed" in behind["grounds"]
    assert "Choose a measure in the chart to see each of its figures with its source." in behind["grounds"]
    assert "The plan as a table" in behind["tables-part"]
    assert "Download A3 sheet (PDF)" in behind["files"]


def test_nothing_is_noticed_where_all_is_well(workspace: Workspace) -> None:
    assert text_of(notices(workspace)).strip() == ""


def test_what_comes_first_and_the_notes_stand_with_what_the_plan_rests_on() -> None:
    note = Finding(code="x", message=Message("worth knowing"), severity=Severity.NOTE)
    made = Workspace(demo_roadmap(measures=8), engine=DemoEngine(), findings=[note, note])
    made.start(improve=False)
    open_work = Kept(objective=Objective(kind=ObjectiveKind.OPEN_WORK), level=42.0, reached=40.0, loss=0.05)
    plan = made.shown.plan
    made.decided.show(Facts(replace(plan, objective=replace(plan.objective, kept=(open_work,)))))

    behind = folded(made)["grounds"]

    assert "Started measures come first" in behind
    assert "2 notes on the data worth knowing worth knowing" in behind
    assert "notes on the data" not in folded_of(demo_roadmap(measures=8))


def folded_of(roadmap: Roadmap) -> str:
    """Give what stands behind what a plan rests on, of data with nothing to note."""
    made = Workspace(roadmap, engine=DemoEngine())
    made.start(improve=False)
    return folded(made)["grounds"]


@pytest.mark.parametrize("limited", [True, False])
def test_capacity_is_asked_about_only_where_somebody_has_a_limit(limited: bool) -> None:
    roadmap = demo_roadmap(measures=8)
    free = tuple(replace(sector, capacities=()) for sector in roadmap.sectors)
    made = Workspace(roadmap if limited else replace(roadmap, sectors=free), engine=DemoEngine())
    made.start(improve=False)

    _summary, body = asking(made).children
    question, capacity, aim, *_rest = body.children

    hidden = {"display": "none"}
    assert (question.style == hidden, capacity.style == hidden) == (not limited, not limited)
    assert aim.style != hidden


def test_an_offer_stands_at_the_foot_and_changes_nothing_above(workspace: Workspace) -> None:
    workspace.start()
    assert workspace.jobs.wait(10)
    assert workspace.offer is not None

    assert "A better plan has been found" in text_of(foot(workspace, ()))
    assert "A better plan has been found" not in text_of(plan_page(workspace))


def test_a_roadmap_without_measures_teaches_how_to_begin(workspace: Workspace) -> None:
    empty = Workspace(a_roadmap(sectors=()), engine=DemoEngine())
    empty.start(improve=False)

    assert "The roadmap has no measures to plan yet" in text_of(notices(empty))
    (link,) = every(notices(empty), "A")
    assert link.href == "/data?lang=en"
    assert every(notices(workspace), "A") == []
