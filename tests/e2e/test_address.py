"""What a window shows stands in its address: opened as it was sent, and left by the way back."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from e2e.conftest import Browser, Seen, Served, open_page
from playwright.sync_api import Page, expect


@pytest.fixture
def desk(browser: Browser, served: Served, seen: Seen) -> Iterator[Page]:
    """Open the plan as it first shows itself."""
    made = open_page(browser, served, seen, width=1440, height=900)
    made.goto(f"{served.address}plan?lang=en")
    made.wait_for_selector(".gantt-row.measure")
    yield made
    made.close()
    assert seen.errors == []


def asked(page: Page, name: str) -> str:
    """Give what the address says of one thing."""
    return parse_qs(urlsplit(page.url).query).get(name, [""])[0]


def title(page: Page) -> str:
    """Give the name of the measure in the inspector."""
    return page.locator("#panel .panel-title").inner_text()


def test_a_window_opens_as_it_was_sent(desk: Page, served: Served) -> None:
    drawn = """() => { window.firsts = []; new MutationObserver(() => {
      const years = [...document.querySelectorAll('.gantt-axis .year')].map((one) => one.textContent);
      if (years.length && !window.firsts.length) window.firsts.push(years.join());
    }).observe(document, { childList: true, subtree: true }); }"""
    desk.add_init_script(f"({drawn})()")

    desk.goto(
        f"{served.address}plan?lang=en&tiltak=tiltak_15&grupper=goal&fra=2025-01&til=2027-01&sok=utvikling"
    )

    expect(desk.locator("#panel .panel-title")).to_have_text("Digital hjemmeoppfølging, første versjon")
    expect(desk.locator("#search")).to_have_value("utvikling")
    expect(desk.get_by_role("radio", name="Goal")).to_be_checked()
    expect(desk.locator("#why .why-date").first).to_be_visible()
    assert "2023" not in desk.evaluate("window.firsts[0]"), (
        "the first picture is already the one that was sent"
    )


def test_a_link_to_a_measure_shows_its_row_wherever_it_stands(desk: Page, served: Served) -> None:
    last = served.workspace.shown.roadmap.measures[-1]
    desk.goto(f"{served.address}plan?lang=en&tiltak={last.id}")

    expect(desk.locator("#panel .panel-title")).to_have_text(last.name)
    expect(desk.locator(".gantt-row[aria-selected=true]", has_text=last.name)).to_be_in_viewport()


def test_what_is_chosen_is_left_by_the_way_back_and_found_again(desk: Page) -> None:
    rows = desk.locator(".gantt-row.measure")
    rows.nth(1).click()
    first = title(desk)
    rows.nth(3).click()
    expect(desk.locator("#panel .panel-title")).not_to_have_text(first)
    second, where = title(desk), asked(desk, "tiltak")

    desk.go_back()
    expect(desk.locator("#panel .panel-title")).to_have_text(first)
    desk.go_back()
    expect(desk.locator("#panel .panel-title")).to_have_count(0)
    desk.go_forward()
    desk.go_forward()

    expect(desk.locator("#panel .panel-title")).to_have_text(second)
    assert asked(desk, "tiltak") == where
    expect(desk.locator(".gantt-row[aria-selected=true]")).to_have_count(1)


def test_zooming_filtering_and_closing_rows_are_kept_and_add_no_step_back(desk: Page) -> None:
    steps = desk.evaluate("history.length")

    desk.locator("[data-view=in]").click()
    desk.locator("[data-view=in]").click()
    desk.locator(".gantt-row.group").first.click()
    desk.locator(".chip[data-filter=late]").click()
    for name in ("fra", "til", "apne", "filter"):
        expect(desk).to_have_url(re.compile(f"[?&]{name}="))

    assert asked(desk, "filter") == "late"
    assert desk.evaluate("history.length") == steps
    kept, years = desk.url, desk.locator(".gantt-axis .year").all_inner_texts()
    desk.goto("about:blank")
    desk.goto(kept)
    expect(desk.locator(".chip[data-filter=late]")).to_have_attribute("aria-pressed", "true")
    assert desk.locator(".gantt-axis .year").all_inner_texts() == years


@pytest.mark.slow
def test_the_filters_are_taken_back_and_all_takes_back_all(desk: Page) -> None:
    for kind in ("late", "out"):
        desk.locator(f".chip[data-filter={kind}]").click()
    assert asked(desk, "filter") == "late,out"
    desk.locator(".tile[data-filter=late]").click()
    assert asked(desk, "filter") == "out"

    desk.locator(".chip[data-filter='']").click()

    assert asked(desk, "filter") == ""
    expect(desk.locator(".chip[data-filter='']")).to_have_attribute("aria-pressed", "true")


@pytest.mark.slow
def test_another_page_keeps_the_measure_and_the_way_back_leads_to_the_plan(desk: Page) -> None:
    desk.locator(".gantt-row.measure").first.click()
    name = title(desk)

    desk.locator("a[data-page='/malbilde']").click()
    expect(desk.locator(".target-page")).to_be_visible()
    assert asked(desk, "tiltak")
    expect(desk.locator("#panel .panel-title")).to_have_text(name)
    expect(desk.locator("main h1")).to_be_focused()
    expect(desk).to_have_title("Target picture – Eksempelveikart")
    desk.go_back()

    expect(desk.locator(".gantt-row[aria-selected=true]")).to_have_count(1)
    expect(desk.locator("#panel .panel-title")).to_have_text(name)


@pytest.mark.slow
def test_another_language_keeps_the_view(desk: Page) -> None:
    desk.locator(".gantt-row.measure").first.click()
    chosen = asked(desk, "tiltak")

    desk.get_by_role("link", name="Bokmål").click()
    expect(desk.locator(".roadmap-name")).to_be_visible()

    expect(desk.locator("#panel .panel-title")).to_be_visible()
    assert (asked(desk, "lang"), asked(desk, "tiltak")) == ("nb", chosen)
    assert desk.evaluate("document.documentElement.lang") == "nb"


@pytest.mark.slow
def test_nothing_in_an_address_breaks_the_page(desk: Page, served: Served) -> None:
    desk.goto(
        f"{served.address}plan?lang=en&tiltak=%3Cimg%20src%3Dx%3E&grupper=nobody&fra=9999-99&til=a&filter=x,,y&apne=%00%7C"
    )

    expect(desk.locator(".gantt-row").first).to_be_visible()
    expect(desk.locator("#panel")).to_contain_text("The measure is not in the data any more.")
