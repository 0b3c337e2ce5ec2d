"""Serve a roadmap on this machine: read it, make a first plan, show it at once and improve it."""

import gc
import logging
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from planner.language import LANGUAGES, _, language, reason_of, worded
from planner.model import DEFAULT_SECONDS, Finding, Plan, Request, Roadmap, giving_way
from planner.sheets import found_in
from planner.solver import Preparation
from planner.store import Store, StoreError, Version
from planner.web.app import DEFAULT_PORT, create_app
from planner.web.at_rest import PageAtRest
from planner.web.drafting import version_to_stand_on
from planner.web.ground import OnVersion
from planner.web.jobs import GivesWay, JobRegistry
from planner.web.keeping import Keeping
from planner.web.pages.layout import page_ready
from planner.web.pages.paths import HOME
from planner.web.reading import ANY, DataRead
from planner.web.reading_anew import look_at_files
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

log = logging.getLogger(__name__)

HEAD_START_SECONDS = 2.0
THREADS = 8
SECONDS_TO_LOOK = 2.0
"""How often it is looked for versions that other programs have saved."""
EXAMPLE = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True, kw_only=True)
class OpeningRequest:
    """A request that the page begins with, and the plans that it names, where they have been read."""

    request: Request
    baseline: Plan | None = None
    start: Plan | None = None


def serve(
    path: str | Path,
    *,
    port: int = DEFAULT_PORT,
    open_browser: bool = True,
    seconds: float = DEFAULT_SECONDS,
    opening: OpeningRequest | None = None,
    store: Path | None = None,
    author: str = "?",
) -> int:
    """Serve the workspace of a roadmap until stopped by Ctrl-C.

    Parameters
    ----------
    path
        Folder or file of the roadmap's tables.
    seconds
        How long each search for a better plan may take.
    opening
        Asked at once, beside the search for a better plan; where the data has errors, nothing is asked.
    store
        Folder in which versions, drafts and plans are kept; one in the user's data folder if not given.
    author
        Who drafts and saves, as typed.

    Returns
    -------
    int
        The exit code: 0 when stopped, 1 when the port is taken.

    Raises
    ------
    DataError
        If what is to be asked is for another roadmap, or names no aim.
    StoreError
        If what is kept of the roadmap cannot be opened, or another server has it.
    """
    if not is_free(port):
        _say_port_is_taken(port)
        return 1
    keeping = Keeping(Path(path), store, author=author)
    workspaces, ends = None, threading.Event()
    jobs = JobRegistry(held_back=True)  # the page comes first: what works beside it would hold it up

    def begin(gives_way: GivesWay) -> None:
        jobs.let_begin(gives_way)
        threading.Thread(target=_watch, args=(workspace, ends, gives_way), daemon=True).start()

    try:
        workspace = open_workspace(path, seconds=seconds, keeping=keeping, jobs=jobs)
        workspaces = Workspaces(workspace)
        gc.freeze()  # what has been read stays: to look through it again and again would hold every answer up
        if opening is not None and workspace.plan is not None:
            _ask(workspace, opening)
        workspace.preparation = _preparation(workspace.look_again)
        _serve_until_stopped(workspaces, port, open_browser, begin)
    except KeyboardInterrupt:
        pass
    finally:
        ends.set()
        if workspaces is not None:
            workspaces.close()
        keeping.close()
    return 0


def _watch(workspace: Workspace, ends: threading.Event, gives_way: GivesWay) -> None:
    """Tell what has changed in the files since, then follow what other programs save, until the end."""
    if ends.wait(HEAD_START_SECONDS):
        return
    with giving_way(partial(gives_way, ends)):
        look_at_files(workspace, asked=False)
    while not ends.wait(SECONDS_TO_LOOK):
        with suppress(StoreError):  # told to who saves; the next look may find it well again
            workspace.follow_newest()


def open_workspace(
    path: str | Path, *, seconds: float, keeping: Keeping | None = None, jobs: JobRegistry | None = None
) -> Workspace:
    """Open what is kept of a roadmap, else read and check its files, and show its plan.

    Parameters
    ----------
    jobs
        What works in the background, from when it may; a table of its own, at once, if not given.

    Raises
    ------
    StoreError
        If what is kept cannot be opened.
    """
    store = None if keeping is None else keeping.open(make=False)
    if keeping is None or store is None:
        return _opened_from_files(path, seconds, keeping, jobs)
    return _opened_from_store(path, seconds, keeping, store, jobs)


def _opened_from_store(
    path: str | Path, seconds: float, keeping: Keeping, store: Store, jobs: JobRegistry | None
) -> Workspace:
    """Show the version that is drafted on, else the newest; the files are looked at later."""
    store.searches.interrupt()
    try:
        store.forget_unnamed()
    except StoreError:  # what cannot be forgotten now stays, and hinders nobody
        log.exception("plans that nothing names could not be forgotten")
    version = version_to_stand_on(store)
    roadmap = store.versions.roadmap(version.number)
    workspace = _workspace(path, roadmap, found_in(roadmap), seconds, keeping, version, jobs)
    if workspace.data.has_errors:
        workspace.explain_no_plan()
    else:
        workspace.resume()
    return workspace


