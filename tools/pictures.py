"""The pictures in ``docs/images``: the workspace with a saved plan, on a desk's screen and on a phone.

``python tools/pictures.py PLAN [NAME...]``, with a plan of the default data that ``planner plan data --out``
has made, and the pictures to draw; all where none is named.
"""

import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

from planner import pipeline
from planner.files import read_plan, sector_workbook
from planner.model import Plan
from planner.results import Facts
from planner.web.app import create_app
from planner.web.workspace import Workspace

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
SCREENS = {
    "workspace": ("/", 1440, 900),
    "workspace-phone": ("/", 390, 844),
    "saturation": ("/kapasitet", 1440, 900),
    "chain": ("/", 1440, 900),
    "answer": ("/kapasitet", 1440, 900),
    "sector": ("/kapasitet", 1440, 900),
    "need": ("/behov", 1440, 900),
}
"""Path, width and height in pixels of each picture; from the last two on, an answer is drafted."""
SECTOR = "kommuner"
NEED, UNMET = "Video med pasienter og pårørende i hjemmet", "Felles opplæring av vikarer"
ANSWERED_YEARS, LESS = (2025, 2026), 0.8
IN_THE_CHAIN = ("pll_bergensomradet", "Helse Vest")
"""The measure of which the picture of a chain tells a date, and what that is named after."""
REASON_MILLISECONDS = 120_000


def main(path: str, *names: str) -> int:
    """Draw pictures anew."""
    plan = replace(read_plan(path), claimed=False)  # our own, made a moment ago: nothing is a file's claim
    with serving(plan) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("PLANNER_CHROMIUM"))
        answer = an_answer(plan)
        for name in SCREENS:
            if not names or name in names:
                draw(browser, address, name, IMAGES / f"{name}.png", answer)
        browser.close()
    return 0


@contextmanager
def serving(plan: Plan) -> Iterator[str]:
    """Serve the workspace of a plan, with nothing under way, at the address that is given."""
    workspace = Workspace(plan.roadmap, engine=pipeline, is_example=True)
    workspace.start(plan, improve=False)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = create_server(create_app(workspace, port=port).server, host="127.0.0.1", port=port)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        workspace.close()


def draw(browser: Browser, address: str, name: str, file: Path, answer: bytes) -> None:
    """Draw what a window shows once its rows are there.

    Parameters
    ----------
    answer
        The workbook of a sector, filled in.
    """
    path, width, height = SCREENS[name]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{address}{path}?lang=nb")
    page.wait_for_selector(".gantt-row, .share-row, .need")
    page.wait_for_load_state("networkidle")
    showing: dict[str, Callable[[Page, bytes], None]] = {
        "chain": show_chain,
        "answer": send,
        "sector": show_sector,
        "need": show_need,
    }
    if name in showing:
        showing[name](page, answer)
    page.screenshot(path=file)
    page.close()


def an_answer(plan: Plan) -> bytes:
    """Fill in the workbook of a sector: less capacity in two years, other load, a need and a comment."""
    book: Any = load_workbook(BytesIO(sector_workbook(Facts(plan), SECTOR)))
    first, periods, _asked, remarks, _lists = book.worksheets
    keys = {cell.value: cell.row for cell in first["D"] if cell.value}
    first.cell(keys["besvart av"], 2).value = "Anne Berg, kommunedirektør"
    first.cell(keys["dato"], 2).value = date(2023, 3, 1)
    columns = {cell.value: cell.column for cell in periods[5] if cell.value}
    periods.cell(4, columns["ny annen 1"]).value = "ny helseplan"
    for row in range(6, 6 + plan.roadmap.calendar.periods):
        day = periods.cell(row, columns["fra"]).value
        for key in ("lav", "sannsynlig", "høy") if day.year in ANSWERED_YEARS else ():
            cell = periods.cell(row, columns[key])
            cell.value = cell.value and round(LESS * cell.value, 1)
        periods.cell(row, columns["ny annen 1"]).value = 40 if day.year == 2027 else None
        if (day.year, day.month) == (ANSWERED_YEARS[0], 1):
            periods.cell(row, columns["merknad"]).value = "Reformen tar fagfolk og ledere."
    for row, said in enumerate(((None, NEED, 1, "IT11"), (None, UNMET, 2, None)), start=5):
        for column, value in enumerate(said, start=1):
            remarks.cell(row, column).value = value
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def send(page: Page, answer: bytes) -> None:
    """Send an answer, and see what it would change."""
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Send en fil").click()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    chosen.value.set_files({"name": f"{SECTOR}.xlsx", "mimeType": kind, "buffer": answer})
    page.wait_for_selector("#upload-headline")
    page.mouse.move(0, 0)


def take_in(page: Page, answer: bytes) -> None:
    """Draft an answer, unless it is drafted already."""
    send(page, answer)
    if page.locator("#upload-take").is_visible():
        page.locator("#upload-take").click()
        page.wait_for_selector("#upload-done:not(:empty)")
    else:
        page.locator("#upload-leave").click()
    page.wait_for_selector("#upload-shown", state="hidden")


def show_sector(page: Page, answer: bytes) -> None:
    """Choose the sector that has answered."""
    take_in(page, answer)
    page.locator("#sector-choice").click()
    page.locator(f"[role=option][value={SECTOR}]").click()
    page.locator("#sector-needs a", has_text=UNMET).wait_for()
    page.locator(".sector-page").evaluate("one => scrollBy(0, one.getBoundingClientRect().top - 60)")
    page.mouse.move(0, 0)


def show_need(page: Page, answer: bytes) -> None:
    """Walk from a need of the sector to its date."""
    need = page.get_by_role("button", name=NEED)
    if not need.count():
        take_in_elsewhere(page, answer)
    need.click()
    page.wait_for_selector("#input-told .walk")
    page.mouse.move(0, 0)


def take_in_elsewhere(page: Page, answer: bytes) -> None:
    """Draft an answer on the page of capacity, and come back."""
    here = page.url
    page.goto(here.replace("/behov", "/kapasitet"))
    page.wait_for_load_state("networkidle")
    take_in(page, answer)
    page.goto(here)
    page.wait_for_load_state("networkidle")


def show_chain(page: Page, _answer: bytes) -> None:
    """Choose a measure, tell one of its dates, and wait for what holds it."""
    measure, date = IN_THE_CHAIN
    page.locator("[data-view=open]").click()
    row = page.locator(f".gantt-row.measure[data-key$='/{measure}']").first
    while not row.count():
        page.locator(".gantt-scroll").evaluate("one => one.scrollBy(0, 300)")
        page.evaluate("new Promise(requestAnimationFrame)")
    row.click()
    page.locator(".why-name", has_text=date).click()
    page.wait_for_selector(".why-date.told:not([aria-busy])", timeout=REASON_MILLISECONDS)
    page.mouse.move(0, 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
