"""All workspaces share few processes that tell why dates are what they are."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from web.demo import demo_plan, demo_roadmap
from web.stored import a_store, opened_on
from web.told import DemoExplainer

from planner.model import Plan, PlanDate
from planner.results import dates_of_measure
from planner.runs import LostError
from planner.web.answerers import MOST_LIVING, Answerers
from planner.web.reasons import Reasons
from planner.web.workspaces import Workspaces

PLAN = demo_plan(demo_roadmap(measures=12))
GO_ON = threading.Event()


class Begun:
    """Begins who answers, and keeps them all."""

    def __init__(self, patient: threading.Event | None = None) -> None:
        self.all: list[DemoExplainer] = []
        self.patient = patient
        self.deadly: PlanDate | None = None

    def __call__(self, plan: Plan) -> DemoExplainer:
        """Begin another one."""
        self.all.append(DemoExplainer(plan, patient=self.patient, deadly=self.deadly))
        return self.all[-1]

    @property
    def living(self) -> int:
        """Give how many have not ended."""
        return sum(not each.is_ended for each in self.all)


def a_date() -> PlanDate:
    """Give a date of the plan."""
    assert PLAN.schedule is not None
    return next(iter(dates_of_measure(PLAN.roadmap, PLAN.schedule, "tiltak_05")))


def test_at_most_so_many_live_and_the_one_that_waited_longest_makes_room() -> None:
    begun = Begun()
    answerers = Answerers(begun)
    asked = [answerers.begin(PLAN) for _number in range(MOST_LIVING + 2)]
    assert begun.all == []  # none begins before it is asked

    for each in asked:
        assert each.verdict(a_date(), GO_ON) is not None
        assert begun.living <= MOST_LIVING

    assert [each.is_ended for each in begun.all] == [True, True, False, False]


def test_one_that_made_room_begins_anew_with_its_next_question() -> None:
    begun = Begun()
    answerers = Answerers(begun, most=1)
    first, other = answerers.begin(PLAN), answerers.begin(PLAN)
    first.verdict(a_date(), GO_ON)
    other.verdict(a_date(), GO_ON)

    assert first.verdict(a_date(), GO_ON) is not None

    assert len(begun.all) == 3
    assert begun.living == 1


def test_nobody_who_is_at_a_question_makes_room_and_who_waits_may_give_up() -> None:
    patient, given_up = threading.Event(), threading.Event()
    begun = Begun(patient)
    answerers = Answerers(begun, most=1)
    first, other = answerers.begin(PLAN), answerers.begin(PLAN)
    with ThreadPoolExecutor() as threads:
        answer = threads.submit(first.verdict, a_date(), GO_ON)
        while not begun.all or not begun.all[0].asked:
            GO_ON.wait(0.001)

        waiting = threads.submit(other.verdict, a_date(), given_up)
        given_up.set()
        assert waiting.result(10) is None
        patient.set()

        assert answer.result(10) is not None
    assert len(begun.all) == 1


def test_one_that_is_lost_or_ends_leaves_its_place() -> None:
    begun = Begun()
    answerers = Answerers(begun, most=1)
    begun.deadly = a_date()
    lost, other = answerers.begin(PLAN), answerers.begin(PLAN)
    with pytest.raises(LostError):
        lost.verdict(a_date(), GO_ON)
    begun.deadly = None

    assert other.verdict(a_date(), GO_ON) is not None
    other.end()

    assert begun.living == 1  # the lost one, which ended by itself
    assert lost.verdict(a_date(), GO_ON) is not None


def test_scenarios_share_the_processes_of_the_roadmap(tmp_path: Path) -> None:
    begun = Begun()
    main = opened_on(a_store(tmp_path))
    main.reasons = Reasons(Answerers(begun, most=1).begin)
    workspaces = Workspaces(main)
    for name in ("en", "to"):
        workspaces.keep_as_scenario(main, name, owner="Kari")
    for workspace in (main, workspaces.of("?scenario=1"), workspaces.of("?scenario=2")):
        plan = workspace.shown.plan
        workspace.reasons.ask(plan, [a_date()])
        while not workspace.reasons.known(a_date()).is_whole:
            GO_ON.wait(0.001)

    assert len(begun.all) == 3
    assert begun.living == 1
    workspaces.close()
