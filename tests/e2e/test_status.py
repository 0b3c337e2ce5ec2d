"""A status date in the browser: a late phase is reported, rolled in, planned around, adopted and undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.conftest import Browser, Door, Seen, Served, open_at, serve
from playwright.sync_api import Locator, Page, Route, expect
from web.stored import a_store, opened_on
from web.test_status import LATE, LawfulEngine


@pytest.fixture
def kept(tmp_path: Path, door: Door) -> Iterator[Served]:
    """Serve a made-up roadmap with a lawful plan and a store."""
    engine = LawfulEngine()
    workspace = opened_on(a_store(tmp_path), engine=engine)
    yield from serve(door, workspace, engine)


def cell(page: Page, row: str, header: str) -> Locator:
    """Give a cell of the sheet by what its row is about, and the heading of its column."""
    heads = page.locator(".sheet-heading-words").all_inner_texts()
    place = heads.index(header)
    line = page.locator(".sheet-body .sheet-row").filter(
        has=page.get_by_text(row.split("\x1f")[0], exact=True)
    )
    return line.filter(has=page.get_by_text(row.split("\x1f")[1], exact=True)).locator("> *").nth(place)


def test_a_late_phase_is_reported_rolled_in_planned_around_adopted_and_undone(
    browser: Browser, kept: Served, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.web.searches.units_missing", lambda: 0)
    page = open_at(browser, kept, seen, path="status", shows=".sheet-cell")
    page.locator("#status-day").fill("2023-11-15")
    page.keyboard.press("Enter")
    expect(page.locator("#status-becomes")).to_contain_text("it becomes 1 October 2023")

    cell(page, LATE, "remaining").click()
    page.keyboard.type("mange")
    page.keyboard.press("Enter")
    expect(cell(page, LATE, "remaining")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#status-coming")).to_contain_text("nothing is taken in by half")
    page.reload()
    page.wait_for_selector(".sheet-cell")
    cell(page, LATE, "remaining").click()
    block = "Measure\tphase\tsource\tremaining\ntiltak_05\tutredning\tNHN\t3\n"
    page.evaluate("text => navigator.clipboard.writeText(text)", block)
    page.keyboard.press("Control+v")
    page.locator("dialog[open]").get_by_role("button", name="Paste").click()
    expect(cell(page, LATE, "remaining")).to_have_text("3")
    expect(page.locator("#status-coming")).to_contain_text("periods late")
    expect(page.locator(".sheet-state")).to_contain_text("1 row reported")

    page.locator("#roll").click()
    page.locator("dialog[open] input").fill("Ola")
    page.keyboard.press("Enter")
    expect(page.locator("#result")).to_contain_text("Rolled forward to 1 October 2023 as version 2")
    expect(page.locator("#result")).to_be_focused()
    expect(page.locator("#status-planned")).to_contain_text("A plan is proposed")
    expect(page.locator("#status-planned .moved li").first).to_be_visible()

    page.locator("#accept").click()
    expect(page.locator("#record")).to_have_text("Plan of record")
    expect(page.locator("#status-standing")).to_contain_text("Status date: 1 October 2023")
    page.locator("#undo").click()
    expect(page.locator("#accepted")).to_contain_text("outdated")
    page.locator("#unroll").click()
    expect(page.locator("#status-standing")).to_contain_text("Status date: 1 January 2023")
    expect(page.locator(".sheet-state")).to_contain_text("1 row reported")
    page.close()
    assert seen.errors == []


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_row_pasted_into_a_new_one_lands_in_its_columns_with_and_without_what_cannot_be_typed(
    browser: Browser, kept: Served, seen: Seen, is_whole: bool
) -> None:
    page = open_at(browser, kept, seen, path="status", shows=".sheet-cell")
    texts = {"name": "E-resept", "measure": "tiltak_06", "plan_begin": "1 Jan 2023", "status": "stopped"}
    heads = page.locator(".sheet-heading-words").all_inner_texts() if is_whole else ["measure", "phase"]
    cell(page, LATE, "remaining").click()
    page.keyboard.press("Insert")

    page.evaluate(
        "text => navigator.clipboard.writeText(text)", "\t".join(texts.get(head, "") for head in heads) + "\n"
    )
    page.keyboard.press("Control+v")
    if is_whole:
        page.locator("dialog[open]").get_by_role("button", name="Paste").click()

    expect(page.locator(".sheet-state")).to_contain_text("1 row reported")
    filled = {"measure": "tiltak_06"} | ({"state": "stopped"} if is_whole else {})
    assert [dict(row.cells) for row in kept.workspace.reporting.rows] == [filled]
    page.close()
    assert seen.errors == []


def test_a_roll_whose_answer_got_lost_is_told_of_and_done_once(
    browser: Browser, kept: Served, seen: Seen
) -> None:
    page = open_at(browser, kept, seen, path="status", shows=".sheet-cell")
    refused = page.locator("dialog[open]").get_by_role("alert")
    lost: list[Route] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route)
            route.fetch()
            route.fulfill(status=400)
        else:
            route.continue_()

    page.route("**/status/roll*", lambda route: route.fulfill(status=500))
    page.locator("#roll").click()
    expect(page.locator("#result")).to_have_text("The planner did not answer as it should (error 500).")
    page.unroute("**/status/roll*")
    page.route("**/status/roll*", lose_the_first)
    page.locator("#roll").click()
    page.locator("dialog[open] input").fill("Ola")
    page.keyboard.press("Enter")
    expect(refused).to_contain_text("did not answer as it should (error 400)")
    page.keyboard.press("Enter")

    expect(page.locator("#result")).to_have_text("Saved as version 2.")
    page.close()
    assert kept.workspace.drafting.needs_store()[0].versions.newest().number == 2


def test_on_a_phone_the_page_is_no_wider_than_the_phone(browser: Browser, kept: Served, seen: Seen) -> None:
    page = open_at(browser, kept, seen, path="status", shows=".sheet-cell", width=390, height=844)

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    page.close()
