"""The slider between improving and disturbing: its stops fill as they come, and one of them is proposed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap
from support.two_periods import a_plan
from web.demo import DemoEngine
from web.reading import every, text_of
from web.stored import a_store, opened_on

from planner.model import FINISH, Add, Plan, Roadmap, SectorInput
from planner.repair import THRESHOLDS, moves_of
from planner.results import Facts
from planner.tables import edited
from planner.verify import verify
from planner.web.components.board.board import board
from planner.web.components.foot.foot import foot
from planner.web.components.stops.stops import (
    NONE,
    can_go_on,
    choose_or_work_out,
    standing,
    stops,
    stops_part,
)
from planner.web.jobs import JobState
from planner.web.journal import Change
from planner.web.pages.changes import changes_page
from planner.web.proposals import Proposal
from planner.web.sight import SHORT_MILLISECONDS, clock_milliseconds, pulse
from planner.web.stops import USUAL_STOP
from planner.web.workspace import Workspace


def a_case() -> Roadmap:
    """Give three measures, of which the second follows the first."""
    measures = tuple(a_measure(name, a_phase("build", 2, nhn=1.0)) for name in "abc")
    sectors = (a_receiver(), a_deliverer(capacity=2.0))
    return a_roadmap(*measures, sectors=sectors, dependencies=(a_link("a", "b"),))


def starting(**starts: int) -> Plan:
    return a_plan(a_case(), starts, FINISH)


@pytest.fixture
def made() -> Iterator[Workspace]:
    """Give a workspace with a plan that leaves room, and no proposal yet."""
    workspace = Workspace(a_case(), engine=DemoEngine())
    workspace.start(starting(a=1, b=4, c=2), improve=False)
    yield workspace
    workspace.close()


@pytest.fixture
def offered(made: Workspace) -> Workspace:
    """Give one in which a plan is looked at that nobody has settled."""
    made.found_better(starting(a=0, b=2, c=0), made.searches)
    made.open_offer()
    return made


def work_out(workspace: Workspace) -> None:
    """Work out all stops, and wait for them."""
    workspace.ask_for_stops()
    assert workspace.stops.job is not None
    assert workspace.stops.wait(60)


def proposed(workspace: Workspace) -> Plan:
    assert workspace.proposal is not None
    return workspace.proposal.facts.plan


def answer(workspace: Workspace, found: Plan, unsettled: Plan | None) -> None:
    """Let a search answer with a plan, of which it had found another one before it was settled."""
    asking = workspace.jobs.submit("asked", lambda _job: None)
    workspace.searches.asking = asking
    workspace.found_answer(Proposal(facts=Facts(found), unsettled=unsettled), asking)


def test_the_stops_lead_from_all_moves_to_few_and_each_is_lawful(offered: Workspace) -> None:
    work_out(offered)

    known = offered.stops.known
    assert sorted(known) == list(range(len(THRESHOLDS)))
    counts = [len(known[number].summary.moved) for number in sorted(known)]
    assert counts == sorted(counts, reverse=True)
    assert all(verify(a_case(), each.plan) == [] for each in known.values())


def test_a_stop_that_is_chosen_takes_the_place_of_the_proposal(offered: Workspace) -> None:
    work_out(offered)

    offered.choose_stop(len(THRESHOLDS) - 1)

    assert moves_of(offered.shown.plan, proposed(offered)) == offered.stops.known[4].summary.moved
    assert offered.stops.chosen == len(THRESHOLDS) - 1
    assert offered.journal.changes[-1] is Change.PROPOSED
    offered.choose_stop(0)
    assert moves_of(offered.shown.plan, proposed(offered)) == ("a", "b", "c")


def test_a_stop_can_be_accepted_and_then_there_is_none_left(offered: Workspace) -> None:
    work_out(offered)
    offered.choose_stop(0)

    offered.accept()

    assert offered.shown.plan.schedule == starting(a=0, b=2, c=0).schedule
    assert not offered.stops.can_be_asked
    assert offered.stops.known == {}


def test_a_stop_that_is_not_known_yet_is_proposed_as_soon_as_it_is(offered: Workspace) -> None:
    offered.choose_stop(4)
    assert "as soon as it is known" in text_of(standing(offered))

    work_out(offered)

    assert offered.stops.chosen == 4
    assert proposed(offered) == offered.stops.known[4].plan


def test_the_answer_of_a_search_is_the_usual_stop_and_more_can_be_had(made: Workspace) -> None:
    answer(made, starting(a=1, b=3, c=2), unsettled=starting(a=0, b=2, c=0))
    work_out(made)

    assert made.stops.chosen == USUAL_STOP
    assert made.stops.known[USUAL_STOP].plan == starting(a=1, b=3, c=2)
    assert made.stops.known[0].summary.moved == ("a", "b", "c")


def test_it_is_the_usual_stop_also_where_somebody_has_said_something_meanwhile(made: Workspace) -> None:
    said = replace(made.base, inputs=(SectorInput(id="n1", day=date(2024, 1, 1), who="K", content="V"),))
    answer(made, starting(a=1, b=3, c=2).carried_to(said), unsettled=starting(a=0, b=2, c=0))
    work_out(made)

    assert made.stops.chosen == USUAL_STOP
    assert {each.plan.roadmap for each in made.stops.known.values()} == {said}


def test_a_stop_that_is_chosen_is_not_taken_for_the_usual_one_where_the_sector_says_something(
    tmp_path: Path,
) -> None:
    store = a_store(tmp_path, a_case())
    made = opened_on(store)
    made.start(starting(a=1, b=4, c=2), improve=False)
    answer(made, starting(a=1, b=3, c=2), unsettled=starting(a=0, b=2, c=0))
    work_out(made)
    made.choose_stop(0)
    chosen = proposed(made).schedule

    said = Add("input", {"id": "n1", "day": date(2024, 1, 1), "who": "Kari", "content": "Video."})
    store.versions.save(edited(made.base, [said]), parent=1, author="Ola")
    assert made.follow_newest()

    assert proposed(made).schedule == chosen
    assert made.stops.chosen is None
    made.close()


def test_accepting_some_moves_leaves_the_stops_to_go_back_to(offered: Workspace) -> None:
    work_out(offered)
    offered.accept_some(["c"])
    assert offered.picking.job is not None
    assert offered.picking.wait(60)

    assert offered.stops.chosen is None
    assert "none of the steps" in text_of(standing(offered))
    offered.choose_stop(0)
    assert offered.picking.job is None
    assert moves_of(offered.shown.plan, proposed(offered)) == ("a", "b", "c")


def test_what_is_stopped_stays_as_far_as_it_came_and_goes_on_when_asked(offered: Workspace) -> None:
    offered.stops.stop()
    assert can_go_on(offered)
    assert "Not worked out." in text_of(stops(offered))

    work_out(offered)

    assert not can_go_on(offered)


def test_a_stop_that_is_chosen_after_the_work_was_stopped_is_worked_out(offered: Workspace) -> None:
    offered.ask_for_stops()
    offered.stops.stop()
    stopped = offered.stops.job
    assert stopped is not None
    assert offered.stops.wait(60)
    offered.stops.found = None

    choose_or_work_out(offered, 4)

    assert offered.stops.job is not stopped
    assert offered.stops.job is not None
    assert offered.stops.wait(60)
    assert offered.stops.chosen == 4


def test_a_proposal_is_no_usual_stop_of_another_plan_than_it_was_settled_against(made: Workspace) -> None:
    made.found_better(starting(a=1, b=3, c=2), made.searches)
    made.open_offer()
    made.accept()
    answer(made, starting(a=1, b=3, c=0), unsettled=starting(a=0, b=2, c=0))
    assert made.stops.chosen == USUAL_STOP

    made.undo()

    assert proposed(made) == starting(a=1, b=3, c=0)
    assert made.stops.chosen is None
    assert made.stops.can_be_asked


def test_where_the_proposal_is_none_of_the_stops_the_slider_stands_before_them_and_each_can_be_chosen(
    offered: Workspace,
) -> None:
    work_out(offered)
    offered.stops.leave()

    (slider,) = every(stops_part(offered), "Slider")
    assert (slider.min, slider.value) == (NONE, NONE)
    assert NONE < 0
    offered.choose_stop(0)
    (slider,) = every(stops_part(offered), "Slider")
    assert (slider.min, slider.value) == (0, 0)


def test_each_stop_stands_in_words_and_the_chosen_one_is_marked(offered: Workspace) -> None:
    work_out(offered)
    offered.choose_stop(0)

    lines = every(stops(offered), "Li")
    assert len(lines) == len(THRESHOLDS)
    assert "Each move is forced or a gain" in text_of(lines[0])
    assert "3 measures move" in text_of(lines[0])
    assert getattr(lines[0], "aria-current") == "step"
    assert not hasattr(lines[1], "aria-current")


def test_windows_hear_of_each_stop_and_ask_often_meanwhile(
    offered: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = pulse(offered)["stops"]
    work_out(offered)

    assert pulse(offered)["stops"] != before
    monkeypatch.setattr(type(offered.stops), "is_busy", True)
    assert clock_milliseconds(offered) == SHORT_MILLISECONDS


def test_what_went_wrong_is_told_under_its_number(
    offered: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_plans: Plan, **_others: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("planner.web.stops.plans_by_threshold", break_down)
    work_out(offered)

    job = offered.stops.job
    assert job is not None
    assert job.state is JobState.FAILED
    assert job.error_id in text_of(standing(offered))
    assert job.error_id in caplog.text


def test_without_a_proposal_there_is_no_slider(made: Workspace) -> None:
    assert stops_part(made).style == {"display": "none"}
    made.ask_for_stops()
    assert made.stops.job is None


def test_head_of_the_page_foot_and_board_say_the_same_of_the_proposal(offered: Workspace) -> None:
    page, below = text_of(changes_page(offered)), text_of(foot(offered, ["/endringer"]))
    to_the_board = text_of(board(offered))

    said = "3 measures move, 0 later than published (now 0), ends, summed"
    assert said in page
    assert said in below
    assert f"Another plan is proposed: {said}" in to_the_board
