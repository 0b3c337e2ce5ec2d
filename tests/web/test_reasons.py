"""Reasons are worked out beside the page: each once, of one choice at a time, of the plan that is shown."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from web.demo import DemoEngine, demo_plan, demo_roadmap
from web.told import DemoExplainer

from planner.model import Plan, PlanDate
from planner.results import dates_of_measure
from planner.web.reasons import Reasons
from planner.web.workspace import Workspace
from planner.why import Reason

PLAN = demo_plan(demo_roadmap())
LONG = 30.0


class Begun:
    """Begins who answers, and keeps them all."""

    def __init__(self, patient: threading.Event | None = None) -> None:
        self.all: list[DemoExplainer] = []
        self.patient = patient
        self.deadly: PlanDate | None = None

    def __call__(self, plan: Plan) -> DemoExplainer:
        """Begin another one; only the first does not survive a question."""
        self.all.append(DemoExplainer(plan, patient=self.patient, deadly=self.deadly))
        self.deadly = None
        return self.all[-1]

    @property
    def asked(self) -> list[PlanDate | Reason]:
        """Give all questions in order."""
        return [question for each in self.all for question in each.asked]


@pytest.fixture
def begun() -> Begun:
    """Give answers at once."""
    return Begun()


@pytest.fixture
def reasons(begun: Begun) -> Iterator[Reasons]:
    """Give reasons whose answers come at once."""
    made = Reasons(begun, linger_seconds=LONG)
    yield made
    made.close()


def dates(measure: str, plan: Plan = PLAN) -> list[PlanDate]:
    """Give the dates of a measure."""
    assert plan.schedule is not None
    return list(dates_of_measure(plan.roadmap, plan.schedule, measure))


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so; it is a failure where that never comes."""
    ends = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.002)


def told(reasons: Reasons, some: list[PlanDate]) -> bool:
    """Tell whether all that can be known of some dates is there."""
    return all(reasons.known(date).is_whole for date in some)


def test_verdicts_come_before_what_holds_them_and_each_is_asked_once(reasons: Reasons, begun: Begun) -> None:
    asked = dates("tiltak_15")

    reasons.ask(PLAN, asked)
    until(lambda: told(reasons, asked))
    reasons.ask(PLAN, asked)
    reasons.ask(PLAN, asked[:1])

    assert begun.asked[: len(asked)] == asked
    assert [each.date for each in begun.asked[len(asked) :] if isinstance(each, Reason)] == asked
    assert len(begun.all) == 1
    assert not reasons.is_busy
    known = reasons.known(asked[0]).told
    assert known is not None
    assert known.reason.holds is not None


def test_the_date_in_a_hurry_is_told_whole_first(reasons: Reasons, begun: Begun) -> None:
    asked = dates("tiltak_15")

    reasons.ask(PLAN, asked, asked[2])
    until(lambda: told(reasons, asked))

    first, second = begun.asked[:2]
    assert first == asked[2]
    assert isinstance(second, Reason)
    assert second.date == asked[2]


def test_a_new_choice_ends_the_work_on_the_one_before() -> None:
    patient = threading.Event()
    begun = Begun(patient)
    reasons = Reasons(begun, linger_seconds=LONG)
    reasons.ask(PLAN, dates("tiltak_15"))
    until(lambda: bool(begun.asked))
    assert reasons.is_busy

    reasons.ask(PLAN, dates("tiltak_20"))
    until(lambda: len(begun.all) == 2)
    patient.set()
    until(lambda: told(reasons, dates("tiltak_20")))

    assert begun.all[0].asked == dates("tiltak_15")[:1]
    assert not any(reasons.known(date).told for date in dates("tiltak_15"))
    reasons.close()


