"""Needs and sectors in a real browser: a need walked to a date and back, and a sector's answer taken in."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from e2e.conftest import Browser, Seen, Served, open_at
from e2e.test_page import assert_fits
from e2e.test_states import violations
from files.sector_books import PERIODS, filled
from playwright.sync_api import Page, expect
from web.demo import DemoEngine, demo_roadmap

from planner.model import Add, InputKind, Roadmap, SectorInput
from planner.view import saturation_data

DAY = date(2023, 1, 1)


def with_input() -> Roadmap:
    roadmap = demo_roadmap(measures=12)
    sector = next(each for each in roadmap.sectors if each.capacities)
    return replace(
        roadmap,
        inputs=(
            SectorInput(id="see", day=DAY, who="KS", content="To see results.", service="IT03", rank=2),
            SectorInput(id="find", day=DAY, who="KS", content="To find whoever knows."),
            SectorInput(id="too", day=DAY, who="Staff", content="So do we.", service="IT03"),
            SectorInput(
                id="full",
                kind=InputKind.CAPACITY,
                day=DAY,
                sector=sector.id,
                content="Too little.",
                figure_table="kapasitet",
                figure_row=f"{sector.id}/{sector.capacities[0].starts.isoformat()}",
            ),
        ),
    )


@pytest.fixture
def example() -> tuple[Roadmap, DemoEngine]:
    return with_input(), DemoEngine()


def needs(browser: Browser, served: Served, seen: Seen, *, width: int = 1440, colours: str = "light") -> Page:
    return open_at(browser, served, seen, path="behov", shows=".need", width=width, colours=colours)


@pytest.mark.slow
def test_what_is_drafted_is_on_every_open_page_at_once(browser: Browser, served: Served, seen: Seen) -> None:
    listed = needs(browser, served, seen)
    of_sector = open_at(browser, served, seen, path="kapasitet", shows="#sector-name")
    first = saturation_data(served.workspace.shown)["sectors"][0]["id"]
    cells = {"day": DAY, "kind": "need", "sector": first, "content": "A new one."}

    served.workspace.change(Add("input", {"id": "new", **cells}))

    expect(listed.locator("#needs-list")).to_contain_text("A new one")
    expect(of_sector.locator("#sector-needs")).to_contain_text("A new one")
    served.workspace.take_back()
    expect(listed.locator("#needs-list")).not_to_contain_text("A new one")
    listed.close()
    of_sector.close()
    assert seen.errors == []


def test_a_need_is_walked_to_its_date_and_back_from_the_measure_by_keys(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = needs(browser, served, seen)
    page.get_by_role("button", name="No measure").press("Enter")
    expect(page.locator("#needs-found")).to_have_text("1 shown")
    expect(page.locator(".need:visible")).to_contain_text("To find whoever knows.")
    assert "vis=unmet" in page.url
    page.get_by_role("button", name="all").press("Enter")
    page.locator("#needs-search").fill("results")
    expect(page.locator(".need:visible")).to_have_count(1)

    page.get_by_role("button", name="To see results.").press("Enter")

    walk = page.locator("#input-told .walk > li")
    expect(walk).to_have_count(4)
    expect(walk.nth(1)).to_contain_text("Informasjonstjeneste 3")
    expect(walk.nth(3)).to_contain_text("Met by the end of quarter")
    measure = walk.nth(2).locator("a").first
    name = measure.inner_text()
    measure.press("Enter")
    expect(page.locator("#panel .panel-title")).to_have_text(name)
    back = page.locator("#panel").get_by_role("link", name="To see results.")
    back.press("Enter")
    expect(page.locator("#input-told .panel-title")).to_have_text("To see results.")
    page.close()
    assert seen.errors == []


def test_the_way_back_leads_to_what_was_chosen_and_shown_then(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = needs(browser, served, seen)
    title, find = page.locator("#input-told .panel-title"), "To find whoever knows."
    page.get_by_role("button", name="To see results.").click()
    page.get_by_role("button", name="No measure").click()
    page.get_by_role("button", name=find).click()
    page.get_by_role("button", name="all").click()
    expect(title).to_have_text(find)

    page.go_back()

    expect(title).to_have_text("To see results.")
    expect(page.locator(".need:visible")).to_have_count(1)
    assert "vis=unmet" in page.url
    chosen = page.locator(".needs-page [aria-pressed=true]")
    assert [each.split("\n")[0] for each in chosen.all_text_contents()] == ["No measure", "To see results."]
    page.close()
    assert seen.errors == []


def test_others_on_the_same_become_what_is_chosen_with_the_focus_on_its_title(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = needs(browser, served, seen)
    page.get_by_role("button", name="To see results.").click()

    page.locator("#input-told").get_by_role("link", name="So do we.").press("Enter")

    title = page.locator("#input-told .panel-title")
    expect(title).to_have_text("So do we.")
    expect(title).to_be_focused()
    expect(page.get_by_role("button", name="So do we.")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="To see results.")).to_have_attribute("aria-pressed", "false")
    page.close()
    assert seen.errors == []


TYPED = """words => {
    const field = document.getElementById("needs-search"), told = document.getElementById("needs-found");
    window.said = [];
    const hear = () => window.said.push(told.textContent);
    new MutationObserver(hear).observe(told, { childList: true, subtree: true, characterData: true });
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    for (let end = 1; end <= words.length; end += 1) {
        write.call(field, words.slice(0, end));
        field.dispatchEvent(new Event("input", { bubbles: true }));
    }
}"""
"""Type words letter by letter, faster than any pause, and keep what is said of how many there are."""


def test_how_many_are_shown_is_said_once_for_a_word_and_not_again_where_it_is_the_same(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = needs(browser, served, seen)
    expect(page.locator("#needs-found")).to_have_text("4 shown")

    page.evaluate(TYPED, "results")

    expect(page.locator("#needs-found")).to_have_text("1 shown")
    page.get_by_role("button", name="Has a date").click()
    page.get_by_role("button", name="all").click()
    expect(page.locator(".need:visible")).to_have_count(1)
    page.locator("#needs-search").fill("nothing of that")
    expect(page.locator("#needs-found")).to_have_text("0 shown")
    assert page.evaluate("window.said") == ["1 shown", "0 shown"]
    page.close()
    assert seen.errors == []


def test_a_figure_leads_back_to_who_spoke_of_it(browser: Browser, served: Served, seen: Seen) -> None:
    page = open_at(browser, served, seen, path="data", query="&tabell=capacity", shows=".sheet-cell")
    page.locator('.sheet-body .sheet-row[aria-rowindex="2"] > [aria-colindex="3"]').click()

    link = page.get_by_role("link", name="Too little.")
    link.press("Enter")

    expect(page.locator("#input-told .panel-title")).to_have_text("Too little.")
    page.close()
    assert seen.errors == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("width", "colours"), [(1440, "light"), (1440, "dark"), (390, "light"), (1440, "forced")]
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, served: Served, seen: Seen, width: int, colours: str
) -> None:
    page = needs(browser, served, seen, width=width, colours=colours)
    page.locator(".need .choose").first.click()
    expect(page.locator("#input-told .walk")).to_be_visible()

    assert violations(page) == []
    assert_fits(page)
    page.close()


def test_the_workbook_of_a_sector_comes_back_with_a_preview(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = open_at(browser, served, seen, path="kapasitet", shows=".capacity-cell")
    address = page.locator("#sector-book").get_attribute("href")
    assert address is not None
    book = page.request.get(served.address.rstrip("/") + address)
    assert book.headers["content-disposition"].endswith('.xlsx"')
    content = filled(
        book.body(), {(PERIODS, "lav", 3): None, (PERIODS, "sannsynlig", 3): 1.5, (PERIODS, "høy", 3): None}
    )
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Send a file").press("Enter")
    chosen.value.set_files(
        {"name": "answer.xlsx", "mimeType": "application/octet-stream", "buffer": BytesIO(content).getvalue()}
    )

    expect(page.locator("#upload-headline")).to_contain_text("would change")
    expect(page.locator("#upload-headline")).to_be_focused()
    expect(page.locator("#upload-preview")).to_contain_text("given by Kari Nordmann on 2 May 2023")
    assert served.workspace.drafted.changes == ()
    assert violations(page) == []
    page.locator("#upload-take").press("Enter")

    expect(page.locator("#upload-done")).to_contain_text("from answer.xlsx")
    assert served.workspace.drafted.changes
    page.close()
    assert seen.errors == []
