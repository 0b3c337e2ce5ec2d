"""Two windows on one workspace, and what a button does in the instant it is pressed, in a browser."""

from collections.abc import Iterator
from threading import Event

import pytest
from e2e.conftest import Browser, Seen, Served, ask, open_page, open_part
from e2e.test_aims import choose, open_aims
from playwright.sync_api import Page, Route, expect

from planner.model import Set
from planner.web.journal import Journal
from planner.web.sight import is_of_another_run


@pytest.fixture
def other(browser: Browser, served: Served, seen: Seen) -> Iterator[Page]:
    """Open another window on the same workspace."""
    made = open_page(browser, served, seen, width=1440, height=1000)
    yield made
    made.wait_for_load_state("networkidle")
    made.close()


def is_callback_of(route: Route, name: str) -> bool:
    """Tell whether a request is made because something on the page changed."""
    return f'"{name}"' in (route.request.post_data or "").split("changedPropIds")[-1]


def deaf(page: Page) -> None:
    """Let a window hear no news: as if it had been pressed before they came."""

    def answer(route: Route) -> None:
        if is_callback_of(route, "clock.n_intervals"):
            route.fulfill(status=204)
        else:
            route.continue_()

    page.route("**/_dash-update-component*", answer)


def propose(page: Page) -> None:
    """Ask the question and stop the search, so that its plan is proposed."""
    ask(page)
    page.locator("#stop").click()
    expect(page.locator("#accept")).to_be_visible()


def test_what_is_accepted_in_one_window_shows_in_the_other(page: Page, other: Page) -> None:
    propose(page)
    expect(other.locator(".answer h2")).to_have_text("With Helse Nord 120%")

    page.locator("#accept").click()

    expect(other.locator("#sentence")).to_contain_text("With the changes that are made")
    expect(other.locator(".answer")).to_be_hidden()
    expect(other.locator("#undo")).to_be_visible()
    open_part(other, ".own-capacity")
    expect(other.get_by_label("Helse Nord", exact=True)).to_have_value("120")
    assert other.locator(".downloads a").first.get_attribute("href") == page.locator(
        ".downloads a"
    ).first.get_attribute("href")


