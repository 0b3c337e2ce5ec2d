"""The assumptions that matter most, in every document of a plan that holds them, and in no other."""

import json
import re
from dataclasses import replace
from html import unescape

import pytest
from report.test_pdf import opened, text_of

from planner.files import plan_from_json, plan_to_json
from planner.language import in_language
from planner.model import AssumedGroup, Basis, Budget, Plan, PlanStatus, Provenance, Swing
from planner.report import html, pdf, result
from planner.report.sheet import sheet
from planner.report.summary import summary
from planner.say import data_words, most_words

TITLE = "The assumptions that matter most"
NOTE = "the difference between two such bounds"
SWINGS = (
    Swing(group=AssumedGroup.PACE, figures=7, low_nok=3.0e8, high_nok=5.7e8),
    Swing(group=AssumedGroup.BENEFIT, figures=166, low_nok=2.17e8, high_nok=75.05e8),
    Swing(group=AssumedGroup.DURATION, figures=82, low_nok=40.71e8, high_nok=None),
    Swing(group=AssumedGroup.SUPPORT, figures=21, low_nok=36.11e8, high_nok=36.11e8),
)
SOURCED = Provenance(source="https://example.org/a/what-it-gave; Report <B>", basis=Basis.DOCUMENTED)


@pytest.fixture
def told(small_plan: Plan) -> Plan:
    """Give a plan that holds what its groups move; one of its benefits has two sources."""
    first, *others = small_plan.roadmap.rollouts
    roadmap = replace(small_plan.roadmap, rollouts=(replace(first, provenance=SOURCED), *others))
    return replace(small_plan, roadmap=roadmap, swings=SWINGS)


def flat(text: str) -> str:
    return " ".join(text.split())


def plain(text: str) -> str:
    """Give a text with spaces where lines must not break."""
    return text.replace("\u00a0", " ")


def documents(plan: Plan) -> tuple[str, str, str]:
    """Give text, page and A3 sheet as words on one line."""
    paper = sheet(plan)
    notes = [f"{note['label']}: {note['text']}" for one in paper["sections"] for note in one["notes"]]
    table = paper["assumptions"]
    rows = [] if table is None else [table["title"], *(" ".join(row) for row in table["rows"]), table["note"]]
    return flat(summary(plan)), flat(unescape(html(plan))), flat(" ".join((*notes, *rows)))


def test_text_page_and_paper_name_them_in_order_and_say_what_the_amounts_are(told: Plan) -> None:
    for shown in documents(told):
        assert TITLE in shown
        assert NOTE in shown
        block = shown[shown.index(TITLE) :]
        places = [block.index(name) for name in ("Duration of phases", "Benefit", "Pace of rollouts")]
        assert places == sorted(places)
        assert "Support by" not in block
        assert "Most depends on what is assumed of duration of phases." in shown


def test_the_text_says_how_far_each_moves_and_between_what(told: Plan) -> None:
    text, _page, _paper = documents(told)

    assert (
        "2. Benefit (166 figures): the bound moves by NOK 7,288 million, from NOK 217 million with them "
        "low to NOK 7,505 million with them high. Nearest source: example.org/…/what-it-gave; Report <B>."
    ) in text
    assert "1. Duration of phases (82 figures): no plan with them high." in text
    assert "Nearest source: none in the data." in text


def test_page_and_paper_have_the_same_amounts_in_a_table(told: Plan) -> None:
    page, rows = html(told), sheet(told)["assumptions"]["rows"]

    row = page.split('<th scope="row">Benefit</th>')[1].split("</tr>")[0]
    assert re.findall(r">([^<]+)</td>", row) == ["166", "217", "7,505", "7,288"]
    assert '<td class="number">4,071</td><td class="number">–</td><td class="number">–</td>' in page
    assert rows == [
        ["Duration of phases (82 figures)", "4,071", "–", "–", "none in the data"],
        ["Benefit (166 figures)", "217", "7,505", "7,288", "example.org/…/what-it-gave and 1 more"],
        ["Pace of rollouts (7 figures)", "300", "570", "270", "example.org/…/what-it-gave and 1 more"],
    ]


