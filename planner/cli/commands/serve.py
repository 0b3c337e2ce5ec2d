"""``planner serve``: open the workspace in the browser."""

from pathlib import Path

import click

from planner.cli.options import roadmap_argument
from planner.cli.refusals import WrongUseError, see_help, wrong_value
from planner.cli.values import ABOVE_ZERO, PORT
from planner.language import _
from planner.model import DEFAULT_SECONDS


def parameters() -> list[click.Parameter]:
    """Give what the command takes."""
    port = _("port on this machine, 8050 if not given")
    seconds = _("seconds for each search, {seconds} if not given", seconds=int(DEFAULT_SECONDS))
    return [
        roadmap_argument(),
        click.Option(["--port"], metavar="N", type=PORT, default=8050, help=port),
        click.Option(["--no-browser"], is_flag=True, help=_("do not open a browser")),
        click.Option(["--seconds"], metavar="N", type=ABOVE_ZERO, default=DEFAULT_SECONDS, help=seconds),
    ]


def run(path: Path, *, port: int, no_browser: bool, seconds: float) -> int:
    """Open the workspace on a roadmap; data with errors is shown with them, but there must be data.

    Raises
    ------
    WrongUseError
        If there is nothing at the path.
    """
    if not path.exists():
        expected = _("a folder of tables, or the veikart.csv in it")
        told = wrong_value("PATH", _("nothing at {path}", path=path), expected)
        raise WrongUseError(see_help(told, "planner serve"))
    from planner.web import (
        serve as open_workspace,  # late: Dash takes a second, which --help need not wait for
    )

    return open_workspace(path, port=port, open_browser=not no_browser, seconds=seconds)