def test_a_window_hears_of_changes_where_answers_take_longer_than_it_waits_to_ask(
    page: Page, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    tick, slow = "planner.web.pages.callbacks.is_of_another_run", Event()
    monkeypatch.setattr(tick, lambda *asked: slow.wait(1) or is_of_another_run(*asked))
    page.evaluate("() => window.dash_clientside.set_props('clock', { interval: 200 })")

    served.workspace.change(Set("measures", {"id": "tiltak_05"}, "name", "Another name"), words="Named anew")

    expect(page.locator("#chips")).to_contain_text("Named anew", timeout=20_000)


def test_a_clock_asks_again_where_its_answer_is_lost(browser: Browser, served: Served) -> None:
    page, lost = open_page(browser, served, Seen(), width=1440, height=1000), list[Route]()

    def lose_the_first(route: Route) -> None:
        if is_callback_of(route, "clock.n_intervals") and not lost:
            lost.append(route)
            route.abort()
        else:
            route.continue_()

    page.route("**/_dash-update-component*", lose_the_first)
    expect(page.locator("#lost-contact")).not_to_be_empty()
    expect(page.locator("#lost-contact")).to_be_empty()
    page.close()


@pytest.mark.slow
def test_an_answer_that_never_comes_is_given_up_said_and_asked_for_again(
    browser: Browser, served: Served
) -> None:
    page, held = open_page(browser, served, Seen(), width=1440, height=1000), list[Route]()

    def hold_the_first(route: Route) -> None:
        if is_callback_of(route, "clock.n_intervals") and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/_dash-update-component*", hold_the_first)
    expect(page.locator("#lost-contact")).not_to_be_empty()
    expect(page.locator("#lost-contact")).to_be_empty()
    page.close()


def test_a_click_is_heard_however_often_the_page_is_drawn_anew(page: Page, served: Served) -> None:
    propose(page)
    button = page.locator("#accept").element_handle()

    for _time in range(3):
        with page.expect_response("**/_dash-update-component*"):
            served.workspace.journal.redraw()
        page.wait_for_timeout(300)

    assert page.evaluate("button => button.isConnected", button)
    served.workspace.journal.redraw()
    page.locator("#accept").click()
    expect(page.locator("#sentence")).to_contain_text("With the changes that are made")


def test_a_command_on_an_old_revision_is_refused_with_what_changed(
    page: Page, other: Page, served: Served
) -> None:
    propose(page)
    expect(other.locator("#accept")).to_be_visible()
    deaf(other)
    page.locator("#discard").click()
    expect(page.locator(".answer")).to_be_hidden()
    before = served.workspace.shown

    other.locator("#accept").click()

    told = other.locator("#refusal")
    expect(told).to_contain_text("Nothing was done, for the page has changed since you saw it")
    expect(told).to_contain_text("the proposed plan has been discarded")
    expect(other.locator(".answer")).to_be_hidden()
    assert served.workspace.shown is before
    ask(other)
    expect(told).to_be_empty()


def test_an_idle_window_is_sent_nothing_where_nothing_has_changed(page: Page) -> None:
    told = []
    for _time in range(2):
        with page.expect_response(
            lambda answer: "clock.n_intervals" in (answer.request.post_data or "")
        ) as came:
            pass
        told.append(came.value.status)

    assert told[-1] == 204


def test_a_window_of_an_earlier_run_says_so_and_shows_no_other_plan(page: Page, served: Served) -> None:
    served.workspace.journal = Journal()

    expect(page.locator("#refusal")).to_have_text(
        "The planner has been started again since this page was opened, or has read the data again. "
        "Reload the page."
    )


def test_discarding_leaves_no_field_at_what_was_asked(page: Page) -> None:
    open_part(page, ".own-capacity")
    field = page.get_by_label("Fastleger", exact=True)
    field.fill("150")
    choose(page, "Even load")
    loss = page.get_by_label("Net benefit that may be lost for it")
    loss.fill("9")
    page.locator("#aim-run").click()
    page.locator("#stop").click()
    expect(page.locator(".answer h2")).to_contain_text("With Fastleger 150%. Aim: even load")

    page.locator("#discard").click()

    open_part(page, ".own-capacity")
    expect(field).to_have_value("100")
    open_aims(page)
    expect(page.get_by_role("radio", name="Largest net benefit")).to_be_checked()
    choose(page, "Even load")
    expect(loss).to_have_value("2")


def test_a_button_is_busy_at_once_and_a_second_click_is_no_second_command(page: Page, served: Served) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if is_callback_of(route, "question.n_clicks"):
            held.append(route)
        else:
            route.continue_()

    page.route("**/_dash-update-component*", hold)
    button = page.locator("#question")

    # Within the click itself, before anything else can run: no clock is needed to see that it is at once.
    busy = button.evaluate("one => { one.click(); return one.getAttribute('aria-busy'); }")
    button.evaluate("one => one.click()")

    assert busy == "true"
    expect(button).to_have_attribute("aria-busy", "true")
    page.wait_for_timeout(0)
    assert len(held) == 1
    held[0].continue_()
    expect(button).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("#job")).to_contain_text("Computing a new plan")
    assert len(served.engine.asked) == 1


SENT = """async (statuses) => {
    const script = [...document.querySelectorAll("link[rel=modulepreload]")]
        .map((link) => link.href)
        .find((address) => address.includes("contact/sending"));
    const { sentUntilAnswered } = await import(script);
    const [fetched, waited, told] = [window.fetch, window.setTimeout, []];
    window.fetch = async () => new Response("{}", { status: statuses.shift() });
    window.setTimeout = (go) => waited(go, 0);
    try {
        const tell = (isLost, refused) => told.push([isLost, refused ?? 0]);
        return [await sentUntilAnswered("/x", {}, tell), told];
    } finally {
        [window.fetch, window.setTimeout] = [fetched, waited];
    }
}"""
"""Send a command that is answered with statuses one after the other; give its answer and what was told."""


def test_a_command_is_sent_until_the_planner_is_reached_and_given_up_where_it_fails(page: Page) -> None:
    away = [502, 503, 504] * 3

    assert page.evaluate(SENT, [*away, 200]) == [{}, [[True, 0]] * len(away) + [[False, 0]]]
    assert page.evaluate(SENT, [500, 503, 500, 500, 500]) == [None, [[True, 0]] * 4 + [[False, 500]]]
