"""What stands round every page: the way between pages, the bar of the plan, and what a window hears by."""

import pytest
from web.demo import DemoEngine, demo_plan, demo_roadmap, started_first
from web.reading import every, text_of

from planner.web.components.plan_bar.plan_bar import aim_shown, plan_bar
from planner.web.components.rail.rail import rail
from planner.web.pages.layout import PAGES, page
from planner.web.pages.paths import CAPACITY_PAGE, CHANGES, HOME, PLAN
from planner.web.sight import STORES
from planner.web.workspace import Workspace


def links(shown: str, paths: list[str]) -> dict[str, tuple[str, bool]]:
    """Give the links of a rail by their words, with address and whether it is the page that is shown."""
    return {
        text_of(each): (each.href, getattr(each, "aria-current", None) == "page")
        for each in every(rail(shown, paths), "A")
    }


@pytest.mark.parametrize("shown", [HOME, PLAN])
def test_the_rail_links_to_the_pages_that_there_are_and_marks_the_one_that_is_shown(shown: str) -> None:
    assert links(shown, [HOME, PLAN, CAPACITY_PAGE]) == {
        "Plan": ("/plan?lang=en", True),
        "Capacity": ("/kapasitet?lang=en", False),
    }


def test_a_page_is_linked_once_it_is_registered() -> None:
    assert "Changes" not in links(PLAN, [PLAN])
    assert links(CHANGES, [PLAN, CHANGES])["Changes"] == ("/endringer?lang=en", True)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_can_hear_of_what_is_new(path: str, workspace: Workspace) -> None:
    names = {each.id for each in every(page(workspace, path), "Store")}

    assert {*STORES.values(), "pulse", "sight"} <= names
    assert [each.id for each in every(page(workspace, path), "Interval")].count("clock") == 1


def test_the_bar_says_the_aim_of_the_plan_and_leads_to_the_other_languages(workspace: Workspace) -> None:
    bar = plan_bar(workspace)

    assert "Aim: largest net benefit" in text_of(bar)
    assert [(each.href, each.lang) for each in every(bar, "A")] == [("?lang=nb", "nb"), ("?lang=nn", "nn")]


def test_where_what_has_started_comes_first_the_bar_says_so() -> None:
    workspace = Workspace(started_first(demo_roadmap(measures=8)), engine=DemoEngine())
    workspace.start(demo_plan(workspace.base), improve=False)

    assert aim_shown(workspace) == "Aim: what has started first, then largest net benefit"


def test_without_a_plan_the_bar_claims_none() -> None:
    bar = plan_bar(Workspace(None, engine=DemoEngine()))

    assert text_of(bar).split() == ["Roadmap", "Share", "Print", "◐", "Bokmål", "Nynorsk"]
