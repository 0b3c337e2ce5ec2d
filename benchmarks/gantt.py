"""How soon the Gantt of the default data is drawn in a real browser, and how fast it moves with many rows."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from generate import wave_roadmap
from playwright.sync_api import Browser, Page, sync_playwright
from recording import Figure, options, report

from planner import pipeline
from planner.web.app import create_app
from planner.web.workspace import Workspace

STEPS = 32
SIZES = (80, 500, 2000)
FRAME_MS = 1000 / 60
STARTS_WITHIN_SECONDS = 30


def main() -> None:
    """Serve the roadmap and drawn ones of three sizes, open the page, measure and print."""
    asked = options(__doc__ or "", seconds=1.0)
    with serving(str(asked.path)) as address, a_browser() as browser:
        drawn = sorted(first_picture(browser, address) for _ in range(3))
    figures = [Figure("Gantt: first picture after the page is asked for", drawn[1], "ms", at_most=1500.0)]
    for size in SIZES:
        with serving_drawn(size) as address, a_browser() as browser:
            figures += moves(browser, address, size)
    report("gantt", asked, figures, {"first_pictures_ms": drawn})


def moves(browser: Browser, address: str, size: int) -> list[Figure]:
    """Give how long steps of zoom, pan and scroll, and a search, take until they are seen."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}?lang=en")
    wait_for_gantt(page)
    page.locator("[data-view=open]").click()
    found = []
    for kind in ("zoom", "pan", "scroll"):
        times = sorted(steps(page, kind))
        name = f"{size} measures: {kind}"
        found.append(Figure(f"{name}, median", times[STEPS // 2], "ms", at_most=2 * FRAME_MS + 1))
        found.append(
            Figure(f"{name}, 95th percentile", times[int(STEPS * 0.95)], "ms", at_most=50 + FRAME_MS)
        )
    found.append(Figure(f"{size} measures: search", search(page), "ms", at_most=100.0))
    return found


@contextmanager
def serving(path: str) -> Iterator[str]:
    """Serve a roadmap as a user would, and give the address once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "planner", "serve", path, "--port", str(port), "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        server.stdout.readline()  # the address is printed when the page can be asked for
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=STARTS_WITHIN_SECONDS)


@contextmanager
def serving_drawn(size: int) -> Iterator[str]:
    """Serve a drawn roadmap with its first plan, and nothing searched for."""
    from waitress.server import create_server

    workspace = Workspace(wave_roadmap(size, 1, binding=True), engine=pipeline)
    workspace.start(improve=False)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = create_server(create_app(workspace, port=port).server, host="127.0.0.1", port=port, threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.close()
        workspace.close()


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Start the system's Chromium, or Playwright's own."""
    system = (
        os.environ.get("PLANNER_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def first_picture(browser: Browser, address: str) -> float:
    """Give the milliseconds from asking for the page to the first drawn Gantt, with an empty cache."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(address)
    wait_for_gantt(page)
    drawn = page.evaluate("performance.getEntriesByName('gantt')[0].startTime")
    page.context.close()
    return float(drawn)


def wait_for_gantt(page: Page) -> None:
    """Wait until the page has marked its first drawing."""
    page.evaluate(
        """async () => {  // the page's own policy forbids what wait_for_function does
            const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
            while (!performance.getEntriesByName("gantt").length) await frame();
        }"""
    )


def steps(page: Page, kind: str) -> list[float]:
    """Give the milliseconds of each step from what is done to the frame after the one that draws it."""
    return list(
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


def search(page: Page) -> float:
    """Give the milliseconds from a search to the frame after the one that draws it."""
    return float(
        page.evaluate(
            """async () => {
                const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
                const began = performance.now();
                dash_clientside.planner.filter({ text: "m00" });
                await frame();
                return performance.now() - began;
            }"""
        )
    )


if __name__ == "__main__":
    main()
