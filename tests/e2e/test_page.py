"""The page in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from e2e.conftest import Browser, Seen, Served, ask, open_at, open_page, open_part
from playwright.sync_api import Page, expect

from planner.language import in_language
from planner.say import sourced_words
from planner.web.sources import sources

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


REPEATED = (
    ".numbers tbody tr:nth-child(n+4)",
    ".coverage-grid tbody tr:nth-child(n+9)",
    ".load-row:nth-child(n+4)",
)
"""Rows that are made like the ones before them; only one test pays for looking at them all."""


def violations(page: Page, *, all_rows: bool = False) -> list[str]:
    """Give what axe finds against WCAG 2.0 and 2.1, A and AA: rule and first place."""
    context = None if all_rows else {"exclude": [[selector] for selector in REPEATED]}
    found = Axe().run(page, context=context, options=RULES).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


def open_first_measure(page: Page) -> None:
    """Open the first group and choose its first measure."""
    page.locator(".gantt-row.group").first.click()
    page.locator(".gantt-row.measure").first.click()
    expect(page.locator("#panel .panel-title")).to_be_visible()


def test_the_page_shows_sentence_banner_levels_gantt_load_and_target_picture(
    page: Page, served: Served
) -> None:
    with in_language("en"):
        sourced = sourced_words(served.workspace.shown.plan)

    expect(page.locator("#sentence")).to_contain_text("of the target picture by the end of 2030")
    expect(page.locator("#banner")).to_have_text(f"Example built on open sources. {sourced}")
    expect(page.locator(".gantt-row.group")).to_have_count(6)
    expect(page.locator(".load-row")).to_have_count(6)
    open_part(page, ".reach")
    expect(page.locator(".level")).to_have_count(3)
    open_part(page, ".target")
    expect(page.locator(".coverage-grid tbody tr")).to_have_count(27)


def test_the_charting_library_is_not_loaded(page: Page, seen: Seen) -> None:
    page.wait_for_load_state("networkidle")

    assert not [url for url in seen.requests if "plotly" in url]


def test_the_page_in_bokmal_says_so(browser: Browser, served: Served, seen: Seen) -> None:
    page = open_page(browser, served, seen, width=1440, height=1000)
    page.get_by_role("link", name="Bokmål").click()
    page.wait_for_selector(".gantt-row")

    assert page.evaluate("document.documentElement.lang") == "nb"
    page.close()


@pytest.mark.slow
def test_axe_finds_nothing_on_the_first_screen(page: Page) -> None:
    assert violations(page, all_rows=True) == []


def test_axe_finds_nothing_with_everything_open(page: Page) -> None:
    page.locator("[data-view=open]").click()
    page.locator(".gantt-row.measure .twist").first.click()
    page.locator(".gantt-row.measure").first.click()
    expect(page.locator("#panel .panel-title")).to_be_visible()
    for part in (".tables-part", ".target"):
        open_part(page, part)
    for table in page.locator(".table-of > summary:visible").all():
        table.click()
    expect(page.locator(".table-of table")).to_have_count(4)

    assert violations(page) == []


@pytest.mark.slow
def test_axe_finds_nothing_while_computing_and_with_an_answer(page: Page, served: Served) -> None:
    ask(page)
    expect(page.locator("#job")).to_contain_text("Computing a new plan")
    assert violations(page) == []
    page.locator("#stop").click()
    expect(page.locator("#discard")).to_be_visible()

    assert violations(page) == []


def test_axe_finds_nothing_on_a_phone(phone: Page) -> None:
    open_first_measure(phone)

    assert violations(phone) == []


def test_a_phone_never_scrolls_sideways(phone: Page) -> None:
    assert_fits(phone)
    open_first_measure(phone)
    open_part(phone, ".own-capacity")
    for part in (".tables-part", ".target"):
        open_part(phone, part)
    for table in phone.locator(".table-of > summary:visible").all():
        table.click()
    expect(phone.locator(".table-of table")).to_have_count(4)

    assert_fits(phone)


def assert_fits(page: Page) -> None:
    """See that nothing makes the page wider than its window."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_table_opens_with_the_numbers_of_its_picture(page: Page) -> None:
    open_part(page, ".tables-part")
    page.get_by_text("The load as a table").click()

    expect(page.locator(".table-of table tbody tr")).to_have_count(8)


def test_the_question_is_answered_with_a_difference_to_discard(page: Page, served: Served) -> None:
    sentence = page.locator("#sentence").inner_text()
    ask(page)
    expect(page.locator("#job")).to_contain_text("distance 0.4%")
    assert served.engine.patient
    served.engine.patient.set()

    expect(page.locator(".answer")).to_contain_text("measures moved")
    assert page.locator("#sentence").inner_text() == sentence
    page.locator("#discard").click()

    expect(page.locator(".answer")).to_be_hidden()
    assert served.workspace.proposal is None


