"""The columns beside the bars, the search and the filters, and the time head, in a real browser."""

import io
import re
from typing import Literal

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from e2e.conftest import Served
from e2e.test_gantt import enter_gantt, focused, press
from e2e.test_page import RULES
from playwright.sync_api import Locator, Page, expect


def looked_for(page: Page, text: str = "", *kinds: str) -> str:
    """Look for measures, as the page's search and filters do, and give what is said."""
    return str(
        page.evaluate("asked => dash_clientside.planner.filter(asked)", {"text": text, "kinds": kinds})
    )


def heads(page: Page) -> list[str]:
    """Give the headings of the columns."""
    return list(page.locator(".gantt-head > [role=columnheader]:not(.gantt-axis)").all_inner_texts())


def test_name_start_end_and_difference_stand_beside_the_bars_in_300_pixels(page: Page) -> None:
    assert heads(page) == ["Measure", "Start", "End", "Diff."]
    lefts = [page.locator(name).bounding_box() for name in (".gantt-scroll", ".gantt-axis")]
    assert lefts[0]
    assert lefts[1]
    assert lefts[1]["x"] - lefts[0]["x"] == 300
    looked_for(page, "", "late")
    row = page.locator(".gantt-row.measure:has(.later)").first

    box = row.bounding_box()
    assert box
    assert box["height"] == 30
    assert (row.locator(".col-start").get_attribute("aria-label") or "").startswith("Q")
    told, words = row.locator(".later").inner_text(), row.locator(".later").get_attribute("aria-label") or ""
    assert told.startswith("+")
    assert words.startswith(told[1:])
    assert words.endswith("later than in the published roadmap")


def test_columns_can_be_chosen(page: Page) -> None:
    page.locator("#gantt").evaluate("host => { host.dataset.columns = 'name end owner status'; }")

    expect(page.locator(".gantt-head > [role=columnheader]").nth(2)).to_have_text("Owner")
    assert heads(page) == ["Measure", "End", "Owner", "Status"]
    page.locator(".gantt-row.group").first.click()
    expect(page.locator(".gantt-row.measure .col-owner").first).to_have_text("Direktoratet for e-helse")
    expect(page.locator(".gantt-row.measure .col-status").first).to_have_text("Under way")


def in_rows(page: Page, column: str) -> list[str]:
    """Give what stands in a column of the measures, from the top."""
    return list(page.locator(f".gantt-row.measure {column}").all_inner_texts())


def test_rows_are_sorted_within_their_groups_by_a_heading_or_by_keys_and_the_address_keeps_it(
    page: Page,
) -> None:
    page.locator(".gantt-row.group").first.click()
    plan = in_rows(page, ".words")
    by_name = page.evaluate("names => [...names].sort((a, b) => a.localeCompare(b, 'en'))", plan)
    assert plan != by_name
    heading = page.locator(".gantt-head .gantt-name")

    heading.click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    assert in_rows(page, ".words") == by_name
    heading.click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert in_rows(page, ".words") == by_name[::-1]
    assert "sorter=-name" in page.url
    expect(page).to_have_url(re.compile(r"apne=group"))  # what is open is written once hands are still
    page.reload()
    expect(page.locator(".gantt-row.measure .words").first).to_have_text(by_name[-1])

    page.locator(".look > summary").click()
    page.get_by_role("radio", name="End", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.locator(".gantt-head .col-end")).to_have_attribute("aria-sort", "descending")
    years = [int(end.split()[-1]) for end in in_rows(page, ".col-end") if end]
    assert years == sorted(years, reverse=True)
    page.get_by_role("radio", name="the order of the plan").check()
    expect(page.locator(".gantt-head [aria-sort]")).to_have_count(0)
    assert in_rows(page, ".words") == plan


def test_left_and_right_open_and_close_and_then_go_from_cell_to_cell(page: Page) -> None:
    enter_gantt(page)
    press(page, "ArrowRight", "ArrowDown", "ArrowRight")
    assert (focused(page, "role"), focused(page, "aria-expanded")) == ("row", "true")

    press(page, "ArrowRight")
    assert (focused(page, "role"), focused(page, "aria-colindex")) == ("gridcell", "1")
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    assert focused(page, "aria-colindex") == "4"
    press(page, "ArrowRight")
    assert focused(page, "data-phase") == "utvikling"
    press(page, "ArrowRight", "ArrowRight")
    assert focused(page, "data-phase") == "utproving"
    press(page, "Home")
    assert focused(page, "aria-colindex") == "1"
    press(page, "ArrowLeft")
    assert (focused(page, "role"), focused(page, "aria-expanded")) == ("row", "true")
    press(page, "ArrowLeft")
    assert focused(page, "aria-expanded") == "false"


