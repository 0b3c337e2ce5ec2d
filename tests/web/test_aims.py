"""What the plan is to be best at: the fields, what they ask the engine, and what the answer says."""

from dataclasses import replace

import pytest
from web.demo import DemoEngine, demo_roadmap
from web.reading import every, text_of

from planner.model import MOVE_COST, OBJECTIVE_NAMES, Aim, Effort, Request
from planner.say import label_of
from planner.web.aims import FEWEST_CHANGES, USUAL, even_load, names_for
from planner.web.components.choosing.choosing import aim_fields
from planner.web.proposals import WhatIf
from planner.web.top import accepted, announcement, answer, asked_words
from planner.web.workspace import Workspace

EVEN = even_load(0.02)
BALANCED = Aim(name="balance", long_term=0.75)


def ask(workspace: Workspace, aim: Aim) -> DemoEngine:
    """Ask for another aim, wait for the answer, and give the engine that was asked."""
    workspace.ask({}, aim)
    assert workspace.jobs.wait(10)
    engine = workspace.searches.engine
    assert isinstance(engine, DemoEngine)
    return engine


def test_every_aim_that_the_pipeline_knows_has_a_label_of_its_own() -> None:
    assert len({label_of(name) for name in OBJECTIVE_NAMES}) == len(OBJECTIVE_NAMES)


@pytest.mark.parametrize("aim", [USUAL, Aim(name="coverage"), EVEN, BALANCED])
def test_the_engine_is_asked_for_the_aim(workspace: Workspace, aim: Aim) -> None:
    assert ask(workspace, aim).aims[-1] == (aim, None)


def test_a_plan_of_the_page_keeps_what_was_asked_as_one_from_a_script_does(workspace: Workspace) -> None:
    ask(workspace, BALANCED)

    assert workspace.proposal is not None
    kept = workspace.proposal.facts.plan.request
    assert kept == Request(aim=BALANCED, effort=Effort(seconds=workspace.searches.seconds))


def test_an_answer_is_settled_as_asked_and_the_first_search_is_not(workspace: Workspace) -> None:
    engine = ask(workspace, BALANCED)
    assert engine.move_costs[-1] == MOVE_COST

    workspace.ask_as(Request(aim=BALANCED, move_cost=0.01))
    assert workspace.jobs.wait(10)
    assert engine.move_costs[-1] == 0.01

    workspace.searches.improve(workspace.decided.current, workspace.shown.plan)
    assert workspace.jobs.wait(10)
    assert None in engine.move_costs


def test_changes_are_counted_from_the_plan_that_is_shown(workspace: Workspace) -> None:
    shown = workspace.shown.plan

    assert ask(workspace, FEWEST_CHANGES).aims[-1][1] is shown


def test_without_services_there_is_no_coverage_to_ask_for() -> None:
    bare = replace(demo_roadmap(), services=(), contributions=())

    assert names_for(bare) == [name for name in OBJECTIVE_NAMES if name not in ("coverage", "balance")]
    assert names_for(demo_roadmap()) == [*OBJECTIVE_NAMES]


def test_stability_can_be_chosen_when_a_plan_has_been_accepted(workspace: Workspace) -> None:
    def stability() -> object:
        return next(one for one in every(aim_fields(workspace), "Radio") if one.value == "stability")

    assert stability().disabled is True  # type: ignore[attr-defined]
    ask(workspace, EVEN)
    workspace.accept()

    assert stability().disabled is False  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("aim", "shown"),
    [(USUAL, set()), (BALANCED, {"long-term-part"}), (EVEN, {"loss-part"})],
)
def test_the_slider_and_the_loss_are_there_for_their_own_aim_alone(
    workspace: Workspace, aim: Aim, shown: set[str]
) -> None:
    workspace.question = WhatIf(aim=aim)

    parts = [
        one for one in every(aim_fields(workspace), "Div") if str(getattr(one, "id", "")).endswith("-part")
    ]

    assert {one.id for one in parts if one.style == {}} == shown


def test_the_slider_has_a_name_that_says_what_its_ends_are(workspace: Workspace) -> None:
    [slider] = every(aim_fields(workspace), "Slider")

    assert slider.thumbLabel == "From 0, quick benefits, to 100, the long-term target picture"


def test_the_answer_says_its_aim_and_what_it_does_to_net_benefit(workspace: Workspace) -> None:
    ask(workspace, EVEN)

    said = text_of(answer(workspace))

    assert "Aim: even load, with net benefit within 2% of the best" in asked_words(workspace)
    assert "Net benefit is" in said
    assert "The sectors’ highest load: 89% on average (now 89%)" in said
    assert announcement(workspace) == "A new plan is proposed."


def test_an_answer_with_the_usual_aim_says_nothing_of_aims_and_what_is_proved_of_net_benefit_first(
    workspace: Workspace,
) -> None:
    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(10)

    said = text_of(answer(workspace))

    assert "Aim" not in said
    assert "cannot be told apart" in said
    assert said.index("Net benefit: ") < said.index("no answer either") < said.index("Coverage at the end")


def test_an_accepted_aim_is_undone_with_the_plan(workspace: Workspace) -> None:
    before = workspace.shown
    ask(workspace, BALANCED)

    workspace.accept()

    assert workspace.decided.aim == BALANCED
    assert accepted(workspace) == ""  # the bar tells the aim of every plan in its own place
    workspace.undo()
    assert (workspace.shown, workspace.decided.aim) == (before, USUAL)
