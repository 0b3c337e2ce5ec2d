"""Plans to report on, and English texts, so that no test waits for a catalogue."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.builders import a_roadmap_with_everything, its_schedule
from web.demo import demo_plan, demo_roadmap

from planner import results
from planner.language import in_language
from planner.model import VALUE, Plan, PlanStatus, Roadmap


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with in_language("en"):
        yield


@pytest.fixture
def small_plan() -> Plan:
    return plan_of(a_roadmap_with_everything())


@pytest.fixture(scope="session")
def large_plan() -> Plan:
    made = demo_plan(demo_roadmap())
    return replace(made, versions=(("planner", "1.2.3"),), engine=("list schedule",), seed=17)


def plan_of(roadmap: Roadmap) -> Plan:
    """Make the builders' schedule a plan that is at most 4 per cent from the best."""
    schedule = its_schedule()
    score = results.score(roadmap, VALUE, schedule)
    return Plan(
        roadmap=roadmap,
        objective=VALUE,
        status=PlanStatus.FEASIBLE,
        schedule=schedule,
        score=score,
        bound=score * 1.0396,
        versions=(("planner", "1.2.3"),),
    )
