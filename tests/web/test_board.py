"""The board's page: the same as the documents, what is asked, and what stands where there is little."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.builders import a_measure, a_roadmap
from web.demo import DEMO_PRICES, DemoEngine, demo_plan, demo_roadmap
from web.reading import every, text_of
from web.stored import a_store, opened_on
from web.test_app import a_callback, ask
from web.waiting import PATIENCE_SECONDS

from planner.model import Plan, PlanStatus, SectorInput, Set
from planner.report.sheet import sheet
from planner.report.summary import plan_rows
from planner.results import facts
from planner.say import data_words, headline, missed_line, price_lines, whole_percent
from planner.web.app import create_app
from planner.web.components.board.board import MOST_LINES, board
from planner.web.lately import Lately
from planner.web.of_version import with_version
from planner.web.pages import ids
from planner.web.pages.board import board_page
from planner.web.pages.paths import BOARD
from planner.web.plan_link import another_words, linked_plan, mark_of, query_in
from planner.web.reading import DataRead, LastReading
from planner.web.workspace import Workspace

PORT = 8099
BOTH = "..board.children...board-rest.children...board-linked.children.."
NEWS = {f"{each}.data": "x" for each in ("revision", "decisions-news", "prices-news", "assumptions-news")}


def shown(plan: Plan) -> Workspace:
    """Give a workspace that shows a plan."""
    made = Workspace(plan.roadmap, engine=DemoEngine())
    made.start(plan, improve=False)
    return made


def test_it_says_the_same_as_the_documents(workspace: Workspace) -> None:
    found = workspace.shown
    told, paper = text_of(board(workspace)), sheet(found.plan)

    assert headline(found.plan) in told
    for each in paper["key_figures"]:
        assert each["figure"] in told
        assert each["label"] in told
    for year, share in found.coverage_by_year.items():
        assert f"{year}: {whole_percent(share)}" in told
    assert data_words(found.plan) in told
    assert dict(plan_rows(found.plan))["Status"] in told
    assert dict(plan_rows(found.plan))["Net benefit"] in told


def test_how_much_better_a_plan_could_be_is_said_to_be_unknown_where_nothing_is_proved() -> None:
    plan, why = demo_plan(demo_roadmap(measures=12)), "Not known: there is no proof yet"

    assert why in text_of(board(shown(replace(plan, bound=None))))
    assert why not in text_of(board(shown(plan)))


def test_what_is_late_left_out_and_full_is_listed_and_leads_to_the_measure(workspace: Workspace) -> None:
    found, parts = workspace.shown, board(workspace)
    told, links = text_of(parts), {text_of(link): link.href for link in every(parts, "A")}

    for measure in found.missed:
        assert links[missed_line(found, measure)] == f"/plan?lang=en&tiltak={measure}"
    for out in found.left_out:
        assert links[out.name] == f"/plan?lang=en&tiltak={out.id}"
    for sector, _full in found.bottlenecks:
        assert sector.name in told
    late = len(found.missed) + len(found.late) + len(found.unfinished)
    assert f"Late ({late})" in told


def test_needs_that_no_measure_meets_are_listed_and_lead_to_their_page() -> None:
    roadmap = demo_roadmap()
    said = SectorInput(id="n1", day=date(2024, 1, 1), who="Kari", content="Video.")
    made = shown(demo_plan(replace(roadmap, inputs=(said,))))

    parts = board(made)

    (link,) = [each for each in every(parts, "A") if text_of(each).startswith("Video")]
    assert text_of(link) == "Video (Kari, 1 January 2024)"
    assert link.href == "/behov?lang=en&innspill=n1"
    assert "Needs that no measure meets (1)" in text_of(parts)
    assert "Needs that no measure meets" not in text_of(board(shown(demo_plan(roadmap))))


def test_a_long_list_shows_its_first_lines_and_has_the_rest_behind_a_press(workspace: Workspace) -> None:
    late = [workspace.base.measure(each).name for each in workspace.shown.late]

    folded = [each for each in every(board(workspace), "Details") if late[-1] in text_of(each)]

    assert len(late) > MOST_LINES + 1
    assert text_of(folded[0]).startswith(f"and {len(late) - MOST_LINES} more")
    assert len(every(folded[0], "Li")) == len(late) - MOST_LINES


def test_each_figure_says_what_it_rests_on_and_whether_the_plan_aims_at_it(workspace: Workspace) -> None:
    told = [text_of(each) for each in every(board(workspace)[1], "Li")]

    assert "not its aim" in told[0]
    assert "of the load; the rest is assumed" in told[0]
    assert "The plan’s aim." in told[2]
    assert "of the benefit" in told[2]
    assert "aim" not in told[3]


def test_what_is_asked_of_the_board_is_told_as_it_comes(workspace: Workspace) -> None:
    before = text_of(board(workspace))
    plan = workspace.shown.plan
    workspace.searches.decisions.follow(plan)
    workspace.searches.prices.follow(plan)
    assert workspace.jobs.wait(PATIENCE_SECONDS)

    told = text_of(board(workspace))
    assert "Not worked out." in before
    assert "By the beginning of" in told
    assert "can wait longer" in told
    for line in price_lines(replace(plan, price_list=DEMO_PRICES)):
        assert line in told


def test_a_plan_of_other_capacity_says_so_as_its_documents_do(tmp_path: Path) -> None:
    made = opened_on(a_store(tmp_path))
    assert "With today’s capacity, " in text_of(board(made))
    made.ask({"kommuner": 120})
    assert made.jobs.wait(PATIENCE_SECONDS)
    made.accept()

    told = text_of(board(made))
    assert "With the changes that are made, " in told
    assert headline(with_version(made, made.shown.plan)) in told
    assert "Kommuner 120%" in told


def test_where_there_is_no_plan_it_says_why(workspace: Workspace) -> None:
    none = replace(demo_plan(demo_roadmap()), schedule=None, status=PlanStatus.INFEASIBLE, score=None)

    told = text_of(board_page(shown(none)))

    assert "No plan keeps all the rules at once." in told
    assert "What is asked of the board" not in told


def test_a_roadmap_without_services_or_sectors_has_no_empty_chart() -> None:
    made = shown(DemoEngine().first_plan(a_roadmap(a_measure("tiltak_01"))))

    told = text_of(board_page(made))
    assert "Coverage of the target picture" not in told
    assert "Nothing is late." in told
    assert "Nothing is left out." in told


def test_the_page_follows_the_plan(workspace: Workspace) -> None:
    client = create_app(workspace, port=PORT).server.test_client()

    news = NEWS | {"url.href": "http://127.0.0.1/styret?lang=en"}
    answer = ask(client, a_callback(BOTH, news, {"url.search": "?lang=en"}))

    found = facts(workspace.shown.plan)
    assert found is not None
    assert (
        headline(found.plan)
        in json.loads(answer.get_data(as_text=True))["response"]["board"]["children"][0]["props"]["children"][
            2
        ]["props"]["children"]
    )


def test_it_says_whether_it_is_the_plan_of_record_and_of_which_version(tmp_path: Path) -> None:
    made = opened_on(a_store(tmp_path))
    before = text_of(board(made))

    made.change(Set("measures", {"id": "tiltak_03"}, "name", "Noe annet"))
    made.save("Kari")
    assert made.jobs.wait(PATIENCE_SECONDS)

    assert "Saved as version 1" in before
    assert "outdated" not in before
    told = text_of(board(made))
    assert (
        "Saved as version 2. The plan is outdated: it is of version 1, and the newest is version 2." in told
    )


def test_its_link_names_the_plan_and_says_so_where_another_one_stands(workspace: Workspace) -> None:
    (link,) = [each for each in every(board(workspace), "A") if each.href.startswith(BOARD)]
    before = mark_of(workspace.shown.plan)
    assert another_words(workspace, query_in(link.href)) == ""

    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(PATIENCE_SECONDS)
    workspace.accept()

    assert before in another_words(workspace, query_in(link.href))
    assert "stands here no longer" in another_words(workspace, "?lang=en&vist=other")
    assert another_words(workspace, "?lang=en") == ""


def test_the_mark_of_a_plan_lasts_and_is_of_its_dates_and_data(workspace: Workspace) -> None:
    plan = workspace.shown.plan
    assert plan.schedule is not None
    phases = plan.schedule.phases
    later = replace(phases[0], start=phases[0].start + 1, end=phases[0].end + 1)

    assert mark_of(demo_plan(demo_roadmap())) == mark_of(demo_plan(demo_roadmap()))
    assert mark_of(
        replace(plan, bound=None, schedule=replace(plan.schedule, phases=phases[::-1]))
    ) == mark_of(plan)
    others = (
        replace(plan, schedule=replace(plan.schedule, phases=(later, *phases[1:]))),
        replace(plan, roadmap=replace(plan.roadmap, name="Another")),
    )
    assert mark_of(plan) not in [mark_of(each) for each in others]
    assert mark_of(replace(plan, schedule=None)) == ""


def test_the_page_says_at_once_that_a_link_was_made_for_another_plan(workspace: Workspace) -> None:
    client = create_app(workspace, port=PORT).server.test_client()
    address = "?lang=en&vist=0123456789ab"

    answer = ask(
        client,
        a_callback(BOTH, {**NEWS, "url.href": f"http://127.0.0.1/styret{address}"}, {"url.search": address}),
    )

    assert "another plan, 0123456789ab" in answer.get_data(as_text=True)


def accepted_twice(made: Workspace) -> tuple[Plan, str]:
    """Accept one plan, then another one; give the first, and the query of the link that was made for it."""
    links = []
    for percent in (120, 150):
        made.ask({"kommuner": percent})
        assert made.jobs.wait(PATIENCE_SECONDS)
        made.accept()
        (link,) = [each for each in every(board(made), "A") if each.href.startswith(BOARD)]
        links.append((made.shown.plan, query_in(link.href)))
    return links[0]


def test_a_link_to_a_plan_that_is_kept_shows_that_plan(tmp_path: Path) -> None:
    made = opened_on(a_store(tmp_path))
    first, query = accepted_twice(made)
    assert mark_of(first) != mark_of(made.shown.plan)

    page = text_of(board_page(made, query))

    assert mark_of(first) in page
    assert mark_of(made.shown.plan) not in page
    assert first.digest[:16] in page
    assert "Another one stands by now" in page
    assert "With the changes that are made" in page
    assert "changes that no version has; the newest was version 1" in page
    assert not [each for each in every(board(made, query), "A") if each.href.startswith(BOARD)]
    again = opened_on(made.drafting.store)  # type: ignore[arg-type]
    assert mark_of(first) in text_of(board(again, query))


@pytest.mark.parametrize("number", ["2", "99", "x", "", "-1", "9" * 40])
def test_a_link_with_the_number_of_another_plan_or_none_is_told_to_be_of_another(
    tmp_path: Path, number: str
) -> None:
    made = opened_on(a_store(tmp_path))
    first, query = accepted_twice(made)
    asked = "&".join(each for each in query.split("&") if not each.startswith("nr=")) + f"&nr={number}"
    expected = linked_plan(made, query)
    assert expected is not None
    assert mark_of(expected) == mark_of(first)
    made.linked = Lately()

    page = text_of(board_page(made, asked))

    assert "stands here no longer" in page
    assert mark_of(made.shown.plan) in page


@pytest.mark.parametrize("asked", ["?vist=abc&nr=1", "?vist=%3F&nr=1"])
def test_a_link_that_does_not_fit_is_judged_once_at_most(tmp_path: Path, asked: str) -> None:
    made = opened_on(a_store(tmp_path))
    accepted_twice(made)
    judged: list[Plan] = []

    def accepted(plan: Plan) -> Plan:
        judged.append(plan)
        return plan

    made.searches.engine.accepted = accepted  # type: ignore[method-assign]

    pages = [text_of(board_page(made, asked)) for _each in range(2)]

    assert all("stands here no longer" in page for page in pages)
    assert len(judged) == ("abc" in asked)


def test_reading_the_data_again_keeps_the_plan_of_the_link(tmp_path: Path) -> None:
    made = opened_on(a_store(tmp_path))
    made.data.source = lambda _known: DataRead(roadmap=made.base)
    first, query = accepted_twice(made)
    app = create_app(made, port=PORT)
    (output,) = (each for each, told in app.callback_map.items() if told["inputs"][0]["id"] == ids.READ)
    address = f"http://127.0.0.1{BOARD}?{query}"
    known = {"url.pathname": BOARD, "url.href": address, "url.search": f"?{query}"}

    answer = ask(app.server.test_client(), a_callback(output, {"read.n_clicks": 1}, known))

    assert mark_of(first) in answer.get_data(as_text=True)
    assert made.data.last_reading == LastReading.SAME


def test_a_linked_plan_that_breaks_a_rule_is_not_shown(tmp_path: Path) -> None:
    made = opened_on(a_store(tmp_path))
    _first, query = accepted_twice(made)
    made.searches.engine.accepted = lambda plan: replace(plan, schedule=None)  # type: ignore[method-assign]

    assert linked_plan(made, query) is None
