"""The page of capacity: the table, what is written in it, and what is refused."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.builders import a_measure, a_roadmap
from web.demo import DemoEngine
from web.reading import text_of
from web.stored import a_store, opened_on
from web.test_app import a_callback, ask
from web.waiting import PATIENCE_SECONDS

from planner.model import Calendar, PeriodLength
from planner.view import capacity_grid
from planner.web.app import create_app
from planner.web.capacity_cells import expected_words, stated
from planner.web.components.capacity.capacity import _tools, capacity_data
from planner.web.pages.capacity import capacity_page
from planner.web.sight import pulse
from planner.web.workspace import Workspace

PORT = 8099
WHOLE_2024: dict[str, Any] = {"sectors": ["kommuner"], "first": 4, "last": 7}


def write(workspace: Workspace, written: object, marked: object, sight: object = None) -> Any:
    """Write an amount into cells, as the page does; give what comes back, or the code of what is refused."""
    client = create_app(workspace, port=PORT).server.test_client()
    state = {
        "capacity-amount.value": written,
        "capacity-marked.data": marked,
        "sight.data": workspace.journal.sight if sight is None else sight,
        "pulse.data": pulse(workspace),
        "url.search": "?lang=en",
    }
    body = a_callback(
        _named(workspace), {"capacity-amount.n_submit": 1, "capacity-set.n_clicks": None}, state
    )
    answer = ask(client, body)
    if answer.status_code != 200:
        return answer.status_code
    return json.loads(answer.get_data(as_text=True))["response"]


def _named(workspace: Workspace) -> str:
    """Give the name that Dash has for the callback, with its marks of outputs that several fill."""
    found: list[str] = list(create_app(workspace, port=PORT).callback_map)
    return next(name for name in found if name.startswith("..capacity-amount.value"))


def months(workspace: Workspace, sector: str) -> list[float]:
    """Give the capacity of a sector in the draft."""
    return stated(workspace.as_drafted, sector) or []


def test_an_amount_becomes_one_step_of_the_draft_that_is_said_and_undone(workspace: Workspace) -> None:
    before = months(workspace, "kommuner")

    told = write(workspace, "950", WHOLE_2024)

    assert months(workspace, "kommuner") == [*before[:4], *[950.0] * 4, *before[8:]]
    assert told["capacity-said"]["children"] == "In the draft: Capacity of kommuner, 2024: 950 person-months."
    assert told["capacity-amount"] == {"value": "", "error": ""}
    assert len(workspace.drafted.steps) == 1
    assert workspace.drafted.words == ("Capacity of kommuner, 2024: 950 person-months",)
    workspace.take_back()
    assert months(workspace, "kommuner") == before


def test_several_sectors_are_scaled_as_one_step(workspace: Workspace) -> None:
    before = {each: months(workspace, each)[9] for each in ("kommuner", "apotek")}

    write(workspace, "+20 %", {"sectors": ["kommuner", "apotek"], "first": 8, "last": 39})

    assert {each: months(workspace, each)[9] for each in before} == pytest.approx(
        {each: 1.2 * amount for each, amount in before.items()}
    )
    assert len(workspace.drafted.steps) == 1


def test_what_is_no_amount_gets_words_at_the_field_and_changes_nothing(workspace: Workspace) -> None:
    told = write(workspace, "mye", WHOLE_2024)

    assert "Write person-months a quarter" in told["capacity-amount"]["error"]
    assert workspace.drafted.steps == ()


def test_what_the_cells_hold_already_is_no_step(workspace: Workspace) -> None:
    told = write(workspace, "100 %", WHOLE_2024)

    assert told["capacity-said"]["children"] == "The cells hold that already."
    assert workspace.drafted.steps == ()


def test_on_an_older_sight_nothing_is_done(workspace: Workspace) -> None:
    sight = workspace.journal.sight
    write(workspace, "950", WHOLE_2024)

    told = write(workspace, "500", WHOLE_2024, sight)

    assert "Nothing was done" in told["refusal"]["children"]
    assert months(workspace, "kommuner")[4] == 950.0


@pytest.mark.parametrize(
    "marked",
    [
        None,
        [],
        {"sectors": ["nobody"], "first": 0, "last": 1},
        {"sectors": "kommuner", "first": 0, "last": 1},
        {"sectors": [["kommuner"]], "first": 0, "last": 1},
        {"sectors": ["kommuner"], "first": 2, "last": 1},
        {"sectors": ["kommuner"], "first": -1, "last": 1},
        {"sectors": ["kommuner"], "first": 0, "last": 40},
        {"sectors": ["kommuner"], "first": True, "last": 1},
        {"sectors": ["kommuner"], "first": 0.5, "last": 1},
    ],
)
def test_cells_that_no_window_marks_are_400(workspace: Workspace, marked: object) -> None:
    assert write(workspace, "950", marked) == 400


def test_a_step_outlives_its_server(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    write(opened_on(store), "950", WHOLE_2024)

    assert months(opened_on(store), "kommuner")[4] == 950.0


def test_the_table_tells_what_is_drafted_and_how_full_the_plan_makes_it(workspace: Workspace) -> None:
    write(workspace, "950", WHOLE_2024)

    row = next(each for each in capacity_data(workspace)["sectors"] if each["id"] == "kommuner")

    assert [cell["drafted"] for cell in row["cells"]] == [4 <= period < 8 for period in range(40)]
    assert row["cells"][4]["words"] == "950"
    assert "900.0 person-months before the draft." in row["cells"][4]["spoken"]
    assert "The plan that is shown: quarter 1 of 2024" in row["cells"][4]["spoken"]


def test_receivers_stand_first_and_a_sector_without_limit_has_no_cells(workspace: Workspace) -> None:
    drafted = workspace.as_drafted
    nothing = dict.fromkeys((each.id for each in drafted.sectors), None)

    rows = capacity_grid(workspace.shown, drafted, nothing, nothing)["sectors"]

    receives = [row["receives"] for row in rows]
    assert receives == sorted(receives, reverse=True)
    assert all(not row["limited"] and row["cells"] == [] for row in rows)


def test_a_roadmap_without_sectors_says_what_makes_one() -> None:
    made = Workspace(a_roadmap(a_measure("tiltak_01"), sectors=()), engine=DemoEngine())
    made.start(improve=False)

    assert "aktorer.csv" in text_of(capacity_page(made))


def test_the_page_leads_to_the_plan_that_follows_once_it_is_proposed(workspace: Workspace) -> None:
    assert "A plan is proposed" not in text_of(capacity_page(workspace))
    write(workspace, "950", WHOLE_2024)

    workspace.propose()
    assert workspace.jobs.wait(PATIENCE_SECONDS)

    assert "A plan is proposed" in text_of(capacity_page(workspace))


@pytest.mark.parametrize(
    ("period", "columns", "unit"),
    [
        (PeriodLength.QUARTER, "Quarters", "person-months a quarter"),
        (PeriodLength.MONTH, "Months", "person-months a month"),
        (PeriodLength.YEAR, "Periods", "person-months a year"),
    ],
)
def test_periods_are_called_by_their_length(period: PeriodLength, columns: str, unit: str) -> None:
    calendar = Calendar(status_date=date(2026, 1, 1), period=period)

    assert columns in text_of(_tools(calendar))
    assert f"Write {unit}, such as 24.5" in expected_words(calendar)
