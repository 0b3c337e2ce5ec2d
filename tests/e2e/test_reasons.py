"""Why the dates of a measure are what they are: read, followed, drawn and left, by pointer and by keys."""

import threading

import pytest
from e2e.conftest import Browser, Seen, Served, ask, open_page
from e2e.test_page import assert_fits, violations
from playwright.sync_api import Locator, Page, expect
from web.told import DemoExplainer

from planner.web.reasons import Reasons
from planner.why import ExplainerProcess

FIRST, SECOND = "Digital hjemmeoppfølging, første versjon", "Digital hjemmeoppfølging, grunnlag"


def choose(page: Page, measure: str = "tiltak_15") -> None:
    """Choose a measure in the Gantt."""
    page.locator("[data-view=open]").click()
    row = page.locator(f".gantt-row.measure[data-key$='/{measure}']").first
    scroller = page.locator(".gantt-scroll")
    while not row.count():
        scroller.evaluate("one => one.scrollBy(0, 300)")
        page.evaluate("new Promise(requestAnimationFrame)")
    row.click()
    expect(page.locator("#panel .panel-title")).to_have_text(FIRST)


def dates(page: Page) -> Locator:
    """Give the rows of the dates."""
    return page.locator(".why-date")


def tell(page: Page, words: str) -> None:
    """Press a date so that its reason is told."""
    page.locator(".why-name", has_text=words).click()
    expect(page.locator(".why-date.told")).to_contain_text(words)


def in_chain(page: Page) -> list[str]:
    """Give the names of the measures in the chain, from the top."""
    return list(page.locator(".gantt-row.measure.in-chain .words").all_inner_texts())


def focused(page: Page) -> str:
    """Give the words of what has the focus."""
    return str(page.evaluate("document.activeElement.innerText"))


def test_choosing_a_measure_tells_why_each_of_its_dates_is_what_it_is(page: Page) -> None:
    choose(page)

    expect(page.locator("#why h3")).to_have_text("Why these dates")
    expect(dates(page).first).to_contain_text("Start of utredning")
    expect(dates(page).first).to_contain_text("Held, with all others as planned")
    expect(dates(page).first).to_contain_text("This measure begins after the building of “")
    expect(page.locator("#why [role=status]")).to_have_text("The reasons of 5 dates are there.")
    expect(page.locator(".gantt-row.in-chain")).to_have_count(0)
    expect(page.locator("#stop")).to_be_hidden()


def test_a_link_is_followed_and_drawn_and_there_is_a_way_back(page: Page) -> None:
    choose(page)
    tell(page, "Start of utredning")
    expect(page.locator(".trail li")).to_have_count(1)
    expect(page.locator(".chain-arrow:not(.waits)").last).to_be_attached()
    assert in_chain(page) == [SECOND, FIRST]

    page.evaluate("window.scrollTo(0, 900)")
    page.locator(".onward.depends").click()

    expect(page.locator("#panel .panel-title")).to_have_text(SECOND)
    expect(page.locator(".trail li")).to_have_count(2)
    expect(page.locator(".why-date.told .why-name")).to_be_focused()
    expect(page.locator(".chain-number").first).to_be_in_viewport()
    expect(page.locator(".chain-number")).to_have_text(["1", "2"])
    assert in_chain(page) == [SECOND, FIRST]
    assert violations(page) == []
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.locator("#panel .panel-title")).to_have_text(FIRST)
    expect(page.locator(".why-date.told .why-name")).to_be_focused()
    page.get_by_role("button", name="Leave the chain").click()
    expect(page.locator(".gantt-row.in-chain")).to_have_count(0)
    expect(page.locator("#why h3")).to_be_focused()


@pytest.mark.slow
def test_who_fills_a_sector_is_drawn_dashed_and_can_be_followed(page: Page) -> None:
    choose(page)
    tell(page, "End of the rollout in")
    waits = page.locator(".gantt-over .chain-arrow.waits")
    expect(waits).to_have_count(2)
    heads = page.locator(".chain-head.waits")
    expect(heads).to_have_count(3)  # the legend has one too
    for head in heads.all():
        expect(head).to_be_visible()
    style = waits.first.evaluate("one => getComputedStyle(one).strokeDasharray")
    assert style != "none", "told apart without its colour"
    paths = waits.evaluate_all("all => all.map(one => one.getAttribute('d'))")
    assert [path.endswith("h8") for path in paths].count(True) == 1, "dashes over dashes would fill the gaps"
    expect(page.locator(".chain-full").last).to_be_attached()
    expect(page.locator(".gantt-over .chain-label")).to_contain_text(["40%", "25%"])

    page.locator(".onward.waits").first.click()

    expect(page.locator(".trail li")).to_have_count(2)
    expect(waits.first).to_be_attached()


