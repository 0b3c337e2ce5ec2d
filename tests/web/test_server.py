"""Starting the workspace, and what it says when it cannot."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from support.builders import a_roadmap_with_everything
from web.demo import demo_roadmap

from planner.files import write_csv
from planner.language import in_language
from planner.model import Request
from planner.pipeline import DataError
from planner.results import facts
from planner.web.pages.layout import page_ready
from planner.web.pages.paths import HOME
from planner.web.server import EXAMPLE, OpeningRequest, is_free, open_workspace, page_address, serve

APP = Path(__file__).parents[2] / "app.py"


def test_a_busy_port_is_named_with_the_way_out(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        code = serve(tmp_path, port=port, open_browser=False)

    told = capsys.readouterr()
    assert code == 1
    assert str(port) in told.err
    assert "--port" in told.err
    assert "Traceback" not in told.err
    assert told.out == ""


def test_a_port_is_free_when_nobody_listens() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.listen()
        assert not is_free(port)

    assert is_free(port)


def test_data_that_cannot_be_read_becomes_findings_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "veikart.csv").write_text("id;navn;avhenger_av\na;A;nobody\n", encoding="utf-8")

    workspace = open_workspace(tmp_path, seconds=1)

    assert workspace.data.has_errors
    assert workspace.data.findings
    assert workspace.plan is None


def test_what_the_first_page_says_is_counted_before_it_is_asked_for(tmp_path: Path) -> None:
    write_csv(a_roadmap_with_everything(), tmp_path)
    workspace = open_workspace(tmp_path, seconds=1)

    page_ready(workspace, HOME)

    assert {"load", "bottlenecks", "budgets", "rests_on", "coverage_by_year"} <= vars(workspace.shown).keys()
    assert facts(workspace.shown.plan) is workspace.shown  # nobody counts it once more
    workspace.close()


def test_only_the_data_that_comes_with_the_product_is_called_an_example(tmp_path: Path) -> None:
    (tmp_path / "veikart.csv").write_text("id;navn\n;\n", encoding="utf-8")

    assert not open_workspace(tmp_path, seconds=1).data.is_example
    assert APP.parent / "data" == EXAMPLE


def test_serving_answers_at_the_printed_address_and_ends_quietly(tmp_path: Path) -> None:
    write_csv(demo_roadmap(measures=3), tmp_path)
    port = _free_port()
    call = f"serve({str(tmp_path)!r}, port={port}, open_browser=False, seconds=0.5)"
    process = subprocess.Popen(
        [sys.executable, "-c", f"import sys; from planner.web import serve; sys.exit({call})"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(APP.parent)},
        preexec_fn=_hear_ctrl_c,
    )
    assert process.stdout

    address = process.stdout.readline().split()
    page = next(word for word in address if word.startswith("http"))
    with urllib.request.urlopen(page) as answer:
        status, server = answer.status, answer.headers.get("Server")
    process.send_signal(signal.SIGINT)
    _rest, errors = process.communicate(timeout=30)

    assert (status, server) == (200, None)
    assert process.returncode == 0
    assert "Traceback" not in errors


def _hear_ctrl_c() -> None:
    """Take SIGINT again: children of a shell that works in the background have it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_file_that_starts_the_workspace_is_short() -> None:
    assert len(APP.read_text(encoding="utf-8").splitlines()) < 15


def test_the_page_opens_in_the_language_of_the_command_line() -> None:
    with in_language("en"):
        assert page_address(8050) == "http://127.0.0.1:8050/?lang=en"
    with in_language("nb"):
        assert page_address(8050) == "http://127.0.0.1:8050/"


def test_a_request_for_other_data_is_refused_before_the_page_is_served(tmp_path: Path) -> None:
    write_csv(a_roadmap_with_everything(), tmp_path)
    opening = OpeningRequest(request=Request(roadmap="0" * 64))

    with pytest.raises(DataError, match="000000000000"):
        serve(tmp_path, port=_free_port(), open_browser=False, seconds=0.5, opening=opening)
