"""Scenarios on the page: made of the draft, proposed, adopted with a plan, moved, and set side by side."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from web.demo import DemoEngine, demo_roadmap
from web.reading import every, text_of
from web.stored import a_store, opened_on

from planner.merging import edits_between
from planner.model import SectorInput, Set
from planner.store import ScenarioState, Store, StoreError
from planner.web.components.scenarios.scenarios import carry_act, keep_draft, new_scenario, scenarios
from planner.web.components.scenarios.side_by_side import plan_of, side_by_side
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

OWNER = Set("measures", {"id": "tiltak_01"}, "owner", "HOD")
OTHER = Set("measures", {"id": "tiltak_01"}, "owner", "KS")
NAME = Set("measures", {"id": "tiltak_02"}, "name", "Nytt navn")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


@pytest.fixture
def served(store: Store) -> Iterator[Workspaces]:
    made = Workspaces(opened_on(store))
    yield made
    made.close()


@pytest.fixture
def workspace(served: Workspaces) -> Workspace:
    return served.main


def acts(workspace: Workspace) -> list[str]:
    return [button.id["act"] for button in every(scenarios(workspace), "Button")]


def accepted(served: Workspaces, number: int) -> None:
    """Accept a plan of a scenario, in the workspace of its own."""
    scenario = served.of(f"?scenario={number}")
    scenario.propose()
    assert scenario.jobs.wait(10)
    scenario.accept()


def test_an_empty_list_tells_what_a_scenario_is(workspace: Workspace) -> None:
    assert "A scenario is a set of changes" in text_of(scenarios(workspace))


def test_the_draft_is_kept_as_a_scenario_with_its_changes(
    served: Workspaces, workspace: Workspace, store: Store
) -> None:
    workspace.change(OWNER)
    assert "The draft has 1 change" in text_of(new_scenario(workspace))

    said = keep_draft(served, workspace, "Ny eier")

    (kept,) = store.scenarios.kept()
    assert (kept.name, kept.changes, kept.base, kept.owner) == ("Ny eier", (OWNER,), 1, "Kari")
    assert "Ny eier is kept as a draft" in text_of(said)
    assert "Ny eier" in text_of(scenarios(workspace))


@pytest.mark.parametrize("name", ["", "  ", "x" * 3000])
def test_a_scenario_needs_a_name(served: Workspaces, workspace: Workspace, store: Store, name: str) -> None:
    with pytest.raises(StoreError):
        keep_draft(served, workspace, name)

    assert store.scenarios.kept() == ()


def test_it_goes_from_draft_to_adopted_and_the_one_before_is_frozen(
    served: Workspaces, workspace: Workspace, store: Store
) -> None:
    for name in ("A", "B"):
        keep_draft(served, workspace, name)
    assert acts(workspace) == ["propose", "propose"]

    for number in (1, 2):
        carry_act(served, number, "propose", "Kari")
        accepted(served, number)
        carry_act(served, number, "adopt", "Kari")

    assert [each.state for each in store.scenarios.kept()] == [ScenarioState.FROZEN, ScenarioState.ADOPTED]
    assert acts(workspace) == ["freeze"]


def test_what_was_proposed_goes_back_to_a_draft(
    served: Workspaces, workspace: Workspace, store: Store
) -> None:
    keep_draft(served, workspace, "A")
    carry_act(served, 1, "propose", "Kari")
    carry_act(served, 1, "back", "Kari")

    assert store.scenarios.scenario(1).state is ScenarioState.DRAFT


def test_without_a_plan_nothing_is_adopted_and_it_is_told_what_to_do(
    served: Workspaces, workspace: Workspace
) -> None:
    keep_draft(served, workspace, "A")
    carry_act(served, 1, "propose", "Kari")

    with pytest.raises(StoreError, match=r"has been accepted yet\. Open it, let it be planned"):
        carry_act(served, 1, "adopt", "Kari")


def test_one_on_an_older_version_is_moved_to_the_newest(
    served: Workspaces, workspace: Workspace, store: Store
) -> None:
    workspace.change(OWNER)
    keep_draft(served, workspace, "A")
    workspace.change(NAME)
    workspace.save("Kari")
    assert "not the newest" in text_of(scenarios(workspace))

    said = carry_act(served, 1, "move", "Kari")

    moved = store.scenarios.scenario(1)
    assert moved.base == 2
    assert store.scenarios.roadmap(moved).measure("tiltak_01").owner == "HOD"
    assert "A is on version 2 now" in text_of(said)


def test_one_in_conflict_with_the_newest_version_stays_and_tells_by_cell(
    served: Workspaces, workspace: Workspace, store: Store
) -> None:
    workspace.change(OWNER)
    keep_draft(served, workspace, "A")
    workspace.change(OTHER)
    workspace.save("Kari")

    said = text_of(carry_act(served, 1, "move", "Kari"))

    assert store.scenarios.scenario(1).base == 1
    assert "Not moved" in said
    assert "HOD" in said
    assert "KS" in said


def test_two_stand_side_by_side_with_their_plans(
    served: Workspaces, workspace: Workspace, store: Store
) -> None:
    for name in ("A", "B"):
        keep_draft(served, workspace, name)
    accepted(served, 1)

    told = text_of(side_by_side(workspace, [1, 2]))

    assert "A B State draft draft" in told
    assert "net benefit" in told


def test_what_was_said_since_takes_no_plan_from_a_scenario(
    served: Workspaces, workspace: Workspace, store: Store
) -> None:
    keep_draft(served, workspace, "A")
    accepted(served, 1)
    scenario, plan = store.scenarios.scenario(1), plan_of(store, store.scenarios.scenario(1))
    made = store.scenarios.roadmap(scenario)
    said = SectorInput(id="n1", day=date(2023, 1, 1), who="Kari", content="Video.")
    with_input = edits_between(made, replace(made, inputs=(*made.inputs, said)))

    changes = (*scenario.changes, *with_input)
    store.scenarios.change(1, revision=scenario.revision, author="Kari", changes=changes)

    assert plan is not None
    assert plan_of(store, store.scenarios.scenario(1)) == plan


@pytest.mark.parametrize("chosen", [[], [1], [1, 2, 3, 4, 5]])
def test_from_two_to_four_are_compared(workspace: Workspace, chosen: list[int]) -> None:
    assert "Choose from 2 to 4" in text_of(side_by_side(workspace, chosen))


def test_where_nothing_is_kept_it_says_so() -> None:
    made = Workspace(demo_roadmap(12), engine=DemoEngine())
    made.start(improve=False)

    assert "Nothing is kept here" in text_of(scenarios(made))
    with pytest.raises(StoreError):
        keep_draft(Workspaces(made), made, "A")
    made.close()
