"""The plan, the proposal, the levels and the work under way."""

import threading
from dataclasses import dataclass, replace
from typing import Any

import pytest
from web.demo import DemoEngine, demo_plan, demo_roadmap
from web.reading import text_of

from planner.language import Message, in_language, to_say
from planner.model import Aim, Drop, Effort, Finding, Plan, PlanStatus, Request, Roadmap, Severity
from planner.pipeline import DataError
from planner.results import Facts
from planner.scenario import with_capacity
from planner.web.aims import FEWEST_CHANGES, USUAL, even_load
from planner.web.capacity import step_to
from planner.web.components.ambition.ambition import levels, levels_aim
from planner.web.decided import MOST_STEPS
from planner.web.engine import ended_early
from planner.web.jobs import JobRegistry, JobState
from planner.web.levels import LEVELS, Level
from planner.web.proposals import WhatIf
from planner.web.top import (
    accepted,
    announcement,
    answer,
    asked_words,
    progress_words,
    work_under_way,
)
from planner.web.workspace import Workspace


@pytest.fixture
def patient() -> threading.Event:
    """Give what lets the engine finish when set."""
    return threading.Event()


@pytest.fixture
def slow(patient: threading.Event) -> Workspace:
    """Give a workspace whose searches go on until they are stopped or let go."""
    made = Workspace(demo_roadmap(), engine=DemoEngine(patient=patient))
    made.start(improve=False)
    return made


def asked(percents: dict[str, int], aim: Aim = USUAL) -> WhatIf:
    """Give what is asked with another capacity than the data's."""
    return WhatIf(changes=step_to(percents, {}), aim=aim)


class Failing(DemoEngine):
    """An engine that breaks."""

    def solve(self, roadmap: Roadmap, **_options: object) -> Plan:
        """Break."""
        raise RuntimeError("secret reason")


class Refusing(DemoEngine):
    """An engine whose data are refused when there is less capacity."""

    def solve(self, roadmap: Roadmap, *, request: Request, **options: Any) -> Plan:
        """Refuse what has less than the data."""
        if request.changes:
            said = to_say("{file} is too large.", file="<b>Kommunene</b>")
            raise DataError([Finding(code="capacity", subject="kommuner", message=said)])
        return super().solve(roadmap, request=request, **options)


class Bereft(DemoEngine):
    """An engine that loses its helpers after a second."""

    def solve(self, roadmap: Roadmap, **_options: object) -> Plan:
        """Give what was found so far."""
        return replace(demo_plan(roadmap), status=PlanStatus.FEASIBLE, seconds=1.0)


@dataclass
class Fruitless(DemoEngine):
    """An engine that finds no plan."""

    status: PlanStatus = PlanStatus.INFEASIBLE

    def solve(self, roadmap: Roadmap, **_options: object) -> Plan:
        """Give no schedule."""
        return replace(demo_plan(roadmap), status=self.status, schedule=None, score=None)


class Hopeless(Fruitless):
    """An engine that finds no plan, at once or later."""

    def first_plan(self, roadmap: Roadmap) -> Plan:
        """Give no schedule."""
        return replace(demo_plan(roadmap), status=PlanStatus.UNKNOWN, schedule=None, score=None)


def levels_of(workspace: Workspace) -> list[Level]:
    """Give the ambition levels as the page shows them."""
    return workspace.searches.levels(workspace.decided.current)


def test_the_first_plan_is_there_at_once(workspace: Workspace) -> None:
    assert workspace.shown.plan.schedule is not None
    assert workspace.journal.revision == 1
    assert not workspace.is_busy


def test_the_levels_fill_in_and_grow_with_the_capacity(workspace: Workspace) -> None:
    assert "Being computed" in text_of(levels(workspace))

    workspace.start()

    assert workspace.jobs.wait(10)
    reached = [level.facts.coverage[-1] for level in levels_of(workspace) if level.facts]
    assert reached == sorted(reached)
    assert len(set(reached)) == 3
    assert "Being computed" not in text_of(levels(workspace))


def test_a_level_that_checking_refuses_says_why(caplog: pytest.LogCaptureFixture) -> None:
    made = Workspace(demo_roadmap(), engine=Refusing())
    made.start()
    assert made.jobs.wait(10)

    lowest, *_middle, whole = levels(made)

    assert "Checking refuses so little capacity." in text_of(lowest)
    with in_language("nb"):
        assert "<b>Kommunene</b> er for stor." in text_of(levels(made)[0])
    assert "<b>Kommunene</b> is too large." in text_of(lowest)
    assert "refuses" not in text_of(whole)
    assert "job failed" not in caplog.text


