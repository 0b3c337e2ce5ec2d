"""What is taken out of the workspace says of which version the plan is, and which is the newest."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from web.stored import a_store, opened_on

from planner.files import plan_from_json
from planner.language import in_language
from planner.merging import edits_between
from planner.model import Edit, OfVersion, Roadmap, Scale, SectorInput, Set
from planner.report import format_named, result, summary
from planner.report.sheet import sheet
from planner.tables import edited
from planner.web.of_version import earlier_words, with_version
from planner.web.plan_link import mark_of
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

MORE = Scale("capacity", {"sector": "kommuner"}, "person_months", 1.2)
NAMED = Set("measures", {"id": "tiltak_03"}, "name", "Et annet navn")
WORDS = "The plan is outdated: it is of version 1, and the newest is version 2."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """Give a workspace with its first plan."""
    made = opened_on(a_store(tmp_path))
    yield made
    made.close()


def of_version(workspace: Workspace) -> OfVersion | None:
    """Give of which version the plan on the screen is."""
    return with_version(workspace, workspace.shown.plan).of_version


def test_every_document_says_that_a_plan_is_not_of_the_newest_version(desk: Workspace) -> None:
    desk.change(MORE)
    desk.save("Kari")

    with in_language("en"):
        plan = with_version(desk, desk.shown.plan)

        assert WORDS in " ".join(summary(plan).split())
        assert WORDS in format_named("html").one_file(plan).decode()
        assert WORDS in json.dumps(sheet(plan))
        told = format_named("json").one_file(plan).decode()
        assert plan_from_json(told).of_version == OfVersion(number=1, newest=2)
        assert result(plan)["of_version"] == {
            "number": 1,
            "newest": 2,
            "scenario": "",
            "is_changed": False,
        }
        assert "version 1; the newest was version 2" in strings_of(format_named("workbook").one_file(plan))
        assert "version 1; the newest was version 2" in format_named("graphml").one_file(plan).decode()
        about = format_named("csv").write(plan)["plan_om.csv"].decode("utf-8-sig")
        assert "version 1; the newest was version 2" in about
        assert plan.digest in about


def strings_of(workbook: bytes) -> str:
    """Give the texts of a workbook."""
    return zipfile.ZipFile(io.BytesIO(workbook)).read("xl/sharedStrings.xml").decode()


SAID = SectorInput(id="n1", day=date(2024, 1, 1), who="Kari", content="Video.")


def with_input(roadmap: Roadmap, said: SectorInput = SAID) -> tuple[Edit, ...]:
    """Give the edits by which somebody has said something."""
    return edits_between(roadmap, replace(roadmap, inputs=(*roadmap.inputs, said)))


def test_a_plan_of_a_version_that_differs_in_input_alone_is_one_of_the_newest(desk: Workspace) -> None:
    before = desk.shown.plan
    desk.change(*with_input(desk.base))
    assert not desk.is_behind

    desk.save("Kari")

    assert not desk.is_outdated
    assert earlier_words(desk) == ""
    plan = with_version(desk, desk.shown.plan)
    assert plan.of_version == OfVersion(number=2, newest=2)
    assert (plan.schedule, plan.score, plan.bound) == (before.schedule, before.score, before.bound)
    assert plan.digest == desk.base.digest != before.digest
    assert "outdated" not in summary(plan)
    with in_language("en"):
        assert "Video." in summary(plan)
        assert with_version(desk, before) == plan


def test_after_a_restart_a_plan_is_one_of_the_version_that_differs_in_input_alone(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    desk = opened_on(store)
    desk.change(MORE)
    desk.propose()
    assert desk.jobs.wait(10)
    desk.accept()
    desk.save("Kari")
    desk.close()
    newest = store.versions.newest()
    now = store.versions.roadmap(newest.number)
    store.versions.save(edited(now, with_input(now)), parent=newest.number, author="Ola")

    again = opened_on(store, resume=True)

    assert not again.is_outdated
    assert again.decided.standing is not None
    assert again.decided.standing.is_accepted
    assert [each.id for each in again.shown.roadmap.inputs] == ["n1"]
    assert of_version(again) == OfVersion(number=3, newest=3)
    again.close()


def test_a_link_and_an_adoption_outlive_what_was_said(desk: Workspace) -> None:
    desk.change(MORE)
    desk.propose()
    assert desk.jobs.wait(10)
    desk.accept()
    mark = mark_of(desk.shown.plan)
    desk.change(*with_input(desk.as_drafted))
    workspaces = Workspaces(desk)

    made = workspaces.keep_as_scenario(desk, "Raskere", owner="Kari")
    scenario = workspaces.of(f"?scenario={made.number}")

    assert [each.id for each in scenario.shown.roadmap.inputs] == ["n1"]
    assert mark_of(scenario.shown.plan) == mark
    proposed = workspaces.propose(made.number, revision=made.revision, author="Kari")
    adopted = workspaces.adopt(made.number, revision=proposed.revision, author="Kari")
    assert adopted.plan is not None
    workspaces.close()


def test_a_plan_of_a_version_in_which_a_name_differs_is_outdated(desk: Workspace) -> None:
    desk.change(NAMED)
    desk.save("Kari")

    assert desk.is_outdated


def test_a_plan_of_the_newest_version_says_which_and_is_not_called_outdated(desk: Workspace) -> None:
    plan = with_version(desk, desk.shown.plan)

    assert plan.of_version == OfVersion(number=1, newest=1)
    assert "version 1, the newest when this was written" in " ".join(summary(plan).split())
    assert "outdated" not in summary(plan)
    assert earlier_words(desk) == ""


def test_a_plan_of_a_draft_says_that_its_changes_are_not_saved_and_what_others_saved_since(
    desk: Workspace,
) -> None:
    desk.change(MORE)
    desk.propose()
    assert desk.jobs.wait(10)
    desk.accept()
    assert of_version(desk) == OfVersion(number=1, newest=1, is_changed=True)

    assert desk.drafting.store is not None
    desk.drafting.store.versions.save(edited(desk.base, [NAMED]), parent=1, author="Ola")

    assert of_version(desk) == OfVersion(number=1, newest=2, is_changed=True)


def test_a_plan_of_a_scenario_names_it(desk: Workspace) -> None:
    workspaces = Workspaces(desk)
    desk.change(MORE)
    workspaces.keep_as_scenario(desk, "Raskere", owner="Kari")
    scenario = workspaces.of("?scenario=1")

    assert of_version(scenario) == OfVersion(number=1, newest=1, scenario="Raskere")
    workspaces.close()


def test_where_nothing_is_kept_there_is_no_version_to_tell_of(workspace: Workspace) -> None:
    workspace.start(improve=False)

    assert of_version(workspace) is None
    assert "Version  " not in summary(with_version(workspace, workspace.shown.plan))
