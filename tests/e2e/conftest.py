"""A workspace served on this machine, and a real browser that looks at it."""

import io
import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    Request,
    expect,
    sync_playwright,
)
from waitress.server import create_server
from waitress.wasyncore import close_all
from web.by_order import ByOrder
from web.demo import DemoEngine, demo_roadmap
from web.told import DemoExplainer

from planner.files import workbook_of
from planner.model import Roadmap
from planner.web.app import create_app
from planner.web.reasons import Reasons
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MILLISECONDS = 40_000
"""How long a busy machine may take to draw what is expected; a machine with time to spare never waits."""

TRANSPORT = ("default::ResourceWarning", "default::pytest.PytestUnraisableExceptionWarning")
"""Playwright leaves its transport to the garbage collector, which is no fault of a test."""

expect.set_options(timeout=PATIENCE_MILLISECONDS)
LOCALE = "nb-NO"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark every test of this folder as one that needs a browser."""
    item.add_marker(pytest.mark.browser)
    item.add_marker(pytest.mark.filterwarnings(*TRANSPORT))


@dataclass
class Served:
    """A running server, its workspace, and what lets its searches end."""

    address: str
    workspace: Workspace
    engine: DemoEngine


@dataclass
class Seen:
    """What went wrong on a page: errors in its console, and requests that left this machine."""

    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def console(self, message: ConsoleMessage) -> None:
        """Keep errors and warnings of the content security policy."""
        if message.type == "error" or "Content Security Policy" in message.text:
            self.errors.append(message.text)

    def outside(self, address: str) -> list[str]:
        """Give the requests that went anywhere but to the server."""
        return [url for url in self.requests if not url.startswith((address, "data:", "blob:"))]


class Browser:
    """The system's Chromium, else Playwright's own, with a profile that lasts: it keeps compiled scripts.

    A page opened with a profile takes two thirds of the time; an incognito window compiles all anew.
    """

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        self._started = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        self._own = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium(), args=list(FLAGS), locale=LOCALE
        )
        self._own.grant_permissions(["clipboard-read", "clipboard-write"])

    def window(self) -> Page:
        """Give an empty page: the first one in the profile, any beside it as another person's."""
        _blank, *others = self._own.pages
        return self.new_context().new_page() if others else self._own.new_page()

    def new_context(self, **options: Any) -> BrowserContext:
        """Make room for another person, who shares nothing with the first."""
        return self._started.new_context(locale=LOCALE, **options)

    def close_windows(self) -> None:
        """Close what a test has left open: it would go on asking the server of the next one."""
        for page in self._own.pages[1:]:
            page.close()
        for context in self._started.contexts:
            context.close()
        self._own.set_offline(False)

    def close(self) -> None:
        """End it."""
        self._own.close()
        self._started.close()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start a browser; having none is a failure under CI alone."""
    with sync_playwright() as playwright:
        try:
            started = Browser(playwright, tmp_path_factory.mktemp("profile"))
        except Error as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(f"no browser could be started, so this was not tested: {error.message[:120]}")
        yield started
        started.close()


@pytest.fixture(autouse=True)
def _no_window_stays(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "browser" in request.fixturenames:
        request.getfixturevalue("browser").close_windows()


def chromium() -> str | None:
    """Find the browser that the environment names, or the system's; ``None`` leaves it to Playwright."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    return os.environ.get("PLANNER_CHROMIUM") or next((path for path in found if path), None)


@pytest.fixture
def example() -> tuple[Roadmap, DemoEngine]:
    """Give the made-up roadmap, and who plans it: its searches wait until they are stopped or let go."""
    return demo_roadmap(), DemoEngine(patient=threading.Event())


