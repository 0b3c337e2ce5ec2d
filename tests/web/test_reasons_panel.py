"""What the side panel tells of dates: verdict, what holds them, where that leads, and the way back."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from web.demo import DemoEngine, demo_roadmap
from web.told import DemoExplainer

from planner.language import in_language
from planner.model import DateKind, Plan, PlanDate, PlanStatus, Status
from planner.results import Facts
from planner.view import ChainStep
from planner.web.components.reasons.reasons import reasons_data
from planner.web.components.reasons.rows import date_row
from planner.web.components.reasons.trail import NO_TRAIL, ChainTrail, key_of, read_trail, written
from planner.web.reasons import Reasons
from planner.web.workspace import Workspace

START = PlanDate(kind=DateKind.START, measure="tiltak_15", phase="utredning")
EARLIER = PlanDate(kind=DateKind.END, measure="tiltak_03", phase="utproving")
Data = dict[str, Any]


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """Give a workspace whose reasons come at once."""
    made = Workspace(demo_roadmap(), engine=DemoEngine(), reasons=Reasons(DemoExplainer))
    made.start(improve=False)
    yield made
    made.close()


def trail(measure: str, *dates: PlanDate) -> ChainTrail:
    """Give a trail of dates, each in its own row."""
    return ChainTrail(
        measure=measure, steps=tuple(ChainStep(date=each, measure=each.measure) for each in dates)
    )


def told(workspace: Workspace, asked: ChainTrail) -> Data:
    """Give the panel's data once all is known."""
    ends = time.monotonic() + 30
    while True:
        data = reasons_data(workspace, asked)
        if not any(row["waits"] for row in data["rows"]):
            return data
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.002)


def row_of(data: Data, date: PlanDate) -> Data:
    """Give the row of one date."""
    (row,) = [row for row in data["rows"] if row["key"] == key_of(date)]
    return dict(row)


def end_of(workspace: Workspace, measure: str) -> PlanDate:
    """Give the end of the first rollout of a measure."""
    sector = workspace.base.rollouts_of(measure)[0].sector
    return PlanDate(kind=DateKind.END, measure=measure, sector=sector)


def test_every_date_has_a_row_with_its_verdict_and_what_that_is_true_of(
    workspace: Workspace,
) -> None:
    data = told(workspace, trail("tiltak_15"))

    names = [row["name"] for row in data["rows"]]
    assert names[:3] == ["Start of utredning", "Start of utvikling", "Start of utprøving"]
    assert all(name.startswith("End of the rollout in ") for name in names[3:-1])
    assert names[-1] == "Informasjonstjeneste 16 is realised"
    assert all(row["when"].startswith("quarter ") for row in data["rows"][:-1])
    assert data["rows"][-1]["when"] == "not within the horizon"
    assert {row["verdict"] for row in data["rows"][:-1]} == {"Held, with all others as planned"}
    assert data["rows"][-1]["verdict"] == "Chosen, with all others as planned"
    assert "is done" not in data["words"]


def test_the_first_that_holds_a_date_is_said_before_it_is_chosen(workspace: Workspace) -> None:
    row = row_of(told(workspace, trail("tiltak_15")), START)

    assert row["brief"].startswith("This measure begins after the building of “")
    assert row["more"] is None


def test_answers_come_one_by_one_and_a_row_says_what_is_still_to_come() -> None:
    patient = threading.Event()
    waiting = Workspace(
        demo_roadmap(),
        engine=DemoEngine(),
        reasons=Reasons(lambda plan: DemoExplainer(plan, patient=patient)),
    )
    waiting.start(improve=False)

    first = reasons_data(waiting, trail("tiltak_15"))
    assert {row["state"] for row in first["rows"]} == {"Is being worked out."}
    assert all(row["waits"] and not row["verdict"] for row in first["rows"])
    assert first["spoken"] == ""
    patient.set()
    whole = told(waiting, trail("tiltak_15"))

    assert {row["state"] for row in whole["rows"]} == {""}
    assert whole["spoken"] == f"The reasons of {len(whole['rows'])} dates are there."
    waiting.close()


def test_a_chosen_date_tells_all_that_holds_it_with_basis_source_and_way_out(workspace: Workspace) -> None:
    row = row_of(told(workspace, trail("tiltak_15", START)), START)

    assert row["told"]
    assert row["verdict"].startswith("It cannot be earlier while all other measures stay as planned.")
    (hold,) = row["more"]["holds"]
    assert hold["words"] == "Held by these together"
    link, duration = hold["cells"]
    assert link["sources"] == ["https://example.org/veikart"]
    assert link["basis"] is None, "that one thing needs another is no figure"
    assert duration["basis"]["words"] == "○ assumed"
    assert duration["lead"] is None
    may_be_more, way_out = row["more"]["notes"]
    assert may_be_more == "There may be more that holds it."
    assert way_out.startswith("Enough to change, others as planned: ")