def test_a_level_is_searched_from_the_one_below_so_that_more_capacity_never_seems_to_reach_less() -> None:
    engine = DemoEngine()
    workspace = Workspace(demo_roadmap(), engine=engine, jobs=JobRegistry(limit=1))
    workspace.start()
    assert workspace.jobs.wait(10)

    lowest = levels_of(workspace)[0].facts
    assert lowest is not None
    assert len(engine.starts) == 3  # the first search, and two levels
    assert engine.starts[-1] is lowest.plan


def test_the_levels_follow_the_aim_of_the_plan_and_say_it(workspace: Workspace) -> None:
    engine = workspace.searches.engine
    assert isinstance(engine, DemoEngine)
    workspace.start()
    assert workspace.jobs.wait(10)
    usual = [level.facts for level in levels_of(workspace)]
    assert levels_aim(workspace) == "Aim, as for the plan that is shown: largest net benefit."
    workspace.ask({}, Aim(name="finish"))
    assert workspace.jobs.wait(10)
    asked = len(engine.aims)

    workspace.accept()

    assert workspace.jobs.wait(10)
    assert [aim.name for aim, _baseline in engine.aims[asked:]] == ["finish", "finish"]
    assert levels_aim(workspace) == "Aim, as for the plan that is shown: earliest finish."
    assert levels_of(workspace)[-1].facts is workspace.shown
    assert not any(level.facts is one for level in levels_of(workspace) for one in usual)
    workspace.undo()
    assert [level.facts for level in levels_of(workspace)] == usual


def test_levels_of_fewest_changes_count_from_the_plan_that_was_left(workspace: Workspace) -> None:
    workspace.start()
    assert workspace.jobs.wait(10)
    left, engine = workspace.shown.plan, workspace.searches.engine
    assert isinstance(engine, DemoEngine)
    workspace.ask({}, FEWEST_CHANGES)
    assert workspace.jobs.wait(10)

    workspace.accept()

    assert workspace.jobs.wait(10)
    assert engine.aims[-2:] == [(FEWEST_CHANGES, left)] * 2


def test_with_another_capacity_the_whole_capacity_of_the_data_keeps_its_level(workspace: Workspace) -> None:
    workspace.start()
    assert workspace.jobs.wait(10)
    whole = workspace.shown
    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(10)

    workspace.accept()

    assert workspace.jobs.wait(10)
    assert levels_of(workspace)[-1].facts is whole


def test_a_level_that_was_stopped_before_its_turn_is_not_said_to_be_coming(patient: threading.Event) -> None:
    made = Workspace(demo_roadmap(), engine=DemoEngine(patient=patient))
    made.start()

    made.stop()

    assert made.jobs.wait(10)
    assert "Being computed" not in text_of(levels(made))
    assert "Not computed." in text_of(levels(made))


def test_a_level_that_nothing_was_found_for_is_not_called_impossible() -> None:
    made = Workspace(demo_roadmap(), engine=Fruitless(status=PlanStatus.UNKNOWN))
    made.start()

    assert made.jobs.wait(10)
    assert "there may still be one" in text_of(levels(made))


def test_a_level_that_cannot_be_reached_says_so() -> None:
    made = Workspace(demo_roadmap(), engine=Fruitless())
    made.start()

    assert made.jobs.wait(10)
    assert "No plan keeps all the rules with this capacity." in text_of(levels(made))
    assert made.shown.plan.schedule is not None


@pytest.mark.parametrize(
    ("engine", "said"),
    [
        (Fruitless(status=PlanStatus.UNKNOWN), "there may still be one"),
        (Hopeless(status=PlanStatus.UNKNOWN), "there may still be one"),
        (Hopeless(), "No plan keeps all the rules with this capacity"),
    ],
)
def test_too_little_capacity_is_no_cause_unless_it_is_proved(engine: DemoEngine, said: str) -> None:
    made = Workspace(demo_roadmap(), engine=engine)
    made.start()

    assert made.jobs.wait(10)
    assert "Too little" not in text_of(levels(made))
    assert said in text_of(levels(made))


