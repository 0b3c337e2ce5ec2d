"""How a plan came about: faults, the choice of methods, modes and freezes, wherever they are told."""

import io
import json
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from support.priced import a_price_list

from planner.files.plans import plan_tables
from planner.language import in_language
from planner.model import Fault, FaultKind, Freeze, Mode, OtherLoad, Plan, PlanStatus, Support
from planner.report import figure, html, pdf, result, summary
from planner.report.sheet import sheet
from planner.report.traces import load_traces
from planner.results import Facts, facts
from planner.say import choice_words, fault_lines, method_words, spoken_load
from planner.say.choice import fault_words
from planner.solver.contract.method import Method
from planner.view import grouped_rows, load_lines
from planner.view.tables import load_table

FAULT = Fault(kind=FaultKind.OUT_OF_MEMORY, method="HiGHS", detail="4")
TOLD = "HiGHS ran out of memory, at 4 GB."
CHOICE = (
    ("measures", "60"),
    ("step variables", "11240"),
    ("objective", "value"),
    ("additive", "yes"),
    ("methods", "HiGHS, neighbourhoods"),
)


def frozen(plan: Plan) -> Plan:
    """Give the small plan with half the capacity in the third quarter of 2023."""
    freeze = Freeze(starts=date(2023, 7, 1), ends=date(2023, 10, 1), share=0.5)
    first, *others = plan.roadmap.sectors
    return replace(plan, roadmap=replace(plan.roadmap, sectors=(replace(first, freezes=(freeze,)), *others)))


def with_modes(plan: Plan) -> Plan:
    """Give the small plan with two ways to build A, the second of them chosen."""
    assert plan.schedule is not None
    first, *others = plan.roadmap.measures
    [mode] = first.phases[0].modes
    modes = (replace(mode, name="slow"), Mode(name="fast", duration=mode.duration, demands=mode.demands))
    measure = replace(first, phases=(replace(first.phases[0], modes=modes),))
    phases = tuple(replace(p, mode="fast") if p.measure == first.id else p for p in plan.schedule.phases)
    return replace(
        plan,
        roadmap=replace(plan.roadmap, measures=(measure, *others)),
        schedule=replace(plan.schedule, phases=phases),
    )


def test_a_fault_is_seen_once_in_summary_page_and_sheet(small_plan: Plan) -> None:
    plan = replace(small_plan, faults=(FAULT, FAULT))

    for said in (summary(plan), html(plan), json.dumps(sheet(plan)["faults"])):
        assert said.count(TOLD) == 1
        assert "The plan holds all the same." in said


def test_a_fault_is_told_in_the_language_of_the_reader(small_plan: Plan) -> None:
    ended = Fault(kind=FaultKind.ENDED, method="second ruin and recreate", detail="-6")
    plan = replace(small_plan, faults=(ended,))

    with in_language("nb"):
        norwegian = fault_lines(plan)

    assert norwegian == ["Riv ned og bygg opp, nummer to ble avsluttet utenfra, med kode -6."]
    assert fault_lines(plan) == ["Second ruin and recreate was ended from outside, with code -6."]


@pytest.mark.parametrize("kind", FaultKind)
def test_every_kind_of_fault_has_its_sentence(kind: FaultKind) -> None:
    said = {each: fault_words(Fault(kind=each, method="prices", detail="it rained")) for each in FaultKind}

    assert list(said.values()).count(said[kind]) == 1


def test_of_a_plan_that_was_not_found_nobody_says_that_it_holds(small_plan: Plan) -> None:
    lost = replace(small_plan, faults=(FAULT,), schedule=None, score=None, status=PlanStatus.UNKNOWN)

    assert TOLD in summary(lost)
    assert "holds all the same" not in summary(lost)


def test_without_faults_nothing_is_said_of_any(small_plan: Plan) -> None:
    assert "Went wrong" not in summary(small_plan)
    assert 'class="note fault"' not in html(small_plan)
    assert sheet(small_plan)["faults"] == []


def test_a_fault_is_text_on_the_page(small_plan: Plan) -> None:
    assert "<img src=x>" not in html(replace(small_plan, faults=(replace(FAULT, detail="<img src=x>"),)))


def test_the_choice_of_methods_is_one_line_with_what_it_was_made_by(small_plan: Plan) -> None:
    plan = replace(small_plan, choice=CHOICE)

    assert choice_words(plan) == (
        "HiGHS, neighbourhood search; chosen for 60 measures, 11,240 variables in the step model, "
        "an objective that adds up over measures"
    )
    assert "Choice of methods" in summary(plan)
    assert choice_words(small_plan) == ""


def test_every_engine_has_a_name_for_people() -> None:
    with in_language("nb"):
        unsaid = [method for method in Method if method_words(method) == method]

    assert unsaid == [Method.HIGHS, Method.CP_SAT]  # products
    assert len({method_words(method) for method in ("list schedule", *Method)}) == len(Method) + 1


def test_the_result_carries_how_the_plan_came_about(small_plan: Plan) -> None:
    plan = replace(small_plan, choice=CHOICE, faults=(FAULT,))

    told = json.loads(json.dumps(result(plan)))

    assert told["choice"] == dict(CHOICE)
    assert told["faults"] == [TOLD]


