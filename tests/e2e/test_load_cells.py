"""A cell of the load opened in a real browser: who fills it, who waits, and the way back."""

from axe_playwright_python.sync_playwright import Axe
from e2e.conftest import Served
from e2e.test_gantt import focused, press
from e2e.test_page import RULES
from playwright.sync_api import Locator, Page, expect


def a_full_cell(page: Page) -> Locator:
    """Give a cell of a sector that is full then."""
    return page.locator(".load-row").first.locator(".load-cell.full").nth(4)


def test_a_cell_tells_who_fills_it_and_leads_to_a_measure(page: Page) -> None:
    cell = a_full_cell(page)

    cell.click()

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Who fills it")
    expect(dialog).to_contain_text("Who waits")
    expect(dialog.locator("h3")).to_contain_text("Helse Nord, quarter")
    first = dialog.locator(".load-name-of").first
    name = first.inner_text()
    found = Axe().run(page, context=".load-dialog", options=RULES).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:160]) for rule in found] == []
    first.click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#panel .panel-title")).to_have_text(name)


def test_keys_open_a_cell_and_escape_goes_back_to_it(page: Page) -> None:
    page.locator(".load-cell[tabindex='0']").focus()
    press(page, "End")
    before = focused(page, "aria-label")

    press(page, "Enter")
    expect(page.get_by_role("dialog")).to_contain_text("Who fills it")
    expect(page.get_by_role("button", name="Close", exact=True)).to_be_focused()
    press(page, "Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    assert focused(page, "aria-label") == before


def test_a_press_elsewhere_closes_it(page: Page) -> None:
    a_full_cell(page).click()
    expect(page.get_by_role("dialog")).to_be_visible()

    page.locator(".plan-load h2").click()

    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_six_fullest_sectors_stand_first_and_all_at_a_press(page: Page, served: Served) -> None:
    everyone = len(served.workspace.base.sectors)
    expect(page.locator(".load-row")).to_have_count(6)

    page.get_by_role("button", name=f"Show all {everyone} sectors").click()

    expect(page.locator(".load-row")).to_have_count(everyone)
    page.get_by_role("button", name="Show the fullest sectors only").click()
    expect(page.locator(".load-row")).to_have_count(6)


def test_numbers_stand_in_the_cells_where_there_is_room(page: Page) -> None:
    page.set_viewport_size({"width": 900, "height": 1000})
    number = page.locator(".load-cell.full .load-number").first
    expect(number).to_be_hidden()

    for _step in range(6):
        page.locator("[data-view=in]").click()

    expect(number).to_be_visible()
    expect(number).to_have_text("100")