def test_a_roadmap_that_has_no_plan_is_said_to_have_none() -> None:
    made = Workspace(demo_roadmap(), engine=Hopeless())
    made.start()

    assert made.jobs.wait(10)
    assert made.shown.plan.status is PlanStatus.INFEASIBLE


def test_every_search_starts_from_the_plan_that_is_shown() -> None:
    engine = DemoEngine()
    made = Workspace(demo_roadmap(), engine=engine)
    made.start(improve=False)

    made.ask({"kommuner": 120})

    assert made.jobs.wait(10)
    assert engine.starts == [made.shown.plan]
    made.start()
    assert made.jobs.wait(10)
    assert len(engine.starts) == 1 + len(LEVELS)
    assert None not in engine.starts


def test_a_question_is_answered_with_a_plan_for_that_capacity(workspace: Workspace) -> None:
    workspace.ask({"kommuner": 120, "apotek": 100})

    assert workspace.jobs.wait(10)
    assert workspace.proposal
    assert workspace.proposal.percents == {"kommuner": 120}
    assert workspace.proposal.facts.roadmap == with_capacity(demo_roadmap(), {"kommuner": 1.2})
    assert asked_words(workspace) == "With Kommuner 120%"
    assert "measures moved" in text_of(answer(workspace))


def test_discarding_leaves_everything_as_it_was(workspace: Workspace) -> None:
    before = workspace.shown
    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(10)

    workspace.discard()

    assert workspace.shown is before
    assert answer(workspace) == []


@pytest.mark.parametrize("aim", [even_load(0.1), Aim(name="balance", long_term=0.75)])
def test_discarding_leaves_no_capacity_and_no_aim_behind_in_the_fields(
    workspace: Workspace, aim: Aim
) -> None:
    drafts = workspace.journal.drafts
    workspace.ask({"kommuner": 120}, aim)
    assert workspace.jobs.wait(10)
    assert workspace.question == asked({"kommuner": 120}, aim)

    workspace.discard()

    assert workspace.question == WhatIf()
    assert workspace.journal.drafts > drafts + 1


def test_discarding_goes_back_to_what_the_plan_on_the_screen_rests_on(workspace: Workspace) -> None:
    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(10)
    workspace.accept()
    workspace.ask({"apotek": 80}, Aim(name="coverage"))
    assert workspace.jobs.wait(10)

    workspace.discard()

    assert workspace.question == asked({"kommuner": 120})


def test_no_plan_can_be_discarded_but_not_accepted(workspace: Workspace) -> None:
    made = Workspace(demo_roadmap(), engine=Fruitless())
    made.start(improve=False)
    made.ask({"kommuner": 50})
    assert made.jobs.wait(10)
    before = made.shown

    made.accept()

    assert made.shown is before
    assert made.proposal is not None
    assert not made.can_accept


def test_undoing_leaves_what_is_proposed_to_be_decided(workspace: Workspace) -> None:
    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(10)
    workspace.accept()
    workspace.ask({"apotek": 80})
    assert workspace.jobs.wait(10)
    proposed = workspace.proposal

    workspace.undo()

    assert proposed
    # moves are counted from another plan now, so that it is not settled any more
    assert workspace.proposal == replace(proposed, unsettled=None)
    assert workspace.question.percents == {"apotek": 80}


def test_accepting_makes_the_proposed_plan_the_plan(workspace: Workspace) -> None:
    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(10)
    proposed = workspace.proposal.facts if workspace.proposal else None

    workspace.accept()

    assert workspace.shown is proposed
    assert workspace.decided.percents == {"kommuner": 120}
    assert workspace.proposal is None


def test_an_accepted_capacity_is_named_and_can_be_undone(workspace: Workspace) -> None:
    before = workspace.shown
    assert accepted(workspace) == ""
    assert not workspace.decided.can_undo
    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(10)
    workspace.accept()
    assert accepted(workspace) == "With Kommuner 120%"
    assert workspace.decided.can_undo

    workspace.undo()

    assert (workspace.shown, workspace.decided.percents) == (before, {})
    assert accepted(workspace) == ""
    assert not workspace.decided.can_undo
    workspace.undo()
    assert workspace.shown is before


def accept(workspace: Workspace, percents: dict[str, int]) -> Facts:
    """Ask for another capacity, and take the plan into use."""
    workspace.ask(percents)
    assert workspace.jobs.wait(10)
    workspace.accept()
    return workspace.shown


