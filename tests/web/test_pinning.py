"""Pinning a bar: its window, what follows by order, what breaks, and the changes of the data that it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap
from web.demo import DemoEngine
from web.test_app import HOME, PORT, a_callback, ask

from planner.language import set_language
from planner.model import VALUE, Plan, PlannedPhase, PlanStatus, Roadmap, Schedule, Status
from planner.repair import Repairer
from planner.store import StoreError
from planner.tables import edited
from planner.web.app import create_app
from planner.web.components.gantt.pinning import PinAsked, answer, draft_pin, pin_edits, read
from planner.web.workspace import Workspace


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("nb")


def chain(*, lag: int = 0, **options: Any) -> Roadmap:
    """Give three measures of two phases each, of which the second waits for the first."""
    measures = [a_measure(name, a_phase("draw", 1), a_phase("build", 2)) for name in ("a", "b", "c")]
    link = replace(a_link("a", "b"), lag_periods=lag)
    return a_roadmap(*measures, dependencies=(link,), **options)


def plan_of(roadmap: Roadmap, **starts: int) -> Plan:
    """Give a plan in which the phases of each measure follow each other at once."""
    phases = [
        phase
        for name, start in starts.items()
        for phase in (
            PlannedPhase(measure=name, phase="draw", start=start, end=start + 1),
            PlannedPhase(measure=name, phase="build", start=start + 1, end=start + 3),
        )
    ]
    schedule = Schedule(selected=tuple(starts), phases=tuple(phases), rollouts=())
    return Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=schedule)


def starts(plan: Plan) -> dict[tuple[str, str], int]:
    """Give when each phase starts."""
    assert plan.schedule is not None
    return {(phase.measure, phase.phase): phase.start for phase in plan.schedule.phases}


def asked(measure: str, phase: str, start: int, periods: int | None = None) -> PinAsked:
    return PinAsked(measure=measure, phase=phase, start=start, periods=periods, number=7)


def told_of(plan: Plan, pin: PinAsked) -> dict[str, Any]:
    return answer(pin, Repairer(plan))


def test_the_window_is_what_order_leaves_and_narrower_where_all_others_stay() -> None:
    told = told_of(plan_of(chain(), a=1, b=5, c=0), asked("b", "draw", 5))

    assert told["window"] == [3, 5]
    assert told["kept"] == [4, 5]


def test_what_waits_is_pushed_on_and_drawn() -> None:
    told = told_of(plan_of(chain(lag=1), a=0, b=4, c=0), asked("a", "draw", 1))

    assert {row["id"]: row["phases"][0]["start"] for row in told["moved"]} == {"a": 1, "b": 5}
    assert not told["breaks"]


def test_what_no_plan_can_have_is_said_with_what_stands_against_it() -> None:
    told = told_of(plan_of(chain(), a=1, b=5, c=0), asked("b", "draw", 2))

    assert told["breaks"]
    assert told["moved"] == []
    assert "No plan can have it, which is proved" in told["words"]


def test_another_duration_moves_what_follows() -> None:
    told = told_of(plan_of(chain(), a=0, b=4, c=0), asked("a", "draw", 0, 3))

    assert {row["id"]: [each["start"] for each in row["phases"]] for row in told["moved"]} == {
        "a": [0, 3],
        "b": [5, 6],
    }


def test_a_repairer_is_kept_for_a_plan_and_made_anew_for_another(workspace: Workspace) -> None:
    plan, drafted = workspace.shown.plan, workspace.as_drafted
    other = replace(plan)

    assert workspace.repairers.of(plan, drafted) is workspace.repairers.of(plan, drafted)
    assert workspace.repairers.of(other, drafted).plan is other
    assert workspace.repairers.of(plan, replace(drafted, name="other")).roadmap.name == "other"


def test_what_is_drafted_already_counts_in_what_follows() -> None:
    plan = plan_of(chain(), a=0, b=3, c=0)
    drafted = edited(plan.roadmap, pin_edits(plan, plan.roadmap, asked("c", "draw", 4)))

    told = answer(asked("a", "draw", 1), Repairer(plan, drafted))

    assert {row["id"]: row["phases"][0]["start"] for row in told["moved"]} == {"a": 1, "b": 4, "c": 4}


def test_a_phase_made_longer_twice_is_as_long_as_was_asked_for_last() -> None:
    plan = plan_of(chain(), a=0, b=4, c=0)
    once = edited(plan.roadmap, pin_edits(plan, plan.roadmap, asked("a", "build", 3, 3)))
    twice = edited(once, pin_edits(plan, once, asked("a", "build", 3, 4)))
    back = edited(twice, pin_edits(plan, twice, asked("a", "build", 3, 2)))

    assert [each.measure("a").phases[1].modes[0].periods for each in (once, twice, back)] == [3, 4, 2]


def test_what_the_draft_has_dropped_is_not_answered() -> None:
    plan = plan_of(chain(), a=0, b=4, c=0)
    left = [measure for measure in plan.roadmap.measures if measure.id != "c"]
    drafted = replace(plan.roadmap, measures=tuple(left))

    assert read(plan, drafted, {"measure": "c", "phase": "draw", "start": 1, "number": 1}) is None


@pytest.mark.parametrize(
    "data",
    [
        None,
        "a",
        {"measure": "a", "phase": "draw", "number": 1},
        {"measure": "a", "phase": "draw", "start": 1.5, "number": 1},
        {"measure": "a", "phase": "draw", "start": True, "number": 1},
        {"measure": "a", "phase": "draw", "start": -1, "number": 1},
        {"measure": "a", "phase": "draw", "start": 9, "number": 1},
        {"measure": "a", "phase": "draw", "start": 1, "periods": 0, "number": 1},
        {"measure": "a", "phase": "draw", "start": 1, "periods": "2", "number": 1},
        {"measure": "x", "phase": "draw", "start": 1, "number": 1},
        {"measure": "a", "phase": "x", "start": 1, "number": 1},
    ],
)
def test_what_is_no_pin_of_the_plan_is_not_answered(data: object) -> None:
    assert read(plan_of(chain(), a=0, b=4, c=0), chain(), data) is None


def test_what_runs_at_the_status_date_cannot_be_pinned() -> None:
    running = a_measure("a", a_phase("draw", 1), a_phase("build", 2), status=Status.STARTED)
    plan = plan_of(a_roadmap(running), a=0)

    assert read(plan, plan.roadmap, {"measure": "a", "phase": "draw", "start": 1, "number": 1}) is None
    assert read(plan, plan.roadmap, {"measure": "a", "phase": "build", "start": 2, "number": 7}) == asked(
        "a", "build", 2
    )


def test_an_answer_has_windows_rows_that_lie_elsewhere_and_words() -> None:
    plan = plan_of(chain(), a=0, b=3, c=0)

    told = told_of(plan, asked("a", "draw", 1))

    assert (told["number"], told["window"], told["kept"], told["breaks"]) == (7, [0, 2], [0, 0], False)
    assert [row["id"] for row in told["moved"]] == ["a", "b"]
    assert told["moved"][0]["phases"] == [{"start": 1, "end": 2}, {"start": 2, "end": 4}]
    assert told["words"] == (
        "draw of “A” starts in quarter 2 of 2023 and takes 1 quarter. 1 other measure moves: B."
    )


def test_a_pin_is_a_change_of_the_data() -> None:
    plan = plan_of(chain(), a=0, b=4, c=0)

    changed = edited(plan.roadmap, pin_edits(plan, plan.roadmap, asked("a", "build", 3, 4)))

    phase = changed.measure("a").phases[1]
    assert (phase.pinned_start, phase.modes[0].periods) == (date(2023, 10, 1), 4)
    assert changed.measure("b") == plan.roadmap.measure("b")


@pytest.mark.parametrize(("periods", "wanted"), [(3, 7), (7, 3), (49, 50), (6, 1)])
def test_a_duration_that_is_asked_for_is_exact(periods: int, wanted: int) -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", periods)))
    phases = (PlannedPhase(measure="a", phase="build", start=0, end=periods),)
    plan = replace(plan_of(roadmap), schedule=Schedule(selected=("a",), phases=phases, rollouts=()))

    changed = edited(roadmap, pin_edits(plan, roadmap, asked("a", "build", 0, wanted)))

    assert changed.measure("a").phases[0].modes[0].periods == wanted


def test_a_pin_is_one_step_of_the_draft_and_a_plan_is_asked_for_with_it(workspace: Workspace) -> None:
    phase = next(each for each in workspace.shown.schedule.phases if each.start > 4)

    draft_pin(workspace, asked(phase.measure, phase.phase, phase.start))
    assert workspace.searches.asking is not None
    workspace.jobs.wait_for(workspace.searches.asking)

    engine = workspace.searches.engine
    assert isinstance(engine, DemoEngine)
    pinned = next(each for each in engine.asked[-1].measure(phase.measure).phases if each.id == phase.phase)
    assert pinned.pinned_start == workspace.base.calendar.date_of(phase.start)
    assert (workspace.drafted.at, "pinned to" in workspace.drafted.words[0]) == (1, True)


def test_a_pin_that_the_data_forbids_changes_nothing_and_says_why() -> None:
    roadmap = chain()
    late = replace(roadmap.measures[2], earliest_start=date(2023, 4, 1))
    roadmap = replace(roadmap, measures=(*roadmap.measures[:2], late))
    made = Workspace(roadmap, engine=DemoEngine())
    made.start(plan_of(roadmap, a=0, b=4, c=2), improve=False)

    with pytest.raises(StoreError) as refused:
        draft_pin(made, asked("c", "draw", 0))

    assert "C" in str(refused.value.message) or "c" in str(refused.value.message)
    assert made.drafted.changes == ()
    made.close()


def test_a_window_hears_that_a_pin_is_none_any_more_and_gives_the_next_one(workspace: Workspace) -> None:
    client = create_app(workspace, port=PORT).server.test_client()
    listed = client.get("/_dash-dependencies", base_url=HOME).get_json()
    output = next(each["output"] for each in listed if "pin-done.data" in each["output"])
    gone = {"measure": "no such measure", "phase": "draw", "start": 1, "number": 1}
    state = {"sight.data": workspace.journal.sight, "pulse.data": None, "url.search": "?lang=en"}

    told = ask(client, a_callback(output, {"pin.data": gone}, state)).get_json()

    assert told["response"] == {"pin-done": {"data": {"refused": True}}}
    assert ask(client, a_callback(output, {"pin.data": None}, state)).status_code == 204
    assert workspace.drafted.changes == ()
