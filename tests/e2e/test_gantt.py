"""The Gantt and the load worked with keys alone, with the pointer, and on paper."""

import pytest
from e2e.conftest import Served
from playwright.sync_api import Page, expect

MOST_STOPS = 8
"""Of the tab key from the last tool over the plan to its first row."""


def press(page: Page, *keys: str) -> None:
    """Press one key after the other."""
    for key in keys:
        page.keyboard.press(key)


def focused(page: Page, name: str) -> str | None:
    """Give an attribute of what has the focus."""
    text = page.evaluate("name => document.activeElement.getAttribute(name)", name)
    return None if text is None else str(text)


def enter_gantt(page: Page) -> None:
    """Go to the Gantt by the tab key, as somebody without a mouse would."""
    page.locator("[data-view=all]").focus()
    for _stop in range(MOST_STOPS):
        press(page, "Tab")
        if focused(page, "role") == "row":
            return


def test_the_gantt_is_one_stop_of_the_tab_key(page: Page) -> None:
    enter_gantt(page)
    assert focused(page, "role") == "row"

    press(page, "Tab")

    assert focused(page, "role") == "gridcell"
    assert page.evaluate("document.activeElement.closest('#load') !== null")


def test_a_measure_is_found_and_chosen_with_keys_alone(page: Page) -> None:
    enter_gantt(page)
    assert focused(page, "aria-expanded") == "false"

    press(page, "ArrowRight")
    assert focused(page, "aria-expanded") == "true"
    press(page, "ArrowDown")
    assert focused(page, "aria-level") == "2"
    name = focused(page, "aria-label") or ""
    press(page, "Enter")

    expect(page.locator("#panel .panel-title")).to_have_text(name.split(".")[0])
    assert focused(page, "aria-selected") == "true"
    expect(page.locator(".arrow").first).to_be_attached()


def test_rows_open_and_close_like_a_tree(page: Page) -> None:
    enter_gantt(page)
    press(page, "ArrowRight", "ArrowDown", "ArrowRight", "ArrowDown")
    assert focused(page, "aria-level") == "3"

    press(page, "ArrowLeft")
    assert focused(page, "aria-level") == "2"
    press(page, "ArrowLeft", "ArrowLeft", "ArrowLeft")

    assert (focused(page, "aria-level"), focused(page, "aria-expanded")) == ("1", "false")
    expect(page.locator(".gantt-row")).to_have_count(6)


def test_home_and_end_reach_the_first_and_the_last_row(page: Page) -> None:
    enter_gantt(page)

    press(page, "End")
    assert focused(page, "aria-posinset") == "6"
    press(page, "Home")
    assert focused(page, "aria-posinset") == "1"


def test_a_row_says_its_dates_and_shares(page: Page) -> None:
    enter_gantt(page)
    press(page, "ArrowRight", "ArrowDown")

    spoken = focused(page, "aria-label") or ""

    assert "Rollout in" in spoken
    assert "quarter" in spoken
    assert "%" in spoken


def test_keys_zoom_and_pan_and_show_all_again(page: Page) -> None:
    enter_gantt(page)
    whole = years(page)

    press(page, "+", "+", "+")
    near = years(page)
    press(page, "Shift+ArrowRight")
    later = years(page)
    press(page, "0")

    assert len(near) < len(whole)
    assert later != near
    assert years(page) == whole