def test_what_is_not_shown_to_be_smallest_is_told_as_that(workspace: Workspace) -> None:
    told(workspace, trail("tiltak_15", START))
    known = workspace.reasons.known(START)
    assert known.told is not None
    assert known.told.reason.holds is not None
    holds = replace(known.told.reason.holds, way_out=None, is_smallest=False)
    wide = replace(known, told=replace(known.told, reason=replace(known.told.reason, holds=holds)))
    at, beside = (
        date_row(workspace.shown, trail("tiltak_15", *dates), START, wide) for dates in ((START,), ())
    )

    (hold,) = at["more"]["holds"]
    assert hold["words"] == "Held by these together, or by fewer of them"
    assert at["more"]["notes"] == ["It is not settled whether all of these are needed to hold it."]
    assert beside["brief"] == "Several together; not settled which of them are needed."


def test_a_link_leads_to_the_date_it_waits_for_and_back_again(workspace: Workspace) -> None:
    first = told(workspace, trail("tiltak_15", START))
    (hold,) = row_of(first, START)["more"]["holds"]
    lead = hold["cells"][0]["lead"]
    assert lead["words"].endswith("2023")

    followed = read_trail(workspace.shown, lead["press"])
    then = told(workspace, followed)

    assert followed == trail("tiltak_03", START, EARLIER)
    assert then["measure"] == "tiltak_03"
    assert then["told"] == key_of(EARLIER)
    assert then["rows"][0]["key"] == key_of(EARLIER), "what was followed stands first"
    assert [step["press"] for step in then["trail"]["steps"]] == [
        written("tiltak_15", trail("", START).steps),
        written("tiltak_03", followed.steps),
    ]
    assert read_trail(workspace.shown, then["trail"]["back"]["press"]) == trail("tiltak_15", START)
    assert first["trail"]["back"] is None
    assert read_trail(workspace.shown, then["trail"]["leave"]["press"]) == trail("tiltak_03")
    assert [mark["measure"] for mark in then["chain"]["dates"]] == ["tiltak_15", "tiltak_03"]


def test_who_fills_a_sector_is_named_with_a_date_to_go_on_to(workspace: Workspace) -> None:
    date = end_of(workspace, "tiltak_15")

    (filling,) = row_of(told(workspace, trail("tiltak_15", date)), date)["more"]["fillings"]

    assert "is full in 4 quarters between" in filling["words"]
    assert [one["words"].endswith(("(40%)", "(25%)")) for one in filling["by"]] == [True, True]
    onward = read_trail(workspace.shown, filling["by"][0]["lead"]["press"])
    assert onward.steps[-1].sector == date.sector
    assert onward.told is not None
    assert (onward.told.kind, onward.told.sector) == (DateKind.END, date.sector)


def test_a_date_that_has_been_passed_leads_back_and_not_round(workspace: Workspace) -> None:
    there_and_back = trail("tiltak_15", EARLIER, START)

    (hold,) = row_of(told(workspace, there_and_back), START)["more"]["holds"]

    assert read_trail(workspace.shown, hold["cells"][0]["lead"]["press"]) == trail("tiltak_03", EARLIER)


def test_pressing_the_date_that_is_told_folds_it(workspace: Workspace) -> None:
    data = told(workspace, trail("tiltak_15", START))

    assert read_trail(workspace.shown, row_of(data, START)["press"]) == trail("tiltak_15")


def test_the_date_that_is_told_is_said_when_all_of_it_is_there(workspace: Workspace) -> None:
    data = told(workspace, trail("tiltak_15", START))

    assert "start of utredning, quarter" in data["spoken"]
    assert "It cannot be earlier" in data["spoken"]


def test_a_measure_that_is_left_out_says_why(workspace: Workspace) -> None:
    out = next(each.id for each in workspace.shown.left_out)

    first = told(workspace, trail(out))["rows"][0]

    assert (first["name"], first["when"]) == ("That it comes in", "left out")


def test_a_row_whose_process_was_lost_says_so(workspace: Workspace) -> None:
    begun = iter([START])
    workspace.reasons.close()
    workspace.reasons = Reasons(lambda plan: DemoExplainer(plan, deadly=next(begun, None)))

    rows = told(workspace, trail("tiltak_15"))["rows"]

    assert [row["state"].startswith("Working this out was cut off.") for row in rows] == [
        row["key"] == key_of(START) for row in rows
    ]


