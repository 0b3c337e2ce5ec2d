"""Scenarios as pages of their own, beside the roadmap: made, decided, adopted, moved, and gone."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from web.demo import DemoEngine, demo_roadmap
from web.reading import text_of
from web.stored import a_store, opened_on

from planner.merging import Clash
from planner.model import Scale, Set
from planner.store import Refused, Saved, ScenarioKept, ScenarioState, Store, StoreError
from planner.tables import edited
from planner.web.jobs import JobState
from planner.web.pages.layout import page
from planner.web.sight import pulse
from planner.web.workspace import Workspace
from planner.web.workspaces import MOST_OPEN, Workspaces

OWNER = Set("measures", {"id": "tiltak_01"}, "owner", "HOD")
NAME = Set("measures", {"id": "tiltak_02"}, "name", "Nytt navn")
MORE = Scale("capacity", {"sector": "kommuner"}, "person_months", 1.2)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


@pytest.fixture
def served(store: Store) -> Iterator[Workspaces]:
    """Give the workspaces of a server."""
    made = Workspaces(opened_on(store))
    yield made
    made.close()


def a_scenario(served: Workspaces, *edits: Set | Scale, name: str = "Mer kraft") -> Workspace:
    """Give the workspace of a scenario made of a draft."""
    assert served.main.change(*edits) == ()
    made = served.keep_as_scenario(served.main, name, owner="Kari")
    return served.of(f"?lang=en&scenario={made.number}")


def accept(workspace: Workspace) -> None:
    """Accept the plan that follows from what is drafted."""
    workspace.propose()
    assert workspace.jobs.wait(10)
    workspace.accept()


def seen(workspace: Workspace) -> ScenarioKept:
    """Give the scenario that a workspace shows."""
    assert workspace.scenario is not None
    return workspace.scenario


@pytest.mark.parametrize("query", [None, "", "?lang=en", "?scenario=", 7])
def test_an_address_without_a_scenario_is_that_of_the_roadmap(served: Workspaces, query: object) -> None:
    assert served.of(query) is served.main


@pytest.mark.parametrize("asked", ["1", "99", "-1", "x", "²", "9" * 40, "<b>"])
def test_a_scenario_that_is_not_there_is_told_on_a_page(served: Workspaces, asked: str) -> None:
    shown = text_of(page(served.of(f"?scenario={asked}"), "/"))

    assert f"There is no scenario {asked}" in shown
    assert "Show the roadmap itself" in shown


def test_a_draft_becomes_a_scenario_and_is_undone_where_it_was(served: Workspaces) -> None:
    main = served.main

    scenario = a_scenario(served, OWNER, MORE)

    assert scenario.base == edited(main.base, (OWNER, MORE))
    assert (main.drafted.changes, main.as_drafted) == ((), main.base)
    assert main.drafted.can_redo
    assert [each.name for each in served.scenarios()] == ["Mer kraft"]
    assert served.of("?scenario=1") is scenario


def test_the_plan_that_was_accepted_for_a_draft_goes_along_into_the_scenario(served: Workspaces) -> None:
    main = served.main
    first = main.shown
    main.change(MORE)
    accept(main)
    accepted = main.shown.plan.schedule

    made = served.keep_as_scenario(main, "Mer kraft", owner="Kari")

    scenario = served.of(f"?scenario={made.number}")
    assert scenario.shown.plan.schedule == accepted
    assert not scenario.is_outdated
    assert main.shown is first


def test_a_scenario_has_a_draft_of_its_own_that_is_saved_in_it(served: Workspaces, store: Store) -> None:
    scenario = a_scenario(served, MORE)
    scenario.change(OWNER)
    served.main.change(NAME)

    saved = scenario.save("Kari")

    assert isinstance(saved, Saved)
    assert seen(scenario).changes == (MORE, OWNER)
    assert scenario.base == edited(served.main.base, (MORE, OWNER))
    assert scenario.drafted.steps == ()
    assert served.main.drafted.changes == (NAME,)
    assert len(store.versions.history()) == 1


def test_a_scenario_is_there_with_its_draft_and_its_plan_when_the_server_starts_again(
    served: Workspaces, store: Store
) -> None:
    scenario = a_scenario(served, MORE)
    accept(scenario)
    accepted = scenario.shown.plan.schedule
    scenario.change(OWNER)

    again = Workspaces(opened_on(store)).of("?scenario=1")

    assert again.drafted.changes == (OWNER,)
    assert again.shown.plan.schedule == accepted
    assert again.base == scenario.base


def test_from_draft_to_the_plan_of_record(served: Workspaces, store: Store) -> None:
    scenario = a_scenario(served, MORE)
    accept(scenario)
    for do in (served.propose, served.adopt):
        do(1, revision=seen(scenario).revision, author="Ola")

    assert seen(scenario).state is ScenarioState.ADOPTED
    for workspace in (served.main, scenario):
        record = workspace.plan_of_record
        assert record is not None
        assert record.plan.schedule == scenario.shown.plan.schedule
    again = opened_on(store).plan_of_record
    assert again is not None
    assert again.plan.schedule == scenario.shown.plan.schedule


def test_another_one_that_is_adopted_freezes_the_first(served: Workspaces) -> None:
    scenarios = [a_scenario(served, MORE, name="en"), a_scenario(served, OWNER, MORE, name="to")]
    for number, scenario in enumerate(scenarios, start=1):
        accept(scenario)
        served.propose(number, revision=seen(scenario).revision, author="Ola")
        served.adopt(number, revision=seen(scenario).revision, author="Ola")

    assert [each.state for each in served.scenarios()] == [ScenarioState.FROZEN, ScenarioState.ADOPTED]
    record = served.main.plan_of_record
    assert record is not None
    assert record.roadmap == scenarios[1].base


def test_a_scenario_without_an_accepted_plan_of_its_own_is_not_adopted(served: Workspaces) -> None:
    scenario = a_scenario(served, MORE)
    served.propose(1, revision=seen(scenario).revision, author="Ola")

    with pytest.raises(StoreError, match="No plan of this scenario has been accepted"):
        served.adopt(1, revision=seen(scenario).revision, author="Ola")


def test_what_is_proposed_is_not_changed_until_it_is_taken_back(served: Workspaces) -> None:
    scenario = a_scenario(served, MORE)
    served.propose(1, revision=seen(scenario).revision, author="Ola")

    with pytest.raises(StoreError, match="only drafts are changed"):
        scenario.change(OWNER)

    served.take_back(1, revision=seen(scenario).revision, author="Ola")
    assert scenario.change(OWNER) == ()


def test_what_was_decided_on_an_older_sight_of_a_scenario_is_refused(served: Workspaces) -> None:
    scenario = a_scenario(served, MORE)
    revision = seen(scenario).revision
    served.rename(1, "Andre ord", revision=revision, author="Ola")

    with pytest.raises(StoreError) as told:
        served.propose(1, revision=revision, author="Kari")

    assert told.value.code == "changed since"
    assert seen(scenario).name == "Andre ord"


def test_two_scenarios_have_two_names(served: Workspaces) -> None:
    a_scenario(served, MORE, name="en")
    other = a_scenario(served, OWNER, name="to")

    with pytest.raises(StoreError, match="called en already"):
        served.rename(2, "en", revision=seen(other).revision, author="Kari")


def test_a_scenario_is_moved_to_the_newest_version(served: Workspaces) -> None:
    scenario = a_scenario(served, MORE)
    served.main.change(NAME)
    served.main.save("Ola")

    moved = served.move_to_newest(1, revision=seen(scenario).revision, author="Kari")

    assert isinstance(moved, ScenarioKept)
    assert moved.base == 2
    assert scenario.base == edited(served.main.base, (MORE,))
    assert scenario.is_outdated


def test_a_scenario_in_conflict_with_the_newest_version_stays_where_it_is(served: Workspaces) -> None:
    scenario = a_scenario(served, OWNER)
    served.main.change(Set("measures", {"id": "tiltak_01"}, "owner", "KS"))
    assert not isinstance(served.main.save("Ola"), Refused)

    found = served.move_to_newest(1, revision=seen(scenario).revision, author="Kari")

    assert isinstance(found, tuple)
    (clash,) = found
    assert isinstance(clash, Clash)
    assert (clash.mine, clash.theirs) == ("HOD", "KS")
    assert seen(scenario).base == 1


def test_windows_of_every_workspace_hear_of_what_becomes_of_scenarios(served: Workspaces) -> None:
    scenario = a_scenario(served, MORE)
    before = [pulse(each)["scenarios"] for each in (served.main, scenario)]

    served.rename(1, "Andre ord", revision=seen(scenario).revision, author="Ola")

    assert all(
        pulse(each)["scenarios"] != then for each, then in zip((served.main, scenario), before, strict=True)
    )


def test_scenarios_share_what_may_run_at_a_time_and_stop_their_own_work_alone(store: Store) -> None:
    patient = threading.Event()
    served = Workspaces(opened_on(store, engine=DemoEngine(patient=patient)))
    scenario = a_scenario(served, MORE)
    mine, its = served.main.ask({"apotek": 80}), scenario.ask({"apotek": 80})
    assert (mine.state, its.state) == (JobState.RUNNING, JobState.QUEUED)

    served.main.stop()

    patient.set()
    assert scenario.jobs.wait(10)
    assert its.state is JobState.DONE
    served.close()


def test_only_so_many_are_held_open_and_one_that_is_asked_for_again_is_as_it_was(served: Workspaces) -> None:
    first = a_scenario(served, MORE, name="nr 0")
    first.change(OWNER)
    for number in range(1, MOST_OPEN + 1):
        a_scenario(served, MORE, name=f"nr {number}")

    again = served.of("?scenario=1")

    assert again is not first
    assert again.drafted.changes == (OWNER,)


def test_without_a_store_there_are_no_scenarios() -> None:
    main = Workspace(demo_roadmap(measures=12), engine=DemoEngine())
    main.start(improve=False)
    served = Workspaces(main)

    assert served.scenarios() == ()
    with pytest.raises(StoreError, match="nothing is kept"):
        served.keep_as_scenario(main, "Mer kraft", owner="Kari")
    assert "nothing is kept" in text_of(page(served.of("?scenario=1"), "/"))