def test_the_page_links_the_nearest_sources_that_are_addresses(told: Plan) -> None:
    page = html(told)

    assert (
        'Benefit, nearest source: <a href="https://example.org/a/what-it-gave" rel="noopener noreferrer">'
        "example.org/…/what-it-gave</a>; Report &lt;B&gt;"
    ) in page
    assert "Duration of phases, nearest source: none in the data" in page


@pytest.mark.parametrize("budgets", [(), (Budget(year=2023, last_year=2024, payer="gp", limit_nok=9e8),)])
def test_the_sheet_has_room_for_them_beside_the_budgets_and_without_any(
    told: Plan, budgets: tuple[Budget, ...]
) -> None:
    plan = replace(told, roadmap=replace(told.roadmap, budgets=budgets))

    written = pdf(plan)

    with opened(written) as pages:
        assert len(pages) == 1
    words = text_of(written)
    for said in (TITLE, "Duration of phases (82 figures)", "7,288", NOTE):
        assert said in words
    assert ("Payer" in words) is bool(budgets)


@pytest.mark.parametrize("source", ["javascript:alert(1)", "http-equiv", "data:text/html,x"])
def test_only_an_address_of_the_web_is_linked(told: Plan, source: str) -> None:
    first, *others = told.roadmap.rollouts
    named = replace(first, provenance=replace(SOURCED, source=source))
    odd = replace(told, roadmap=replace(told.roadmap, rollouts=(named, *others)))

    assert "<a " not in html(odd).split(TITLE)[1].split("</ul>")[0]


def test_the_json_holds_all_of_them_with_their_sources(told: Plan) -> None:
    given = json.loads(json.dumps(result(told)))["swings"]

    assert [each["group"] for each in given] == [str(swing.group) for swing in SWINGS]
    assert given[1]["moves_nok"] == 75.05e8 - 2.17e8
    assert given[1]["nearest_sources"] == ["https://example.org/a/what-it-gave", "Report <B>"]
    assert (given[2]["high_nok"], given[2]["moves_nok"]) == (None, None)


def test_a_plan_is_read_again_with_what_it_holds(told: Plan) -> None:
    assert plan_from_json(plan_to_json(told)).swings == SWINGS


def test_a_plan_without_them_is_told_as_before(small_plan: Plan) -> None:
    assert "swings" not in plan_to_json(small_plan)
    assert "swings" not in result(small_plan)
    assert most_words(small_plan) == ""
    for shown in documents(small_plan):
        assert TITLE not in shown
        assert "Most depends on" not in shown


def test_a_plan_without_dates_tells_them_too(told: Plan) -> None:
    none = replace(told, schedule=None, score=None, bound=None, status=PlanStatus.INFEASIBLE)

    assert NOTE in flat(summary(none))
    assert NOTE in html(none)
    assert result(none)["swings"]


def test_where_nothing_moves_anything_that_is_said(told: Plan) -> None:
    still = replace(told, swings=SWINGS[-1:])

    for shown in documents(still):
        assert "No group of assumed figures moves what net benefit is possible." in shown
    assert most_words(still) == ""
    assert data_words(still) == data_words(replace(still, swings=()))


def test_what_a_file_says_of_them_is_its_claim_and_that_is_said_once(told: Plan) -> None:
    for shown in documents(replace(told, claimed=True)):
        block = shown[shown.index(TITLE) :]
        assert block.count("The amounts are as the file states them.") == 1
        assert "According to the file: The bound" not in block


def test_a_planner_reads_them_in_norwegian(told: Plan) -> None:
    with in_language("nb"):
        text, page, paper = documents(told)

        assert "Mest avhenger av hva som er antatt om varighet i fasene." in text
        for shown in (text, page, paper):
            assert "Antakelsene som betyr mest" in shown
            assert "forskjellen mellom to slike grenser" in shown
        assert "grensen flytter seg 7 288 mill. kr, fra 217 mill. kr når de er lave" in plain(text)
