"""What is required of the plan as a whole, as people and scripts are told of it."""

from dataclasses import replace

import pytest
from support.builders import a_measure, a_phase, a_requirement, a_roadmap, a_rollout

from planner.language import in_language
from planner.model import VALUE, Contribution, Nearest, Plan, PlanStatus, RequirementKind, Roadmap, Service
from planner.report import html, result, summary
from planner.results import Facts
from planner.say import headline, nearest_words, requirement_lines
from planner.solver import solve_exactly

COVERAGE, SERVICE, REALISED, SHARE, END = RequirementKind
ASKED = (
    a_requirement(COVERAGE, 3, "soon", share=0.6, price_nok=1e5),
    a_requirement(SERVICE, 6, "later", service="S", share=0.5),
    a_requirement(REALISED, 5, "many", count=2, price_nok=2e6),
    replace(a_requirement(SHARE, 3, "half", measure="a", sector="gp", share=0.5), name="Halvparten"),
    a_requirement(END, 3, "done", measure="a", price_nok=3e6),
)


@pytest.fixture(scope="module")
def roadmap() -> Roadmap:
    """Give a measure that is built at 1 and all in use at 5, with one of two services."""
    return a_roadmap(
        a_measure("a", a_phase("build", 1, cost=1e6)),
        rollouts=(a_rollout("a", pace=0.3, benefit_nok_per_year=9e6),),
        services=(Service(id="S", name="Service one"), Service(id="T", name="Service two")),
        contributions=(Contribution(measure="a", service="S", share=1.0),),
        requirements=ASKED,
    )


@pytest.fixture(scope="module")
def plan(roadmap: Roadmap) -> Plan:
    """Give its best plan."""
    return solve_exactly(roadmap, VALUE)


def test_each_requirement_is_said_with_what_is_reached_and_what_is_missing(plan: Plan) -> None:
    with in_language("en"):
        lines = requirement_lines(Facts(plan))

    assert lines[0] == (
        "60% of the target picture by 1 October 2023: 30.0% reached, 30.0 percentage points missing, price "
        "NOK 3.0 million"
    )
    assert lines[1:] == [
        "50% of Service one by 1 July 2024: met: 100.0% reached",
        "2 services realised by 1 April 2024: 1 realised, 1 missing, price NOK 2.0 million",
        "Halvparten, by 1 October 2023: met: 60.0% reached",
        "A ended by 1 October 2023: ended by 31 March 2024, 2 quarters missing, price NOK 6.0 million",
    ]


def test_summary_and_page_tell_them_and_take_their_price_off_the_net_benefit(plan: Plan) -> None:
    with in_language("en"):
        told, page = " ".join(summary(plan).split()), html(plan)

    assert "Requirements 60% of the target picture" in told
    assert "less NOK 11 million for what is missing of requirements" in told
    assert "Halvparten, by 1 October 2023" in page


def test_the_json_holds_what_is_asked_reached_and_missing(plan: Plan) -> None:
    told = result(plan)

    assert [each["id"] for each in told["requirements"]] == ["soon", "later", "many", "half", "done"]
    soon, *_others, done = told["requirements"]
    assert (soon["kind"], soon["hard"], soon["met"], soon["day"]) == ("coverage", False, False, "2023-10-01")
    assert (soon["asked"], soon["reached"]) == pytest.approx((0.6, 0.3))
    assert (soon["missing"], soon["cost_nok"]) == pytest.approx((30.0, 3e6))
    assert (done["asked"], done["reached"], done["missing"]) == (3, 5, 2)
    assert told["appraisal"]["shortfall_cost_nok"] == pytest.approx(11e6)
    assert told["objective"] == pytest.approx(told["appraisal"]["net_present_value_nok"] - 11e6)


def test_without_a_plan_people_are_told_how_near_the_search_came(roadmap: Roadmap, plan: Plan) -> None:
    nearest = Nearest(requirement="later", reached=0.4321), Nearest(requirement="gone", reached=1.0)
    without = replace(plan, schedule=None, score=None, status=PlanStatus.UNKNOWN, nearest=nearest)

    with in_language("en"):
        assert nearest_words(without) == (
            "The nearest found: 43.2% reached, required: 50% of Service one by 1 July 2024."
        )
        assert headline(without).endswith(nearest_words(without))
    assert result(without)["nearest"][0] == {"requirement": "later", "reached": 0.4321}
    assert nearest_words(plan) == ""