def test_the_chosen_mode_stands_with_its_phase_and_a_single_one_does_not(small_plan: Plan) -> None:
    rows = [row for _goal, rows in grouped_rows(Facts(with_modes(small_plan))) for row in rows]

    names = {row.measure.id: row.phases[0].name for row in rows}

    assert names == {"a": "Phase (fast)", "b": "Phase"}
    assert "Phase (fast)" in html(with_modes(small_plan))


def test_a_mode_does_not_make_another_kind_of_phase(small_plan: Plan) -> None:
    rows = [row for _goal, rows in grouped_rows(Facts(with_modes(small_plan))) for row in rows]

    assert {bar.kind for row in rows for bar in row.phases} == {0}


def test_a_freeze_is_marked_in_the_load_and_explained(small_plan: Plan) -> None:
    plan = frozen(small_plan)
    content = sheet(plan)
    cells = next(row for row in content["load"] if row["name"] == "GP")["cells"]

    assert [period for period, cell in enumerate(cells) if cell["frozen"]] == [2]
    assert "freeze" in [item["shape"] for item in content["legend"]]
    assert "freeze" not in [item["shape"] for item in sheet(small_plan)["legend"]]
    spoken = figure(plan).data[-1].customdata
    assert [period for period, words in enumerate(spoken[0]) if "freeze lowers" in words] == [2]


def test_other_load_has_a_row_of_its_own_wherever_the_load_is_shown(small_plan: Plan) -> None:
    first, *others = small_plan.roadmap.sectors
    rows = (OtherLoad(what="records", starts=date(2023, 7, 1), person_months=6.0),)
    sectors = (replace(first, other_loads=rows), *others)
    beside = replace(small_plan, roadmap=replace(small_plan.roadmap, sectors=sectors))
    name = f"{first.name}: other load"

    def shown(plan: Plan) -> list[bool]:
        """Tell where the row is shown: sheet, legend, page, table, figure, CSV and JSON."""
        content, found = sheet(plan), facts(plan)
        assert found is not None
        return [
            name in [row["name"] for row in content["load"]],
            "others" in [item["shape"] for item in content["legend"]],
            name in html(plan),
            name in [row[0] for row in load_table(found)["rows"]],
            len(load_traces(found)) == 2,
            "other load" in plan_tables(plan)["plan_belastning.csv"].decode(),
            any("other_load" in row for row in result(plan)["load"]),
        ]

    assert shown(beside) == [True] * 7
    assert shown(small_plan) == [False] * 7
    cells = next(row for row in sheet(beside)["load"] if row["name"] == name)["cells"]
    assert [cell["text"] for cell in cells[:4]] == ["", "", "20", "20"]
    over, others_of = load_traces(Facts(beside))
    assert [line.is_of_others for line in load_lines(Facts(beside))] == [False, True, False]
    assert (over.z[1], others_of.z[0]) == ([None] * 8, [None] * 8)
    assert list(others_of.z[1][:3]) == pytest.approx([0, 0, 20])
    assert "other load takes 20" in others_of.customdata[1][2]


def test_support_is_told_by_measure_wherever_the_load_is_shown(small_plan: Plan) -> None:
    measure, sector = small_plan.roadmap.rollouts[0].key
    support = Support(measure=measure, receiving=sector, delivering="nhn", effort_per_unit=0.01)
    helped = replace(small_plan, roadmap=replace(small_plan.roadmap, supports=(support,)))
    name = small_plan.roadmap.measure(measure).name

    def shown(plan: Plan) -> list[bool]:
        """Tell where it is shown: cells of the load, page, CSV and JSON."""
        found = Facts(plan)
        spoken = [spoken_load(found, "nhn", period) for period in plan.roadmap.periods]
        return [
            any("in support of" in words and name in words for words in spoken),
            "Support of what others take into use" in html(plan),
            f"support of {measure}" in plan_tables(plan)["plan_belastning.csv"].decode(),
            any("support" in row for row in result(plan)["load"]),
        ]

    assert shown(helped) == [True] * 4
    assert shown(small_plan) == [False] * 4


def test_a_freeze_of_a_sector_without_limit_takes_nothing(small_plan: Plan) -> None:
    plan = frozen(small_plan)
    free = tuple(replace(sector, capacities=()) for sector in plan.roadmap.sectors)

    assert not Facts(replace(plan, roadmap=replace(plan.roadmap, sectors=free))).is_frozen("gp", 2)


@pytest.mark.parametrize("more", [False, True])
def test_the_notes_of_the_sheet_stay_above_its_foot(large_plan: Plan, more: bool) -> None:
    rich = replace(large_plan, faults=(FAULT,), choice=CHOICE, price_list=a_price_list(large_plan))

    document = pypdfium2.PdfDocument(io.BytesIO(pdf(rich if more else large_plan)))  # type: ignore[no-untyped-call]
    page = document[0].get_textpage()
    foot, last = height_of(page, "Input digest"), height_of(page, "Objective")
    document.close()  # type: ignore[no-untyped-call]

    assert last > foot + 10


def height_of(page: pypdfium2.PdfTextPage, words: str) -> float:
    """Give how high above the page's lower edge some words stand, in points."""
    place = page.search(words).get_next()  # type: ignore[no-untyped-call]
    assert place is not None
    return float(page.get_charbox(place[0])[1])  # type: ignore[no-untyped-call]