def test_up_and_down_keep_to_the_cell_and_only_one_part_is_a_stop_of_the_tab_key(page: Page) -> None:
    enter_gantt(page)
    press(page, "ArrowRight", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    index = focused(page, "aria-colindex")

    press(page, "ArrowDown")

    assert index is not None
    assert focused(page, "aria-colindex") == index
    assert page.locator(".gantt-scroll [tabindex='0']").count() == 1
    press(page, "Escape")
    assert focused(page, "role") == "row"


def test_a_search_keeps_the_groups_of_what_it_finds_and_marks_it(page: Page, served: Served) -> None:
    said = looked_for(page, "pasientens måledata")
    fit = [one for one in served.workspace.base.measures if one.name.startswith("Pasientens måledata")]

    assert said == f"{len(fit)} of 60 measures are shown"
    expect(page.locator("#gantt [role=status]")).to_have_text(said)
    expect(page.locator(".gantt-row.measure")).to_have_count(len(fit))
    expect(page.locator(".gantt-row.group")).to_have_count(len({one.owner for one in fit}))
    expect(page.locator(".gantt-row.measure").first.locator("mark")).to_have_text(["Pasientens", "måledata"])

    assert looked_for(page) == "All 60 measures are shown"
    expect(page.locator(".gantt-row.group")).to_have_count(6)
    expect(page.locator("mark")).to_have_count(0)


def test_where_nothing_fits_it_says_so(page: Page) -> None:
    looked_for(page, "finnes ikke")

    expect(page.locator(".gantt-empty")).to_contain_text("No measure fits")
    expect(page.locator(".gantt-row")).to_have_count(0)
    looked_for(page)
    expect(page.locator(".gantt-empty")).to_be_hidden()


def test_filters_show_what_they_count(page: Page) -> None:
    counts = page.evaluate("JSON.parse(JSON.stringify(window.dash_clientside.planner.counts()))")

    for kind in ("late", "deadline", "out"):
        said = looked_for(page, "", kind)
        assert said == f"{counts[kind]} of 60 measures are shown"
    assert looked_for(page, "", "late", "out").startswith(f"{counts['late'] + counts['out']} of ")


def test_the_axis_has_years_over_quarters_and_over_months_when_near(page: Page) -> None:
    assert page.locator(".gantt-axis .tick").first.text_content() == "1"
    for _step in range(3):
        page.locator("[data-view=in]").click()
    expect(page.locator(".gantt-axis .tick", has_text="Q3").first).to_be_attached()
    for _step in range(9):
        page.locator("[data-view=in]").click()
    expect(page.locator(".gantt-axis .tick", has_text="Nov").first).to_be_attached()
    assert page.locator(".gantt-axis .year").count() >= 1


def test_zooming_keeps_the_chosen_measure_where_it_is(page: Page) -> None:
    page.locator(".gantt-row.group").first.click()
    row = page.locator(".gantt-row.measure").nth(4)
    row.click()
    before = middle(row)

    page.locator("[data-view=in]").click()
    page.locator("[data-view=in]").click()

    expect(page.locator(".gantt-axis .tick", has_text="Q1").first).to_be_attached()
    assert middle(row) == pytest.approx(before, abs=6)


def middle(row: Locator) -> float:
    """Give the pixel in the middle of a row's bars."""
    box = row.locator(".gantt-bars g").evaluate(
        """all => {
          const bars = [...all.querySelectorAll('.phase, .track')].map((one) => one.getBoundingClientRect());
          return (Math.min(...bars.map((one) => one.left)) + Math.max(...bars.map((one) => one.right))) / 2;
        }"""
    )
    return float(box)


def test_arrows_can_be_switched_off_and_say_how_much_time_there_is_to_spare(page: Page) -> None:
    page.locator(".gantt-row.group").first.click()
    page.locator(".gantt-row.measure").first.click()
    arrow = page.locator(".gantt-over .arrow").first
    expect(arrow).to_be_attached()
    assert "before" in (arrow.locator("title").text_content() or "")

    page.locator("#gantt").evaluate("host => { host.dataset.arrows = 'off'; }")

    expect(page.locator(".gantt-over .arrow")).to_have_count(0)


@pytest.mark.slow
@pytest.mark.parametrize("colours", ["none", "active"])
def test_axe_finds_nothing_in_the_grid_also_in_forced_colours(
    page: Page, colours: Literal["none", "active"]
) -> None:
    page.emulate_media(forced_colors=colours)
    page.locator(".gantt-row.group").first.click()
    page.locator(".gantt-row.measure").first.click()
    looked_for(page, "journal")
    press(page, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")

    found = Axe().run(page, context="#gantt", options=RULES).response["violations"]

    assert [(rule["id"], rule["nodes"][0]["html"][:160]) for rule in found] == []


@pytest.mark.slow
def test_the_baseline_that_is_held_against_can_be_another(page: Page, served: Served) -> None:
    served.workspace.ask({})
    served.workspace.stop()
    served.workspace.jobs.wait(20)
    page.reload()
    enter_gantt(page)
    head = page.locator(".gantt-head .col-difference")
    expect(head).to_have_attribute("aria-label", "Difference to the plan of record")
    page.locator("[data-view=open]").click()
    expect(page.locator(".ghost").first).to_be_attached()

    page.locator(".gantt-row").first.focus()
    press(page, "b")

    expect(head).to_have_attribute("aria-label", "Difference to the published roadmap")
    expect(page.locator(".ghost")).to_have_count(0)
    expect(page.locator("#gantt [role=status]")).to_have_text("Difference to the published roadmap")


@pytest.mark.slow
def test_each_sheet_of_the_printed_plan_has_its_title_and_the_years_above_it(page: Page) -> None:
    page.locator("[data-view=open]").click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))  # type: ignore[no-untyped-call]

    try:
        sheets = [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in paper]
    finally:
        paper.close()  # type: ignore[no-untyped-call]
    drawn = [said for said in sheets if said.count("Q1 Q2") > 1]
    assert len(drawn) > 1, "the rows take more than one sheet"
    assert all("the plan as of" in said and "2023" in said for said in drawn)