def test_what_was_known_of_an_earlier_choice_stays(reasons: Reasons, begun: Begun) -> None:
    for measure in ("tiltak_15", "tiltak_20", "tiltak_15"):
        reasons.ask(PLAN, dates(measure))
        until(lambda measure=measure: told(reasons, dates(measure)))  # type: ignore[misc]

    verdicts = [question for question in begun.asked if isinstance(question, PlanDate)]
    assert sorted(map(str, verdicts)) == sorted(map(str, [*dates("tiltak_15"), *dates("tiltak_20")]))
    assert len(begun.all) == 1, "the one that answers is kept from choice to choice"


def test_reasons_of_another_plan_are_dropped_and_a_closer_bound_is_not_another(
    reasons: Reasons, begun: Begun
) -> None:
    asked = dates("tiltak_15")
    reasons.ask(PLAN, asked)
    until(lambda: told(reasons, asked))

    reasons.follow(replace(PLAN, bound=1.0, seconds=5.0))
    assert told(reasons, asked)
    reasons.follow(demo_plan(PLAN.roadmap, late=3))

    assert not any(reasons.known(date).told for date in asked)
    until(lambda: begun.all[0].is_ended)


def test_a_lost_process_costs_one_date_and_is_tried_again_with_the_next_choice(
    reasons: Reasons, begun: Begun
) -> None:
    asked = dates("tiltak_15")
    begun.deadly = asked[1]

    reasons.ask(PLAN, asked)
    until(lambda: told(reasons, asked))

    assert [reasons.known(date).is_lost for date in asked] == [date == asked[1] for date in asked]
    assert len(begun.all) == 2, "another one answers the rest"
    reasons.ask(PLAN, dates("tiltak_20"))
    reasons.ask(PLAN, asked)
    until(lambda: told(reasons, asked))
    assert not any(reasons.known(date).is_lost for date in asked)


@pytest.mark.parametrize("error", [OSError("no memory"), RuntimeError("no process can begin here")])
def test_a_process_that_cannot_begin_is_told_like_one_that_is_lost(error: Exception) -> None:
    def refuse(_plan: Plan) -> DemoExplainer:
        raise error

    reasons = Reasons(refuse, linger_seconds=LONG)
    asked = dates("tiltak_15")

    reasons.ask(PLAN, asked)
    until(lambda: told(reasons, asked))

    assert all(reasons.known(date).is_lost for date in asked)
    reasons.close()


def test_the_process_ends_when_nobody_asks_any_more(begun: Begun) -> None:
    reasons = Reasons(begun, linger_seconds=0.0)

    reasons.ask(PLAN, dates("tiltak_15"))

    until(lambda: bool(begun.all) and begun.all[0].is_ended)
    assert told(reasons, dates("tiltak_15"))
    reasons.close()


@pytest.mark.parametrize("end", [Reasons.give_up, Reasons.close])
def test_the_process_ends_when_nothing_is_chosen_and_when_the_page_closes(
    end: Callable[[Reasons], None], reasons: Reasons, begun: Begun
) -> None:
    reasons.ask(PLAN, dates("tiltak_15"))
    until(lambda: told(reasons, dates("tiltak_15")))

    end(reasons)

    until(lambda: begun.all[0].is_ended)


def test_work_on_reasons_is_no_search_and_another_plan_that_is_shown_ends_it(begun: Begun) -> None:
    begun.patient = threading.Event()
    workspace = Workspace(demo_roadmap(), engine=DemoEngine(), reasons=Reasons(begun))
    workspace.start(improve=False)
    plan = workspace.shown.plan
    workspace.reasons.ask(plan, dates("tiltak_15", plan))
    until(lambda: bool(begun.asked))
    assert workspace.reasons.is_busy
    assert not workspace.is_busy

    workspace.ask({"kommuner": 150})
    assert workspace.jobs.wait(LONG)
    assert workspace.reasons.is_busy, "a proposal leaves the plan that is shown"
    workspace.accept()

    assert not workspace.reasons.is_busy
    until(lambda: begun.all[0].is_ended)
    workspace.close()
