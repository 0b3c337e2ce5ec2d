"""The pictures in ``docs/images``: the workspace with a saved plan, on a desk's screen and on a phone.

``python tools/pictures.py PLAN [NAME...]``, with a plan of the default data that ``planner plan data --out``
has made, and the pictures to draw; all where none is named.
"""

import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

from planner import pipeline
from planner.files import read_plan
from planner.model import Plan
from planner.web.app import create_app
from planner.web.workspace import Workspace

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
SCREENS = {
    "workspace": ("/", 1440, 900),
    "workspace-phone": ("/", 390, 844),
    "saturation": ("/kapasitet", 1440, 900),
    "chain": ("/", 1440, 900),
}
"""Path, width and height in pixels of each picture."""
IN_THE_CHAIN = ("pll_bergensomradet", "Helse Vest")
"""The measure of which the picture of a chain tells a date, and what that is named after."""
REASON_MILLISECONDS = 120_000


def main(path: str, *names: str) -> int:
    """Draw pictures anew."""
    plan = replace(read_plan(path), claimed=False)  # our own, made a moment ago: nothing is a file's claim
    with serving(plan) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("PLANNER_CHROMIUM"))
        for name in names or SCREENS:
            draw(browser, address, name, IMAGES / f"{name}.png")
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


def draw(browser: Browser, address: str, name: str, file: Path) -> None:
    """Draw what a window shows once its rows are there."""
    path, width, height = SCREENS[name]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{address}{path}?lang=nb")
    page.wait_for_selector(".gantt-row, .share-row")
    page.wait_for_load_state("networkidle")
    if name == "chain":
        show_chain(page)
    page.screenshot(path=file)
    page.close()


def show_chain(page: Page) -> None:
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