@pytest.mark.slow
def test_the_proposed_plan_is_striped_until_it_is_accepted(page: Page, served: Served) -> None:
    page.locator("[data-view=open]").click()
    ask(page)
    page.locator("#stop").click()
    expect(page.locator(".phase.proposed").first).to_be_attached()

    page.locator("#accept").click()

    expect(page.locator(".phase.proposed")).to_have_count(0)
    expect(page.locator("#sentence")).to_contain_text("With the changes that are made")


@pytest.mark.slow
def test_the_capacity_of_one_sector_can_be_chosen(page: Page, served: Served) -> None:
    open_part(page, ".own-capacity")
    page.get_by_label("Fastleger", exact=True).fill("150")
    page.get_by_role("button", name="Compute a new plan").click()
    page.locator("#stop").click()

    expect(page.locator(".answer h2")).to_have_text("With Fastleger 150%")


@pytest.mark.slow
def test_a_capacity_that_cannot_be_asked_gets_a_message_at_its_field(page: Page, served: Served) -> None:
    open_part(page, ".own-capacity")
    field = page.get_by_label("Fastleger", exact=True)
    for written in ("120,5", "-50", ""):
        field.fill(written)
        page.get_by_role("button", name="Compute a new plan").click()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_value(written)

    expect(page.locator(".capacity-fields")).to_contain_text("Write a whole number from 10 to 300.")
    assert violations(page) == []
    assert served.workspace.searches.asking is None
    page.get_by_role("button", name="Back to 100%").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(0)


@pytest.mark.slow
def test_an_accepted_plan_names_its_capacity_and_can_be_undone(page: Page, served: Served) -> None:
    sentence = page.locator("#sentence").inner_text()
    ask(page)
    page.locator("#stop").click()
    page.locator("#accept").click()
    expect(page.locator("#accepted")).to_contain_text("With Helse Nord 120%")
    open_part(page, ".own-capacity")
    expect(page.get_by_label("Helse Nord", exact=True)).to_have_value("120")

    page.locator("#undo").click()

    expect(page.locator("#accepted")).to_be_empty()
    expect(page.locator("#sentence")).to_have_text(sentence)
    expect(page.get_by_label("Helse Nord", exact=True)).to_have_value("100")


@pytest.mark.slow
def test_lost_contact_is_said_and_taken_back(browser: Browser, served: Served) -> None:
    page = open_page(browser, served, Seen(), width=1440, height=1000)
    banner = page.locator("#lost-contact")
    expect(banner).to_be_empty()

    page.context.set_offline(True)
    ask(page)
    expect(banner).to_have_text("No contact with the planner. Start it again, and reload the page.")
    assert violations(page) == []

    page.context.set_offline(False)
    ask(page)
    expect(banner).to_be_empty()
    page.close()


def test_each_script_is_read_once_and_the_page_gets_no_globals_of_ours(page: Page, seen: Seen) -> None:
    scripts = [url.split("/assets/")[1] for url in seen.requests if url.endswith(".mjs")]

    assert sorted(scripts) == list(sources(".mjs"))
    assert page.evaluate("() => [typeof window.planner, typeof window.Gantt]") == ["undefined"] * 2
    given = page.evaluate("() => Object.keys(window.dash_clientside.planner)")
    callbacks = page.evaluate("() => fetch('/_dash-dependencies').then((answer) => answer.json())")
    asked = {(each["clientside_function"] or {}).get("function_name") for each in callbacks} - {None}
    assert asked <= set(given)
    assert set(given) - asked <= {"counts", "filter"}, "what the tools over the plan ask of the Gantt"


def test_the_plan_on_the_screen_can_be_downloaded(page: Page) -> None:
    open_part(page, ".files")
    for name, file in (("Download A3 sheet (PDF)", "plan.pdf"), ("data (JSON)", "plan.json")):
        with page.expect_download() as coming:
            page.get_by_role("link", name=name).click()
        assert coming.value.suggested_filename == file


def test_on_a_phone_the_rail_shows_the_name_of_the_page_that_is_shown(phone: Page, served: Served) -> None:
    phone.goto(f"{served.address}styret?lang=nb")

    expect(phone.locator(".rail-link[aria-current]")).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_panel_comes_into_view_with_the_focus(phone: Page) -> None:
    open_first_measure(phone)

    expect(phone.locator("#panel .panel-title")).to_be_focused()
    expect(phone.locator("#panel .panel-title")).to_be_in_viewport()


