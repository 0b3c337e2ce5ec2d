"""How soon the Gantt of the default data is drawn in a real browser, and how fast it zooms."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright
from recording import Figure, options, report

ZOOM_STEPS = 10
STARTS_WITHIN_SECONDS = 30


def main() -> None:
    """Serve the roadmap, open the page, measure and print."""
    asked = options(__doc__ or "", seconds=1.0)
    with serving(str(asked.path)) as address, a_browser() as browser:
        drawn = sorted(first_picture(browser, address) for _ in range(3))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        wait_for_gantt(page)
        zoomed = zoom(page)
    figures = [
        Figure("Gantt: first picture after the page is asked for", drawn[1], "ms", at_most=1500.0),
        Figure(f"Gantt: {ZOOM_STEPS} zoom steps", zoomed, "ms", at_most=500.0),
    ]
    report("gantt", asked, figures, {"first_pictures_ms": drawn})


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


def zoom(page: Page) -> float:
    """Give the milliseconds of ten zoom steps, each drawn before the next."""
    return float(
        page.evaluate(
            """async (steps) => {
                const button = document.querySelector("[data-view='in']");
                const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
                const began = performance.now();
                for (let step = 0; step < steps; step += 1) { button.click(); await frame(); await frame(); }
                return performance.now() - began;
            }""",
            ZOOM_STEPS,
        )
    )


if __name__ == "__main__":
    main()
