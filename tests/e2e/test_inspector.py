"""The inspector in a real browser: filled from what the page has, closed, and in all colours."""

from urllib.parse import parse_qs, urlsplit

import pytest
from e2e.conftest import Browser, Seen, Served, open_at, open_page
from e2e.test_page import open_first_measure, violations
from playwright.sync_api import Page, Request, Route, expect
from web.demo import demo_plan


def test_a_measure_is_shown_before_the_server_has_said_anything(page: Page) -> None:
    held: list[Route] = []
    page.route("**/measures.json*", lambda route: held.append(route))
    page.locator(".gantt-row.group").first.click()
    row = page.locator(".gantt-row.measure").first

    # Within the press itself, before anything else can run: no clock is needed to see that it is at once.
    shown = row.evaluate(
        """one => {
          one.dispatchEvent(new MouseEvent('click', { bubbles: true }));
          return [one.getAttribute('aria-selected'), document.querySelector('#panel').innerText];
        }"""
    )

    assert shown[0] == "true"
    assert row.locator(".words").inner_text() in shown[1]
    page.wait_for_timeout(0)
    for route in held:
        route.continue_()
    expect(page.locator("#panel")).to_contain_text("Figures and what they rest on")


def test_all_of_what_is_in_view_is_asked_for_once_and_ahead(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "measures.json" in request.url else None)
    with page.expect_response("**/measures.json*"):
        page.locator(".gantt-row.group").first.click()
    page.wait_for_load_state("networkidle")  # what has come has been read too
    rows = page.locator(".gantt-row.measure")

    # Within the press itself: nothing has to come any more.
    told = rows.evaluate_all(
        """rows => rows.map(row => {
          row.dispatchEvent(new MouseEvent('click', { bubbles: true }));
          return [row.querySelector('.words').textContent, document.querySelector('#panel').innerText];
        })"""
    )

    assert len(told) > 1
    for name, words in told:
        assert name in words
        assert "Figures and what they rest on" in words
    page.wait_for_load_state("networkidle")
    assert len(asked) == 1


def test_of_measures_pressed_one_after_the_other_the_callbacks_are_told_of_the_last(page: Page) -> None:
    def tells(request: Request) -> bool:
        return '"trail.data"' in (request.post_data or "")

    held: list[Route] = []
    told: list[str] = []
    page.route("**/measures.json*", lambda route: held.append(route))
    page.on("request", lambda request: told.append(request.post_data or "") if tells(request) else None)
    page.locator(".gantt-row.group").first.click()
    for place in (0, 1):
        page.locator(".gantt-row.measure").nth(place).click()
    (chosen,) = parse_qs(urlsplit(page.url).query)["tiltak"]
    assert told == []

    with page.expect_request(tells):
        for route in held:
            route.continue_()

    expect(page.locator("#panel")).to_contain_text("Figures and what they rest on")
    page.wait_for_timeout(500)  # by when the callbacks of an earlier one would have been told
    assert all(chosen in each for each in told)


@pytest.mark.slow
def test_what_cannot_be_fetched_is_said_and_can_be_asked_for_again(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = open_page(browser, served, seen, width=1440, height=900)
    page.route("**/measures.json*", lambda route: route.abort())
    page.locator(".gantt-row.group").first.click()
    page.locator(".gantt-row.measure").first.click()
    expect(page.locator("#panel")).to_contain_text("It could not be fetched. Choose it again.")

    page.unroute("**/measures.json*")
    page.locator(".gantt-row.measure").nth(1).click()
    page.locator(".gantt-row.measure").first.click()

    expect(page.locator("#panel")).to_contain_text("Figures and what they rest on")
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize(("path", "shows"), [("plan", ".gantt-row"), ("kapasitet", ".capacity-cell")])
def test_the_way_back_leads_from_title_to_title(
    browser: Browser, served: Served, seen: Seen, path: str, shows: str
) -> None:
    page = open_at(browser, served, seen, path=path, query="&tiltak=tiltak_07", shows=shows)
    title = page.locator("#panel .panel-title")
    expect(page.locator("#panel")).to_contain_text("Figures and what they rest on")
    first = title.inner_text()
    page.evaluate(
        """() => {
          history.pushState({}, "", location.search.replace("tiltak_07", "tiltak_08"));
          dispatchEvent(new PopStateEvent("popstate"));
        }"""
    )
    expect(title).not_to_have_text(first)
    expect(page.locator("#panel")).to_contain_text("Figures and what they rest on")
    title.focus()

    page.go_back()

    expect(title).to_have_text(first)
    expect(page.locator("#panel")).to_contain_text("Figures and what they rest on")
    expect(title).to_be_focused()
    page.close()
    assert seen.errors == []


def test_it_closes_and_what_is_not_chosen_teaches_how_to(page: Page) -> None:
    open_first_measure(page)

    page.locator(".panel-close").click()

    expect(page.locator("#panel")).to_contain_text("Open a row and choose a measure")
    expect(page.locator(".gantt-row[aria-selected=true]")).to_have_count(0)
    page.get_by_role("button", name="What does the plan rest on?").click()
    expect(page.locator(".grounds > .part-body")).to_be_visible()
    expect(page.locator(".grounds > summary")).to_be_focused()


@pytest.mark.slow
def test_an_accepted_plan_shows_in_it_at_once(page: Page, served: Served) -> None:
    open_first_measure(page)
    expect(page.locator("#panel")).to_contain_text("Figures and what they rest on")
    workspace = served.workspace
    workspace.found_better(demo_plan(workspace.base), workspace.searches)
    before = page.locator("#panel-rest").inner_text()

    page.locator("#show").click()
    page.locator("#accept").click()

    expect(page.locator("#result")).to_be_focused()
    expect(page.locator("#panel-rest")).not_to_have_text(before)


@pytest.mark.slow
@pytest.mark.parametrize("colours", ["dark", "light"])
def test_the_colours_follow_the_system_and_can_be_turned(
    browser: Browser, served: Served, seen: Seen, colours: str
) -> None:
    page = open_page(browser, served, seen, width=1440, height=900, colours=colours)
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)
    assert (before == "rgb(16, 23, 30)") is (colours == "dark")
    open_first_measure(page)
    expect(page.locator("#panel")).to_contain_text("Figures and what they rest on")
    assert violations(page) == []

    page.locator("[data-page-act=theme]").click()
    other = "light" if colours == "dark" else "dark"
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", other)
    assert page.evaluate(ground) != before
    page.reload()
    page.wait_for_selector(".gantt-row")

    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", other)
    page.close()


@pytest.mark.slow
def test_with_colours_of_the_system_alone_all_can_be_told(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = open_page(browser, served, seen, width=1440, height=900, colours="forced")
    open_first_measure(page)

    assert violations(page) == []
    pressed = page.locator(".chip[aria-pressed=true]").evaluate("one => getComputedStyle(one).borderStyle")
    other = page.locator(".chip[aria-pressed=false]").first.evaluate(
        "one => getComputedStyle(one).borderStyle"
    )
    assert pressed != other
    page.close()


def test_the_start_of_a_phase_is_pinned_by_keys_in_its_field(page: Page) -> None:
    open_first_measure(page)
    field = page.locator("#panel-pins input").first
    expect(field).to_be_visible()
    before = field.input_value()

    field.focus()
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")

    expect(page.locator("#chips")).to_contain_text("pinned to")
    expect(page.locator("#panel-pinned")).to_contain_text("starts in")
    assert field.input_value() != before
    assert violations(page) == []
