"""A roadmap served as users serve it, opened in a real browser, and how long what one does there takes."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

STEPS = 32
PATIENCE_SECONDS = 120
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
LOOKED_AT_SECONDS = 0.7
"""So long somebody looks at a measure before the next one is chosen."""
PRESSED = """async (row) => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    const name = row.querySelector(".words")?.textContent ?? "", began = performance.now();
    row.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    await frame();
    const shown = performance.now() - began;
    const full = () => {
        const panel = document.querySelector("#panel");
        return panel?.querySelector(".panel-title")?.textContent === name
            && panel.innerText.includes("Figures and what they rest on");
    };
    for (let frames = 0; frames < 600 && !full(); frames += 1) await frame();
    return [shown, performance.now() - began];
}"""
"""Presses a row; the milliseconds until it is shown as chosen, and until all known of it stands beside."""
AFAR = """async (share) => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    const scroller = document.querySelector(".gantt-scroll"), box = scroller.getBoundingClientRect();
    scroller.scrollTop = share * scroller.scrollHeight;
    await frame();
    await frame();
    const rows = [...document.querySelectorAll(".gantt-row.measure")];
    return rows.find((row) => row.getBoundingClientRect().top > (box.top + box.bottom) / 2) ?? rows.at(-1);
}"""
"""Scrolls to a share of all rows, and gives the first measure in the lower half of what is in view then."""
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers, and the seconds until it did."""

    address: str
    seconds: float


@dataclass(slots=True)
class Wire:
    """The bytes that a page has been sent, as they came."""

    received: float = 0.0

    def follow(self, page: Page) -> None:
        """Count what comes from now on."""
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: self._add(event))

    def _add(self, event: dict[str, Any]) -> None:
        self.received += event["encodedDataLength"]


@dataclass(slots=True)
class Opened:
    """A page that has been opened with an empty cache; milliseconds since it was asked for, and bytes."""

    page: Page
    usable: float
    drawn: float
    received: float
    wire: Wire = field(default_factory=Wire)


@contextmanager
def serving(path: Path, store: Path, *, seconds: float) -> Iterator[Served]:
    """Serve a roadmap, and end the server afterwards.

    Parameters
    ----------
    seconds
        How long the search may take that begins by itself.
    """
    port = free_port()
    command = [sys.executable, "-m", "planner", "serve", str(path), "--port", str(port), "--no-browser"]
    command += ["--seconds", f"{seconds:g}", "--store", str(store), "--author", "b"]
    began = time.perf_counter()
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        server.stdout.readline()  # the address is printed when the page can be asked for
        yield Served(f"http://127.0.0.1:{port}/", time.perf_counter() - began)
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Start the system's Chromium, or Playwright's own."""
    system = os.environ.get("PLANNER_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def opened(browser: Browser, address: str) -> Opened:
    """Open the plan with an empty cache, and wait for its first Gantt.

    A page is usable once what it is made of stands there: its rail and tools answer then. What the Gantt
    draws comes beside it.
    """
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(1000 * PATIENCE_SECONDS)
    wire = Wire()
    wire.follow(page)
    page.goto(f"{address}?lang=en", wait_until="commit")
    usable = until(page, "document.querySelector('main') && document.querySelector('#gantt')")
    until(page, "performance.getEntriesByName('gantt').length")
    drawn = float(page.evaluate("performance.getEntriesByName('gantt')[0].startTime"))
    page.wait_for_load_state("networkidle")
    return Opened(page, usable, drawn, wire.received, wire)


def until(page: Page, condition: str) -> float:
    """Wait until something holds, looked at in each frame; milliseconds since the page was asked for."""
    return float(
        page.evaluate(  # the page's own policy forbids what wait_for_function does
            f"""async () => {{
                const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
                while (!({condition})) await frame();
                return performance.now();
            }}"""
        )
    )


def steps(page: Page, kind: str) -> list[float]:
    """Give the milliseconds of each step until the frame after the one that draws it, rising."""
    return sorted(
        page.evaluate(
            """async ([kind, steps]) => {
                const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
                const press = (view) => document.querySelector(`[data-view='${view}']`).click();
                const rows = document.querySelector(".gantt-scroll"), times = [];
                const act = {
                    zoom: (step) => press(step % 16 < 8 ? "in" : "out"),
                    pan: (step) => press(step % 8 < 4 ? "on" : "back"),
                    scroll: (step) => { rows.scrollTop += step % 20 < 10 ? 210 : -210; },
                }[kind];
                for (let step = 0; step < steps; step += 1) {
                    const began = performance.now();
                    act(step);
                    await frame();
                    await frame();
                    times.push(performance.now() - began);
                }
                return times;
            }""",
            [kind, STEPS],
        )
    )


def filtered(page: Page) -> float:
    """Give the milliseconds from a search to the frame after the one that draws it."""
    return float(
        page.evaluate(
            """async () => {
                const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
                const began = performance.now();
                dash_clientside.planner.filter({ text: "m00" });
                await frame();
                const took = performance.now() - began;
                dash_clientside.planner.filter({});
                return took;
            }"""
        )
    )


def selected(page: Page) -> list[tuple[float, float]]:
    """Press measures one by one; milliseconds until each is shown as chosen, and the inspector is full.

    They have been in view for a moment, and each is looked at for a moment, as people do.
    """
    page.locator("[data-view=open]").click()
    page.wait_for_selector(".gantt-row.measure")
    page.wait_for_timeout(1000 * LOOKED_AT_SECONDS)
    rows = "document.querySelectorAll('.gantt-row.measure')"
    return [_pressed(page, f"{rows}[{place}]") for place in range(12)]


def selected_afar(page: Page) -> list[tuple[float, float]]:
    """Do the same with measures that come into view just then: what is known of them has to be fetched."""
    return [_pressed(page, f"await ({AFAR})({share})") for share in (0.15, 0.3, 0.45, 0.6, 0.75, 0.9)]


def _pressed(page: Page, row: str) -> tuple[float, float]:
    """Press the row that a script gives."""
    shown, filled = page.evaluate(f"async () => await ({PRESSED})({row})")
    page.wait_for_timeout(1000 * LOOKED_AT_SECONDS)
    return shown, filled


def table_opened(page: Page, address: str, table: str) -> tuple[float, int]:
    """Open a table from another one; milliseconds until its rows stand there, and how many there are."""
    page.goto(f"{address}data?lang=en&tabell=services")
    until(page, "performance.getEntriesByName('sheet').length")
    took = page.evaluate(
        """async (table) => {
            const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
            const tab = document.querySelector(`#tab-${table}`);
            performance.clearMarks("sheet");
            const began = performance.now();
            tab.click();
            while (!performance.getEntriesByName("sheet").length) await frame();
            await frame();
            return performance.now() - began;
        }""",
        table,
    )
    rows = page.locator("[role=grid]").get_attribute("aria-rowcount")
    return float(took), int(rows or 1) - 1
