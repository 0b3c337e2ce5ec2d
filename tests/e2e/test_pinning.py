"""Pinning a phase in a real browser, by dragging its bar and by Alt and arrows, and what is said of it."""

import re
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from e2e.conftest import Served
from e2e.test_gantt import enter_gantt, focused, press, years
from e2e.test_page import RULES
from playwright.sync_api import Locator, Page, Route, expect
from web.demo import DemoEngine, demo_roadmap

from planner.model import Measure, Roadmap
from planner.tables import edited


@pytest.fixture
def example() -> tuple[Roadmap, DemoEngine]:
    """Give so few measures that there is room for pins; a roadmap that cannot be kept takes none."""
    return demo_roadmap(24), DemoEngine(patient=threading.Event())


SLOWER = """() => {
    const now = performance.now.bind(performance), from = now();
    performance.now = () => from + (now() - from) / 4;
}"""
"""Let the clock of the page go slower, but not its timers."""


def open_row(page: Page, place: int = 1) -> Locator:
    """Open the first group, and give one of its measures."""
    page.locator(".gantt-row.group").first.click()
    return page.locator(".gantt-row.measure").nth(place)


def grab(page: Page, bar: Locator, *, periods: int) -> None:
    """Drag a bar later by some periods, without letting it go."""
    box, unit = bar.bounding_box(), unit_of(page)
    assert box
    page.mouse.move(box["x"] + 10, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] + 10 + periods * unit, box["y"] + 6, steps=6)


def unit_of(page: Page) -> float:
    """Give the pixels of a period."""
    return float(page.locator(".gantt-axis").evaluate("axis => axis.getBoundingClientRect().width")) / 40


def measure_of(served: Served, row: Locator) -> Measure:
    """Give the measure of a row."""
    name = (row.get_attribute("data-key") or "").rsplit("/", 1)[-1]
    return served.workspace.base.measure(name)


def pin_of(served: Served, measure: Measure, phase: str) -> int | None:
    """Give where what was asked for last has a phase pinned."""
    roadmap = edited(served.workspace.base, served.workspace.question.changes)
    asked = next(each for each in roadmap.measure(measure.id).phases if each.id == phase)
    return roadmap.start_pin(roadmap.measure(measure.id), asked)


def test_a_bar_that_is_dragged_shows_what_follows_and_is_pinned_when_let_go(
    page: Page, served: Served
) -> None:
    row = open_row(page)
    bar = row.locator("[data-phase=utvikling]")
    measure, before = measure_of(served, row), years(page)
    planned = served.workspace.shown.schedule.phases_by_measure[measure.id][1]

    grab(page, bar, periods=3)

    expect(page.locator(".gantt-pinned")).to_contain_text("1 other measure moves")
    expect(row.locator(".pinning")).to_have_count(1)
    expect(row.locator(".outside").first).to_be_attached()
    assert page.locator(".gantt-row.measure .moved").count() > 1
    assert years(page) == before, "the time stays while a bar is dragged"
    page.mouse.up()

    expect(page.locator("#job")).to_contain_text("Computing a new plan")
    assert pin_of(served, measure, "utvikling") == planned.start + 3
    expect(page.locator("#panel .panel-title")).to_have_count(0)
    page.locator("#stop").click()
    expect(page.locator(".needle").first).to_be_attached()
    expect(row.locator(".pinning")).to_have_count(0)


@pytest.mark.slow
def test_a_pin_whose_question_gets_no_answer_is_over_when_its_plan_is_there(
    page: Page, served: Served
) -> None:
    def answer_nothing(route: Route) -> None:
        if '"output":"pin-answer.data"' in (route.request.post_data or ""):
            route.fulfill(status=204)
        else:
            route.continue_()

    page.route("**/_dash-update-component*", answer_nothing)
    page.evaluate(SLOWER)  # its plan is there long before nobody waits for an answer any more
    row = open_row(page)
    grab(page, row.locator("[data-phase=utvikling]"), periods=3)
    expect(row.locator(".pinning")).to_have_count(1)
    page.mouse.up()
    page.locator("#stop").click()

    expect(page.locator(".needle").first).to_be_attached()
    expect(row.locator(".pinning")).to_have_count(0)


def touched(page: Page, bar: Locator, *, rests: bool, periods: int) -> None:
    """Put a finger on a bar, let it rest or not, move it later by some periods, and lift it."""
    box, unit = bar.bounding_box(), unit_of(page)
    assert box
    at = {"pointerType": "touch", "clientX": box["x"] + 10, "clientY": box["y"] + 6, "buttons": 1}
    bar.dispatch_event("pointerdown", at)
    if rests:
        expect(page.locator(".gantt-row .pinning")).to_have_count(1)
    bar.dispatch_event("pointermove", {**at, "clientX": box["x"] + 10 + periods * unit})
    page.locator("body").dispatch_event("pointerup", {**at, "buttons": 0})


@pytest.mark.slow
def test_a_finger_that_rests_on_a_bar_pins_it_and_one_that_moves_at_once_moves_the_time(
    page: Page, served: Served
) -> None:
    row = open_row(page)
    bar = row.locator("[data-phase=utvikling]")
    measure = measure_of(served, row)
    planned = served.workspace.shown.schedule.phases_by_measure[measure.id][1]

    touched(page, bar, rests=False, periods=3)
    expect(page.locator(".gantt-row .pinning")).to_have_count(0)
    touched(page, bar, rests=True, periods=3)

    expect(page.locator("#chips .change")).to_have_count(1)
    assert pin_of(served, measure, planned.phase) == planned.start + 3