def test_several_accepted_plans_are_undone_and_redone_one_after_the_other(workspace: Workspace) -> None:
    first = workspace.shown
    second = accept(workspace, {"kommuner": 120})
    third = accept(workspace, {"kommuner": 150, "apotek": 80})
    assert not workspace.decided.can_redo

    seen = []
    for go in (
        workspace.undo,
        workspace.undo,
        workspace.undo,
        workspace.redo,
        workspace.redo,
        workspace.redo,
    ):
        go()
        seen.append((workspace.shown, dict(workspace.decided.percents)))

    least: tuple[Facts, dict[str, int]] = (first, {})
    most = (third, {"kommuner": 150, "apotek": 80})
    between = (second, {"kommuner": 120})
    assert seen == [between, least, least, between, most, most]
    assert accepted(workspace) == "With Kommuner 150%, Apotek 80%"


def test_what_was_undone_is_dropped_when_another_plan_is_accepted(workspace: Workspace) -> None:
    accept(workspace, {"kommuner": 120})
    workspace.undo()
    assert workspace.decided.can_redo

    other = accept(workspace, {"apotek": 80})

    assert not workspace.decided.can_redo
    workspace.undo()
    workspace.redo()
    assert workspace.shown is other
    assert workspace.decided.draft.changes == step_to({"apotek": 80}, {})


def test_back_to_the_capacity_of_the_data_nothing_is_changed(workspace: Workspace) -> None:
    accept(workspace, {"kommuner": 120, "apotek": 70})

    accept(workspace, {"kommuner": 100})

    assert workspace.decided.rests_on == WhatIf()
    assert workspace.shown.roadmap == demo_roadmap()
    assert accepted(workspace) == ""
    assert len(workspace.decided.draft.steps) == 2


def test_a_change_of_any_kind_is_asked_for_and_named(workspace: Workspace) -> None:
    workspace.ask_with((Drop("measures", {"id": "tiltak_07"}, with_dependents=True),))
    assert workspace.jobs.wait(10)
    assert workspace.proposal is not None
    assert asked_words(workspace) == "With 1 change of the data"

    workspace.accept()

    assert len(workspace.shown.roadmap.measures) == len(demo_roadmap().measures) - 1
    assert workspace.ask({"kommuner": 120}) is workspace.searches.asking
    assert workspace.jobs.wait(10)
    assert workspace.proposal is not None
    assert workspace.proposal.facts.roadmap == with_capacity(workspace.shown.roadmap, {"kommuner": 1.2})


def test_only_the_last_plans_can_be_undone() -> None:
    workspace = Workspace(demo_roadmap(measures=4), engine=DemoEngine())
    workspace.start(improve=False)
    for percent in range(101, 101 + MOST_STEPS + 3):
        accept(workspace, {"kommuner": percent})

    undone = 0
    while workspace.decided.can_undo:
        workspace.undo()
        undone += 1

    assert undone == MOST_STEPS


def test_a_stopped_search_proposes_its_best_plan(slow: Workspace) -> None:
    job = slow.ask({"kommuner": 120})

    slow.stop()

    assert slow.jobs.wait(10)
    assert job.state is JobState.STOPPED
    assert slow.proposal is not None
    assert announcement(slow) == "Stopped. The best plan so far is proposed."


def test_a_new_question_ends_the_one_before(slow: Workspace, patient: threading.Event) -> None:
    first = slow.ask({"kommuner": 120})
    second = slow.ask({"apotek": 120})

    patient.set()

    assert slow.jobs.wait(10)
    assert first.stop.is_set()
    assert second.state is JobState.DONE
    assert slow.proposal
    assert slow.proposal.percents == {"apotek": 120}


def test_the_same_question_twice_is_one_search(slow: Workspace, patient: threading.Event) -> None:
    first, second = slow.ask({"kommuner": 120}), slow.ask({"kommuner": 120})

    patient.set()

    assert first is second


def test_progress_tells_best_bound_gap_and_seconds_with_money_marked_assumed(
    slow: Workspace, patient: threading.Event
) -> None:
    job = slow.ask({"kommuner": 120})
    while job.progress is None:
        patient.wait(0.01)

    words = progress_words(job)
    shown = text_of(work_under_way(slow))

    patient.set()
    for told in ("best", "at most", "distance 0.4%", "1 s", "assumed"):
        assert told in words
    assert "Computing a new plan" in shown