@pytest.fixture(scope="session")
def door() -> Iterator["Door"]:
    """Open one port for all tests: a page is drawn twice as fast by a browser that knows its scripts."""
    made, sockets = Door(port=free_port()), dict[int, Any]()
    server: Any = create_server(made, map=sockets, host="127.0.0.1", port=made.port, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield made
    server.task_dispatcher.shutdown()
    server.trigger.pull_trigger(lambda: let_go(sockets, server))
    thread.join(5)
    assert not thread.is_alive()
    server.close()


@dataclass
class Door:
    """Lets in to one workspace at a time."""

    port: int
    app: Callable[..., Any] | None = None

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Answer a request by the workspace of today; between two there is nobody."""
        if self.app is None:
            start_response("503 Service Unavailable", [])
            return []
        return self.app(environ, start_response)


@pytest.fixture
def served(example: tuple[Roadmap, DemoEngine], door: Door) -> Iterator[Served]:
    """Serve a made-up roadmap."""
    roadmap, engine = example
    workspace = Workspace(roadmap, engine=engine, is_example=True, reasons=Reasons(DemoExplainer))
    workspace.repairers = ByOrder()  # type: ignore[assignment]  # needs no compiled engine
    workspace.start(improve=False)
    yield from serve(door, workspace, engine)


def serve(door: Door, workspace: Workspace, engine: DemoEngine) -> Iterator[Served]:
    """Serve a workspace until the test is over."""
    workspaces = Workspaces(workspace)
    door.app = create_app(workspaces, port=door.port).server
    yield Served(f"http://127.0.0.1:{door.port}/", workspace, engine)
    door.app = None
    workspaces.close()


def let_go(sockets: dict[int, Any], server: Any) -> None:
    """Let the loop of a server close its connections, as it calls this, and end.

    Closed from elsewhere they would be bad descriptors where the loop waits for them. What wakes it is pulled
    by several, who may not be done when the first has woken it: the server, which closes it, comes later.
    """
    kept = (server, server.trigger)
    close_all({number: each for number, each in sockets.items() if each not in kept}, ignore_all=True)
    sockets.clear()


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def seen() -> Seen:
    """Give what a page is watched by."""
    return Seen()


@pytest.fixture
def page(browser: Browser, served: Served, seen: Seen) -> Iterator[Page]:
    """Open the page in English on a desk's screen; it ends without errors and never leaves the machine."""
    made = open_page(browser, served, seen, width=1440, height=1000)
    yield made
    made.close()
    assert seen.errors == []
    assert seen.outside(served.address) == []


@pytest.fixture
def phone(browser: Browser, served: Served, seen: Seen) -> Iterator[Page]:
    """Open the page on a phone's screen."""
    made = open_page(browser, served, seen, width=390, height=844)
    yield made
    made.close()
    assert seen.errors == []


def open_page(
    browser: Browser, served: Served, seen: Seen, *, width: int, height: int, colours: str = "light"
) -> Page:
    """Open the plan with all groups closed, in light, dark or the system's own colours."""
    shape: dict[str, Any] = {"width": width, "height": height, "colours": colours}
    return open_at(browser, served, seen, path="", query="&apne=ingen", shows=".gantt-row", **shape)


def open_at(
    browser: Browser,
    served: Served,
    seen: Seen,
    *,
    path: str,
    shows: str,
    query: str = "",
    width: int = 1440,
    height: int = 900,
    colours: str = "light",
) -> Page:
    """Open one of the pages in English, and wait until it shows what it is about.

    Parameters
    ----------
    path
        Without its first slash.
    shows
        Selector of what is drawn last.
    """
    page = blank_page(browser, served, seen, width=width, height=height)
    page.emulate_media(
        color_scheme="dark" if colours == "dark" else "light",
        forced_colors="active" if colours == "forced" else "none",
    )
    page.goto(f"{served.address}{path}?lang=en{query}")
    page.wait_for_selector(shows)
    return page


def blank_page(browser: Browser, served: Served, seen: Seen, *, width: int, height: int) -> Page:
    """Give a page that is watched, and remembers nothing of pages before it."""
    page = browser.window()
    page.set_viewport_size({"width": width, "height": height})
    session = page.context.new_cdp_session(page)
    forgotten = "cookies,local_storage,indexeddb"
    session.send("Storage.clearDataForOrigin", {"origin": served.address, "storageTypes": forgotten})
    session.detach()
    page.set_default_timeout(PATIENCE_MILLISECONDS)
    page.on("console", seen.console)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("request", lambda request: _note(seen, request))
    return page


def open_part(page: Page, name: str) -> None:
    """Open something that lies behind a press, and what it lies in, where they are closed."""
    for details in (page.locator(f"details.fold:has({name})"), page.locator(f"details{name}")):
        if details.count() and details.get_attribute("open") is None:
            details.locator("> summary").click()


def ask(page: Page) -> None:
    """Ask for more capacity where it runs out first."""
    fold = page.locator("details.fold:has(#question)")
    if fold.get_attribute("open") is None:
        fold.locator("> summary").click()
    page.locator("#question").click()


def _note(seen: Seen, request: Request) -> None:
    seen.requests.append(request.url)


def workbook(roadmap: Roadmap, file: Path, mistakes: Iterable[tuple[str, str, str, str]]) -> Path:
    """Write a roadmap as a workbook in which some cells hold another text: by table, key, column and text."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(roadmap, english=True)))
    for table, row, column, text in mistakes:
        sheet = book[table]
        heads = [cell.value for cell in sheet[1]]
        found = next(cells for cells in sheet.iter_rows(min_row=2) if cells[0].value == row)
        found[heads.index(column)].value = text
    book.save(file)
    return file
