"""Adaptations are shown wherever a plan is: drawn, said, listed, written, and told apart in the load."""

import csv
import io
import json
from dataclasses import replace

import pytest

from planner.files import plan_from_json, plan_tables, plan_to_json
from planner.model import Adaptation, Demand, Estimate, Plan, PlannedAdaptation
from planner.report.page import html
from planner.report.paper import printed_chart
from planner.report.result import result
from planner.report.sheet import sheet
from planner.report.summary import plan_rows
from planner.report.traces import gantt_traces
from planner.results import Facts, adapting, support
from planner.say import spoken_load
from planner.view import gantt_rows


@pytest.fixture
def adapted(small_plan: Plan) -> Plan:
    """Give the small plan with an adaptation of two quarters before its second rollout."""
    return with_adaptation(small_plan, start=3, end=5)


def with_adaptation(plan: Plan, *, start: int, end: int) -> Plan:
    """Give a plan whose second rollout has an adaptation."""
    row = Adaptation(
        measure="b",
        sector="gp",
        duration=Estimate.sure(end - start),
        person_months=2.0,
        support=(Demand(sector="nhn", person_months=0.5),),
        cost_nok_per_period=3e5,
    )
    assert plan.schedule is not None
    first, second = plan.schedule.rollouts
    planned = replace(second, adaptation=PlannedAdaptation(start=start, end=end))
    return replace(
        plan,
        roadmap=replace(plan.roadmap, adaptations=(row,)),
        schedule=replace(plan.schedule, rollouts=(first, planned)),
    )


WORDS = (
    "Adaptation in GP: quarter 4 of 2023 to quarter 1 of 2024 (2 quarters); each quarter 2.0 person-months, "
    "0.5 person-months from NHN, NOK 0.3 million"
)


def test_json_gives_the_same_plan_back_and_says_nothing_where_nobody_adapts(
    small_plan: Plan, adapted: Plan
) -> None:
    again = plan_from_json(plan_to_json(adapted))

    assert again.schedule == adapted.schedule
    assert again.roadmap == adapted.roadmap
    assert "adaptation" not in plan_to_json(small_plan)
    assert again.digest != small_plan.digest


def test_what_adaptations_ask_is_a_part_of_the_load_and_what_others_give_is_support(
    small_plan: Plan, adapted: Plan
) -> None:
    before, after = Facts(small_plan).load, Facts(adapted).load
    assert adapted.schedule is not None

    own = adapting(adapted.roadmap, adapted.schedule)
    given = support(adapted.roadmap, adapted.schedule)

    assert own == {"gp": {"b": [0.0, 0.0, 0.0, 2.0, 2.0, 0.0, 0.0, 0.0]}}
    assert given == {"nhn": {"b": [0.0, 0.0, 0.0, 0.5, 0.5, 0.0, 0.0, 0.0]}}
    for sector, parts in (own | given).items():
        added = [one + other for one, other in zip(before[sector], parts["b"], strict=True)]
        assert after[sector] == pytest.approx(added)


def test_what_adaptations_ask_is_told_by_measure_wherever_the_load_is_shown(
    small_plan: Plan, adapted: Plan
) -> None:
    def shown(plan: Plan) -> list[bool]:
        """Tell where it is shown: cells of the load, CSV and JSON."""
        return [
            "Of this 2.0 person-months in adaptation" in spoken_load(Facts(plan), "gp", 3),
            "Of this 0.5 person-months in support" in spoken_load(Facts(plan), "nhn", 3),
            "adaptation to b" in plan_tables(plan)["plan_belastning.csv"].decode(),
            any("adaptation" in row for row in result(plan)["load"]),
        ]

    assert shown(adapted) == [True] * 4
    assert shown(small_plan) == [False] * 4
    assert "adaptation" not in spoken_load(Facts(adapted), "gp", 2)


def test_the_table_of_adaptations_has_their_days_and_is_there_only_with_some(
    small_plan: Plan, adapted: Plan
) -> None:
    text = plan_tables(adapted)["plan_tilpasning.csv"].decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text), delimiter=";"))[1:] == [
        ["b", "gp", "2023-10-01", "2024-03-31", "2"]
    ]
    assert "plan_tilpasning.csv" not in plan_tables(small_plan)


def test_the_result_has_an_adaptation_beside_its_rollout(small_plan: Plan, adapted: Plan) -> None:
    first, second = result(adapted)["rollouts"]

    assert "adaptation" not in first
    assert second["adaptation"] == {
        "start": 3,
        "end": 5,
        "start_date": "2023-10-01",
        "end_date": "2024-03-31",
    }
    assert "adaptation" not in json.dumps(result(small_plan)["rollouts"])


def test_a_drawing_has_a_hatched_bar_with_dates_length_and_what_it_asks(adapted: Plan) -> None:
    found = Facts(adapted)
    rows = gantt_rows(found)
    assert [[(bar.start, bar.end, bar.words) for bar in row.adaptations] for row in rows] == [
        [],
        [(3, 5, WORDS)],
    ]

    (trace,) = [each for each in gantt_traces(found, list(enumerate(rows))) if each.name == "Adaptation"]

    assert list(trace.y) == [1]
    assert str(trace.base[0]) == "2023-10-01"
    assert trace.customdata[0] == f"B. {WORDS}"
    assert trace.marker.pattern.shape == "|"


def test_documents_draw_list_and_explain_adaptations_and_only_where_there_are_any(
    small_plan: Plan, adapted: Plan
) -> None:
    def shown(plan: Plan) -> list[bool]:
        """Tell where they are: the sheet's legend and rows, the printed chart, the page, the words."""
        content, page = sheet(plan), html(plan)
        rows = [row for group in content["groups"] for row in group["rows"]]
        return [
            "adaptation" in [item["shape"] for item in content["legend"]],
            any(row["adaptations"] for row in rows),
            "what a sector does in its own systems first" in printed_chart(Facts(plan)),
            "Adaptations before measures are taken into use" in page,
            ("Adaptations", "1 before measures are taken into use, quarter 4 of 2023 to quarter 1 of 2024")
            in plan_rows(plan),
        ]

    assert shown(adapted) == [True] * 5
    assert shown(small_plan) == [False] * 5


def test_adaptations_that_overlap_are_one_bar_that_says_all_of_it(adapted: Plan) -> None:
    assert adapted.schedule is not None
    first, second = adapted.schedule.rollouts
    er = replace(adapted.roadmap.sector("gp"), id="er", name="ER")
    other = replace(adapted.roadmap.rollouts[1], sector="er")
    row = replace(adapted.roadmap.adaptations[0], sector="er")
    roadmap = replace(
        adapted.roadmap,
        sectors=(*adapted.roadmap.sectors, er),
        rollouts=(*adapted.roadmap.rollouts, other),
        adaptations=(*adapted.roadmap.adaptations, row),
    )

    def bars(start: int) -> list[tuple[int, int, int]]:
        """Give start, end and the number of adaptations said, with the other one from an instant on."""
        runs = PlannedAdaptation(start=start, end=start + 2)
        planned = replace(second, sector="er", adaptation=runs)
        schedule = replace(adapted.schedule, rollouts=(first, second, planned))  # type: ignore[type-var]
        found = Facts(replace(adapted, roadmap=roadmap, schedule=schedule))
        return [
            (bar.start, bar.end, bar.words.count("Adaptation in")) for bar in gantt_rows(found)[1].adaptations
        ]

    assert bars(4) == [(3, 6, 2)]
    assert bars(5) == [(3, 5, 1), (5, 7, 1)]
    assert bars(1) == [(1, 3, 1), (3, 5, 1)]