def test_a_first_search_that_fails_is_told() -> None:
    made = Workspace(demo_roadmap(), engine=Failing())
    made.start()

    assert made.jobs.wait(10)
    assert made.searches.improving is not None
    assert made.searches.improving.error_id in text_of(work_under_way(made))


def test_a_search_that_fails_shows_an_id_and_no_reason(workspace: Workspace) -> None:
    made = Workspace(demo_roadmap(), engine=Failing())
    made.start(improve=False)
    job = made.ask({"kommuner": 120})

    assert made.jobs.wait(10)
    words = text_of(work_under_way(made))
    assert job.error_id in words
    assert "secret" not in words
    assert made.proposal is None


@pytest.mark.parametrize(
    ("status", "share", "early"),
    [
        (PlanStatus.FEASIBLE, 0.2, True),
        (PlanStatus.UNKNOWN, 0.2, True),
        (PlanStatus.FEASIBLE, 1.0, False),
        (PlanStatus.OPTIMAL, 0.2, False),
        (PlanStatus.INFEASIBLE, 0.2, False),
    ],
)
def test_a_search_has_ended_early_when_it_proved_nothing_long_before_its_time(
    status: PlanStatus, share: float, early: bool
) -> None:
    plan = replace(demo_plan(demo_roadmap()), status=status, seconds=20 * share)

    assert ended_early(plan, Effort(seconds=20)) is early
    assert not ended_early(plan, Effort(seconds=20, deterministic=True))


def test_nothing_is_decided_while_what_a_window_is_shown_is_written(
    slow: Workspace, patient: threading.Event
) -> None:
    slow.ask({"kommuner": 120})
    with slow.held_still():
        sight = slow.journal.sight
        patient.set()
        assert not slow.jobs.wait(0.5)
        assert slow.proposal is None
        assert slow.journal.sight == sight

    assert slow.jobs.wait(10)
    assert slow.proposal is not None


def test_a_search_that_lost_its_helpers_is_not_proposed_as_finished() -> None:
    made = Workspace(demo_roadmap(), engine=Bereft())
    made.start(improve=False)
    made.ask({"kommuner": 120})

    assert made.jobs.wait(10)
    assert "ended before it was finished" in text_of(answer(made))


def test_a_search_stopped_by_the_user_is_no_accident(slow: Workspace) -> None:
    slow.ask({"kommuner": 120})
    slow.stop()

    assert slow.jobs.wait(10)
    assert "ended before it was finished" not in text_of(answer(slow))


def test_nothing_found_is_not_called_impossible() -> None:
    made = Workspace(demo_roadmap(), engine=Fruitless(status=PlanStatus.UNKNOWN))
    made.start(improve=False)
    made.ask({"kommuner": 50})

    assert made.jobs.wait(10)
    assert "there may still be one" in text_of(answer(made))


def test_without_services_the_strip_shows_what_is_in_and_when_it_ends() -> None:
    made = Workspace(replace(demo_roadmap(), services=(), contributions=()), engine=DemoEngine())
    made.start()

    assert made.jobs.wait(10)
    words = text_of(levels(made))
    assert "measures are in" in words
    assert "target picture" not in words
    assert "0%" not in words.replace("50%", "").replace("100%", "")


def test_no_plan_for_the_asked_capacity_is_an_answer_too() -> None:
    made = Workspace(demo_roadmap(), engine=Fruitless())
    made.start(improve=False)
    made.ask({"kommuner": 50})

    assert made.jobs.wait(10)
    assert "No plan keeps all the rules with this capacity." in text_of(answer(made))


def test_only_errors_keep_a_plan_from_being_made() -> None:
    note = Finding(code="x", message=Message("worth knowing"), severity=Severity.NOTE)

    assert Workspace(None, engine=DemoEngine()).data.has_errors
    assert Workspace(
        demo_roadmap(), engine=DemoEngine(), findings=[Finding(code="x", message=Message("wrong"))]
    ).data.has_errors
    assert not Workspace(demo_roadmap(), engine=DemoEngine(), findings=[note]).data.has_errors


def test_closing_stops_what_is_under_way(slow: Workspace) -> None:
    slow.ask({"kommuner": 120})

    slow.close()

    assert slow.jobs.wait(10)