def test_without_a_schedule_there_is_nothing_to_explain(workspace: Workspace) -> None:
    nothing = Plan(
        roadmap=workspace.base, objective=workspace.shown.plan.objective, status=PlanStatus.UNKNOWN
    )
    workspace.decided.show(Facts(nothing))

    data = reasons_data(workspace, trail("tiltak_15"))

    assert data["rows"] == []
    assert data["words"] == "There is no plan yet whose dates could be explained."
    assert not workspace.reasons.is_busy


def test_what_is_done_has_no_planned_dates(workspace: Workspace) -> None:
    roadmap = workspace.base
    measures = tuple(
        replace(each, status=Status.DONE, phases=()) if each.id == "tiltak_03" else each
        for each in roadmap.measures
    )
    done, planned = replace(roadmap, measures=measures, contributions=()), workspace.shown.schedule
    schedule = replace(
        planned,
        selected=tuple(each for each in planned.selected if each != "tiltak_03"),
        phases=tuple(each for each in planned.phases if each.measure != "tiltak_03"),
    )
    workspace.decided.show(Facts(replace(workspace.shown.plan, roadmap=done, schedule=schedule)))

    data = reasons_data(workspace, trail("tiltak_03"))

    assert (data["rows"], data["words"]) == ([], "It is done: none of its dates is planned.")


def test_nothing_is_asked_while_nothing_is_chosen(workspace: Workspace) -> None:
    data = reasons_data(workspace, NO_TRAIL)

    assert (data["measure"], data["rows"], data["words"], data["chain"]) == ("", [], "", None)
    assert not workspace.reasons.is_busy


def test_reasons_are_told_in_the_language_of_the_page(workspace: Workspace) -> None:
    with in_language("nb"):
        data = told(workspace, trail("tiltak_15", START))

    assert data["title"] == "Hvorfor disse datoene"
    assert row_of(data, START)["verdict"].startswith("Det kan ikke komme tidligere")
    assert data["chain"]["legend"] == ["avhenger av", "venter på kapasitet", "er full"]


STEP = {"date": key_of(START), "measure": "tiltak_15", "sector": ""}


@pytest.mark.parametrize(
    "sent",
    [
        None,
        7,
        "tiltak_15",
        [],
        {},
        {"measure": None},
        {"measure": ["tiltak_15"]},
        {"measure": "nobody", "steps": [STEP]},
    ],
)
def test_what_no_page_sends_chooses_nothing(workspace: Workspace, sent: object) -> None:
    assert read_trail(workspace.shown, sent) == NO_TRAIL


@pytest.mark.parametrize(
    "step",
    [
        None,
        7,
        [],
        {},
        {**STEP, "measure": "nobody"},
        {**STEP, "measure": {}},
        {**STEP, "measure": "tiltak_03"},
        {**STEP, "sector": "nobody"},
        {**STEP, "sector": None},
        {**STEP, "date": 7},
        {**STEP, "date": "start"},
        {**STEP, "date": "[" * 5000},
        {**STEP, "date": json.dumps(["never", "tiltak_15", "utredning", "", "", None])},
        {**STEP, "date": json.dumps(["start", "tiltak_15", "no phase", "", "", None])},
        {**STEP, "date": json.dumps(["start", "tiltak_15", "utredning", "", "", 0.5])},
        {**STEP, "date": json.dumps(["start", "tiltak_15", ["utredning"], "", "", None])},
        {**STEP, "date": json.dumps(["end", "tiltak_15", "", "no sector", "", 0.5])},
        {**STEP, "date": json.dumps(["end", "tiltak_15", "", "kommuner", "", float("nan")])},
        {**STEP, "date": json.dumps(["realised", "", "", "", "no service", None])},
        {**STEP, "date": json.dumps(["start", "nobody", "utredning", "", "", None]), "measure": "nobody"},
    ],
)
def test_a_step_that_the_plan_has_not_ends_what_was_followed(workspace: Workspace, step: object) -> None:
    sent = {"measure": "tiltak_15", "steps": [STEP, step, STEP]}

    assert read_trail(workspace.shown, sent) == trail("tiltak_15", START)


def test_a_trail_is_read_as_it_was_written(workspace: Workspace) -> None:
    share = replace(end_of(workspace, "tiltak_15"), share=0.5)
    service = PlanDate(kind=DateKind.REALISED, service="IT16")
    steps = (
        ChainStep(date=share, measure="tiltak_15"),
        ChainStep(date=service, measure="tiltak_41", sector="kommuner"),
    )

    sent = json.loads(json.dumps(written("tiltak_41", steps)))

    assert read_trail(workspace.shown, sent) == ChainTrail(measure="tiltak_41", steps=steps)
