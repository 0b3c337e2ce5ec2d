"""The first words of the page are true of the plan, and the same as on paper."""

from dataclasses import replace

import pytest
from web.demo import DEMO_SWINGS, DemoEngine, demo_roadmap
from web.reading import text_of

from planner.report.sheet import sheet
from planner.results import Facts
from planner.say import data_words, headline, sourced_words
from planner.web.capacity import MOST_PERCENT, Percents, step_to
from planner.web.decided import ShownPlan
from planner.web.headline import (
    asked_sector,
    banner,
    grounds,
    has_question,
    question,
    with_more_at_the_bottleneck,
)
from planner.web.of_version import plan_sentence
from planner.web.pages.board import board_page
from planner.web.pages.capacity import capacity_page
from planner.web.proposals import WhatIf
from planner.web.workspace import Workspace


@pytest.fixture
def plain(workspace: Workspace) -> Workspace:
    """Give a workspace whose data is no example."""
    workspace.data.is_example = False
    return workspace


def rest_on(workspace: Workspace, percents: Percents) -> None:
    """Let the plan that is shown rest on another capacity."""
    question = WhatIf(changes=step_to(percents, {}))
    workspace.decided.take(ShownPlan(facts=workspace.shown, rests_on=question))


def test_the_example_is_called_one_and_other_data_is_not(workspace: Workspace) -> None:
    plan = workspace.shown.plan
    for say, words in ((banner, sourced_words(plan)), (grounds, data_words(plan))):
        workspace.data.is_example = True
        assert say(workspace) == f"Example built on open sources. {words}"
        workspace.data.is_example = False
        assert say(workspace) == words


def test_one_line_says_how_much_is_sourced_and_how_many_figures_are_assumed_stands_behind_it(
    plain: Workspace,
) -> None:
    line, behind = banner(plain), grounds(plain)

    assert line.startswith("Sources carry")
    assert "figures are assumed" not in line
    assert "figures are assumed" in behind
    assert line in behind


def test_without_a_plan_the_line_says_how_many_figures_are_assumed(plain: Workspace) -> None:
    plain.decided.show(Facts(replace(plain.shown.plan, schedule=None)))

    assert banner(plain).endswith("figures are assumed.")


def test_what_matters_most_is_said_in_the_line_and_behind_it_once_it_is_known(plain: Workspace) -> None:
    most = "Most depends on what is assumed of benefit."
    assert most not in banner(plain)

    plain.searches.assumptions.learn(replace(plain.shown.plan, swings=DEMO_SWINGS))

    assert banner(plain) == f"{sourced_words(plain.shown.plan)} {most}"
    assert grounds(plain).endswith(most)


def test_the_question_is_about_the_bottleneck(workspace: Workspace) -> None:
    assert question(workspace) == "What if Helse Nord had 20% more capacity?"


def test_the_question_adds_a_fifth_to_what_the_bottleneck_has_now(workspace: Workspace) -> None:
    bottleneck = workspace.shown.bottlenecks[0][0]

    first = with_more_at_the_bottleneck(workspace)
    rest_on(workspace, first)

    assert first == {bottleneck.id: 120}
    assert with_more_at_the_bottleneck(workspace) == {bottleneck.id: 144}


@pytest.mark.parametrize(("now", "stays"), [(250, True), (251, False), (300, False)])
def test_a_bottleneck_without_room_for_more_gives_way_to_the_next(
    workspace: Workspace, now: int, stays: bool
) -> None:
    (first, _full), (second, _less), *_rest = workspace.shown.bottlenecks
    rest_on(workspace, {first.id: now})

    assert asked_sector(workspace) == (first if stays else second)
    assert max(with_more_at_the_bottleneck(workspace).values()) <= MOST_PERCENT


def test_when_every_sector_has_all_it_may_have_nothing_more_is_asked(workspace: Workspace) -> None:
    rest_on(workspace, {sector.id: MOST_PERCENT for sector in workspace.base.sectors})

    assert question(workspace) == "What if there were more capacity?"
    assert with_more_at_the_bottleneck(workspace) == workspace.decided.percents


def test_without_receiving_sectors_there_is_no_question() -> None:
    roadmap = demo_roadmap()
    delivering = tuple(sector for sector in roadmap.sectors if not sector.is_receiving)

    assert has_question(roadmap)
    assert not has_question(replace(roadmap, sectors=delivering))


def test_page_and_paper_name_the_same_year_and_share(workspace: Workspace) -> None:
    plan = workspace.shown.plan

    told = [plan_sentence(workspace), *(text_of(each(workspace)) for each in (board_page, capacity_page))]

    assert all(headline(plan) in said for said in told)
    assert sheet(plan)["headline"] == headline(plan)


def test_no_amount_of_money_stands_in_the_headline() -> None:
    made = DemoEngine().first_plan(demo_roadmap())

    assert "NOK" not in headline(made)
