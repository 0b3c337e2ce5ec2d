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
    expect(page.locator("#status-coming")).to_contain_text("quarters late")
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


@pytest.mark.slow
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


def pasted(page: Page) -> dict[str, str]:
    """Paste into a row that is added, and give what it is asked for by column."""
    page.keyboard.press("Insert")
    page.keyboard.press("Control+v")
    rows = page.locator("dialog[open] tbody tr")
    expect(rows.first).to_be_visible()
    cells = [row.locator("> *").all_inner_texts() for row in rows.all()]
    assert {each[0] for each in cells} == {"New row"}
    return {each[1]: each[3] for each in cells}


@pytest.mark.slow
@pytest.mark.parametrize("first", ["name", "measure", "phase"])
def test_cells_copied_in_the_sheet_and_pasted_into_a_new_row_land_in_the_columns_they_were_copied_from(
    browser: Browser, kept: Served, seen: Seen, first: str
) -> None:
    page = open_at(browser, kept, seen, path="status", shows=".sheet-cell")
    heads = page.locator(".sheet-heading-words").all_inner_texts()
    cell(page, LATE, "remaining").click()
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-state")).to_contain_text("1 row reported")

    cell(page, LATE, first).click()
    for _column in range(heads.index("remaining") - heads.index(first)):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+c")

    found = pasted(page)
    wanted = {"measure": "tiltak_05", "phase": "utredning", "remaining": "3"}
    kept_of = {head: text for head, text in wanted.items() if heads.index(head) >= heads.index(first)}
    assert {head: text for head, text in found.items() if text != "empty"} == kept_of
    page.close()
    assert seen.errors == []


@pytest.mark.slow
@pytest.mark.parametrize("is_known", [True, False])
def test_rows_of_a_spreadsheet_that_begin_with_names_lie_from_the_column_of_names(
    browser: Browser, kept: Served, seen: Seen, is_known: bool
) -> None:
    page = open_at(browser, kept, seen, path="status", shows=".sheet-cell")
    heads = page.locator(".sheet-heading-words").all_inner_texts()
    name = kept.workspace.as_drafted.measure("tiltak_06").name
    texts = {
        "name": name if is_known else "tiltak_06",
        "measure": "tiltak_06",
        "sector": "apotek",
        "phase": "bygging",
    }
    row = "\t".join(texts[head] for head in heads[:4])
    cell(page, LATE, "remaining").click()

    page.evaluate("text => navigator.clipboard.writeText(text)", row)

    found = pasted(page)
    del texts["name"]
    assert (found == texts) is is_known
    page.close()
    assert seen.errors == []


@pytest.mark.slow
def test_a_block_that_reaches_below_the_last_row_keeps_its_columns_there(
    browser: Browser, kept: Served, seen: Seen
) -> None:
    page = open_at(browser, kept, seen, path="status", shows=".sheet-cell")
    heads = page.locator(".sheet-heading-words").all_inner_texts()
    first, last = heads.index("phase"), heads.index("remaining")
    page.locator(".sheet-body .sheet-row:not(.new)").last.locator("> *").nth(first).click()
    row = "\t".join(str(place) for place in range(first, last + 1))

    page.evaluate("text => navigator.clipboard.writeText(text)", f"{row}\n{row}\n")
    page.keyboard.press("Control+v")

    rows = page.locator("dialog[open] tbody tr")
    expect(rows.first).to_be_visible()
    cells = [each.locator("> *").all_inner_texts() for each in rows.all()]
    new = {column: text for row, column, _now, text, *_problem in cells if row == "New row"}
    assert new.items() >= {"phase": str(first), "remaining": str(last)}.items()
    page.close()
    assert seen.errors == []


@pytest.mark.slow
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