def test_all_of_it_is_done_with_keys_alone(page: Page) -> None:
    choose(page)
    expect(dates(page)).to_have_count(5)
    page.locator(".why-name").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".why-name").first).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".onward")).to_have_count(1)
    assert focused(page).startswith("Start of utredning"), "a press on a date leaves the focus there"

    for _tab in range(2):  # the source of the link, then where it leads
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#panel .panel-title")).to_have_text(SECOND)
    expect(page.locator(".why-date.told .why-name")).to_be_focused()
    expect(page.locator("#why [role=status]")).to_contain_text(SECOND)
    for _tab in range(2):
        page.keyboard.press("Shift+Tab")
    assert focused(page) == "See the chain in the plan"
    page.keyboard.press("Enter")
    expect(page.locator(".gantt-row.group.in-chain")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".gantt-row.in-chain")).to_have_count(0)
    expect(page.locator("#why")).to_be_hidden()


@pytest.mark.slow
def test_what_comes_later_leaves_the_focus_where_it_is(browser: Browser, served: Served, seen: Seen) -> None:
    patient = threading.Event()
    served.workspace.reasons = Reasons(lambda plan: DemoExplainer(plan, patient=patient))
    page = open_page(browser, served, seen, width=1440, height=1000)
    choose(page)
    expect(dates(page).first).to_contain_text("Is being worked out.")
    tell(page, "Start of utvikling")
    assert violations(page) == []

    patient.set()

    expect(page.locator(".why-date.told .why-held")).to_be_visible()
    expect(page.locator(".why-date.told .why-name")).to_be_focused()
    page.close()


@pytest.mark.slow
def test_an_accepted_plan_drops_the_reasons_of_the_one_before(page: Page, served: Served) -> None:
    choose(page)
    tell(page, "Start of utredning")
    expect(page.locator("#why [role=status]")).not_to_be_empty()
    before = page.locator(".why-date.told .why-when").inner_text()
    ask(page)
    page.locator("#stop").click()

    page.locator("#accept").click()

    expect(page.locator(".why-date.told .why-when")).not_to_have_text(before)
    expect(page.locator(".why-date.told")).to_contain_text("Held by these together")
    assert served.workspace.reasons._plan is served.workspace.shown.plan


@pytest.mark.slow
def test_a_measure_in_the_chain_is_gone_on_to_from_its_row(page: Page) -> None:
    choose(page)
    tell(page, "Start of utredning")
    expect(page.locator(".gantt-row.measure.in-chain")).to_have_count(2)

    page.locator(".gantt-row.measure.in-chain").first.click()

    expect(page.locator("#panel .panel-title")).to_have_text(SECOND)
    expect(page.locator(".trail li")).to_have_count(2)
    page.locator(".gantt-row.measure.in-chain").last.click()
    expect(page.locator("#panel .panel-title")).to_have_text(FIRST)
    expect(page.locator(".trail li")).to_have_count(1)


@pytest.mark.slow
def test_letting_go_of_a_measure_ends_the_work_on_its_reasons(
    browser: Browser, served: Served, seen: Seen
) -> None:
    answering = DemoExplainer(served.workspace.shown.plan, patient=threading.Event())
    served.workspace.reasons = Reasons(lambda _plan: answering)
    page = open_page(browser, served, seen, width=1440, height=1000)
    choose(page)
    expect(dates(page).first).to_contain_text("Is being worked out.")

    page.keyboard.press("Escape")

    expect(page.locator("#why")).to_be_hidden()
    assert not served.workspace.reasons.is_busy
    page.close()


@pytest.mark.slow
def test_a_measure_that_is_chosen_anew_leaves_the_chain(page: Page) -> None:
    choose(page)
    tell(page, "Start of utredning")
    expect(page.locator(".gantt-row.in-chain").first).to_be_attached()

    page.locator(".gantt-row.measure:not(.in-chain)").first.click()

    expect(page.locator(".gantt-row.in-chain")).to_have_count(0)
    expect(page.locator(".trail")).to_be_hidden()


@pytest.mark.slow
def test_on_paper_the_dates_keep_their_names(page: Page) -> None:
    choose(page)
    tell(page, "Start of utredning")
    expect(page.locator(".onward.depends")).to_be_visible()

    page.emulate_media(media="print")

    for stays in (".why-name", ".crumb", ".onward"):
        expect(page.locator(stays).first).to_be_visible()
    expect(page.locator(".trail-buttons button").first).to_be_hidden()


@pytest.mark.slow
def test_on_a_phone_a_chain_is_followed_and_seen(phone: Page) -> None:
    choose(phone)
    tell(phone, "Start of utredning")
    phone.locator(".onward.depends").click()
    expect(phone.locator(".why-date.told .why-name")).to_be_focused()
    expect(phone.locator(".why-date.told .why-name")).to_be_in_viewport()
    assert_fits(phone)
    assert violations(phone) == []

    phone.get_by_role("button", name="See the chain in the plan").click()

    expect(phone.locator(".chain-number").first).to_be_in_viewport()
    assert in_chain(phone) == [SECOND, FIRST]


@pytest.mark.slow
def test_reasons_of_a_process_of_its_own_come_to_the_page(
    browser: Browser, served: Served, seen: Seen
) -> None:
    served.workspace.reasons = Reasons(ExplainerProcess)
    page = open_page(browser, served, seen, width=1440, height=1000)
    choose(page)

    expect(page.locator(".why-verdict").first).to_be_visible()

    expect(dates(page)).to_have_count(5)
    page.close()
