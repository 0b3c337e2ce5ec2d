"""A search that begins without a plan: what finds one by itself begins, and wakes the others."""

from typing import TYPE_CHECKING

import pytest
from support.builders import a_measure, a_phase, a_roadmap, a_roadmap_with_everything, its_schedule

from planner.model import FINISH, VALUE, Effort, ObjectiveKind
from planner.problem import Features, Problem, features_of
from planner.solver.contract.allowance import Verdict
from planner.solver.contract.channel import Heard
from planner.solver.contract.method import Method
from planner.solver.search import search
from planner.solver.search.child import Event, Task
from planner.solver.search.crew import FINDERS, Crew, choose_crew
from planner.solver.search.incumbent import Incumbent
from planner.solver.search.settings import Settings

if TYPE_CHECKING:
    import queue


class Told:
    """Stands in for an engine: HiGHS finds a plan, and the first that goes on from it proves it best."""

    is_wanted = is_running = True
    started: "list[Method]"

    def __init__(self, task: Task, events: "queue.Queue[Event | Method]", _roadmap: bytes) -> None:
        self.method = task.method
        self.started.append(task.method)
        if task.method is Method.HIGHS:
            events.put(Event(method=task.method, schedule=its_schedule()))
        if task.method is Method.RUIN:
            assert task.assignment.starts == (its_schedule(),)
            events.put(Event(method=task.method, verdict=Verdict.OPTIMAL))

    def tell(self, heard: Heard) -> None:
        """Hear nothing."""

    def ask_to_end(self) -> None:
        """Have nothing to end."""

    def end(self) -> None:
        """Have nothing to wait for."""


def test_engines_that_need_a_plan_begin_when_another_has_found_one(monkeypatch: pytest.MonkeyPatch) -> None:
    roadmap = a_roadmap_with_everything()
    monkeypatch.setattr(Told, "started", [], raising=False)
    monkeypatch.setattr(search, "Process", Told)
    crew = Crew(methods=(Method.RUIN, Method.HIGHS), features=features_of(Problem(roadmap), VALUE))
    effort = Effort(seconds=600.0, workers=4)

    search.Search(Incumbent(roadmap, VALUE, effort), Settings(effort=effort), crew).run(None)

    assert Told.started == [Method.HIGHS, Method.RUIN]


def features(**changed: object) -> Features:
    """Give the features of a large roadmap with waves, or others."""
    known: dict[str, object] = {
        "measures": 500,
        "phases": 1_000,
        "rollouts": 800,
        "periods": 40,
        "step_variables": 50_000,
        "objective": ObjectiveKind.VALUE,
        "is_additive": True,
        "is_listable": False,
        "fullness": 0.9,
    }
    return Features(**(known | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "first"),
    [
        (features(), Method.HIGHS),  # that phases are lumpy matters less than that there is a plan
        (features(rollouts=0), Method.CP_SAT),
        (features(fullness=0.1), Method.HIGHS),
        (features(objective=ObjectiveKind.LEVELLING, is_additive=False), Method.HIGHS),
        (features(rollouts=0, objective=ObjectiveKind.FINISH, is_listable=True), Method.CP_SAT),
    ],
)
def test_what_finds_a_plan_by_itself_comes_first_where_none_is_known(found: Features, first: Method) -> None:
    crew = choose_crew(found)

    assert crew.without_a_plan.methods[0] is first
    assert set(crew.methods) <= set(crew.without_a_plan.methods)


def test_a_roadmap_too_large_for_any_exact_model_keeps_its_crew() -> None:
    crew = choose_crew(features(step_variables=100_000))

    assert not set(FINDERS).intersection(crew.methods)
    assert crew.without_a_plan.methods == crew.methods


def test_a_small_roadmap_has_what_finds_plans_in_its_crew() -> None:
    problem = Problem(a_roadmap(a_measure("a", a_phase())))

    for objective in (VALUE, FINISH):
        assert choose_crew(features_of(problem, objective)).without_a_plan.methods[0] in FINDERS