def test_beside_the_gantt_the_panel_leaves_the_focus_in_the_row(page: Page) -> None:
    open_first_measure(page)

    expect(page.locator(".gantt-row.measure").first).to_be_focused()


@pytest.mark.slow
def test_on_paper_the_levels_stay_and_what_is_clicked_goes(page: Page) -> None:
    ask(page)
    page.locator("#stop").click()
    expect(page.locator("#accept")).to_be_visible()

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    expect(page.locator(".levels")).to_be_visible()
    for gone in (
        "#accept",
        "#discard",
        "#question",
        ".tools",
        ".downloads",
        ".capacity-fields",
        ".aim-fields",
    ):
        expect(page.locator(gone)).to_be_hidden()


def test_paper_begins_with_the_figures_and_the_plan_and_not_with_what_is_asked_or_chosen(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    for shown in ("#sentence", ".tile >> nth=0", ".gantt-row >> nth=0"):
        expect(page.locator(shown)).to_be_visible()
    parts = ("#sentence", ".tiles", ".plan-rows", ".plan-load", ".tools-row")
    tops = [page.locator(part).evaluate("one => one.getBoundingClientRect().top") for part in parts]
    assert tops == sorted(tops)
    for gone in (".looks", ".own-capacity", ".own-aim"):
        expect(page.locator(gone).first).to_be_hidden()


def test_hidden_rows_have_a_scrollbar_and_a_tall_window_shows_more_of_them(page: Page) -> None:
    page.locator("[data-view=open]").click()
    scroller = page.locator(".gantt-scroll")

    wide = scroller.evaluate("one => getComputedStyle(one, '::-webkit-scrollbar').width")
    heights = []
    for height in (500, 1000, 1600):
        page.set_viewport_size({"width": 1440, "height": height})
        heights.append(scroller.evaluate("one => one.clientHeight"))

    assert wide == "14px"
    assert heights[0] >= 12 * 37
    assert heights[2] > heights[1] > 0.5 * 1000


def test_the_better_plan_is_offered_live_and_leaves_zoom_choice_and_open_rows(
    browser: Browser, served: Served, seen: Seen
) -> None:
    served.workspace.start()
    page = open_page(browser, served, seen, width=1440, height=1000)
    open_first_measure(page)
    page.locator("[data-view=in]").click()
    page.evaluate("new Promise(requestAnimationFrame)")  # a zoom is drawn in the next frame
    before, sentence = drawn(page), page.locator("#sentence").inner_text()
    reached = "reaches 52% of the target picture"
    assert reached in sentence
    open_part(page, ".reach")
    level = page.locator(".level").first
    expect(level).to_contain_text("Being computed")
    assert served.engine.patient

    served.engine.patient.set()

    expect(level).to_contain_text("of the target picture")
    expect(page.locator("#announcement")).to_have_text("A better plan has been found.")
    expect(page.locator("#offer")).to_contain_text("A better plan has been found: net benefit")
    expect(page.locator("#offer")).to_contain_text("less than NOK 0.1 million higher after what missed")
    expect(page.locator("#stop")).to_be_hidden()
    assert drawn(page) == before
    expect(page.locator("#sentence")).to_contain_text(reached)
    expect(page.locator("#sentence")).to_contain_text("A plan up to 12% better may be possible.")
    assert violations(page) == []
    page.locator("#show").click()
    expect(page.locator(".answer h2")).to_be_focused()
    page.locator("#accept").click()
    expect(page.locator(".answer")).to_be_hidden()
    expect(page.locator("#sentence")).not_to_contain_text(reached)
    expect(page.locator("#result")).to_be_focused()
    expect(page.locator("#result")).to_contain_text("Accepted: ")
    page.close()


def test_nothing_can_be_compared_where_there_is_no_scenario(
    browser: Browser, served: Served, seen: Seen
) -> None:
    page = open_at(browser, served, seen, path="scenarioer", shows="#scenario-new")

    expect(page.locator("#scenario-new")).to_be_visible()
    expect(page.locator("#compare")).to_be_hidden()
    page.close()


def drawn(page: Page) -> tuple[int, str, str | None]:
    """Give how many rows are shown, where the years stand, and what is chosen."""
    years = page.locator(".gantt-axis .year").evaluate_all(
        "all => all.map(one => one.getAttribute('x')).join()"
    )
    chosen = page.locator(".gantt-row[aria-selected=true]").first.get_attribute("data-key")
    return page.locator(".gantt-row").count(), years, chosen
