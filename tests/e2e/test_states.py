"""Every page in every state it can be in, as axe sees it: light, dark, and in the system's own colours."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from e2e.conftest import Browser, Door, Seen, Served, open_at, serve, workbook
from e2e.test_page import RULES
from playwright.sync_api import Page, expect
from web.demo import DemoEngine, ExplainingEngine, demo_roadmap
from web.stored import a_store, opened_on

from planner.check import check
from planner.model import Set
from planner.tables import edited
from planner.web.pages.layout import PAGES
from planner.web.workspace import Workspace

COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""What another look of the same elements can break."""

Step = Callable[[Page], object]


def violations(page: Page) -> list[str]:
    """Give what axe finds: all in light, what colours can break in dark and in the system's own."""
    found = []
    looks = (("light", "none", RULES), ("dark", "none", COLOURS), ("light", "active", COLOURS))
    for scheme, forced, rules in looks:
        page.emulate_media(color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
        wrong = Axe().run(page, options=rules).response["violations"]
        found += [f"{scheme} {forced} {rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in wrong]
    page.emulate_media(color_scheme="light", forced_colors="none")
    return found


def click(selector: str) -> Step:
    """Click on the first of what is meant."""
    return lambda page: page.locator(selector).first.click()


def press(key: str) -> Step:
    """Press a key."""
    return lambda page: page.keyboard.press(key)


def command(name: str) -> Step:
    """Press a button of the tables."""
    return lambda page: page.locator("#data-panel").get_by_role("button", name=name, exact=True).click()


def shows(selector: str) -> Step:
    """Wait until something is there."""
    return lambda page: expect(page.locator(selector).first).to_be_visible()


def open_all(selector: str) -> Step:
    """Open what lies behind several presses at once, also where one would close the other."""
    return lambda page: page.locator(selector).evaluate_all(
        "all => all.forEach((one) => { one.open = true; })"
    )


@pytest.fixture
def kept(tmp_path: Path, door: Door) -> Iterator[Served]:
    """Serve a made-up roadmap with a store, a draft that is planned, and a scenario."""
    engine = DemoEngine()
    workspace = opened_on(a_store(tmp_path), engine=engine)
    yield from serve(door, workspace, engine)


def told(page: Page, served: Served, states: list[tuple[str, list[Step]]]) -> dict[str, list[str]]:
    """Go from state to state, and give what is wrong in each."""
    found = {}
    for address, steps in states:
        page.goto(f"{served.address}{address}{'&' if '?' in address else '?'}lang=en")
        page.wait_for_load_state("networkidle")
        for step in steps:
            step(page)
        if wrong := violations(page):
            found[f"{address} after {len(steps)}"] = wrong
    return found


AT_REST = [
    ("plan", [shows(".gantt-row")]),
    ("endringer", [shows(".versions")]),
    ("malbilde", [shows("#matrix td")]),
    ("behov", [shows(".needs-page h1")]),
    ("kapasitet", [shows(".capacity-cell")]),
    ("avhengigheter", [shows("#around-choice")]),
    ("data", [shows(".sheet-cell")]),
    ("status", [shows(".sheet-cell"), shows("#status-coming > *")]),
    ("scenarioer", [shows("#scenario-new")]),
    ("styret", [shows(".board-figures")]),
    ("plan?sok=nothing%20is%20called%20this", [shows(".gantt-axis")]),
    ("plan?scenario=99", [shows("h1")]),
]
"""Each page where nothing is drafted, proposed or chosen; and what is looked for in vain."""

AT_WORK = [
    (
        "plan?tiltak=tiltak_05&filter=late",
        [shows("#panel .panel-title"), shows("#accept"), open_all("details:not(.fold)")],
    ),
    ("plan?tiltak=tiltak_05", [shows("#panel .panel-title"), open_all("details.fold")]),
    ("plan", [shows(".load-cell, #load [role=gridcell]"), click("#load [role=gridcell]")]),
    ("endringer?tiltak=tiltak_05", [shows("#picks > *")]),
    ("malbilde?tjeneste=IT03", [shows("#service-told h2"), open_all("details")]),
    ("kapasitet", [click(".capacity-cell"), press("Shift+ArrowRight"), open_all("details")]),
    ("avhengigheter?tiltak=tiltak_09&dybde=2", [shows("#around-told tbody tr")]),
    ("status", [shows("#status-coming > *"), open_all("details")]),
    ("scenarioer", [shows(".scenario-rows")]),
    ("styret", [click("#certify"), shows("#certificate-files code"), open_all("details")]),
]
"""Each page while a draft stands, a plan is proposed and something is chosen, with all open that opens."""

QUICK_STATES = 1
"""Of these, so many are looked at with every change, the others by night."""

IN_TABLES = [
    ("data", [click(".sheet-cell"), press("F2")]),
    ("data", [click(".sheet-cell"), press("ArrowUp"), press("Alt+ArrowDown")]),
    ("data", [click(".sheet-cell"), command("Drop rows"), shows("dialog[open]")]),
    ("data?tabell=rollouts", [shows(".sheet-cell[aria-invalid=true]"), open_all("details")]),
    ("data", [click("#save"), shows("dialog[open]")]),
]
"""The tables while something is typed, a heading or a dialog is open, and something cannot be read."""


def walked(browser: Browser, served: Served, seen: Seen, states: list[tuple[str, list[Step]]]) -> None:
    """See that nothing is wrong in any of the states."""
    page = open_at(browser, served, seen, path="styret", shows="h1")
    assert told(page, served, states) == {}
    page.close()
    assert seen.errors == []


@pytest.mark.slow
def test_axe_finds_nothing_on_any_page_at_rest(browser: Browser, kept: Served, seen: Seen) -> None:
    assert {f"/{address.partition('?')[0]}" for address, _steps in AT_REST} == PAGES.keys() - {"/"}
    walked(browser, kept, seen, AT_REST)


def at_work(workspace: Workspace) -> None:
    """Draft, plan and keep something, and type what cannot be read."""
    workspace.change(Set("measures", {"id": "tiltak_05"}, "name", "Another name"))
    workspace.propose()
    assert workspace.jobs.wait(60)
    assert workspace.drafting.store is not None
    workspace.drafting.store.scenarios.add(
        "Another name", base=1, changes=workspace.drafted.changes, aim=workspace.decided.aim, owner="Kari"
    )
    workspace.keep_rough(("rollouts", ("tiltak_00", first_sector(workspace)), "pace"), "fast")


def first_sector(workspace: Workspace) -> str:
    """Give who takes the first measure into use."""
    return next(each.sector for each in workspace.base.rollouts if each.measure == "tiltak_00")


@pytest.mark.parametrize(
    "states",
    [
        AT_WORK[:QUICK_STATES],
        pytest.param(AT_WORK[QUICK_STATES:], marks=pytest.mark.slow),
        pytest.param(IN_TABLES, marks=pytest.mark.slow),
    ],
    ids=["the plan", "other pages", "tables"],
)
def test_axe_finds_nothing_while_somebody_works(
    browser: Browser, kept: Served, seen: Seen, states: list[tuple[str, list[Step]]]
) -> None:
    at_work(kept.workspace)
    walked(browser, kept, seen, states)


def in_conflict(page: Page, served: Served) -> None:
    """Save what somebody else has saved otherwise since, and be asked what is to hold."""
    store = served.workspace.drafting.store
    assert store is not None
    other = edited(store.versions.roadmap(1), [Set("measures", {"id": "tiltak_05"}, "name", "Theirs")])
    store.versions.save(other, parent=1, author="Ola")
    page.locator("#save").click()
    page.get_by_role("dialog").get_by_label("Your name").fill("Kari")
    page.keyboard.press("Enter")
    expect(page.locator(".clash")).to_have_count(1)


def looked_at(page: Page, file: Path, said: str) -> None:
    """Send a file, and see what it would change."""
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Send a file").click()
    chosen.value.set_files(file)
    expect(page.locator("#upload-headline")).to_be_focused()
    expect(page.locator("#upload-headline")).to_contain_text(said)
    page.locator("#upload-shown details").evaluate_all("all => all.forEach((one) => { one.open = true; })")


def lose_contact(page: Page) -> None:
    """Close what is open, and be without a server."""
    press("Escape")(page)
    page.context.set_offline(True)
    expect(page.locator("#lost-contact")).not_to_be_empty()


@pytest.mark.slow
def test_axe_finds_nothing_in_a_conflict_before_a_file_is_taken_in_and_without_contact(
    browser: Browser, kept: Served, tmp_path: Path
) -> None:
    at_work(kept.workspace)
    page = open_at(browser, kept, Seen(), path="data", shows=".sheet-cell")
    right, wrong = tmp_path / "right.xlsx", tmp_path / "wrong.xlsx"
    workbook(kept.workspace.base, right, mistakes=[("measures", "tiltak_03", "name", "New name")])
    workbook(kept.workspace.base, wrong, mistakes=[("measures", "tiltak_03", "deadline", "soon")])
    steps: dict[str, Step] = {
        "no fault": lambda page: looked_at(page, right, "things would change"),
        "faults": lambda page: looked_at(page, wrong, "1 cell that cannot be read"),
        "conflict": lambda page: in_conflict(page, kept),
        "no contact": lose_contact,
    }
    found = {}
    for name, step in steps.items():
        step(page)
        found[name] = violations(page)

    assert found == {name: [] for name in found}
    page.close()


WITHOUT_A_PLAN = [("plan", [shows("h1")]), ("data", [shows("h1, .sheet-cell")]), ("endringer", [shows("h1")])]


@pytest.mark.slow
def test_axe_finds_nothing_where_there_is_no_plan(browser: Browser, door: Door, seen: Seen) -> None:
    late = edited(
        demo_roadmap(measures=8), [Set("measures", {"id": "tiltak_05"}, "deadline", date(2023, 6, 1))]
    )
    engine = ExplainingEngine()
    made = Workspace(late, engine=engine, findings=check(late))
    made.explain_no_plan()
    for served in serve(door, made, engine):
        walked(browser, served, seen, WITHOUT_A_PLAN)


def test_the_page_says_its_language_right_after_each_switch(page: Page) -> None:
    for name, code in (("Bokmål", "nb"), ("Nynorsk", "nn"), ("English", "en")):
        page.get_by_role("link", name=name).click()
        page.wait_for_url(f"**lang={code}*")
        assert page.evaluate("document.documentElement.lang") == code
        expect(page.locator(f"a.language[lang={code}]")).to_have_count(0)
