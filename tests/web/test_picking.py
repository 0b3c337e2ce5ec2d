"""Accepting some of the moves of a proposal: alone where a plan has them so, else as one with others."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap
from support.two_periods import a_plan
from web.demo import DemoEngine
from web.reading import every, text_of

from planner.model import FINISH, Plan, Roadmap
from planner.repair import Accepted, EndElsewhere, HangTogether, moves_of
from planner.verify import verify
from planner.web.components.picking.picking import (
    can_pick,
    emptied,
    hangs_together,
    moves_table,
    picked_words,
    picking_part,
)
from planner.web.jobs import JobState
from planner.web.journal import Change
from planner.web.sight import pulse
from planner.web.workspace import Workspace


def a_case() -> Roadmap:
    """Give two measures that one sector builds, one at a time."""
    both = (a_measure(each, a_phase("build", 2, nhn=2.0)) for each in "ab")
    return a_roadmap(*both, sectors=(a_receiver(), a_deliverer(capacity=2.0)))


def starting(**starts: int) -> Plan:
    return a_plan(a_case(), starts, FINISH)


@pytest.fixture
def offered() -> Iterator[Workspace]:
    """Give a workspace in which a plan is looked at that has both measures elsewhere."""
    made = Workspace(a_case(), engine=DemoEngine())
    made.start(starting(a=0, b=4), improve=False)
    made.found_better(starting(a=2, b=0), made.searches)
    made.open_offer()
    yield made
    made.close()


def accept(workspace: Workspace, *measures: str) -> None:
    """Ask for some moves alone, and wait for what comes of it."""
    workspace.accept_some(measures)
    assert workspace.picking.job is not None
    assert workspace.picking.wait(60)


def starts(plan: Plan) -> dict[str, int]:
    assert plan.schedule is not None
    return {each.measure: each.start for each in plan.schedule.phases}


def proposed(workspace: Workspace) -> Plan:
    assert workspace.proposal is not None
    return workspace.proposal.facts.plan


def test_every_move_stands_with_its_dates_and_a_box_to_choose_it_by(offered: Workspace) -> None:
    table = moves_table(offered)

    assert [box.id["measure"] for box in every(table, "Checkbox")] == ["a", "b"]
    assert all(box.checked for box in every(table, "Checkbox"))
    assert "2 measures move" in text_of(table)
    assert can_pick(offered)


def test_a_box_that_was_emptied_stays_so_where_reasons_come(offered: Workspace) -> None:
    boxes = [{"type": "pick", "measure": each} for each in "ab"]

    left = emptied([True, False], boxes)
    table = moves_table(offered, left)

    assert {box.id["measure"]: box.checked for box in every(table, "Checkbox")} == {"a": True, "b": False}
    assert emptied(None, boxes) == emptied([False], [{}]) == emptied([True, None], boxes) == []


def test_a_move_that_can_stand_alone_takes_the_place_of_the_proposal(offered: Workspace) -> None:
    accept(offered, "a")

    assert isinstance(offered.picking.found, Accepted)
    assert starts(proposed(offered)) == {"a": 2, "b": 4}
    assert verify(a_case(), proposed(offered)) == []
    assert offered.journal.changes[-1] is Change.PROPOSED
    assert "now has 1 of the moves" in text_of(picked_words(offered))
    assert moves_of(offered.shown.plan, proposed(offered)) == ("a",)


def test_the_plan_that_stands_is_another_only_when_that_is_accepted(offered: Workspace) -> None:
    accept(offered, "a")
    assert starts(offered.shown.plan) == {"a": 0, "b": 4}

    offered.accept()

    assert starts(offered.shown.plan) == {"a": 2, "b": 4}
    assert offered.picking.job is None


def test_moves_that_no_plan_can_part_are_named_and_taken_as_one(offered: Workspace) -> None:
    accept(offered, "b")

    found = offered.picking.found
    assert isinstance(found, HangTogether)
    assert starts(proposed(offered)) == {"a": 2, "b": 0}
    assert "hang together" in text_of(picked_words(offered))
    assert hangs_together(offered)

    offered.take_together()

    assert found.as_one is not None
    assert starts(proposed(offered)) == starts(found.as_one.plan)
    assert verify(a_case(), proposed(offered)) == []


def test_what_was_asked_is_forgotten_with_the_proposal(offered: Workspace) -> None:
    accept(offered, "b")
    offered.discard()

    assert offered.picking.found is None
    assert picked_words(offered) == []
    assert not hangs_together(offered)


def test_what_gets_other_waves_though_it_was_not_chosen_is_named(
    offered: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(offered, "a")
    found = offered.picking.found
    assert isinstance(found, Accepted)
    reshaped = replace(found, reshaped=("b",), ends=(EndElsewhere(measure="b", asked=4, end=6),))

    monkeypatch.setattr(offered.picking, "found", reshaped)

    told = text_of(picked_words(offered))
    name = offered.base.measure("b").name
    assert f"These get other waves to make room: “{name}”." in told
    assert f"These end elsewhere than asked: “{name}”." in told


def test_an_answer_about_an_earlier_proposal_changes_nothing(offered: Workspace) -> None:
    accept(offered, "a")
    found, before = offered.picking.found, offered.proposal
    assert isinstance(found, Accepted)
    assert before is not None
    offered.discard()

    offered._picked(found, before)

    assert offered.proposal is None


def test_windows_hear_that_it_is_known(offered: Workspace) -> None:
    before = pulse(offered)["moves"]
    accept(offered, "a")

    assert pulse(offered)["moves"] != before


def test_what_went_wrong_is_told_under_its_number(
    offered: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_plans: Plan) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("planner.web.picking.accept_some", break_down)
    accept(offered, "a")

    job = offered.picking.job
    assert job is not None
    assert job.state is JobState.FAILED
    assert job.error_id in text_of(picked_words(offered))
    assert job.error_id in caplog.text


def test_without_a_proposal_the_part_tells_what_gives_one() -> None:
    made = Workspace(a_case(), engine=DemoEngine())
    made.start(starting(a=0, b=4), improve=False)

    assert "No plan is proposed now" in text_of(picking_part(made))
    assert not can_pick(made)
    made.close()


def test_plans_that_count_otherwise_have_no_moves_to_choose(offered: Workspace) -> None:
    offered.found_better(starting(a=0, b=4), offered.searches)
    offered.discard()

    assert every(moves_table(offered), "Checkbox") == []
