"""Pinning a bar: its window, what follows by order, what breaks, and the changes of the data that it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout
from web.by_order import ByOrder
from web.demo import DemoEngine

from planner.language import set_language, worded
from planner.model import VALUE, Plan, PlannedPhase, PlannedRollout, PlanStatus, Roadmap, Schedule, Status
from planner.solver import units_missing
from planner.tables import edited
from planner.web.components.gantt.mended import Mended
from planner.web.components.gantt.pinning import PinAsked, answer, asked_so_far, read
from planner.web.components.gantt.repairing import PhasePin, PinRepair, StartWindow
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


def starts_of(repaired: PinRepair) -> dict[tuple[str, str], int]:
    """Give when each phase starts in a repaired plan."""
    assert repaired.plan is not None
    return starts(repaired.plan)


def starts(plan: Plan) -> dict[tuple[str, str], int]:
    """Give when each phase starts."""
    assert plan.schedule is not None
    return {(phase.measure, phase.phase): phase.start for phase in plan.schedule.phases}


def test_the_window_is_what_order_leaves_and_narrower_where_all_others_stay() -> None:
    window = ByOrder().window(plan_of(chain(), a=1, b=5, c=0), "b", "draw")

    assert window.allowed == (3, 5)
    assert window.kept == (4, 5)


def test_the_window_ends_where_what_waits_begins() -> None:
    window = ByOrder().window(plan_of(chain(), a=1, b=5, c=0), "a", "draw")

    assert window.allowed == (0, 5)
    assert window.kept == (0, 2)


def test_a_later_phase_may_start_as_early_as_the_ones_before_it_are_done() -> None:
    window = ByOrder().window(plan_of(chain(), a=1, b=5, c=0), "a", "build")

    assert window.kept == (2, 3)


def test_a_pin_takes_the_rest_of_its_measure_along_and_pushes_what_waits() -> None:
    repaired = ByOrder().repair(plan_of(chain(lag=1), a=0, b=4, c=0), [PhasePin("a", "draw", 1)])

    assert starts_of(repaired) == {
        ("a", "draw"): 1,
        ("a", "build"): 2,
        ("b", "draw"): 5,
        ("b", "build"): 6,
        ("c", "draw"): 0,
        ("c", "build"): 1,
    }
    assert repaired.breaks == ()


def test_what_is_pushed_beyond_the_horizon_is_said() -> None:
    repaired = ByOrder().repair(plan_of(chain(), a=0, b=4, c=0), [PhasePin("a", "draw", 4)])

    assert [worded(each) for each in repaired.breaks] == ["“B” does not end within the horizon"]


def test_an_earlier_pin_pulls_the_phases_before_it() -> None:
    repaired = ByOrder().repair(plan_of(chain(), a=2, b=5, c=0), [PhasePin("a", "build", 1)])

    assert (starts_of(repaired)["a", "draw"], starts_of(repaired)["a", "build"]) == (0, 1)
    assert starts_of(repaired)["b", "draw"] == 5
    assert repaired.breaks == ()


def test_what_a_pin_breaks_is_said() -> None:
    repaired = ByOrder().repair(plan_of(chain(), a=1, b=5, c=0), [PhasePin("b", "draw", 2)])

    assert [worded(each) for each in repaired.breaks] == ["“B” would not wait for “A”"]


def test_a_pin_before_the_earliest_start_breaks_it() -> None:
    roadmap = chain()
    late = replace(roadmap.measures[2], earliest_start=date(2023, 4, 1))
    roadmap = replace(roadmap, measures=(*roadmap.measures[:2], late))

    repaired = ByOrder().repair(plan_of(roadmap, a=0, b=4, c=2), [PhasePin("c", "draw", 0)])

    assert [worded(each) for each in repaired.breaks] == ["“C” would start before it may"]


def test_what_is_pinned_is_not_pushed_by_pins_that_the_data_has() -> None:
    roadmap = chain()
    first = replace(roadmap.measures[0].phases[0], pinned_start=date(2023, 4, 1))
    pinned = replace(roadmap.measures[0], phases=(first, roadmap.measures[0].phases[1]))
    roadmap = replace(roadmap, measures=(pinned, *roadmap.measures[1:]))

    assert ByOrder().window(plan_of(roadmap, a=1, b=5, c=0), "a", "draw").allowed[0] == 0
    assert ByOrder().repair(plan_of(roadmap, a=1, b=5, c=0), [PhasePin("a", "draw", 0)]).breaks == ()


def test_another_duration_moves_what_follows() -> None:
    repaired = ByOrder().repair(plan_of(chain(), a=0, b=4, c=0), [PhasePin("a", "draw", 0, 3)])

    assert starts_of(repaired)["a", "build"] == 3
    assert starts_of(repaired)["b", "draw"] == 5


def test_a_rollout_moves_with_its_measure_and_its_curve_with_its_begin() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", 2)), rollouts=(a_rollout("a", pace=0.5),))
    rollout = PlannedRollout(measure="a", sector="gp", begin=2, adoption=(0, 0, 0.5, 1, 1, 1, 1, 1))
    phases = (PlannedPhase(measure="a", phase="build", start=0, end=2),)
    plan = replace(plan_of(roadmap), schedule=Schedule(selected=("a",), phases=phases, rollouts=(rollout,)))

    repaired = ByOrder().repair(plan, [PhasePin("a", "build", 2)]).plan

    assert repaired is not None
    later = repaired.schedule
    assert later is not None
    assert (later.rollouts[0].begin, later.rollouts[0].adoption) == (4, (0, 0, 0, 0, 0.5, 1, 1, 1))


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
    assert read(plan_of(chain(), a=0, b=4, c=0), data) is None


def test_what_runs_at_the_status_date_cannot_be_pinned() -> None:
    running = a_measure("a", a_phase("draw", 1), a_phase("build", 2), status=Status.STARTED)
    plan = plan_of(a_roadmap(running), a=0)

    assert read(plan, {"measure": "a", "phase": "draw", "start": 1, "number": 1}) is None
    assert read(plan, {"measure": "a", "phase": "build", "start": 2, "number": 1}) == PinAsked(
        pin=PhasePin("a", "build", 2), number=1
    )


def test_an_answer_has_windows_rows_that_lie_elsewhere_and_words() -> None:
    plan = plan_of(chain(), a=0, b=3, c=0)

    told = answer(plan, PinAsked(pin=PhasePin("a", "draw", 1), number=7), ByOrder())

    assert (told["number"], told["window"], told["kept"], told["breaks"]) == (7, [0, 5], [0, 0], False)
    assert [row["id"] for row in told["moved"]] == ["a", "b"]
    assert told["moved"][0]["phases"] == [{"start": 1, "end": 2}, {"start": 2, "end": 4}]
    assert told["words"] == (
        "draw of “A” starts in quarter 2 of 2023 and takes 1 quarter. 1 other measure moves: B."
    )


def test_a_pin_is_a_change_of_the_data() -> None:
    plan = plan_of(chain(), a=0, b=4, c=0)

    changed = edited(plan.roadmap, PhasePin("a", "build", 3, 4).edits(plan))

    phase = changed.measure("a").phases[1]
    assert (phase.pinned_start, phase.modes[0].periods) == (date(2023, 10, 1), 4)
    assert changed.measure("b") == plan.roadmap.measure("b")


@pytest.mark.parametrize(("periods", "asked"), [(3, 7), (7, 3), (49, 50), (6, 1)])
def test_a_duration_that_is_asked_for_is_exact(periods: int, asked: int) -> None:
    roadmap = a_roadmap(a_measure("a", a_phase("build", periods)))
    phases = (PlannedPhase(measure="a", phase="build", start=0, end=periods),)
    plan = replace(plan_of(roadmap), schedule=Schedule(selected=("a",), phases=phases, rollouts=()))

    changed = edited(roadmap, PhasePin("a", "build", 0, asked).edits(plan))

    assert changed.measure("a").phases[0].modes[0].periods == asked


def test_a_plan_is_asked_for_with_the_pin(workspace: Workspace) -> None:
    phase = next(each for each in workspace.shown.schedule.phases if each.start > 4)

    job = workspace.ask_with(
        PhasePin(phase.measure, phase.phase, phase.start + 2).edits(workspace.shown.plan),
        workspace.decided.aim,
    )
    workspace.jobs.wait_for(job)

    engine = workspace.searches.engine
    assert isinstance(engine, DemoEngine)
    pinned = next(each for each in engine.asked[-1].measure(phase.measure).phases if each.id == phase.phase)
    assert pinned.pinned_start == workspace.base.calendar.date_of(phase.start + 2)


def test_a_second_pin_is_added_to_what_was_asked_and_not_accepted(workspace: Workspace) -> None:
    plan = workspace.shown.plan
    first, second = [each for each in workspace.shown.schedule.phases if each.start > 4][:2]
    assert asked_so_far(workspace) == ()
    edits = PhasePin(first.measure, first.phase, first.start + 2).edits(plan)

    workspace.jobs.wait_for(workspace.ask_with(edits, workspace.decided.aim))

    assert asked_so_far(workspace) == edits
    more = PhasePin(second.measure, second.phase, second.start + 1).edits(plan)
    workspace.jobs.wait_for(workspace.ask_with((*asked_so_far(workspace), *more), workspace.decided.aim))
    assert set(workspace.question.changes) == {*edits, *more}


def test_where_no_plan_is_found_it_says_so_and_what_is_broken() -> None:
    class Nothing(ByOrder):
        def repair(self, plan: Plan, pins: Sequence[PhasePin]) -> PinRepair:
            return PinRepair(plan=None, breaks=super().repair(plan, pins).breaks)

    plan = plan_of(chain(), a=1, b=5, c=0)

    told = answer(plan, PinAsked(pin=PhasePin("b", "draw", 2), number=1), Nothing())

    assert (told["moved"], told["breaks"]) == ([], True)
    assert told["words"].endswith(
        "No lawful plan with it was found at once. Breaks: “B” would not wait for “A”."
    )


def test_while_the_engine_is_compiled_only_the_place_is_said() -> None:
    class Compiling(ByOrder):
        is_ready = False

    told = answer(
        plan_of(chain(), a=0, b=3, c=0), PinAsked(pin=PhasePin("a", "draw", 1), number=1), Compiling()
    )

    assert (told["window"], told["moved"]) == (None, [])
    assert told["words"] == (
        "draw of “A” starts in quarter 2 of 2023 and takes 1 quarter. "
        "What follows from it is not known until the engine has been compiled."
    )


@pytest.mark.skipif(
    units_missing() > 0, reason="the engine is not compiled here, and to compile it takes minutes"
)
def test_the_repair_of_plans_answers_what_follows() -> None:
    plan = plan_of(chain(), a=0, b=3, c=0)
    mended = Mended()
    assert mended.is_ready

    window, repaired = mended.window(plan, "a", "draw"), mended.repair(plan, [PhasePin("a", "draw", 1)])

    assert window == StartWindow(allowed=(0, 2), kept=(0, 0))
    found = starts_of(repaired)
    assert (found["a", "draw"], found["a", "build"], found["b", "draw"]) == (1, 2, 4)
    assert mended.repair(plan, [PhasePin("a", "draw", 7)]).plan is None
    longer = starts_of(mended.repair(plan, [PhasePin("a", "draw", 0, 2)]))
    assert (longer["a", "build"], longer["b", "draw"]) == (2, 4)