@pytest.mark.slow
def test_escape_lets_a_bar_go_where_it_was(page: Page, served: Served) -> None:
    row = open_row(page)
    grab(page, row.locator("[data-phase=utvikling]"), periods=2)
    expect(row.locator(".pinning")).to_have_count(1)

    press(page, "Escape")
    page.mouse.up()

    expect(row.locator(".pinning")).to_have_count(0)
    expect(page.locator(".gantt-pinned")).to_be_hidden()
    assert served.workspace.question.changes == ()


@pytest.mark.slow
def test_what_runs_already_is_not_dragged_but_the_time_is(page: Page, served: Served) -> None:
    page.locator("[data-view=in]").click()
    page.locator("[data-view=in]").click()
    row = open_row(page, place=0)
    before = years(page)

    grab(page, row.locator("[data-phase=utvikling]"), periods=-2)
    page.mouse.up()

    assert years(page) != before
    assert served.workspace.question.changes == ()


def test_alt_and_arrows_pin_a_phase_period_by_period_and_say_what_follows(page: Page, served: Served) -> None:
    enter_gantt(page)
    press(page, "ArrowRight", "ArrowDown", "ArrowDown")
    row = page.locator(".gantt-row.measure").nth(1)
    measure = measure_of(served, row)
    first = served.workspace.shown.schedule.phases_by_measure[measure.id][0]

    press(page, "Alt+ArrowRight")

    said = page.locator("#gantt [role=status]")
    expect(said).to_have_text(
        re.compile(rf"Utredning of “{re.escape(measure.name)}” starts in .* other measure")
    )
    expect(page.locator("#job")).to_contain_text("Computing a new plan")
    assert pin_of(served, measure, "utredning") == first.start + 1
    assert focused(page, "role") == "row"

    press(page, *["ArrowRight"] * 7)
    assert focused(page, "data-phase") == "utvikling"
    press(page, "Alt+ArrowRight")
    expect(said).to_have_text(re.compile(f"Utvikling of “{re.escape(measure.name)}” starts in"))


@pytest.mark.slow
def test_alt_shift_and_arrows_make_a_phase_longer(page: Page, served: Served) -> None:
    enter_gantt(page)
    press(page, "ArrowRight", "ArrowDown", "ArrowDown", *["ArrowRight"] * 7)
    measure = measure_of(served, page.locator(".gantt-row.measure").nth(1))
    planned = served.workspace.shown.schedule.phases_by_measure[measure.id][1]

    press(page, "Alt+Shift+ArrowRight")

    expect(page.locator("#gantt [role=status]")).to_have_text(
        re.compile(f"takes {planned.end - planned.start + 1} quarters")
    )


@pytest.mark.slow
def test_what_follows_from_a_second_pin_is_said_though_the_first_is_still_being_answered(
    page: Page, served: Served
) -> None:
    page.evaluate(
        """() => {
            const fetched = window.fetch;
            const late = (ms) => new Promise((done) => setTimeout(done, ms));
            window.fetch = (to, sent) => String(sent?.body).includes('"pin-draft.data"')
                ? late(600).then(() => fetched(to, sent)) : fetched(to, sent);
        }"""
    )
    enter_gantt(page)
    press(page, "ArrowRight", "ArrowDown", "ArrowDown")
    measure = measure_of(served, page.locator(".gantt-row.measure").nth(1))

    press(page, "Alt+ArrowRight", *["ArrowRight"] * 7, "Alt+ArrowRight")

    expect(page.locator("#gantt [role=status]")).to_have_text(
        re.compile(f"Utvikling of “{re.escape(measure.name)}” starts in")
    )


def test_keys_say_where_nothing_can_be_pinned(page: Page) -> None:
    enter_gantt(page)

    press(page, "Alt+ArrowRight")

    expect(page.locator("#gantt [role=status]")).to_have_text(
        "Nothing here can be pinned: it runs already, or has no phases."
    )


@pytest.mark.slow
def test_answers_that_come_late_are_dropped(page: Page) -> None:
    row = open_row(page)
    grab(page, row.locator("[data-phase=utvikling]"), periods=2)
    words = page.locator(".gantt-pinned")
    expect(words).to_contain_text("starts in")

    page.evaluate(
        """() => dash_clientside.planner.pinned({
            number: 0, measure: "", phase: "", window: [0, 1], kept: [0, 1], moved: [], breaks: true,
            words: "old",
        })"""
    )

    assert words.inner_text() != "old"
    press(page, "Escape")
    page.mouse.up()


@pytest.mark.slow
def test_axe_finds_nothing_while_a_bar_is_dragged(page: Page) -> None:
    row = open_row(page)
    grab(page, row.locator("[data-phase=utvikling]"), periods=2)
    expect(page.locator(".gantt-pinned")).to_contain_text("starts in")

    found = Axe().run(page, context="#gantt", options=RULES).response["violations"]

    assert [(rule["id"], rule["nodes"][0]["html"][:160]) for rule in found] == []
    press(page, "Escape")
    page.mouse.up()