def _opened_from_files(
    path: str | Path, seconds: float, keeping: Keeping | None, jobs: JobRegistry | None
) -> Workspace:
    """Take the files in as the first version where they have no errors, and show their first plan."""
    found = read_data(path)
    store = None if keeping is None or found.first is None else keeping.open(make=True, first=found.roadmap)
    version = None if store is None else store.versions.newest()
    workspace = _workspace(path, found.roadmap, found.findings, seconds, keeping, version, jobs)
    if found.first is not None:
        workspace.start(found.first)
    else:
        workspace.explain_no_plan()
    return workspace


def _workspace(
    path: str | Path,
    roadmap: Roadmap | None,
    findings: tuple[Finding, ...],
    seconds: float,
    keeping: Keeping | None,
    version: Version | None,
    jobs: JobRegistry | None,
) -> Workspace:
    from planner import pipeline

    store = None if keeping is None else keeping.store
    made = Workspace(
        roadmap,
        engine=pipeline,
        findings=findings,
        source=partial(read_data, path),
        is_example=EXAMPLE in (Path(path).resolve(), Path(path).resolve().parent),
        seconds=seconds,
        head_start_seconds=HEAD_START_SECONDS,
        jobs=jobs,
        store=store,
        ground=None if store is None or version is None else OnVersion(store, version),
        author="" if keeping is None else keeping.author,
        opens=None if keeping is None else partial(keeping.open, make=True),
    )
    made.passes_because = None if keeping is None else keeping.passes_because
    return made


def _ask(workspace: Workspace, opening: OpeningRequest) -> None:
    from planner import pipeline

    pipeline.aim_asked_of(workspace.base, opening.request)
    workspace.ask_as(opening.request, baseline=opening.baseline, start=opening.start)


def read_data(path: str | Path, known: str = "") -> DataRead:
    """Read and check a roadmap, and make its first plan; data that the engine does not honour gets findings.

    Parameters
    ----------
    known
        Digest of a roadmap that needs no first plan; ``ANY`` where none does.
    """
    from planner import pipeline

    outcome = pipeline.load(path)
    roadmap, findings = outcome.roadmap, outcome.findings
    if roadmap is None or not outcome.can_be_planned or known in (ANY, roadmap.digest):
        return DataRead(roadmap=roadmap, findings=findings)
    try:
        return DataRead(roadmap=roadmap, findings=findings, first=pipeline.first_plan(roadmap))
    except pipeline.DataError as error:
        return DataRead(roadmap=roadmap, findings=(*findings, *error.findings))


def _preparation(when_ready: Callable[[], None]) -> Preparation:
    """Let the engine be compiled in the background, where it is not; plans are made with what is ready."""
    preparation = Preparation()
    try:
        preparation.start(when_ready)
    except OSError as error:
        sys.stderr.write(
            _("The engine cannot be compiled now: {reason}", reason=worded(reason_of(error))) + "\n"
        )
    return preparation


def is_free(port: int) -> bool:
    """Tell whether nobody listens on a port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _serve_until_stopped(
    workspaces: Workspaces, port: int, open_browser: bool, begin: Callable[[GivesWay], None]
) -> None:
    """Serve, and let begin what works in the background once the first page has come to rest."""
    from waitress.server import create_server

    app = create_app(workspaces, port=port)
    at_rest = PageAtRest(app.server)
    server = create_server(app.server, host="127.0.0.1", port=port, threads=THREADS, ident=None)
    address = page_address(port)
    sys.stdout.write(_("The plan is at {address} (stop with Ctrl-C)", address=address) + "\n")
    sys.stdout.flush()
    threading.Thread(target=_count_ahead, args=(workspaces.main,), daemon=True).start()
    at_rest.then(partial(begin, at_rest.give_way))
    if open_browser:
        threading.Thread(target=_open, args=(address,), daemon=True).start()
    server.run()


def _count_ahead(workspace: Workspace) -> None:
    """Count what the first page says, while the browser starts; what fails is told where the page fails."""
    with suppress(Exception):
        page_ready(workspace, HOME)


def page_address(port: int) -> str:
    """Give the address of the page in the language in use, which the page itself speaks too.

    Examples
    --------
    >>> page_address(8050)
    'http://127.0.0.1:8050/'
    """
    asked = "" if language() == LANGUAGES[0] else f"?lang={language()}"
    return f"http://127.0.0.1:{port}/{asked}"


def _open(address: str) -> None:
    """Open the page where there is a browser; where there is none, the printed address is enough."""
    try:
        webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return


def _say_port_is_taken(port: int) -> None:
    words = _(
        "Port {port} is in use by another program. If that is the workspace, it is at {address}; else choose "
        "another port with --port.",
        port=port,
        address=page_address(port),
    )
    sys.stderr.write(words + "\n")
