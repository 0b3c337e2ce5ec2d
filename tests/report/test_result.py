"""The plan as plain data holds all that text and documents say."""

import json
from dataclasses import replace
from datetime import date

from planner.model import Deadline, Plan, PlanStatus, Published, ShareDeadline
from planner.report import result


def with_deadlines(plan: Plan) -> Plan:
    """Give the small plan with a deadline that is met, one that is missed, and published dates."""
    soft = Deadline(day=date(2023, 4, 1), price_nok_per_period=2e6)
    late = ShareDeadline(share=0.5, deadline=Deadline(day=date(2023, 12, 31)))
    roadmap = replace(
        plan.roadmap,
        measures=(replace(plan.roadmap.measures[0], deadline=soft), plan.roadmap.measures[1]),
        rollouts=(replace(plan.roadmap.rollouts[0], deadline=late), plan.roadmap.rollouts[1]),
        published=(Published(measure="a", end=date(2023, 12, 31), source_year=2022),),
    )
    return replace(plan, roadmap=roadmap)


def test_the_json_holds_deadlines_services_rollouts_and_bottlenecks(small_plan: Plan) -> None:
    told = result(with_deadlines(small_plan))

    own, share = told["deadlines"]
    assert (own["met"], own["missed"], own["periods_late"], own["cost_nok"]) == (2, True, 1, 2e6)
    assert (share["sector"], share["share"], share["met"], share["missed"]) == ("gp", 0.5, 4, False)
    assert [(each["sector"], each["full_periods"]) for each in told["bottlenecks"]] == [("gp", 6)]
    (service,) = told["services"]
    assert (service["realised_period"], service["realised_date"]) == (6, "2024-09-30")
    finished, going_on = told["rollouts"]
    assert (finished["begin_date"], finished["end_date"]) == ("2023-07-01", "2024-06-30")
    assert (finished["unfinished"], going_on["unfinished"], going_on["end_date"]) == (False, True, None)
    assert told["finish"] == {"end": 8, "end_date": None, "unfinished_rollouts": 1}
    assert told["later_than_published"] == ["a"]
    assert told["measures"][0]["published"]["end_date"] == "2023-12-31"
    assert (told["measures"][0]["end_date"], told["measures"][1]["end_date"]) == ("2024-06-30", None)
    assert told["load"][0]["share"][2] == 1.0
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_a_plan_without_a_schedule_has_the_same_keys(small_plan: Plan) -> None:
    none = replace(small_plan, schedule=None, score=None, status=PlanStatus.UNKNOWN)

    assert result(none).keys() == result(small_plan).keys()
