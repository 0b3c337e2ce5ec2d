"""Which commands there are and what they take."""

import argparse
import gettext
import logging
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import NoReturn, TypeAlias

from planner.cli import commands
from planner.cli.terminal import WrongUseError, complain
from planner.language import CATALOGUES, LANGUAGES, _, set_language
from planner.model import DEFAULT_SECONDS, OBJECTIVE_NAMES, Before

FORMATS = ("pdf", "csv", "json", "html")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak(_wanted_language(given))
    # an engine that fails stands in the plan as a fault, and is told there in the language in use
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s: %(message)s")
    try:
        options = _parser().parse_args(given)
        return int(options.run(options))
    except WrongUseError as error:
        complain(str(error))
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output, such as ``head``, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _speak(code: str) -> None:
    """Use a language for our texts, and for those of argparse, which come through gettext's own settings."""
    set_language(code)
    os.environ["LANGUAGE"] = code
    gettext.bindtextdomain("planner", str(CATALOGUES))
    gettext.textdomain("planner")


def _wanted_language(arguments: Sequence[str]) -> str:
    """Give the language asked for before anything is parsed, so that the help speaks it too."""
    asked = os.environ.get("PLANNER_LANG", "")
    for option, following in pairwise([*arguments, ""]):
        if option == "--lang":
            asked = following
        elif option.startswith("--lang="):
            asked = option.removeprefix("--lang=")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _parser() -> argparse.ArgumentParser:
    """Make the parser of all commands."""
    parser = _Parser(prog="planner", description=_("Plans large public programmes: order, pace, proof."))
    parser.add_argument("--version", action="version", version=f"planner {version('planner')}")
    parser.add_argument("--lang", choices=LANGUAGES, help=_("language of texts"))
    names = _("COMMAND")
    added = parser.add_subparsers(title=_("commands"), metavar=names, required=True, parser_class=_Parser)
    for add in (_add_check, _add_plan, _add_run, _add_export, _add_serve, _add_doctor):
        add(added)
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are ours to word and whose exit code is 2."""

    def error(self, message: str) -> NoReturn:
        """Refuse what was typed."""
        hint = _("See {command} --help", command=self.prog)
        raise WrongUseError(f"{message}\n{hint}")


Subparsers: TypeAlias = "argparse._SubParsersAction[_Parser]"


def _add(added: Subparsers, name: str, help_text: str, run: Callable[[argparse.Namespace], int]) -> _Parser:
    """Add one command."""
    command: _Parser = added.add_parser(name, help=help_text, description=help_text)
    command.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.set_defaults(run=run)
    return command


def _add_check(added: Subparsers) -> None:
    command = _add(added, "check", _("read and check a roadmap"), commands.check)
    command.add_argument(
        "path", metavar="PATH", type=Path, help=_("folder of tables, or the veikart.csv in it")
    )
    command.add_argument("--json", action="store_true", help=_("print the findings as one JSON object"))


def _add_plan(added: Subparsers) -> None:
    command = _add(added, "plan", _("find the best plan of a roadmap"), commands.plan)
    command.add_argument(
        "path", metavar="PATH", type=Path, help=_("folder of tables, or the veikart.csv in it")
    )
    whole = _("file that holds all that is asked, in place of the options below but --out and --json")
    command.add_argument("--request", metavar="FILE", type=Path, help=whole)
    _add_aim(command)
    command.add_argument(
        "--start", metavar="PLAN", type=Path, help=_("saved plan to start from, of this or a like roadmap")
    )
    command.add_argument(
        "--out", metavar="FOLDER", type=Path, help=_("write plan.json and tables into this folder")
    )
    _add_limits(command)


def _add_aim(command: _Parser) -> None:
    """Add the options that say what a plan is to be best at."""
    known = _("what to be best at: {known}", known=", ".join(OBJECTIVE_NAMES))
    command.add_argument("--objective", metavar="NAME", type=_objective, help=known)
    slider = _("from 0 (quick benefits) to 1 or 100 % (the long-term target picture); objective balance")
    command.add_argument("--long-term", metavar="SHARE", type=_share, help=slider.replace("%", "%%"))
    first = _("objective that comes first, and what of it may be lost, such as value:2%; may be repeated")
    command.add_argument(
        "--before",
        metavar="NAME:LOSS",
        type=_before,
        action="append",
        default=[],
        help=first.replace("%", "%%"),
    )
    moves = _("saved plan that changes are counted from; objective stability")
    command.add_argument("--baseline", metavar="PLAN", type=Path, help=moves)


def _add_run(added: Subparsers) -> None:
    command = _add(added, "run", _("plan scenarios and set them side by side"), commands.run)
    command.add_argument("scenarios", metavar="SCENARIO.toml", type=Path, nargs="+", help=_("scenario files"))
    command.add_argument(
        "--out", metavar="FOLDER", type=Path, help=_("write a plan per scenario and the table")
    )
    _add_limits(command)


def _add_limits(command: _Parser) -> None:
    """Add the options that say when a search ends."""
    seconds = _("seconds to search, {seconds} if not given", seconds=int(DEFAULT_SECONDS))
    command.add_argument("--seconds", metavar="N", type=_above_zero, default=DEFAULT_SECONDS, help=seconds)
    command.add_argument(
        "--gap", metavar="G", type=_share, default=0.0, help=_("stop at this gap, such as 0.01")
    )
    deterministic = _(
        "limit work instead of time, so that the same plan comes again: --seconds N is then N units of work "
        "for each engine, about a second of one core each, and the search may take several times as long"
    )
    command.add_argument("--deterministic", action="store_true", help=deterministic)
    command.add_argument("--seed", metavar="N", type=_whole, default=0, help=_("seed of random choices"))
    workers = _("engines side by side; as many as there are cores, up to four, if not given")
    command.add_argument("--workers", metavar="N", type=_one_or_more, help=workers)
    command.add_argument("--json", action="store_true", help=_("print the result as one JSON object"))


def _add_export(added: Subparsers) -> None:
    command = _add(added, "export", _("write a saved plan as a document"), commands.export)
    command.add_argument("plan", metavar="PLAN", type=Path, help=_("plan.json, or the folder that holds it"))
    command.add_argument("--to", choices=FORMATS, required=True, help=_("format"))
    command.add_argument("--out", metavar="PATH", type=Path, help=_("file to write, or folder for csv"))


def _add_serve(added: Subparsers) -> None:
    command = _add(added, "serve", _("open the workspace in the browser"), commands.serve)
    command.add_argument(
        "path", metavar="PATH", type=Path, help=_("folder of tables, or the veikart.csv in it")
    )
    command.add_argument(
        "--port", metavar="N", type=_port, default=8050, help=_("port on this machine, 8050 if not given")
    )
    command.add_argument("--no-browser", action="store_true", help=_("do not open a browser"))
    improve = _("seconds for each search, {seconds} if not given", seconds=int(DEFAULT_SECONDS))
    command.add_argument("--seconds", metavar="N", type=_above_zero, default=DEFAULT_SECONDS, help=improve)


def _add_doctor(added: Subparsers) -> None:
    _add(added, "doctor", _("tell whether everything the planner needs is in place"), _doctor)


def _doctor(options: argparse.Namespace) -> int:
    """Examine the machine."""
    from planner.cli.doctor import doctor  # late: it knows the solver, which ``planner --help`` need not

    return doctor(options)


def _above_zero(text: str) -> float:
    """Read a number above 0."""
    return _number(text, lambda number: number > 0, _("a number above 0"))


def _share(text: str) -> float:
    """Read a share from 0 to 1, also as per cent."""
    from planner.tables import CellError, share_in

    try:
        share = share_in(text.strip())
    except CellError:
        share = -1.0
    if not 0 <= share <= 1:
        raise _refusal(text, _("a share from 0 to 1, such as 0.01 or 1 %"))
    return share


def _objective(text: str) -> str:
    """Read the name of an objective, in either language."""
    from planner.files import OBJECTIVE_WORDS, objective_name

    name = objective_name(text)
    if name is None:
        raise _refusal(text, _("one of {known}", known=", ".join(OBJECTIVE_WORDS)))
    return name


def _before(text: str) -> Before:
    """Read an objective that comes first, and the share of it that may be lost."""
    name, colon, loss = text.partition(":")
    try:
        return Before(name=_objective(name.strip()), loss=_share(loss) if colon else 0.0)
    except argparse.ArgumentTypeError:
        expected = _("an objective and the share of it that may be lost, such as value:2%")
        raise _refusal(text, expected) from None


def _one_or_more(text: str) -> int:
    """Read a number of things."""
    return int(
        _number(
            text, lambda number: number == int(number) and 1 <= number <= 1000, _("a whole number, 1 or more")
        )
    )


def _whole(text: str) -> int:
    """Read a whole number that is 0 or more and fits a solver's seed."""
    return int(
        _number(text, lambda number: number == int(number) and 0 <= number < 2**31, _("a whole number"))
    )


def _port(text: str) -> int:
    """Read a port number."""
    in_range = lambda number: number == int(number) and 1 <= number <= 65535  # noqa: E731  # reads as one thought
    return int(_number(text, in_range, _("a port from 1 to 65535")))


def _number(text: str, accepts: Callable[[float], bool], expected: str) -> float:
    """Read a finite number that is accepted."""
    try:
        number = float(text)
        good = abs(number) < 1e15 and accepts(number)
    except ValueError:
        good = False
    if not good:
        raise _refusal(text, expected)
    return number


def _refusal(text: str, expected: str) -> argparse.ArgumentTypeError:
    """Say what was found and what was expected; argparse names the option."""
    return argparse.ArgumentTypeError(
        _("found {found!r}, expected {expected}", found=text, expected=expected)
    )
