"""The options and arguments that several commands take."""

from pathlib import Path

import click

from planner.cli.values import ABOVE_ZERO, ONE_OR_MORE, WHOLE, OneOf, ShareValue
from planner.language import LANGUAGES, _


def file_path() -> click.Path:
    """Give a path as ``pathlib`` has it; what lies there is judged by who reads it."""
    return click.Path(path_type=Path)


def language_option() -> click.Option:
    """Give ``--lang``: it is read before all else, so that help speaks it; here it can only be refused."""
    choice, words = OneOf(*LANGUAGES), _("language of texts")
    return click.Option(["--lang"], type=choice, metavar="|".join(LANGUAGES), expose_value=False, help=words)


def roadmap_argument() -> click.Argument:
    """Give ``PATH``: the roadmap."""
    words = _("folder of tables, the veikart.csv in it, or a workbook (.xlsx)")
    return click.Argument(["path"], metavar="PATH", type=file_path(), help=words)


def json_option(what: str) -> click.Option:
    """Give ``--json``."""
    return click.Option(["--json", "as_json"], is_flag=True, help=what)


def effort_options() -> list[click.Parameter]:
    """Give the options that say how much work a search may be, by the names in ``Effort``."""
    from planner.model import DEFAULT_SECONDS

    seconds = _("seconds to search, {seconds} if not given", seconds=int(DEFAULT_SECONDS))
    deterministic = _(
        "limit work instead of time, so that the same plan comes again: --seconds N is then N units of work "
        "for each engine, about a second of one core each, and the search may take several times as long"
    )
    workers = _("engines side by side; as many as there are cores, up to four, if not given")
    return [
        click.Option(["--seconds"], metavar="N", type=ABOVE_ZERO, default=DEFAULT_SECONDS, help=seconds),
        click.Option(
            ["--gap"], metavar="G", type=ShareValue(), default=0.0, help=_("stop at this gap, such as 0.01")
        ),
        click.Option(["--deterministic"], is_flag=True, help=deterministic),
        click.Option(["--seed"], metavar="N", type=WHOLE, default=0, help=_("seed of random choices")),
        click.Option(["--workers"], metavar="N", type=ONE_OR_MORE, help=workers),
    ]