def years(page: Page) -> list[str]:
    """Give the years that the axis names, once the picture has settled."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    names = page.locator(".gantt-axis .year")
    return list(names.evaluate_all("all => all.map(one => one.textContent + one.getAttribute('x'))"))


def test_dragging_pans_and_does_not_choose(page: Page) -> None:
    page.locator("[data-view=in]").click()
    page.locator("[data-view=in]").click()
    before = years(page)
    box = page.locator(".gantt-row").first.bounding_box()
    assert box

    page.mouse.move(box["x"] + 700, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + 500, box["y"] + 15, steps=5)
    page.mouse.up()

    assert years(page) != before
    expect(page.locator(".gantt-row")).to_have_count(6)


def test_the_wheel_zooms_only_with_the_control_key(page: Page) -> None:
    page.locator(".gantt-row").first.hover()
    whole = years(page)

    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")

    assert years(page) != whole


def test_every_way_of_grouping_has_its_rows(page: Page) -> None:
    for name, rows in (("Sector", 8), ("Goal", 4), ("Owner", 6)):
        page.locator("label", has_text=name).first.click()
        expect(page.locator(".gantt-row.group")).to_have_count(rows)


def test_only_rows_in_view_are_drawn_but_paper_has_all(page: Page, served: Served) -> None:
    page.locator("[data-view=open]").click()
    everything = 6 + len(served.workspace.base.measures)
    assert page.locator(".gantt-row").count() < everything
    assert page.locator(".gantt-scroll").get_attribute("aria-rowcount") == str(everything + 1)

    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert page.locator(".gantt-row").count() == everything


def test_on_paper_the_chart_takes_the_width_of_the_sheet_and_gives_it_back(page: Page) -> None:
    on_screen = chart_width(page)

    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    on_paper = chart_width(page)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")

    assert on_paper == 1496
    assert chart_width(page) == on_screen < on_paper


def chart_width(page: Page) -> int:
    """Give the width of the chart in pixels."""
    return int(page.locator("#gantt").evaluate("host => Math.round(host.getBoundingClientRect().width)"))


def test_rows_far_down_are_drawn_when_scrolled_to(page: Page) -> None:
    page.locator("[data-view=open]").click()
    enter_gantt(page)

    press(page, "End")

    assert focused(page, "aria-rowindex") == "67"
    below = "document.querySelector('.gantt-scroll').getBoundingClientRect().bottom"
    assert page.evaluate(f"document.activeElement.getBoundingClientRect().bottom <= {below}")


@pytest.mark.slow
def test_a_row_that_is_chosen_far_down_stays_where_it_is(page: Page) -> None:
    page.locator("[data-view=open]").click()
    scroller = page.locator(".gantt-scroll")
    scroller.evaluate("e => { e.scrollTop = 300; }")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    scroller.locator(".gantt-row.measure").nth(8).click()

    expect(page.locator("#panel h2").first).to_be_visible()
    page.wait_for_load_state("networkidle")

    assert scroller.evaluate("e => e.scrollTop") == 300


def test_the_load_is_read_cell_by_cell(page: Page) -> None:
    page.locator(".load-cell[tabindex='0']").focus()

    press(page, "ArrowRight", "ArrowDown", "End")

    spoken = focused(page, "aria-label") or ""
    assert "quarter 4 of 2032" in spoken
    assert "person-months" in spoken
    expect(page.locator("#load-readout")).to_have_text(spoken)


def test_the_load_stands_on_the_same_axis_as_the_gantt(page: Page) -> None:
    page.locator("[data-view=in]").click()
    page.locator("[data-view=on]").click()

    places = page.evaluate(
        """() => {
          const years = (selector) => [...document.querySelectorAll(selector + ' .year-line')]
            .map((line) => Math.round(line.getBoundingClientRect().left));
          return [years('.gantt-axis'), years('.load-axis')];
        }"""
    )

    assert places[0] == places[1]
    assert places[0]


def test_names_from_the_data_never_run(page: Page) -> None:
    ran = page.evaluate(
        """async () => {
          const { shape, svg, text } = await import('/assets/components/elements/elements.mjs');
          const host = document.createElement('div');
          document.body.appendChild(host);
          const drawing = svg(host, '');
          text(drawing, '<img src=x onerror="window.ran=1">', {});
          shape(drawing, 'rect', {}, '<script>window.ran=1</script>');
          return [host.querySelectorAll('img, script').length, window.ran];
        }"""
    )

    assert ran == [0, None]


def test_the_first_picture_is_marked_so_that_a_benchmark_can_time_it(page: Page) -> None:
    assert page.evaluate("performance.getEntriesByName('gantt').length") == 1


@pytest.mark.slow
def test_ten_zooms_in_a_row_end_at_the_nearest_view(page: Page) -> None:
    whole = years(page)

    for _step in range(10):
        page.locator("[data-view=in]").click()

    near = years(page)
    assert 0 < len(near) < len(whole)
