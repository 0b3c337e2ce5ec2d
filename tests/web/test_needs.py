"""The page of needs: the list, the walk of the one that is chosen, and the ways back to it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from web.demo import DemoEngine, demo_roadmap
from web.reading import every, text_of
from web.test_app import a_callback, ask

from planner.language import in_language
from planner.model import Add, InputKind, Roadmap, SectorInput
from planner.tables import BY_NAME
from planner.web.app import create_app
from planner.web.components.grid.sheet_data import given_data
from planner.web.components.needs.needs import input_told, inputs_of_measure, needs_list
from planner.web.components.services.services import service_told
from planner.web.pages.needs import needs_page
from planner.web.workspace import Workspace

PORT = 8099
SHOWN = "..needs-list.children...needs-chips.children...needs-summary.children.."
DAY = date(2023, 1, 1)
TABLE, COLUMN = "kapasitet", "månedsverk"


def with_input() -> Roadmap:
    roadmap = demo_roadmap()
    service, sector = roadmap.services[0].id, next(each for each in roadmap.sectors if each.capacities)
    row = f"{sector.id}/{sector.capacities[0].starts.isoformat()}"
    return replace(
        roadmap,
        inputs=(
            SectorInput(id="met", day=DAY, who="KS", content="To see it.", service=service, rank=2),
            SectorInput(id="lost", day=DAY, who="KS", content="To find it."),
            SectorInput(
                id="full",
                day=DAY,
                sector=sector.id,
                content="Too little.",
                kind=InputKind.CAPACITY,
                figure_row=row,
                figure_table=TABLE,
                figure_column=COLUMN,
            ),
            SectorInput(id="too", day=DAY, who="Staff", content="So do we.", service=service),
        ),
    )


@pytest.fixture
def asked() -> Iterator[Workspace]:
    made = Workspace(with_input(), engine=DemoEngine())
    made.start(improve=False)
    yield made
    made.close()


def test_needs_that_no_measure_meets_stand_first_in_a_list_of_their_own(asked: Workspace) -> None:
    titles = [text_of(each) for each in every(needs_list(asked), "H2")]
    buttons = [text_of(each) for each in every(needs_list(asked), "Button")]

    assert titles == ["Needs that no measure meets", "Needs with measures", "Capacity and comments"]
    assert buttons == ["To find it.", "To see it.", "So do we.", "Too little."]


def test_the_chosen_need_walks_to_service_measures_and_date(asked: Workspace) -> None:
    roadmap = asked.shown.roadmap
    service = roadmap.services[0]
    parts = [each.measure for each in roadmap.contributions if each.service == service.id]

    told = input_told(asked, "met")

    links = [link.href for link in every(told, "A")]
    assert f"/malbilde?lang=en&tjeneste={service.id}" in links
    assert {f"/plan?lang=en&tiltak={each}" for each in parts} <= set(links)
    assert "/behov?lang=en&innspill=too" in links
    for heading in ("Who said it", "What it concerns", "Measures that meet it", "When"):
        assert heading in text_of(told)


def test_input_on_a_figure_leads_to_its_table_and_the_figure_back_to_it(asked: Workspace) -> None:
    links = [link.href for link in every(input_told(asked, "full"), "A")]
    given = given_data(asked.shown.roadmap, BY_NAME["kapasitet"])

    assert "/data?lang=en&tabell=capacity" in links
    ((told,),) = given.values()
    assert (told[0], *told[2:]) == ("person_months", "/behov?lang=en&innspill=full", "/behov")
    assert told[1].startswith("Too little. (")
    assert given_data(asked.shown.roadmap, BY_NAME["behov"]) == {}


def test_a_measure_leads_back_to_whose_input_it_rests_on(asked: Workspace) -> None:
    roadmap = asked.shown.roadmap
    measure = next(each.measure for each in roadmap.contributions if each.service == roadmap.services[0].id)

    links = [link.href for link in every(inputs_of_measure(roadmap, measure), "A")]

    assert links == ["/behov?lang=en&innspill=met", "/behov?lang=en&innspill=too"]
    assert inputs_of_measure(replace(roadmap, inputs=()), measure) == []


def test_a_service_leads_back_to_whose_input_it_rests_on(asked: Workspace) -> None:
    service = asked.shown.roadmap.services[0].id

    links = [link.href for link in every(service_told(asked, service), "A") if "innspill" in link.href]

    assert links == ["/behov?lang=en&innspill=met", "/behov?lang=en&innspill=too"]


@pytest.mark.parametrize("chosen", [None, "", "nothing", 7, ["met"]])
def test_a_choice_that_is_none_shows_the_guide(asked: Workspace, chosen: object) -> None:
    assert "Choose a need" in text_of(input_told(asked, chosen))


def test_what_is_drafted_is_on_the_page_before_there_is_a_plan_of_it(asked: Workspace) -> None:
    page = create_app(asked, port=PORT).server.test_client()
    service = asked.base.services[0].id
    asked.change(Add("measures", {"id": "new", "name": "New"}))
    cells: dict[str, Any] = {"day": DAY, "who": "GP", "kind": "need"}
    asked.change(Add("input", {"id": "said", "content": "A new one.", "measure": "new", **cells}))
    asked.change(Add("input", {"id": "again", "content": "As KS.", "service": service, **cells}))

    told = text_of(needs_page(asked))

    assert "A new one." in text_of(needs_list(asked))
    assert "no plan gives it a date yet" in text_of(input_told(asked, "said"))
    assert "Not planned yet" in text_of(input_told(asked, "said"))
    assert "/behov?lang=en&innspill=again" in [link.href for link in every(input_told(asked, "met"), "A")]
    assert "5 needs:" in told
    inputs = {"revision.data": "x", "standing.data": "x"}
    drawn = ask(page, a_callback(SHOWN, inputs, {"url.search": "?lang=en"})).get_json()
    chips = drawn["response"]["needs-chips"]["children"]
    props = [each["props"] for each in chips]
    counts = {each["data-needs"]: each["children"][1]["props"]["children"] for each in props}
    assert (counts[""], counts["not_planned"]) == ("6", "1")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "capacity, {sector}, 1 January 2023, person_months"),
        ("nb", "kapasitet, {sector}, 1. januar 2023, månedsverk"),
    ],
)
def test_a_figure_is_named_as_people_read_it(asked: Workspace, language: str, words: str) -> None:
    (given,) = (each for each in asked.base.inputs if each.id == "full")
    expected = words.format(sector=asked.base.sector(given.sector).name)

    with in_language(language):
        assert expected in [text_of(link) for link in every(input_told(asked, "full"), "A")]
        assert expected in text_of(needs_list(asked))


def test_without_input_the_page_says_how_it_comes_in(workspace: Workspace) -> None:
    assert "innspill.csv" in text_of(needs_page(workspace))
    assert every(needs_page(workspace), "Button") == []


def test_it_speaks_nynorsk(asked: Workspace) -> None:
    with in_language("nn"):
        assert "Behov som ingen tiltak dekkjer" in text_of(needs_page(asked))
