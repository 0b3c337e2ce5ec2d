"""The first screen in a real browser: the plan's first rows are on it, and nothing moves unasked."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from e2e.conftest import Browser, Seen, Served, ask, open_page, open_part
from e2e.test_page import RULES, assert_fits
from playwright.sync_api import Page, expect

from planner.model import Set

FOLDS = (".asking", ".reading", ".signs")
ROW_PIXELS, HEAD_PIXELS = 30, 40


def top_of(page: Page, name: str) -> float:
    """Give how far down something begins, in pixels."""
    return float(page.locator(name).evaluate("one => one.getBoundingClientRect().top"))


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height", "rows"), [(1440, 900, 14), (1280, 720, 9)])
def test_all_of_the_plan_stands_in_a_desks_window(
    browser: Browser, served: Served, seen: Seen, width: int, height: int, rows: int
) -> None:
    page = open_page(browser, served, seen, width=width, height=height)
    for language in ("en", "nb"):
        page.goto(f"{served.address}plan?lang={language}")
        expect(page.locator(".gantt-row.measure").first).to_be_in_viewport(ratio=1)

        assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
        assert_fits(page)
        shown = page.locator(".gantt-scroll").evaluate("one => one.clientHeight")
        assert (shown - HEAD_PIXELS) // ROW_PIXELS >= rows
        for name in (".plan-bar", ".tiles", ".tools-row", "#load .load-row", ".foot"):
            expect(page.locator(name).first).to_be_in_viewport(ratio=1)
    page.close()


@pytest.mark.slow
def test_the_figures_stay_in_the_window_when_more_is_said_at_its_foot(page: Page) -> None:
    page.add_style_tag(content=".foot { min-height: 120px; }")

    page.mouse.wheel(0, 500)

    expect(page.locator(".foot")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    assert top_of(page, ".tiles") >= page.locator(".plan-bar").evaluate("one => one.offsetHeight")


def test_the_aim_is_cut_by_nothing_but_what_needs_its_room(page: Page) -> None:
    aim = page.locator("#aim-shown")
    aim.evaluate("one => { one.textContent = 'Aim: what has started first, then the largest net benefit'; }")

    assert aim.evaluate("one => one.scrollWidth <= one.clientWidth")


@pytest.mark.slow
@pytest.mark.parametrize("fold", FOLDS)
def test_what_is_opened_lies_over_the_chart_which_stays_where_it_is(page: Page, fold: str) -> None:
    before = top_of(page, "#gantt")
    summary, body = page.locator(f"{fold} > summary"), page.locator(f"{fold} > .fold-body")

    summary.focus()
    page.keyboard.press("Enter")

    expect(body).to_be_visible()
    for part in body.locator(".part > summary:visible").all():
        part.click()
    assert top_of(page, "#gantt") == before
    assert body.evaluate("one => one.getBoundingClientRect().right <= window.innerWidth")
    found = Axe().run(page, context=fold, options=RULES).response["violations"]
    assert [rule["id"] for rule in found] == []
    page.keyboard.press("Escape")
    expect(body).to_be_hidden()
    expect(summary).to_be_focused()


def test_what_is_closed_is_built_when_it_is_opened_or_printed(page: Page) -> None:
    legend, target = page.locator(".signs .legend li"), page.locator("#target-picture td")
    expect(page.locator(".signs")).to_have_count(1)
    assert (legend.count(), target.count()) == (0, 0)

    page.locator(".signs > summary").click()

    expect(legend.first).to_be_visible()
    assert target.count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert target.count() > 0


def test_what_lies_over_the_page_is_closed_by_going_on_elsewhere(page: Page) -> None:
    body = page.locator(".reading > .fold-body")
    page.locator(".reading > summary").click()
    expect(body).to_be_visible()
    page.locator(".asking > summary").click()
    expect(body).to_be_hidden()
    expect(page.locator(".asking > .fold-body")).to_be_visible()

    page.locator(".roadmap-name").click()

    expect(page.locator(".asking > .fold-body")).to_be_hidden()


def test_a_press_within_leaves_it_open(page: Page) -> None:
    open_part(page, ".own-capacity")

    page.get_by_label("Fastleger", exact=True).click()
    page.get_by_role("button", name="Back to 100%").click()

    expect(page.locator(".own-capacity > .part-body")).to_be_visible()


def test_on_a_phone_the_plan_stands_on_the_first_screen_and_menus_lie_over_it(phone: Page) -> None:
    before = top_of(phone, "#gantt")
    assert before <= 320
    foot = phone.locator(".foot").bounding_box()
    assert foot
    assert foot["height"] <= 60
    assert foot["y"] - before >= 480
    for target in (
        ".tools-row .fold > summary",
        ".tools-strip button:visible",
        ".plan-bar button:visible",
        ".plan-bar .language",
    ):
        assert phone.locator(target).evaluate_all(
            "all => all.every((one) => one.getBoundingClientRect().height >= 36)"
        )

    open_part(phone, ".reach")
    body = phone.locator(".asking > .fold-body")
    assert top_of(phone, "#gantt") == before
    assert body.evaluate(
        "one => one.getBoundingClientRect().left >= 0 && one.getBoundingClientRect().right <= innerWidth"
    )
    assert_fits(phone)
    phone.keyboard.press("Escape")
    expect(body).to_be_hidden()
    expect(phone.locator(".asking > summary")).to_be_focused()


OVERLAPS = """() => {
    const told = [...document.querySelectorAll(".foot :is(button, p, summary, h2)")]
        .filter((one) => one.checkVisibility() && !one.closest(".fold-body") && one.textContent);
    const boxes = told.map((one) => one.getBoundingClientRect());
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    return boxes.flatMap((a, place) => boxes.slice(place + 1).filter((b) => meet(a, b)));
}"""
"""What of the foot lies over something else of it."""

ALL_AT_ONCE = """() => {
    for (const part of ["offered", "proposed", "stop"]) document.getElementById(part).style.display = "";
    document.getElementById("offer").textContent = "A better plan was found: +38 million kroner";
    document.getElementById("answer-title").textContent = "With Helse Nord 120%, Kommuner 130%";
    document.getElementById("summary-foot").textContent = "26 measures are moved, 5 later. ".repeat(4);
}"""
"""What stands in the foot for a moment, while what is asked for begins and the offer has not gone yet."""


def test_nothing_in_the_foot_lies_over_another_at_any_width(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = open_page(browser, served, seen, width=1280, height=720)
    ask(page)
    expect(page.locator("#job")).to_contain_text("Computing a new plan")
    page.context.set_offline(True)  # so that nothing of it goes again
    page.evaluate(ALL_AT_ONCE)
    for width in (1440, 1280, 1000, 760, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(OVERLAPS) == [], width
        assert_fits(page)
    page.close()


def test_work_and_what_it_finds_are_told_at_the_foot_and_move_nothing(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = open_page(browser, served, seen, width=1440, height=900)
    before = top_of(page, "#gantt")
    served.workspace.start()
    page.reload()
    expect(page.locator("#job")).to_contain_text("Looking for a better plan")
    expect(page.locator("#job")).to_be_in_viewport(ratio=1)
    assert top_of(page, "#gantt") == before
    assert served.engine.patient

    served.engine.patient.set()

    expect(page.locator("#offer")).to_be_in_viewport(ratio=1)
    expect(page.locator("#job")).to_be_hidden()
    assert top_of(page, "#gantt") == before
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator("#show").evaluate("one => one.scrollWidth <= one.clientWidth")
    assert page.locator("#show span").last.evaluate("one => one.scrollWidth <= one.clientWidth")
    page.close()


def test_the_whole_aim_stands_in_the_bar_while_changes_are_drafted(
    browser: Browser, served: Served, seen: Seen
) -> None:
    for number in (3, 4):
        served.workspace.change(Set("measures", {"id": f"tiltak_0{number}"}, "name", "A long name " * 10))
    served.workspace.keep_rough(("measures", ("tiltak_05",), "deadline"), "soon")
    page = open_page(browser, served, seen, width=1280, height=720)
    expect(page.locator("#chips .change")).to_have_count(2)

    aim = page.locator("#aim-shown")
    assert aim.evaluate("one => one.scrollWidth <= one.clientWidth && one.scrollHeight <= 44")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.close()
