"""Why measures moved in a proposed plan: worked out when somebody asks, told as it comes, dropped with it."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap
from support.two_periods import a_plan
from web.demo import DemoEngine
from web.reading import every, text_of

from planner.comparison import Behind, Comparison
from planner.model import FINISH, Plan, Roadmap, Set
from planner.tables import edited
from planner.web import moves as at_work
from planner.web.components.moves.moves import moves, moves_part
from planner.web.jobs import JobState
from planner.web.moves import Moves
from planner.web.sight import clock_milliseconds, pulse
from planner.web.workspace import Workspace

PATIENCE_SECONDS = 10


def a_case() -> Roadmap:
    """Give two measures that one sector builds, one at a time."""
    both = (a_measure(each, a_phase("build", 2, nhn=2.0)) for each in "ab")
    return a_roadmap(*both, sectors=(a_receiver(), a_deliverer(capacity=2.0)))


def shown() -> Plan:
    return a_plan(a_case(), {"a": 0, "b": 4}, FINISH)


def proposed() -> Plan:
    return a_plan(a_case(), {"a": 2, "b": 0}, FINISH)


@pytest.fixture
def offered() -> Iterator[Workspace]:
    """Give a workspace in which a better plan is looked at."""
    made = Workspace(a_case(), engine=DemoEngine())
    made.start(shown(), improve=False)
    made.found_better(proposed(), made.searches)
    made.open_offer()
    assert made.proposal is not None
    yield made
    made.close()


def until_known(known: Moves) -> Comparison:
    """Wait until all is known."""
    assert known.job is not None
    assert known.wait(60)
    assert known.found is not None
    return known.found


def test_nothing_is_worked_out_before_somebody_asks(offered: Workspace) -> None:
    part = moves_part(offered)

    assert part.style == {}
    assert text_of(part).strip() == "Why the measures moved"
    assert offered.moves.job is None


def test_each_move_is_told_with_its_reason_and_what_lies_behind_it(offered: Workspace) -> None:
    offered.moves.ask()
    until_known(offered.moves)

    lines = [text_of(each) for each in every(moves(offered), "Li")]
    assert len(lines) == 2
    assert lines[0].startswith("A: Q1 2023–Q2 2023 → Q3 2023–Q4 2023. Forced, as before it breaks: ")
    assert lines[0].endswith("Behind it: the move of “B”.")
    assert "Worth " in lines[1]
    assert not offered.moves.is_busy


def test_changes_of_the_data_stand_above_by_number() -> None:
    more = edited(a_case(), [Set("capacity", {"sector": "nhn"}, "person_months", 4.0)])
    made = Workspace(more, engine=DemoEngine())
    made.start(shown(), improve=False)
    made.found_better(a_plan(more, {"a": 0, "b": 0}, FINISH), made.searches)
    made.open_offer()
    made.moves.ask()
    until_known(made.moves)

    words = text_of(moves(made))

    assert "Behind it: change 1. What differs in the data: 1. capacity " in words
    made.close()


def test_reasons_come_before_what_lies_behind_them(
    offered: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait(found: Comparison, **_options: object) -> Comparison:
        begun.set()
        go_on.wait(PATIENCE_SECONDS)
        return found

    monkeypatch.setattr(at_work, "with_what_lies_behind", wait)
    before = pulse(offered)["moves"]
    offered.moves.ask()
    assert begun.wait(PATIENCE_SECONDS)
    words = text_of(moves(offered))
    assert clock_milliseconds(offered) < 1000, "somebody waits"
    go_on.set()
    until_known(offered.moves)

    assert "Forced" in words
    assert words.startswith("What lies behind each move is being worked out …")
    assert pulse(offered)["moves"] != before


def test_it_is_worked_out_once(offered: Workspace) -> None:
    offered.moves.ask()
    job = offered.moves.job
    until_known(offered.moves)

    offered.moves.ask()

    assert offered.moves.job is job


def test_another_plan_ends_it_and_nothing_of_it_is_told(
    offered: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait(found: Comparison, *, stop: threading.Event) -> Comparison:
        begun.set()
        go_on.wait(PATIENCE_SECONDS)
        assert stop.is_set()
        return found

    monkeypatch.setattr(at_work, "with_what_lies_behind", wait)
    offered.moves.ask()
    job = offered.moves.job
    assert job is not None
    assert begun.wait(PATIENCE_SECONDS)

    offered.discard()
    go_on.set()

    assert offered.moves.wait(60)
    assert offered.moves.found is None
    assert moves(offered) == []
    assert moves_part(offered).style == {"display": "none"}


def test_the_same_plans_with_a_closer_bound_are_not_asked_again(offered: Workspace) -> None:
    offered.moves.ask()
    found = until_known(offered.moves)

    offered.moves.follow(shown(), replace(proposed(), bound=1.0))

    assert offered.moves.found is found
    offered.moves.follow(proposed(), shown())
    assert offered.moves.found is None


def test_a_plan_without_dates_has_no_moves() -> None:
    known = Moves()

    known.follow(shown(), replace(proposed(), schedule=None))
    known.ask()

    assert not known.can_be_asked
    assert known.job is None


def test_what_fails_says_where_the_reason_stands_and_is_not_tried_again(
    offered: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_plans: Plan) -> Comparison:
        raise RuntimeError("secret reason")

    monkeypatch.setattr(at_work, "side_by_side", fail)
    offered.moves.ask()
    job = offered.moves.job
    assert job is not None
    assert offered.moves.wait(60)
    offered.moves.ask()

    assert offered.moves.job is job
    assert job.state is JobState.FAILED
    assert text_of(moves(offered)) == f"It could not be worked out. The log says why under {job.error_id}."


def test_all_that_is_known_stays_as_it_was_compared(offered: Workspace) -> None:
    offered.moves.ask()

    assert {each.measure: each.behind for each in until_known(offered.moves).moved} == {
        "a": Behind(measures=("b",)),
        "b": Behind(measures=("a",)),
    }
