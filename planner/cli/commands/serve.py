"""``planner serve``: open the workspace in the browser."""

from pathlib import Path

import click

from planner.cli.asking import in_file
from planner.cli.keeping import author_option, show_refusal, store_option
from planner.cli.options import file_path, roadmap_argument
from planner.cli.refusals import WrongUseError, see_help, wrong_value
from planner.cli.saving import plans_named_by
from planner.cli.terminal import show_findings
from planner.cli.values import ABOVE_ZERO, PORT
from planner.language import _
from planner.model import DEFAULT_SECONDS
from planner.store import StoreError


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    port = _("port on this machine, 8050 if not given")
    seconds = _("seconds for each search, {seconds} if not given", seconds=int(DEFAULT_SECONDS))
    request = _("file that holds what the page asks at once, as for planner plan")
    return [
        roadmap_argument(),
        click.Option(["--port"], metavar="N", type=PORT, default=8050, help=port),
        click.Option(["--no-browser"], is_flag=True, help=_("do not open a browser")),
        click.Option(["--seconds"], metavar="N", type=ABOVE_ZERO, default=DEFAULT_SECONDS, help=seconds),
        click.Option(["--request", "request_file"], metavar="FILE", type=file_path(), help=request),
        store_option(),
        author_option(),
    ]


def run(
    path: Path,
    *,
    port: int,
    no_browser: bool,
    seconds: float,
    request_file: Path | None,
    store: Path | None,
    author: str,
) -> int:
    """Open the workspace on what is kept of a roadmap, else on its files; 1 where that cannot be opened.

    Data with errors is shown with them, but there must be data.

    Raises
    ------
    WrongUseError
        If there is nothing at the path.
    """
    if not path.exists():
        expected = _("a folder of tables, the veikart.csv in it, or a workbook (.xlsx)")
        told = wrong_value("PATH", _("nothing at {path}", path=path), expected)
        raise WrongUseError(see_help(told, "planner serve"))
    from planner import pipeline
    from planner.web import OpeningRequest, serve  # late: Dash takes a second, which --help need not wait for

    opening = None
    if request_file is not None:
        asked = in_file(request_file)
        start, baseline = plans_named_by(asked)
        opening = OpeningRequest(request=asked.request, start=start, baseline=baseline)
    try:
        return serve(
            path,
            port=port,
            open_browser=not no_browser,
            seconds=seconds,
            opening=opening,
            store=store,
            author=author,
        )
    except StoreError as error:
        return show_refusal(error)
    except pipeline.DataError as error:
        show_findings(error.findings)
        return 1
