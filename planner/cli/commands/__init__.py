"""Which commands there are, and what each is for; each stands in the module of its name.

The modules are loaded when they are called, so that ``planner --help`` waits for none of them. A new command
is an entry here and a module: ``parameters`` says what it takes, ``run`` does it and gives the exit code.
"""

from collections.abc import Callable, Mapping
from importlib import import_module

import click

from planner.cli.options import language_option
from planner.language import _

SUMMARIES: Mapping[str, Callable[[], str]] = {
    "new": lambda: _("write a small commented roadmap to begin with"),
    "check": lambda: _("read and check a roadmap"),
    "plan": lambda: _("find the best plan of a roadmap"),
    "run": lambda: _("plan scenarios and set them side by side"),
    "diagnose": lambda: _("tell why there is no plan, and what would mend it"),
    "explain": lambda: _("tell why the dates of a saved plan are what they are"),
    "compare": lambda: _("tell what differs between two saved plans, and why"),
    "decisions": lambda: _("tell how long each open choice of a saved plan can wait"),
    "price": lambda: _("tell what changes are worth to a saved plan, or a wish costs"),
    "certify": lambda: _("write a proof of a saved plan that anybody can check"),
    "roll": lambda: _("move the roadmap of a saved plan on to a later status date"),
    "needs": lambda: _("tell what the sector needs, and when a plan meets it"),
    "sector": lambda: _("write the workbook of a sector, and read its answer"),
    "sensitivity": lambda: _("tell what a saved plan rests on"),
    "export": lambda: _("write a saved plan as a document"),
    "graph": lambda: _("write measures, dependencies and capacity as a graph"),
    "serve": lambda: _("open the workspace in the browser"),
    "history": lambda: _("list the versions that are kept of a roadmap"),
    "backup": lambda: _("copy all that is kept of a roadmap into a file"),
    "restore": lambda: _("bring back an earlier version, or a backup"),
    "doctor": lambda: _("tell whether everything the planner needs is in place"),
}
"""What each command is for, by its name, in the order of the help."""


class Command(click.Command):
    """A command whose refusals all know which command they are of."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed behind the command's name."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


def made(name: str) -> click.Command:
    """Make a command, with its help in the language in use.

    Raises
    ------
    KeyError
        If there is none of that name.
    """
    summary, module = SUMMARIES[name](), import_module(f"{__name__}.{name}")
    return Command(
        name,
        help=summary,
        params=[*module.parameters(), language_option()],
        callback=module.run,
        options_metavar=_("[OPTIONS]"),
    )
